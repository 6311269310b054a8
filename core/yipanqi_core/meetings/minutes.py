"""Minutes: what was answered and decided, numbered and frozen; each decision becomes a task."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import update

from yipanqi_core.audit.service import record
from yipanqi_core.calendar import Period
from yipanqi_core.database.bulk import insert_rows, update_rows
from yipanqi_core.documents.model import (
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    chinese_date,
    number_text,
    numbered,
)
from yipanqi_core.facts.gather import gather
from yipanqi_core.facts.names import names
from yipanqi_core.facts.queries import post_rows, unit_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.letters.frozen import freeze
from yipanqi_core.letters.issue import full_name, signing
from yipanqi_core.letters.queries import bound_units, take_numbers
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.meetings import MeetingSeries
from yipanqi_core.meetings import queries
from yipanqi_core.meetings.agenda import missing
from yipanqi_core.meetings.guards import require_whole
from yipanqi_core.meetings.presence import absent as absent_of
from yipanqi_core.meetings.presence import sentence
from yipanqi_core.meetings.service import add_event
from yipanqi_core.meetings.tables import agenda_items, meetings
from yipanqi_core.refusals import InvalidInputError, RefusedError
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.tables import tasks

GOVERNMENT = "县人民政府"


async def take_minutes(  # noqa: PLR0917
    scope: Scope, edition: Edition, series: MeetingSeries, meeting: Any, held_on: date, attendance: Sequence[str]
) -> str:
    """Record the meeting as held and freeze its minutes; gives their number.

    Raises InvalidInputError (a day to come), RefusedError (an issue not on the agenda, an item without its answer or
    decision).
    """
    county = await read_county(scope.connection, scope.tenant_id)
    if held_on > county.today:
        raise InvalidInputError(f"会议日期 {held_on} 尚未到来，开过之后再形成纪要", "/held_on")
    items = await queries.item_rows(scope.connection, scope.tenant_id, meeting.id)
    await _require_whole(scope, edition, series, meeting, items, held_on)
    serial = await take_numbers(scope.connection, scope.tenant_id, series.letterhead, held_on.year, 1)
    number: str = number_text(series.letterhead, held_on.year, serial)
    absent = await _absent(scope, edition, series, held_on, attendance)
    signed_by = await _signed_by(scope, edition, series)
    convener = await _convener(scope, meeting, held_on)
    document = compose(county, series, meeting, items, held_on, attendance, number, absent, signed_by, convener)
    row = {
        "state": "minuted",
        "period": str(Period.containing(held_on, series.cadence)),
        "held_on": held_on,
        "attendance": encode(list(attendance)),
        "number": number,
        "minutes": freeze(document),
    }
    m = meetings.c
    await scope.connection.execute(
        update(meetings).where(m.tenant_id == scope.tenant_id, m.id == meeting.id).values(**row, version=m.version + 1)
    )
    opened = await _open_tasks(scope, series, items, held_on, number)
    told = {"number": number, "held_on": held_on, "attendance": list(attendance), "tasks": opened}
    await record(scope, "take_minutes", f"meeting:{meeting.id}", told)
    return number


async def _require_whole(  # noqa: PLR0917
    scope: Scope, edition: Edition, series: MeetingSeries, meeting: Any, items: Sequence[Any], held_on: date
) -> None:
    require_whole(series, items)
    absent = await missing(scope, edition, series, meeting, held_on)
    if absent:
        raise RefusedError(f"有 {len(absent)} 个在本级的问题未列入议程，如“{absent[0]}”；请先补齐议程", series.clause)


def compose(  # noqa: PLR0917
    county: County,
    series: MeetingSeries,
    meeting: Any,
    items: Sequence[Any],
    held_on: date,
    attendance: Sequence[str],
    number: str,
    absent: Sequence[str] = (),
    signed_by: str = GOVERNMENT,
    convener: str | None = None,
) -> OfficialDocument:
    """Lay out the minutes: attendance, then each item with its answer, then the decisions as a table."""
    period = Period.containing(held_on, series.cadence).title
    blocks: list[Heading | Paragraph | Table] = [
        Paragraph(f"{chinese_date(held_on)}，{convener or meeting.convener}主持召开{period}{series.title}。"),
        Heading(1, "出席"),
        Paragraph(sentence("、".join(attendance))),
        *((Paragraph(f"未到会成员：{'、'.join(absent)}。"),) if absent else ()),
        Heading(1, "议题与答复"),
    ]
    blocks += _items(series, items)
    decided = [item for item in items if item.decision]
    if decided:
        rows = tuple(
            (f"{i.project}：{i.decision}" if i.project else i.decision, i.unit, i.person, chinese_date(i.deadline))
            for i in decided
        )
        blocks += [Heading(1, series.task), Table(("事项", "责任单位", "责任人", "完成时限"), rows, (11, 6, 4, 7))]
    issuer = full_name(county.name, signed_by)
    return OfficialDocument(
        issuer=issuer,
        number=number,
        title=f"{period}{series.title}纪要",
        addressee="各有关单位",
        paragraphs=numbered(blocks),
        signature=issuer,
        dated=held_on,
    )


async def _convener(scope: Scope, meeting: Any, held_on: date) -> str:
    """Name the post that convened, with its unit where others bear the same title (局长), and who held it."""
    units = await unit_rows(scope.connection, scope.tenant_id)
    posts = await post_rows(scope.connection, scope.tenant_id, held_on)
    holders = (await queries.post_holders(scope.connection, scope.tenant_id, held_on)).get(meeting.convener_post_id, [])
    title = names(units, posts).posts.get(meeting.convener_post_id, str(meeting.convener))
    return f"{title}{holders[0] if holders else ''}"


async def _signed_by(scope: Scope, edition: Edition, series: MeetingSeries) -> str:
    """Name the unit that signs the minutes."""
    if series.issuer is None:
        return GOVERNMENT
    return signing(edition, series.issuer, await bound_units(scope.connection, scope.tenant_id))


async def _absent(
    scope: Scope, edition: Edition, series: MeetingSeries, held_on: date, attendance: Sequence[str]
) -> list[str]:
    """Name the members of the series' body, as it was on the day, whom nobody in the attendance stands for."""
    if series.body is None:
        return []
    gathered = await gather(scope, edition, f"{held_on:%Y-%m}", held_on, only=[])
    who, holders = gathered.names, await queries.post_holders(scope.connection, scope.tenant_id, held_on)
    called = {post: holders.get(key, []) for post, key in who.post_ids.items()} | dict(who.unit_words)
    return absent_of([one for one in gathered.county.bodies if one.team == series.body], attendance, called)


