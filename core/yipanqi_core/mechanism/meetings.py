"""Meeting series: who convenes how often, what fills the agenda by itself, what an item must end with."""

from dataclasses import dataclass
from enum import StrEnum

from yipanqi_core.calendar import PeriodKind


class AgendaSource(StrEnum):
    """What puts items on an agenda, in the order in which they stand there."""

    LISTS = "list"  # the state of each list
    REFERRALS = "referral"  # issues whose time on the series' rung has run out, where that proposes handing them up
    ISSUES = "issue"  # issues on the series' rung; where each convener has a rung of their own, theirs
    ASSIGNMENTS = "assignment"  # what the assigning seat's meetings gave the convener and is not done


@dataclass(frozen=True, slots=True)
class MeetingSeries:
    """A series of meetings. `convener` is a post's seat, or None: every post with a portfolio, `except_seats` aside.

    `answers`: each item must carry the answer of the unit it concerns; `decides`: each must end with a decision.
    A decision always names unit, person and deadline and becomes a task `task`, closed by a record of kind
    `closed_by`. Minutes are numbered in the series `letterhead`.
    """

    code: str
    title: str
    clause: str
    cadence: PeriodKind
    convener: str | None
    convener_title: str
    sources: tuple[AgendaSource, ...]
    letterhead: str
    task: str
    closed_by: str
    answers: bool = False
    decides: bool = False
    rung: str | None = None
    assigned_by: str | None = None  # the seat whose decisions give assignments
    except_seats: tuple[str, ...] = ()
