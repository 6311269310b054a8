"""How meetings and their agenda items are sent and shown."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from yipanqi_api.actions import Action
from yipanqi_api.letters.documents import DocumentView
from yipanqi_api.references import PostReference, Reference, Word
from yipanqi_core.mechanism.edition import Edition

TOPICS = {
    "list": "清单情况",
    "referral": "建议上报",
    "issue": "问题",
    "assignment": "交办事项",
    "project": "项目",
    "other": "其他",
}
STATES = {"planned": "已安排", "minuted": "已形成纪要"}

Text = Annotated[str, Meta(min_length=1, max_length=2000)]
Named = Annotated[str, Meta(min_length=1, max_length=50)]


class NewMeeting(msgspec.Struct, forbid_unknown_fields=True):
    """A meeting to be planned."""

    series: Annotated[str, Meta(min_length=1, max_length=50, description="会议系列代码，见 GET /v1/mechanism")]
    planned_on: date
    convener_post_id: Annotated[UUID | None, Meta(description="召集人（岗位）；有固定召集人的系列可不填")] = None


class NewAgendaItem(msgspec.Struct, forbid_unknown_fields=True):
    """An item put on the agenda by hand."""

    title: Annotated[str, Meta(min_length=1, max_length=300)]
    issue_id: UUID | None = None
    project_id: UUID | None = None
    answer_unit_id: Annotated[UUID | None, Meta(description="当面答复的单位")] = None
    under: Annotated[str, Meta(min_length=1, max_length=50, description="议题类别代码；分类别的系列必填")] | None = None


class AgendaItemChange(msgspec.Struct, forbid_unknown_fields=True):
    """An answer or a decision; what is left out stays. A decision names what, unit, person and deadline."""

    answer: Text | UnsetType | None = UNSET
    answer_unit_id: UUID | UnsetType | None = UNSET
    decision: Text | UnsetType | None = UNSET
    unit_id: Annotated[UUID | UnsetType | None, Meta(description="责任单位")] = UNSET
    person: Named | UnsetType | None = UNSET
    deadline: date | UnsetType | None = UNSET
    post_id: Annotated[UUID | UnsetType | None, Meta(description="交办的分管县领导（岗位）")] = UNSET


class NewMinutes(msgspec.Struct, forbid_unknown_fields=True):
    """What makes a meeting one that was held."""

    held_on: date
    attendance: Annotated[list[Named], Meta(min_length=1, max_length=200, description="出席人员、单位")]


class Completion(msgspec.Struct, forbid_unknown_fields=True):
    """A decision carried out."""

    on: date
    note: Text


class AgendaItemView(msgspec.Struct):
    """An item of an agenda with its answer and decision."""

    id: UUID
    meeting_id: UUID
    position: int
    topic: Word
    under: Annotated[str | None, Meta(description="议题类别代码，见机制的会议系列")]
    title: str
    step: Annotated[str | None, Meta(description="清单情况所属的清单")]
    project: Reference | None
    issue_id: UUID | None
    assignment_id: Annotated[UUID | None, Meta(description="所落实的交办事项（前次会议的议题）")]
    answer_unit: Reference | None
    answer: str | None
    decision: str | None
    unit: Reference | None
    person: str | None
    deadline: date | None
    post: Annotated[Reference | None, Meta(description="交办的分管县领导（岗位）")]
    task_id: UUID | None
    done_on: date | None
    done_note: str | None
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, actions: list[Action]) -> Self:
        """Show a row."""
        return cls(
            id=row.id,
            meeting_id=row.meeting_id,
            position=row.position,
            topic=Word(row.topic, TOPICS[row.topic]),
            under=row.under,
            title=row.title,
            step=row.list_step,
            project=Reference.maybe(row.project_id, row.project),
            issue_id=row.issue_id,
            assignment_id=row.assignment_id,
            answer_unit=Reference.maybe(row.answer_unit_id, row.answer_unit),
            answer=row.answer,
            decision=row.decision,
            unit=Reference.maybe(row.unit_id, row.unit),
            person=row.person,
            deadline=row.deadline,
            post=Reference.maybe(row.post_id, row.post),
            task_id=row.task_id,
            done_on=row.done_on,
            done_note=row.done_note,
            version=row.version,
            actions=actions,
        )


class MeetingRow(msgspec.Struct):
    """A meeting as lists show it."""

    id: UUID
    series: Word
    period: str
    state: Word
    convener: Annotated[PostReference, Meta(description="召集人，及召开当日（未召开为今天）的任职者")]
    planned_on: date
    held_on: date | None
    number: Annotated[str | None, Meta(description="纪要编号")]
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, edition: Edition, actions: list[Action]) -> Self:
        """Show a row."""
        return cls(**shown(row, edition), actions=actions)


class MeetingView(MeetingRow, kw_only=True):
    """One meeting with its agenda, who was there and its minutes."""

    clause: str
    agenda: list[AgendaItemView]
    attendance: list[str]
    minutes: Annotated[DocumentView | None, Meta(description="纪要全文；文件见 document")]
    document: Annotated[str | None, Meta(description="纪要文件的地址")]

    @classmethod
    def whole(
        cls, row: Any, edition: Edition, agenda: Sequence[AgendaItemView], minutes: bytes | None, actions: list[Action]
    ) -> Self:
        """Show one meeting."""
        return cls(
            **shown(row, edition),
            actions=actions,
            clause=next((one.clause for one in edition.meetings if one.code == row.series), ""),
            agenda=list(agenda),
            attendance=msgspec.json.decode(row.attendance, type=list[str]) if row.attendance else [],
            minutes=None if minutes is None else DocumentView.of(minutes),
            document=None if minutes is None else f"/v1/meetings/{row.id}/document",
        )


def shown(row: Any, edition: Edition) -> dict[str, Any]:
    """Give the fields that every view of a meeting shares."""
    title = next((one.title for one in edition.meetings if one.code == row.series), row.series)
    holder = Reference.maybe(row.holder_id, row.holder)
    return {
        "id": row.id,
        "series": Word(row.series, title),
        "period": row.period,
        "state": Word(row.state, STATES[row.state]),
        "convener": PostReference(row.convener_post_id, row.convener, holder),
        "planned_on": row.planned_on,
        "held_on": row.held_on,
        "number": row.number,
        "version": row.version,
    }