def _items(series: MeetingSeries, items: Sequence[Any]) -> list[Heading | Paragraph | Table]:
    """Lay out the items, under their topics where the series has some, each with its answer and decision."""
    blocks: list[Heading | Paragraph | Table] = []
    for topic in (*series.topics, None):
        own = [item for item in items if series.topic(item.under) is topic]
        if topic is not None and own:
            blocks.append(Heading(2, topic.title))
        spoken = [item for item in own if item.answer or item.decision]
        for item in spoken:
            blocks.append(Heading(3 if topic is not None else 2, item.title))
            if item.answer:
                blocks.append(Paragraph(sentence(f"{item.answer_unit or '有关单位'}答复：{item.answer}")))
            if item.decision:
                blocks.append(Paragraph(sentence(f"议定：{item.decision}")))
        blocks += _told_only([item for item in own if item not in spoken])
    return blocks


def _told_only(items: Sequence[Any]) -> list[Heading | Paragraph | Table]:
    """Put what was on the agenda and got neither answer nor decision into one table."""
    if not items:
        return []
    rows = tuple((str(number), item.title) for number, item in enumerate(items, start=1))
    return [Paragraph(f"会议听取了以下{len(rows)}项情况："), Table(("序号", "事项"), rows, (1, 12))]


async def _open_tasks(scope: Scope, series: MeetingSeries, items: Sequence[Any], held_on: date, number: str) -> int:
    """Give each decision to its unit as a task, in its inbox and in the project's history."""
    decided = [item for item in items if item.decision]
    ids: list[UUID] = [new_id() for _ in decided]
    rows = [
        {
            "id": key,
            "kind": series.task,
            "title": item.decision,
            "project_id": item.project_id,
            "unit_id": item.unit_id,
            "clause": series.clause,
            "opened_on": held_on,
            "due_on": item.deadline,
        }
        for key, item in zip(ids, decided, strict=True)
    ]
    received = [
        {
            "id": new_id(),
            **to,
            "subject": f"{number} {series.task}：{item.decision}（{item.deadline} 前）",
            "received_on": held_on,
        }
        for item in decided
        for to in _addressees(item)
    ]
    linked = [{"id": item.id, "task_id": key} for key, item in zip(ids, decided, strict=True)]
    connection, tenant = scope.connection, scope.tenant_id
    await insert_rows(connection, tasks, tenant, rows)
    await insert_rows(connection, inbox, tenant, received)
    await update_rows(connection, agenda_items, tenant, linked, also="version = t.version + 1")
    for item in decided:
        if item.project_id is not None:
            line = f"{series.title}议定：{item.decision}（{item.unit} {item.person}，{item.deadline} 前）"
            await add_event(scope, item.project_id, held_on, line, series.clause)
    return len(rows)


def _addressees(item: Any) -> list[dict[str, UUID | None]]:
    """The unit that carries a decision out and, where it is assigned to a leader, that leader's post."""
    to: list[dict[str, UUID | None]] = [{"unit_id": item.unit_id, "post_id": None}]
    return to if item.post_id is None else [*to, {"unit_id": None, "post_id": item.post_id}]
