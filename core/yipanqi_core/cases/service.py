"""Opening cases, filling them in, naming who follows them, and moving them along their own track."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import insert, update

from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.cases import queries
from yipanqi_core.cases.tables import case_passages, cases
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_core.projects.standing import Standing, seat_title, standing
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


def kind_of(edition: Edition, code: str) -> CaseKind:
    """Give a kind of case. Raises InvalidInputError."""
    found = next((kind for kind in edition.cases if kind.code == code), None)
    if found is None:
        known = "、".join(f"{kind.code}（{kind.title}）" for kind in edition.cases) or "本县机制没有专项事项"
        raise InvalidInputError(f"没有“{code[:50]}”这一类专项事项；可填：{known}", "/kind")
    return found


def require_may_open(stands: Standing, kind: CaseKind) -> None:
    """Let pass the seat that keeps such cases and the project's lead unit. Raises WrongActorError."""
    stands.require_seat(f"的{kind.title}", kind.clause, kind.kept_by, LEAD_UNIT)


def require_may_keep(edition: Edition, seats: frozenset[str], kind: CaseKind, case: Any) -> None:
    """Let pass the seat that keeps the case while it is open. Raises WrongActorError, RefusedError."""
    if kind.kept_by not in seats:
        able = seat_title(edition, kind.kept_by)
        raise WrongActorError(f"{kind.title}由{able}填报、指定跟踪人和转入下一阶段", kind.clause)
    if case.closed_on is not None:
        raise RefusedError(f"{kind.title}“{case.title}”已于 {case.closed_on} 办结", kind.clause)


def require_may_move(edition: Edition, seats: frozenset[str], kind: CaseKind, case: Any) -> str:
    """Give the step that comes next, if this person may take it now. Raises WrongActorError, RefusedError."""
    require_may_keep(edition, seats, kind, case)
    following = kind.after(case.step)
    if following is None:
        raise RefusedError(f"{kind.title}“{case.title}”已在最后阶段", kind.clause)
    for step, field in kind.required:
        if step == following.code and case.fields.get(field) is None:
            title = kind.fields.model_fields[field].title
            raise RefusedError(f"转入“{following.title}”前须填写“{title}”（{kind.clause}）", kind.clause)
    return following.code


async def open_case(  # noqa: PLR0917
    scope: Scope,
    edition: Edition,
    kind: CaseKind,
    project_id: UUID,
    title: str,
    fields: Mapping[str, Any],
    who: Identity,
) -> UUID:
    """Open a case on the first step of its track.

    Raises NotFoundError, WrongActorError, InvalidInputError (a field that does not fit).
    """
    stands = await standing(scope, edition, project_id, who)
    require_may_open(stands, kind)
    case_id = new_id()
    row = {
        "kind": kind.code, "project_id": project_id, "title": title, "unit_id": who.unit_id,
        "fields": checked(kind, fields), "opened_on": stands.today,
    }  # fmt: skip
    await scope.connection.execute(insert(cases).values(tenant_id=scope.tenant_id, id=case_id, **row))
    await _enter(scope, case_id, 1, kind.steps[0].code, None)
    line = f"开始办理{kind.title}“{title}”"
    await add_event(scope, project_id, stands.today, "case", line, kind.clause)
    await record(scope, "open_case", f"case:{case_id}", row)
    return case_id


async def fill_in(scope: Scope, edition: Edition, case: Any, fields: Mapping[str, Any], who: Identity) -> None:
    """Fill in fields of a case held by `held_case`; those not named stay. Raises as `require_may_keep`."""
    kind = kind_of(edition, case.kind)
    stands = await standing(scope, edition, case.project_id, who)
    require_may_keep(edition, stands.seats, kind, case)
    new = checked(kind, {**case.fields, **fields})
    await _change(scope, case, fields=new)
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
    await _change(scope, case, follower_id=user_id, followed_on=stands.today)
    line = f"{kind.title}“{case.title}”由{name}驻点跟踪"
    await add_event(scope, case.project_id, stands.today, "case", line, kind.clause)
    await record(scope, "name_follower", f"case:{case.id}", {"before": case.follower_id, "after": user_id})


async def move_on(scope: Scope, edition: Edition, case: Any, note: str | None, who: Identity) -> None:
    """Move a case held by `held_case` to its next step; on the last one it is closed. Raises as `require_may_move`."""
    kind = kind_of(edition, case.kind)
    stands = await standing(scope, edition, case.project_id, who)
    step = require_may_move(edition, stands.seats, kind, case)
    await scope.connection.execute(
        update(case_passages)
        .where(
            case_passages.c.tenant_id == scope.tenant_id,
            case_passages.c.case_id == case.id,
            case_passages.c.position == case.position,
        )
        .values(left_on=stands.today)
    )
    await _enter(scope, case.id, case.position + 1, step, note)
    last = kind.after(step) is None
    await _change(scope, case, **({"closed_on": stands.today} if last else {}))
    line = f"{kind.title}“{case.title}”转入“{kind.step(step).title}”"
    await add_event(scope, case.project_id, stands.today, "case", line, kind.clause)
    await record(scope, "move_case", f"case:{case.id}", {"from": case.step, "to": step, "note": note})


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


async def _enter(scope: Scope, case_id: UUID, position: int, step: str, note: str | None) -> None:
    row = {"case_id": case_id, "position": position, "step": step, "decided_by": scope.actor, "note": note}
    row["entered_on"] = await today(scope.connection)
    await scope.connection.execute(insert(case_passages).values(tenant_id=scope.tenant_id, **row))


async def _change(scope: Scope, case: Any, **values: Any) -> None:
    await scope.connection.execute(
        update(cases)
        .where(cases.c.tenant_id == scope.tenant_id, cases.c.id == case.id)
        .values(**values, version=case.version + 1)
    )
