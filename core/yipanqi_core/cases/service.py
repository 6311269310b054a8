"""Opening cases, filling them in, and naming who follows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import insert, update

from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.cases import queries
from yipanqi_core.cases.guards import require_may_keep, require_may_open
from yipanqi_core.cases.lookups import require_listed
from yipanqi_core.cases.tables import case_passages, cases
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT
from yipanqi_core.projects.standing import Standing, standing
from yipanqi_core.refusals import InvalidInputError, NotFoundError
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class NewCase:
    """What someone opens: of which project, called what, for which year."""

    project_id: UUID
    title: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    year: int | None = None


def kind_of(edition: Edition, code: str) -> CaseKind:
    """Give a kind of case. Raises InvalidInputError."""
    found = next((kind for kind in edition.cases if kind.code == code), None)
    if found is None:
        known = "、".join(f"{kind.code}（{kind.title}）" for kind in edition.cases) or "本县机制没有专项事项"
        raise InvalidInputError(f"没有“{code[:50]}”这一类专项事项；可填：{known}", "/kind")
    return found


async def open_case(scope: Scope, edition: Edition, kind: CaseKind, new: NewCase, who: Identity) -> UUID:
    """Open a case on the first step of its path.

    Raises NotFoundError, WrongActorError, RefusedError, InvalidInputError (a field or a year that does not fit).
    """
    stands = await standing(scope, edition, new.project_id, who)
    require_may_open(stands, kind, await read_in_force(scope, edition, stands.today), new.year)
    year = _year(stands, kind, new.year)
    case_id, fields = new_id(), checked(kind, new.fields)
    await require_listed(scope, edition, kind, fields, year, stands.today)
    row = {
        "kind": kind.code, "project_id": new.project_id, "title": new.title, "unit_id": _unit(stands, kind, who),
        "fields": fields, "opened_on": stands.today, "year": year,
    }  # fmt: skip
    await scope.connection.execute(insert(cases).values(tenant_id=scope.tenant_id, id=case_id, **row))
    await enter(scope, case_id, 1, kind.steps[0].code, stands.today)
    line = f"开始办理{kind.title}“{new.title}”"
    await add_event(scope, new.project_id, stands.today, "case", line, kind.clause)
    await record(scope, "open_case", f"case:{case_id}", row)
    return case_id


def _unit(stands: Standing, kind: CaseKind, who: Identity) -> UUID:
    """Give whose case it is; what an office hands in for a unit is the lead unit's."""
    in_project = {LEAD_UNIT, OWNER_UNIT, *(seat.code for seat in stands.edition.project_seats)}
    if kind.collection is None or not stands.seats.isdisjoint(in_project):
        return who.unit_id
    return stands.names.unit_ids[stands.facts.lead_unit]


def _year(stands: Standing, kind: CaseKind, year: int | None) -> int | None:
    """Give the year of what is handed in: the one asked for, else the collection's."""
    if kind.collection is None:
        if year is not None:
            raise InvalidInputError(f"{kind.title}不分年度，不填 year", "/year")
        return None
    usual = kind.collection.year(stands.today.year)
    if year is not None and abs(year - usual) > 1:
        raise InvalidInputError(f"{kind.title}现在报送 {usual} 年度的，不能填 {year}", "/year")
    return year or usual


async def fill_in(scope: Scope, edition: Edition, case: Any, fields: Mapping[str, Any], who: Identity) -> None:
    """Fill in fields of a case held by `held_case`; those not named stay. Raises as `require_may_keep`."""
    kind = kind_of(edition, case.kind)
    stands = await standing(scope, edition, case.project_id, who)
    require_may_keep(edition, stands.seats, kind, case)
    new = checked(kind, {**case.fields, **fields})
    if any(not fields.keys().isdisjoint({one.field, *one.agrees}) for one in kind.lookups):
        await require_listed(scope, edition, kind, new, case.year, stands.today)
    await change(scope, case, fields=new)
    line = f"{kind.title}“{case.title}”：填报{'、'.join(str(kind.fields.model_fields[name].title) for name in fields)}"
    await add_event(scope, case.project_id, stands.today, "case", line, kind.clause)
    await record(scope, "fill_in_case", f"case:{case.id}", {"before": case.fields, "after": new})


async def name_follower(scope: Scope, edition: Edition, case: Any, user_id: UUID, who: Identity) -> None:
    """Name the person who follows a case held by `held_case`. Raises as `require_may_keep`, InvalidInputError."""
    kind = kind_of(edition, case.kind)
    stands = await standing(scope, edition, case.project_id, who)
    require_may_keep(edition, stands.seats, kind, case)
    name = await queries.user_named(scope.connection, scope.tenant_id, user_id)
    if name is None:
        raise InvalidInputError("没有这个人，请指定本县在册人员", "/user_id")
    await change(scope, case, follower_id=user_id, followed_on=stands.today)
    line = f"{kind.title}“{case.title}”由{name}驻点跟踪"
    await add_event(scope, case.project_id, stands.today, "case", line, kind.clause)
    await record(scope, "name_follower", f"case:{case.id}", {"before": case.follower_id, "after": user_id})


async def held_case(scope: Scope, case_id: UUID) -> Any:
    """Hold a case for this transaction. Raises NotFoundError."""
    row = await queries.held_case(scope.connection, scope.tenant_id, case_id)
    if row is None:
        raise NotFoundError("没有这项专项事项")
    return row


def checked(kind: CaseKind, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give a case's fields as they are kept. Raises InvalidInputError with the place."""
    try:
        return kind.fields.model_validate(dict(fields)).model_dump(mode="json", exclude_none=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        able = "、".join(f"{name}（{field.title}）" for name, field in kind.fields.model_fields.items())
        raise InvalidInputError(f"“{place[:50]}”不合规，可填：{able}", f"/fields/{place}") from error


async def enter(scope: Scope, case_id: UUID, position: int, step: str, on: date) -> None:
    """Write that a case stands on a step from a day on."""
    row = {"case_id": case_id, "position": position, "step": step, "decided_by": scope.actor, "entered_on": on}
    await scope.connection.execute(insert(case_passages).values(tenant_id=scope.tenant_id, **row))


async def change(scope: Scope, case: Any, **values: Any) -> None:
    """Change a case; its version rises."""
    await scope.connection.execute(
        update(cases)
        .where(cases.c.tenant_id == scope.tenant_id, cases.c.id == case.id)
        .values(**values, version=case.version + 1)
    )
