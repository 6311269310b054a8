"""Meetings: planned with an agenda that fills itself, and minuted."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, tagged
from yipanqi_api.guards import requires
from yipanqi_api.letters.documents import DOCX, MEDIA_TYPES, PDF, Form, attachment
from yipanqi_api.listing import page_of
from yipanqi_api.meetings.actions import ITEMS, PATH, of_meeting
from yipanqi_api.meetings.finding import found_meeting, item_view, locked_meeting, meeting_view
from yipanqi_api.meetings.views import (
    AgendaItemView,
    MeetingRow,
    MeetingView,
    NewAgendaItem,
    NewMeeting,
    NewMinutes,
)
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import NOT_FOUND, RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.services import services_of
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.letters.service import render
from yipanqi_core.mechanism.meetings import MeetingSeries
from yipanqi_core.meetings import queries, service
from yipanqi_core.meetings.conveners import body_conveners
from yipanqi_core.meetings.guards import require_eligible, require_preparer
from yipanqi_core.meetings.minutes import take_minutes as freeze_minutes
from yipanqi_core.refusals import InvalidInputError, NotFoundError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.guards import Doer, require_recorder

_READ = [requires(Permission.READ)]  # the meeting's own guards say who may act, with its clause


@get("", operation_id="ListMeetings", summary="列出会议", guards=_READ)
async def list_meetings(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    series: Annotated[str | None, QueryParameter(max_length=50, description="会议系列代码")] = None,
    period: Annotated[str | None, QueryParameter(max_length=10, description="如 2024-06、2024-Q2")] = None,
    convener: Annotated[UUID | None, QueryParameter(description="召集人（岗位）")] = None,
    stands: Annotated[
        str | None, QueryParameter(name="state", pattern="^(planned|minuted)$", description="状态")
    ] = None,
) -> Answer[Page[MeetingRow]]:
    """Meetings, the latest first."""
    _, edition = await county_and_edition(transaction)
    asked = queries.of_filters(series, period, convener, stands)
    statement = queries.meeting_statement(transaction.tenant_id).where(*asked)
    return await page_of(
        transaction, paging, statement, queries.SORTS, "-planned_on", queries.LAST,
        lambda row: MeetingRow.of(row, edition, of_meeting(identity, edition, row)),
    )  # fmt: skip


@get("/{meeting_id:uuid}", operation_id="ReadMeeting", summary="查看会议及议程", guards=_READ)
async def read_meeting(
    meeting_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[MeetingView]:
    """One meeting with its agenda."""
    _, edition = await county_and_edition(transaction)
    view = await meeting_view(transaction, identity, edition, meeting_id)
    return condition.answer(view, view.version)


@post(
    "",
    operation_id="PlanMeeting",
    summary="安排会议",
    guards=_READ,
    responses=refuses(WRONG_ACTOR, RULE_REFUSES, NOT_FOUND),
)
async def plan_meeting(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewMeeting]
) -> Answer[MeetingView]:
    """Plan a meeting; its agenda is filled at once from what the mechanism names."""
    _, edition = await county_and_edition(transaction)
    series = service.series_of(edition, data.series)
    conveners = await body_conveners(transaction, edition, series)
    convener = await _convener(transaction, identity, series, data.convener_post_id, conveners)
    meeting_id = await service.plan_meeting(transaction, edition, series, convener, data.planned_on)
    return created(await meeting_view(transaction, identity, edition, meeting_id), f"{PATH}/{meeting_id}")


async def _convener(
    transaction: Scope, identity: Identity, series: MeetingSeries, asked: UUID | None, conveners: frozenset[UUID]
) -> UUID:
    """Give the post that convenes, who is let pass along with whoever plans for it."""
    seats = await queries.seat_holders(transaction.connection, transaction.tenant_id)
    post_id = asked or seats.get(series.convener or "", (None, None))[1]
    if post_id is None and series.convener is None and len(identity.post_ids) == 1:
        post_id = identity.post_ids[0]
    if post_id is None:
        raise InvalidInputError(f"请填召集人：{series.title}由{series.convener_title}召集", "/convener_post_id")
    row = await queries.convener_row(transaction.connection, transaction.tenant_id, post_id)
    if row is None:
        raise NotFoundError("没有这个岗位")
    require_recorder(identity, Doer(row.id, row.unit_id, row.title), series.clause)
    require_eligible(series, row.id, row.title, row.fields, seats, conveners)
    return post_id


@post(
    "/{meeting_id:uuid}/agenda",
    status_code=200,
    operation_id="FillAgenda",
    summary="补齐议程",
    guards=_READ,
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def fill_agenda(
    meeting_id: FromPath[UUID], transaction: NamedDependency[Scope], identity: NamedDependency[Identity]
) -> Answer[MeetingView]:
    """Add to the agenda what has come to the meeting's level since it was planned."""
    _, edition = await county_and_edition(transaction)
    meeting = await locked_meeting(transaction, meeting_id)
    series = service.series_of(edition, meeting.series)
    require_preparer(identity, meeting, series)
    await service.refill(transaction, edition, series, meeting)
    view = await meeting_view(transaction, identity, edition, meeting_id)
    return tagged(view, view.version)


