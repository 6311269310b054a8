"""How a duty looks in the calendar, with what may be recorded to fulfil it."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action, action
from yipanqi_api.meetings.actions import PATH as MEETINGS
from yipanqi_api.records.actions import PATH, record_schema
from yipanqi_api.references import PostReference, Reference, Word
from yipanqi_core.auth.identity import Identity
from yipanqi_core.duties.calendar import Calendar, DutyLine
from yipanqi_core.mechanism.duties import Duty
from yipanqi_core.work.guards import Doer, require_recorder


class CountedRecord(msgspec.Struct):
    """A record of work that counts for a duty."""

    id: UUID
    kind: str
    on: date
    by: Annotated[str, Meta(description="所做岗位或单位")]


class CountedMeeting(msgspec.Struct):
    """A minuted meeting that counts for a duty, without a record beside it."""

    id: UUID
    series: Word
    on: date
    by: Annotated[str, Meta(description="召集人（岗位）")]


class CountedBulletin(msgspec.Struct):
    """A bulletin whose issue counts for a duty, without a record beside it."""

    id: UUID
    number: str
    on: date


class DutyView(msgspec.Struct):
    """A duty in one period: who owes it, how much of it is done, by which records, meetings and bulletins."""

    kind: Word
    period: str
    due_on: Annotated[date, Meta(description="期末日，含当日")]
    days_left: Annotated[int, Meta(description="距期末的自然日数，已过为负")]
    post: Annotated[PostReference | None, Meta(description="应履职岗位，及当日任职者")]
    unit: Annotated[Reference | None, Meta(description="应履职单位")]
    project: Reference | None
    required: int
    done: int
    met: bool
    vacant: Annotated[bool, Meta(description="未完成而期末（未到期末的，今日）岗位空缺，不计完成与否")]
    clause: str
    because: str
    records: list[CountedRecord]
    meetings: Annotated[list[CountedMeeting], Meta(description="算作履职的会议")]
    bulletins: Annotated[list[CountedBulletin], Meta(description="算作履职的通报")]
    stored: Annotated[bool, Meta(description="true 为已评估存档，false 为按现有记录计算")]
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, line: DutyLine, calendar: Calendar, identity: Identity) -> Self:
        """Show a line of the calendar to a user."""
        row = calendar.posts.get(line.post_id) if line.post_id is not None else None
        holder = None if row is None else Reference.maybe(row.holder_id, row.holder)
        unit = None if line.unit_id is None else calendar.units[line.unit_id]
        return cls(
            kind=Word(line.code, line.title),
            period=str(line.period),
            due_on=line.period.end,
            days_left=(line.period.end - calendar.day).days,
            post=None if row is None else PostReference(row.id, row.title, holder),
            unit=Reference.maybe(line.unit_id, unit),
            project=Reference.maybe(line.project_id, line.project),
            required=line.required,
            done=line.done,
            met=line.met,
            vacant=line.vacant,
            clause=line.clause,
            because=line.because,
            records=[_counted(one) for one in line.records],
            meetings=[_held(one, calendar) for one in line.meetings],
            bulletins=[CountedBulletin(UUID(one["id"]), one["number"], _day(one["on"])) for one in line.bulletins],
            stored=line.stored,
            actions=list(_actions(line, calendar, identity)),
        )


def _counted(one: Mapping[str, Any]) -> CountedRecord:
    return CountedRecord(UUID(one["id"]), one["kind"], _day(one["on"]), one["by"])


def _held(one: Mapping[str, Any], calendar: Calendar) -> CountedMeeting:
    code = str(one["series"])
    title = next((each.title for each in calendar.edition.meetings if each.code == code), code)
    return CountedMeeting(UUID(one["id"]), Word(code, title), _day(one["on"]), one["by"])


def _day(told: date | str) -> date:
    return told if isinstance(told, date) else date.fromisoformat(told)


def _actions(line: DutyLine, calendar: Calendar, identity: Identity) -> Iterator[Action]:
    """Offer each meeting and kind of record that fulfils an open duty, to whoever may record this holder's work."""
    duty = next((one for one in calendar.edition.duties if one.code == line.code), None)
    if line.stored or line.met or duty is None:
        return
    yield from _to_meet(duty, calendar, identity)
    if line.post_id is not None:
        doer = Doer(line.post_id, calendar.posts[line.post_id].unit_id, line.holder or "")
        named = {"post_id": {"const": str(line.post_id)}}
    elif line.unit_id is not None:
        doer, named = Doer(None, line.unit_id, line.holder or ""), {"unit_id": {"const": str(line.unit_id)}}
    else:
        return
    kinds = {one.title: one for one in calendar.edition.records}
    for title in duty.fulfilled_by:
        kind = kinds.get(title)
        schema = record_schema(title, line.project_id, named, list(named), None if kind is None else kind.fields)
        inspects = kind is not None and kind.inspects
        guard = partial(require_recorder, identity, doer, line.clause, inspects=inspects, edition=calendar.edition)
        yield action(f"record:{title}", f"记录{title}", "POST", PATH, guard, schema)


def _to_meet(duty: Duty, calendar: Calendar, identity: Identity) -> Iterator[Action]:
    """Offer to plan a meeting of each series whose convener is known."""
    for series in (one for one in calendar.edition.meetings if one.code in duty.meetings):
        _, post_id = calendar.seats.get(series.convener or "", (None, None))
        if post_id is None:
            continue
        post = calendar.posts[post_id]
        guard = partial(require_recorder, identity, Doer(post.id, post.unit_id, post.title), series.clause)
        schema = {
            "type": "object",
            "properties": {
                "series": {"const": series.code},
                "planned_on": {"type": "string", "format": "date", "title": "会议日期"},
            },
            "required": ["series", "planned_on"],
            "additionalProperties": False,
        }
        yield action(f"meeting:{series.code}", f"安排{series.title}", "POST", MEETINGS, guard, schema)
