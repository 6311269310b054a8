"""Planning meetings, answering and deciding their items, and carrying out what they decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.audit.service import record
from yipanqi_core.calendar import Period
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.meetings import MeetingSeries
from yipanqi_core.meetings import queries
from yipanqi_core.meetings.agenda import fill
from yipanqi_core.meetings.tables import agenda_items, meetings
from yipanqi_core.meetings.topics import require_topic
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.tables import project_events, projects
from yipanqi_core.refusals import InvalidInputError, NotFoundError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.tables import issues, records, tasks


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item put on an agenda by hand."""

    title: str
    issue_id: UUID | None
    project_id: UUID | None
    answer_unit_id: UUID | None
    under: str | None = None


def series_of(edition: Edition, code: str) -> MeetingSeries:
    """Give the series of this code. Raises InvalidInputError."""
    for series in edition.meetings:
        if series.code == code:
            return series
    known = "、".join(f"{one.code}（{one.title}）" for one in edition.meetings) or "无"
    raise InvalidInputError(f"本县机制没有会议系列“{code}”；可填：{known}", "/series")


async def plan_meeting(scope: Scope, edition: Edition, series: MeetingSeries, convener: UUID, on: date) -> UUID:
    """Plan a meeting of the convener for a day; its agenda is filled at once. The convener has been let pass."""
    meeting_id = new_id()
    row = {
        "series": series.code,
        "period": str(Period.containing(on, series.cadence)),
        "convener_post_id": convener,
        "state": "planned",
        "planned_on": on,
    }
    await scope.connection.execute(insert(meetings).values(tenant_id=scope.tenant_id, id=meeting_id, **row))
    meeting = await queries.lock_meeting(scope.connection, scope.tenant_id, meeting_id)
    came = await fill(scope, edition, series, meeting, await today(scope.connection))
    await record(scope, "plan_meeting", f"meeting:{meeting_id}", {**row, "items": came})
    return meeting_id


async def refill(scope: Scope, edition: Edition, series: MeetingSeries, meeting: Any) -> int:
    """Add to a planned meeting's agenda what has come since; gives how many items."""
    came = await fill(scope, edition, series, meeting, await today(scope.connection))
    await _touch(scope, meeting.id)
    await record(scope, "fill_agenda", f"meeting:{meeting.id}", {"items": came})
    return came


async def add_item(scope: Scope, series: MeetingSeries, meeting: Any, new: NewItem) -> UUID:
    """Put an item on an agenda by hand. Raises NotFoundError, InvalidInputError (no topic of the series)."""
    require_topic(series, new.under)
    about = {"issue_id": (issues, new.issue_id), "project_id": (projects, new.project_id)}
    await _require_there(scope, {**about, "answer_unit_id": (units, new.answer_unit_id)})
    position = await queries.last_position(scope.connection, scope.tenant_id, meeting.id)
    item_id = new_id()
    row = {
        "meeting_id": meeting.id,
        "position": position + 1,
        "topic": "other",
        "under": new.under,
        "title": new.title,
        "issue_id": new.issue_id,
        "project_id": new.project_id,
        "answer_unit_id": new.answer_unit_id,
    }
    await scope.connection.execute(insert(agenda_items).values(tenant_id=scope.tenant_id, id=item_id, **row))
    await _touch(scope, meeting.id)
    await record(scope, "add_agenda_item", f"agenda_item:{item_id}", row)
    return item_id


async def change_item(scope: Scope, series: MeetingSeries, item: Any, changes: Mapping[str, Any]) -> None:
    """Write an item's answer or decision; a decision names unit, person and deadline, all or none of it.

    Raises InvalidInputError, NotFoundError.
    """
    whole = {name: changes.get(name, getattr(item, name)) for name in ("decision", "unit_id", "person", "deadline")}
    given = [name for name, value in whole.items() if value is not None]
    if given and len(given) < len(whole):
        lacking = next(name for name in whole if name not in given)
        words = {"decision": "内容", "unit_id": "责任单位", "person": "责任人", "deadline": "完成时限"}
        raise InvalidInputError(
            f"议定事项应同时明确内容、责任单位、责任人、完成时限，缺{words[lacking]}", f"/{lacking}"
        )
    there = {"answer_unit_id": units, "unit_id": units, "post_id": posts}
    await _require_there(scope, {name: (table, changes.get(name)) for name, table in there.items()})
    g = agenda_items.c
    await scope.connection.execute(
        update(agenda_items)
        .where(g.tenant_id == scope.tenant_id, g.id == item.id)
        .values(**changes, version=g.version + 1)
    )
    await _touch(scope, item.meeting_id)
    await record(scope, "change_agenda_item", f"agenda_item:{item.id}", {"series": series.code, **changes})


async def complete_item(scope: Scope, series: MeetingSeries, item: Any, on: date, note: str) -> None:
    """Report a decision as carried out: a record of its unit's work closes its task. Raises InvalidInputError."""
    if not item.held_on <= on <= await today(scope.connection):
        raise InvalidInputError(f"办结日期应在会议召开日 {item.held_on} 之后、不晚于今天", "/on")
    record_id, tenant = new_id(), scope.tenant_id
    done = {"kind": series.closed_by, "unit_id": item.unit_id, "project_id": item.project_id, "on_date": on}
    await scope.connection.execute(
        insert(records).values(tenant_id=tenant, id=record_id, note=note, recorded_by=scope.actor, **done)
    )
    t, g = tasks.c, agenda_items.c
    await scope.connection.execute(
        update(tasks).where(t.tenant_id == tenant, t.id == item.task_id).values(done_on=on, record_id=record_id)
    )
    await scope.connection.execute(
        update(agenda_items)
        .where(g.tenant_id == tenant, g.id == item.id)
        .values(done_on=on, done_note=note, version=g.version + 1)
    )
    if item.project_id is not None:
        line = f"{item.unit}办结{series.task}：{item.decision}"
        await add_event(scope, item.project_id, on, line, series.clause)
    await record(scope, "complete_agenda_item", f"agenda_item:{item.id}", {**done, "note": note})


async def add_event(scope: Scope, project_id: UUID, on: date, line: str, clause: str) -> None:
    """Write a line of a project's history."""
    event = {"project_id": project_id, "on_date": on, "actor": scope.actor, "kind": "meeting"}
    await scope.connection.execute(
        insert(project_events).values(tenant_id=scope.tenant_id, id=new_id(), line=line, clause=clause, **event)
    )


async def _touch(scope: Scope, meeting_id: UUID) -> None:
    m = meetings.c
    await scope.connection.execute(
        update(meetings).where(m.tenant_id == scope.tenant_id, m.id == meeting_id).values(version=m.version + 1)
    )


async def _require_there(scope: Scope, wanted: Mapping[str, tuple[Any, UUID | None]]) -> None:
    for table, key in wanted.values():
        if key is not None and not await queries.found_ids(scope.connection, scope.tenant_id, table, [key]):
            raise NotFoundError("所填的问题、项目、单位或岗位不存在")
