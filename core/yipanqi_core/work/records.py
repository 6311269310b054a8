"""Recording work done: a visit, a meeting, an interview; capped where a clause caps it, closing what it closes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.audit.service import record
from yipanqi_core.facts.gather import gather
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.records import Cap, RecordKind
from yipanqi_core.projects.tables import project_events
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work import kinds, queries
from yipanqi_core.work.tables import records, tasks


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record to be written: its kind by its Chinese title, done by a post or, without one, by a unit."""

    kind: str
    project_id: UUID | None
    post_id: UUID | None
    unit_id: UUID | None
    on_date: date
    note: str | None
    data: Mapping[str, Any] | None = None
    task_id: UUID | None = None
    """The one task that it closes; without it all that it can close."""


async def add_record(scope: Scope, edition: Edition, new: NewRecord) -> UUID:
    """Write a record of work, close the tasks it closes, and open the issues it brings to light.

    Raises InvalidInputError (an unknown kind, a day to come, fields that do not fit), NotFoundError (the project),
    RefusedError (one too many).
    """
    kind = kinds.kind_of(edition, new.kind)
    if new.on_date > await today(scope.connection):
        raise InvalidInputError(f"日期 {new.on_date} 尚未到来，只能记录已经做过的工作", "/on")
    kinds.require_project(kind, new.project_id)
    data = kinds.checked(kind, new.data)
    name = await _project_name(scope, new.project_id)
    if new.project_id is not None:
        await require_room(scope, edition, kind, new.project_id, new.on_date)
    record_id = new_id()
    kept = None if data is None else data.model_dump(mode="json", exclude_none=True)
    row = {**asdict(new), "data": kept, "recorded_by": scope.actor}
    row.pop("task_id")
    await scope.connection.execute(insert(records).values(tenant_id=scope.tenant_id, id=record_id, **row))
    closed = await _close_tasks(scope, edition, new, record_id)
    if new.project_id is not None:
        line = f"记录“{new.kind}”" + (f"，办结任务 {closed} 项" if closed else "")
        await _add_event(scope, new, line, kind.clause)
    await record(scope, "add_record", f"record:{record_id}", {**row, "project": name, "closed_tasks": closed})
    if data is not None and new.project_id is not None:
        await kinds.open_found(scope, edition, new.project_id, kind.raises(data), record_id)
        await kinds.assign(scope, kind, new.project_id, kind.assigns(data), new.on_date)
    return record_id


async def _project_name(scope: Scope, project_id: UUID | None) -> str | None:
    if project_id is None:
        return None
    name = await queries.lock_project(scope.connection, scope.tenant_id, project_id)
    if name is None:
        raise NotFoundError("没有这个项目")
    return name


async def require_room(scope: Scope, edition: Edition, kind: RecordKind, project_id: UUID, on: date) -> None:
    """Refuse one record more than a clause allows, as long as what ends the cap has not happened.

    Raises RefusedError.
    """
    cap: Cap | None = kind.cap
    if cap is None:
        return
    parameters = await read_in_force(scope, edition, on)
    held = await queries.count_records(scope.connection, scope.tenant_id, project_id, kind.title)
    if held < cap.most(parameters):
        return
    gathered = await gather(scope, edition, f"{on:%Y-%m}", on, only=[project_id])
    if cap.applies(gathered.projects[0]) and cap.until.read(gathered.projects[0]) is None:
        raise RefusedError(
            f"{cap.until.title}之前，{kind.title}至多召开 {cap.most(parameters)} 次，"
            f"该项目已召开 {held} 次（{cap.clause}）",
            cap.clause,
        )


async def _close_tasks(scope: Scope, edition: Edition, new: NewRecord, record_id: UUID) -> int:
    closed_by = [one.code for one in edition.tasks if one.closed_by == new.kind]
    if not closed_by or new.project_id is None:
        if new.task_id is not None:
            raise InvalidInputError(f"“{new.kind}”不办结这项任务；办结它的记录种类见任务的 closed_by", "/task_id")
        return 0
    found = await queries.open_tasks_for(scope.connection, scope.tenant_id, new, closed_by)
    if new.task_id is not None and not found:
        raise InvalidInputError("没有这项由所填岗位或单位承担、尚未办结的任务", "/task_id")
    if found:
        await scope.connection.execute(
            update(tasks)
            .where(tasks.c.tenant_id == scope.tenant_id, tasks.c.id.in_([row.id for row in found]))
            .values(done_on=new.on_date, record_id=record_id)
        )
    return len(found)


async def _add_event(scope: Scope, new: NewRecord, line: str, clause: str | None) -> None:
    event = {"project_id": new.project_id, "on_date": new.on_date, "actor": scope.actor, "kind": "record"}
    await scope.connection.execute(
        insert(project_events).values(tenant_id=scope.tenant_id, id=new_id(), line=line, clause=clause, **event)
    )
