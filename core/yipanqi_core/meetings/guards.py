"""Who may prepare a meeting, answer and decide at it, and carry out what it decided; asked before acting and to show.

A meeting is prepared and recorded for its convener by whoever may record the convener's work: the convener, the people
of the convener's unit, the daily office.
"""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.meetings import MeetingSeries
from yipanqi_core.refusals import RefusedError, WrongActorError
from yipanqi_core.work.guards import Doer, require_recorder

MINUTED = "minuted"


class Convened(Protocol):
    """What of a meeting decides who may work on it."""

    convener_post_id: UUID
    convener: str
    convener_unit_id: UUID
    state: str


def require_preparer(who: Identity, meeting: Convened, series: MeetingSeries) -> None:
    """Let pass who may record this meeting, while it has no minutes. Raises WrongActorError, RefusedError."""
    require_recorder(who, Doer(meeting.convener_post_id, meeting.convener_unit_id, meeting.convener), series.clause)
    require_open(meeting.state, series)


def require_open(state: str, series: MeetingSeries) -> None:
    """Refuse to change what has its minutes. Raises RefusedError."""
    if state == MINUTED:
        raise RefusedError(f"{series.title}已形成纪要，不能再改；议定事项请办理或在下次会议另议", series.clause)


def require_answerer(who: Identity, meeting: Convened, series: MeetingSeries, unit_id: UUID | None) -> None:
    """Let pass the people of the unit that answers an item, or who records the meeting. Raises the same."""
    require_open(meeting.state, series)
    if unit_id is None or unit_id != who.unit_id:
        require_preparer(who, meeting, series)


def require_carrier(who: Identity, item: "Decided", series: MeetingSeries) -> None:
    """Let pass who may report a decision as carried out: its unit, or the daily office. Raises the same."""
    if item.unit_id is None or item.task_id is None:
        raise RefusedError("该议题没有已形成纪要的议定事项，无从办结", series.clause)
    if item.done_on is not None:
        raise RefusedError(f"该议定事项已于 {item.done_on} 办结", series.clause)
    require_recorder(who, Doer(None, item.unit_id, item.unit or ""), series.clause)


class Decided(Protocol):
    """What of an agenda item decides who may complete it."""

    unit_id: UUID | None
    unit: str | None
    task_id: UUID | None
    done_on: object


def require_eligible(  # noqa: PLR0917
    series: MeetingSeries,
    post_id: UUID,
    title: str,
    fields: int,
    seats: dict[str, tuple[UUID | None, UUID | None]],
    conveners: frozenset[UUID] = frozenset(),
) -> None:
    """Let pass a post that convenes meetings of this series, such as its body's `conveners`. Raises WrongActorError."""
    if post_id in conveners:
        return
    if series.convener is not None:
        convening = (series.convener, *series.convening_seats)
        if post_id not in {seats.get(seat, (None, None))[1] for seat in convening}:
            raise WrongActorError(f"{series.title}由“{series.convener_title}”召集，“{title}”不是", series.convened_by)
        return
    aside = {seats.get(seat, (None, None))[1] for seat in series.except_seats}
    if not fields or post_id in aside:
        raise WrongActorError(
            f"{series.title}由有分管领域的{series.convener_title}召集，“{title}”不在其列", series.clause
        )


class Spoken(Protocol):
    """What of an agenda item its minutes need."""

    position: int
    title: str
    answer: str | None
    decision: str | None


def require_whole(series: MeetingSeries, items: Sequence[Spoken]) -> None:
    """Let pass an agenda of which every item has what the series asks for. Raises RefusedError."""
    if not items:
        raise RefusedError(f"{series.title}没有议题，不能形成纪要；请先填入议题", series.clause)
    for item in items:
        here = f"第 {item.position} 项“{item.title}”"
        if series.answers and not item.answer:
            raise RefusedError(f"{here}没有部门答复，请补记后再形成纪要", series.clause)
        if series.decides and not item.decision:
            raise RefusedError(f"{here}没有议定事项（责任单位、责任人、时限），请补记后再形成纪要", series.clause)
