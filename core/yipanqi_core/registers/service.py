"""Writing rows of registers: made, changed from a day on, corrected, withdrawn; each round says who and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import insert

from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.figures.guards import checked_unit, require_keeper
from yipanqi_core.figures.queries import hold
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registers import Register, RegisterSubject
from yipanqi_core.people.seats import seats_of
from yipanqi_core.projects.standing import standing
from yipanqi_core.refusals import InvalidInputError, NotFoundError
from yipanqi_core.registers import queries
from yipanqi_core.registers.tables import register_entries
from yipanqi_core.rules.rounding import HUNDREDTH
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope

LARGEST = Decimal(10) ** 16
"""Beyond this no amount is kept."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A row to be written, about the county, a unit or a project; `since_on` is by default today."""

    project_id: UUID | None
    unit_id: UUID | None
    year: int | None
    fields: Mapping[str, Any]
    since_on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What of a row changes: from `since_on` on, or (no day) as if it had always been so; fields left out stay."""

    fields: Mapping[str, Any]
    reason: str
    since_on: date | None = None


def register_of(edition: Edition, code: str) -> Register:
    """Give a register. Raises NotFoundError."""
    found = next((one for one in edition.registers if one.code == code), None)
    if found is None:
        raise NotFoundError("本县机制没有这个台账；全部台账见 GET /v1/registers")
    return found


async def seats_for(scope: Scope, edition: Edition, who: Identity, project_id: UUID | None) -> frozenset[str]:
    """Give the seats that someone holds, those in the project among them."""
    if project_id is None:
        return await seats_of(scope, edition, who)
    return (await standing(scope, edition, project_id, who, lock=False)).seats


async def write_entry(scope: Scope, edition: Edition, register: Register, new: NewEntry, who: Identity) -> UUID:
    """Write a row. Raises InvalidInputError, NotFoundError (the project), WrongActorError."""
    await checked_unit(scope, register, register.subject is RegisterSubject.UNIT, new.unit_id)
    _require_subject(register, new)
    fields = checked(register, new.fields)
    require_keeper(edition, register, who, await seats_for(scope, edition, who, new.project_id), new.unit_id)
    day = await today(scope.connection)
    since = new.since_on or day
    if since > day:
        raise InvalidInputError(f"{since} 还没有到（今天是 {day}）", "/since_on")
    row = {
        "entry_id": new_id(), "register": register.code, "round": 1, "project_id": new.project_id,
        "unit_id": new.unit_id, "year": new.year, "fields": fields, "since_on": since, "withdrawn": False,
        "reason": None,
    }  # fmt: skip
    await _write(scope, register, row, day, "write_entry", "登记")
    return UUID(str(row["entry_id"]))


async def change_entry(  # noqa: PLR0917
    scope: Scope, edition: Edition, register: Register, before: Any, new: Change, who: Identity
) -> None:
    """Change a row held by `held_entry`. Raises InvalidInputError, WrongActorError."""
    require_keeper(edition, register, who, await seats_for(scope, edition, who, before.project_id), before.unit_id)
    fields = checked(register, {**before.fields, **new.fields})
    await _next(scope, register, before, new, fields, withdrawn=False, what="更正" if new.since_on is None else "变更")


async def withdraw_entry(  # noqa: PLR0917
    scope: Scope, edition: Edition, register: Register, before: Any, reason: str, who: Identity
) -> None:
    """Withdraw a row held by `held_entry`, as if it had never been. Raises WrongActorError."""
    require_keeper(edition, register, who, await seats_for(scope, edition, who, before.project_id), before.unit_id)
    rounds = await queries.rounds(scope.connection, scope.tenant_id, before.entry_id)
    since = min(row.since_on for row in rounds)
    await _next(scope, register, before, Change({}, reason, since), before.fields, withdrawn=True, what="撤销")


async def held_entry(scope: Scope, register: Register, entry_id: UUID) -> Any:
    """Hold a row, and give its latest round; what was withdrawn is gone. Raises NotFoundError."""
    await hold(scope.connection, scope.tenant_id, f"register {register.code}")
    rounds = await queries.rounds(scope.connection, scope.tenant_id, entry_id)
    if not rounds or rounds[-1].withdrawn or rounds[-1].register != register.code:
        raise NotFoundError(f"{register.title}没有这一行，或已撤销")
    return rounds[-1]


def checked(register: Register, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row's fields as they are kept; a field given as null is emptied. Raises InvalidInputError."""
    given = {name: value for name, value in fields.items() if value is not None}
    known = register.row.model_fields
    able = "、".join(f"{name}（{field.title or name}）" for name, field in known.items())
    unknown = next((name for name in given if name not in known), None)
    if unknown is not None:
        raise InvalidInputError(f"{register.title}没有“{unknown[:50]}”一栏；可填：{able}", f"/fields/{unknown[:50]}")
    try:
        made = register.row.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        title = known[name].title or name if name in known else name
        said = first["msg"].removeprefix("Value error, ") if first["type"] == "value_error" else "未填、内容或格式不对"
        raise InvalidInputError(
            f"{register.title}的“{title}”不合规：{said}；各栏：{able}", f"/fields/{name}"
        ) from error
    for name in register.amounts:
        _require_amount(getattr(made, name), name, known[name].title or name)
    return made.model_dump(mode="json", exclude_none=True)


def _require_amount(value: Decimal | None, name: str, title: str) -> None:
    if value is None:
        return
    if abs(value) >= LARGEST or value != value.quantize(HUNDREDTH):
        raise InvalidInputError(f"“{title}”应为金额，万元，最多两位小数", f"/fields/{name}")


def _require_subject(register: Register, new: NewEntry) -> None:
    if (register.subject is RegisterSubject.PROJECT) != (new.project_id is not None):
        word = "按项目登记，请填项目" if new.project_id is None else f"是{register.subject.label}的，不填项目"
        raise InvalidInputError(f"{register.title}{word}", "/project_id")
    if register.yearly != (new.year is not None):
        word = "按年度登记，请填年度" if new.year is None else "不分年度，不填年度"
        raise InvalidInputError(f"{register.title}{word}", "/year")


async def _next(
    scope: Scope, register: Register, before: Any, new: Change, fields: Mapping[str, Any], *, withdrawn: bool, what: str
) -> None:
    day = await today(scope.connection)
    since = new.since_on or before.since_on
    if since > day:
        raise InvalidInputError(f"{since} 还没有到（今天是 {day}）", "/since_on")
    row = {
        "entry_id": before.entry_id, "register": register.code, "round": before.round + 1,
        "project_id": before.project_id, "unit_id": before.unit_id, "year": before.year, "fields": dict(fields),
        "since_on": since, "withdrawn": withdrawn, "reason": new.reason,
    }  # fmt: skip
    await _write(scope, register, row, day, "withdraw_entry" if withdrawn else "change_entry", what)


async def _write(  # noqa: PLR0917
    scope: Scope, register: Register, row: dict[str, Any], day: date, act: str, what: str
) -> None:
    values = {**row, "recorded_by": scope.actor, "recorded_on": day}
    await scope.connection.execute(insert(register_entries).values(tenant_id=scope.tenant_id, **values))
    if row["project_id"] is not None:
        why = "" if row["reason"] is None else f"，理由：{row['reason']}"
        line = f"{what}{register.title}“{row['fields'].get(register.named, '')}”{why}"
        await add_event(scope, row["project_id"], day, "register", line, register.clause)
    await record(scope, act, f"entry:{row['entry_id']}", row)
