"""What a kind of record asks of a record: its project, fields and doer; the problems it finds, the tasks it gives."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ValidationError

from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder.service import NewIssue, open_issue
from yipanqi_core.ladder.standing import see_project
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.records import Assignment, Problem, RecordKind
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT, PROJECT_DEPUTY
from yipanqi_core.people.seats import Seated, seats_of
from yipanqi_core.projects.standing import standing
from yipanqi_core.refusals import InvalidInputError, WrongActorError
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.queries import unit_ids
from yipanqi_core.work.tables import tasks
from yipanqi_core.workbook.own_values import reason

OF_THE_PROJECT = frozenset({LEAD_UNIT, OWNER_UNIT, PROJECT_DEPUTY})


def kind_of(edition: Edition, title: str) -> RecordKind:
    """Give a kind of record by its title. Raises InvalidInputError."""
    found = next((one for one in edition.records if one.title == title), None)
    if found is None:
        known = "、".join(one.title for one in edition.records)
        raise InvalidInputError(f"没有“{title[:50]}”这一类工作记录；可填：{known}", "/kind")
    return found


def checked(kind: RecordKind, data: Mapping[str, Any] | None) -> BaseModel | None:
    """Give what a record holds in the shape of its kind. Raises InvalidInputError with the place."""
    if kind.fields is None:
        if data:
            raise InvalidInputError(f"“{kind.title}”没有专门的填报内容，请用 note 说明", "/data")
        return None
    try:
        return kind.fields.model_validate(dict(data or {}))
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        able = "、".join(f"{name}（{field.title}）" for name, field in kind.fields.model_fields.items())
        lacks = "应填未填" if first["type"] == "missing" else f"不合规，{reason(first)}"
        raise InvalidInputError(f"“{place[:50]}”{lacks}；“{kind.title}”可填：{able}", f"/data/{place}") from error


def require_project(kind: RecordKind, project_id: UUID | None) -> None:
    """Refuse a record without project of a kind that names one. Raises InvalidInputError."""
    if kind.names_project and project_id is None:
        raise InvalidInputError(f"“{kind.title}”须写明项目", "/project_id")


async def require_doer(scope: Scope, edition: Edition, kind: RecordKind, project_id: UUID | None, doer: Seated) -> None:
    """Let pass the seats that do such work, where the kind names them. Raises WrongActorError, NotFoundError."""
    if not kind.doers:
        return
    if project_id is not None and not OF_THE_PROJECT.isdisjoint(kind.doers):
        seats = (await standing(scope, edition, project_id, doer, lock=False)).seats
    else:
        seats = await seats_of(scope, edition, doer)
    require_seats(edition, kind, seats)


def require_seats(edition: Edition, kind: RecordKind, seats: frozenset[str]) -> None:
    """Let pass who sits in a seat that does such work. Raises WrongActorError."""
    if kind.doers and seats.isdisjoint(kind.doers):
        able = "、".join(edition.seat_title(seat) for seat in kind.doers)
        raise WrongActorError(f"“{kind.title}”由{able}开展；请按实际开展的单位或岗位记录", kind.clause)


async def open_found(
    scope: Scope, edition: Edition, project_id: UUID, problems: Sequence[Problem], record_id: UUID
) -> list[UUID]:
    """Make issues of the problems that a record brings to light. Raises InvalidInputError, RefusedError."""
    if not problems:
        return []
    seen = await see_project(scope, edition, project_id)
    found = []
    for problem in problems:
        new = NewIssue(project_id, problem.description, problem.category, problem.urgency, problem.required_on)
        found.append(await open_issue(scope, seen, new, record_id))
    return found


async def assign(scope: Scope, kind: RecordKind, project_id: UUID, assignments: Sequence[Assignment], on: date) -> None:
    """Give units what work assigned them, as tasks in their inbox. Raises InvalidInputError (an unknown unit)."""
    if not assignments:
        return
    units = await unit_ids(scope.connection, scope.tenant_id, [one.unit for one in assignments])
    for one in assignments:
        if one.unit not in units:
            raise InvalidInputError(f"没有名为“{one.unit[:50]}”的单位，请按 GET /v1/units 的名称填写", "/data")
        if one.deadline < on:
            raise InvalidInputError(f"完成时限 {one.deadline} 早于 {on}", "/data")
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(), "kind": kind.task, "title": one.requirement, "project_id": project_id,
            "unit_id": units[one.unit], "clause": kind.clause, "opened_on": on, "due_on": one.deadline,
        }
        for one in assignments
    ]  # fmt: skip
    await insert_rows(scope.connection, tasks, scope.tenant_id, rows)
    received = [
        {"id": new_id(), "unit_id": row["unit_id"], "received_on": on}
        | {"subject": f"{kind.title}交办：{row['title']}（{row['due_on']} 前）"}
        for row in rows
    ]
    await insert_rows(scope.connection, inbox, scope.tenant_id, received)