@post(
    "/{meeting_id:uuid}/agenda-items",
    operation_id="AddAgendaItem",
    summary="增加议题",
    guards=_READ,
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def add_agenda_item(
    meeting_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewAgendaItem],
) -> Answer[AgendaItemView]:
    """Put an item on the agenda by hand."""
    _, edition = await county_and_edition(transaction)
    meeting = await locked_meeting(transaction, meeting_id)
    series = service.series_of(edition, meeting.series)
    require_preparer(identity, meeting, series)
    new = service.NewItem(data.title, data.issue_id, data.project_id, data.answer_unit_id, data.under)
    item_id = await service.add_item(transaction, series, meeting, new)
    return created(await item_view(transaction, identity, edition, item_id), f"{ITEMS}/{item_id}")


@post(
    "/{meeting_id:uuid}/minutes",
    operation_id="TakeMinutes",
    summary="形成纪要",
    guards=_READ,
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def take_minutes(
    meeting_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewMinutes],
) -> Answer[MeetingView]:
    """Record the meeting as held: minutes are numbered and frozen, each decision becomes a task of its unit."""
    _, edition = await county_and_edition(transaction)
    meeting = await locked_meeting(transaction, meeting_id)
    series = service.series_of(edition, meeting.series)
    require_preparer(identity, meeting, series)
    await freeze_minutes(transaction, edition, series, meeting, data.held_on, data.attendance)
    return created(await meeting_view(transaction, identity, edition, meeting_id), f"{PATH}/{meeting_id}")


@get(
    "/{meeting_id:uuid}/document",
    operation_id="DownloadMinutes",
    summary="下载会议纪要",
    guards=_READ,
    media_type=DOCX,
    opt={"files": (DOCX, PDF)},
)
async def download_minutes(
    request: Request[Any, Any, Any],
    meeting_id: FromPath[UUID],
    identity: NamedDependency[Identity],
    form: Annotated[Form, QueryParameter(name="format", description="默认 docx")] = "docx",
) -> Answer[bytes]:
    """The minutes as a file, the same for ever; laid out in a thread, with the connection given back before."""
    async with services_of(request).database.transaction(identity.tenant_id) as connection:
        scope = Scope(connection, identity.tenant_id, identity.login)
        await found_meeting(scope, meeting_id)
        kept = await queries.minutes_of(connection, identity.tenant_id, meeting_id)
    if kept.minutes is None:
        raise NotFoundError("会议尚未形成纪要")
    content = await asyncio.to_thread(render, kept.minutes, form)
    headers = {"Content-Disposition": attachment(kept.number, "会议纪要", form)}
    return Answer(content, media_type=MEDIA_TYPES[form], headers=headers)


meetings_router = Router(
    PATH,
    route_handlers=[
        list_meetings,
        read_meeting,
        plan_meeting,
        fill_agenda,
        add_agenda_item,
        take_minutes,
        download_minutes,
    ],
    tags=["meetings"],
)
