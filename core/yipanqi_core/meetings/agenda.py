"""Filling an agenda from its sources: lists, proposed referrals, issues on the rung, open assignments."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.meetings import AgendaSource, MeetingSeries
from yipanqi_core.meetings import queries
from yipanqi_core.meetings.drafts import Draft
from yipanqi_core.meetings.tables import agenda_items
from yipanqi_core.meetings.topics import under_topics
from yipanqi_core.projects.frame_queries import read_frame
from yipanqi_core.projects.tally_queries import tally_rows
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Colour, Urgency


async def drafts(scope: Scope, edition: Edition, series: MeetingSeries, convener: UUID, on: date) -> list[Draft]:
    """Give what the series' topics and sources put on the convener's agenda as of the day."""

    async def of_source(source: AgendaSource) -> list[Draft]:
        match source:
            case AgendaSource.LISTS:
                return await _lists(scope, edition)
            case AgendaSource.REFERRALS | AgendaSource.ISSUES:
                return await _issues(scope, series, convener, on, proposed=source is AgendaSource.REFERRALS)
            case AgendaSource.ASSIGNMENTS:
                return await _assignments(scope, series, convener)

    found = await under_topics(scope, edition, series, on, of_source) if series.topics else []
    for source in series.sources:
        found += await of_source(source)
    issues = {draft.issue_id for draft in found if draft.topic == AgendaSource.REFERRALS}
    return [draft for draft in found if draft.topic != AgendaSource.ISSUES or draft.issue_id not in issues]


async def fill(scope: Scope, edition: Edition, series: MeetingSeries, meeting: Any, on: date) -> int:
    """Add what the sources hold and the agenda does not; gives how many items came."""
    there = await queries.item_rows(scope.connection, scope.tenant_id, meeting.id)
    known = {_about(row) for row in there}
    new = [one for one in await drafts(scope, edition, series, meeting.convener_post_id, on) if one.about not in known]
    last = max((row.position for row in there), default=0)
    await _insert(scope, meeting.id, last, new)
    return len(new)


async def missing(scope: Scope, edition: Edition, series: MeetingSeries, meeting: Any, on: date) -> list[str]:
    """Name the issues that stood on the rung before the day and are not on the agenda."""
    known = {row.issue_id for row in await queries.item_rows(scope.connection, scope.tenant_id, meeting.id)}
    if series.rung is None:
        return []
    rows = await _standing(scope, series, meeting.convener_post_id, on)
    return [row.description for row in rows if row.since_on < on and row.id not in known]


def _about(row: Any) -> tuple[object, ...]:
    return Draft(row.topic, "", row.list_step, row.issue_id, row.project_id, row.assignment_id, under=row.under).about


async def _insert(scope: Scope, meeting_id: UUID, last: int, new: Sequence[Draft]) -> None:
    rows = [
        {"id": new_id(), "meeting_id": meeting_id, "position": position, **_columns(draft)}
        for position, draft in enumerate(new, start=last + 1)
    ]
    await insert_rows(scope.connection, agenda_items, scope.tenant_id, rows)


def _columns(draft: Draft) -> dict[str, Any]:
    return {name: value for name, value in asdict(draft).items() if name != "category"}


async def _lists(scope: Scope, edition: Edition) -> list[Draft]:
    """One item a list: how many projects, and their colours in the latest stored month."""
    frame = await read_frame(scope.connection, scope.tenant_id)
    rows = await tally_rows(scope.connection, frame, edition.track.code)
    month = "尚未评级" if frame.month is None else f"{frame.month.period} 评级"
    found = []
    for step in edition.track.steps:
        here = [row for row in rows if row.step == step.code]
        colours = "、".join(
            f"{colour.label} {count}"
            for colour in Colour
            if (count := sum(row.projects for row in here if row.colour == colour.value))
        )
        total = sum(row.projects for row in here)
        shown = f"，{month}：{colours}" if colours else ""
        found.append(Draft("list", f"“{step.title}”清单 {total} 个项目{shown}", list_step=step.code))
    return found


async def _standing(scope: Scope, series: MeetingSeries, convener: UUID, on: date) -> Sequence[Any]:
    """The issues on the series' rung; a series that several posts convene has each see to their own."""
    own = convener if series.convener is None else None
    return await queries.standing_issues(scope.connection, scope.tenant_id, str(series.rung), own, on)


async def _issues(scope: Scope, series: MeetingSeries, convener: UUID, on: date, *, proposed: bool) -> list[Draft]:
    if series.rung is None:
        return []
    rows = await _standing(scope, series, convener, on)
    topic = "referral" if proposed else "issue"
    return [
        Draft(
            topic,
            f"{'建议上报：' if proposed else ''}{row.project}：{row.description}"
            f"（{row.category}，{Urgency.of(row.urgency).label}，{row.since_on} 到本级）",
            issue_id=row.id,
            project_id=row.project_id,
            answer_unit_id=row.unit_id,
            category=row.category,
        )
        for row in rows
        if not proposed or row.proposed_on is not None
    ]


async def _assignments(scope: Scope, series: MeetingSeries, convener: UUID) -> list[Draft]:
    if series.assigned_by is None:
        return []
    rows = await queries.open_assignments(scope.connection, scope.tenant_id, series.assigned_by, convener)
    return [
        Draft(
            "assignment",
            f"交办事项：{row.decision}（{row.deadline} 前）",
            issue_id=row.issue_id,
            project_id=row.project_id,
            assignment_id=row.id,
            answer_unit_id=row.unit_id,
        )
        for row in rows
    ]
