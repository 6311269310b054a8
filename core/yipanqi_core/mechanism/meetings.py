"""Meeting series: who convenes how often, what fills the agenda by itself, what an item must end with."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import ProjectFacts


class AgendaSource(StrEnum):
    """What puts items on an agenda, in the order in which they stand there."""

    LISTS = "list"  # the state of each list
    REFERRALS = "referral"  # issues whose time on the series' rung has run out, where that proposes handing them up
    ISSUES = "issue"  # issues on the series' rung; where each convener has a rung of their own, theirs
    ASSIGNMENTS = "assignment"  # what the assigning seat's meetings gave the convener and is not done


Lines = tuple[str, ...]


def _no_lines(_: ProjectFacts, __: BaseModel) -> Lines:
    return ()


def _as_named(_: ProjectFacts, __: BaseModel) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class AgendaTopic:
    """A topic under which a series' agenda stands; it fills itself with what `sources` hold and what `of_project` says.

    `of_project` gives the lines of one listed project that belong under the topic, as of the day. Of ISSUES only those
    of `categories` come, if it names any. What belongs under several topics stands under the first. Projects of a
    lower `rank` stand first, such as those with something overdue.
    """

    code: str
    title: str
    of_project: Callable[[ProjectFacts, BaseModel], Lines] = _no_lines
    sources: tuple[AgendaSource, ...] = ()
    categories: frozenset[str] = frozenset()
    rank: Callable[[ProjectFacts, BaseModel], int] = _as_named


@dataclass(frozen=True, slots=True)
class MeetingSeries:
    """A series of meetings. `convener` is a post's seat, or None: every post with a portfolio, `except_seats` aside;
    beside the seat's post those of `convening_seats` convene, and those that have one of `convening_parts` in the body.

    `answers`: each item must carry the answer of the unit it concerns; `decides`: each must end with a decision.
    A decision always names unit, person and deadline and becomes a task `task`, closed by a record of kind
    `closed_by`. Minutes are numbered in the series `letterhead`. With `topics` the agenda stands under them. `body` is
    whose meeting it is: the minutes name its members who were not there. `issuer` is the seat whose unit signs the
    minutes, by default the county's government. With `missed` (code and title) a period without a meeting is a finding.
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
    topics: tuple[AgendaTopic, ...] = ()
    body: str | None = None
    missed: tuple[str, str] | None = None
    convening_parts: tuple[str, ...] = ()
    convening_seats: tuple[str, ...] = ()
    convening_clause: str | None = None
    issuer: str | None = None

    @property
    def convened_by(self) -> str:
        """The clause that says who convenes."""
        return self.convening_clause or self.clause

    def topic(self, code: str | None) -> AgendaTopic | None:
        """Give the topic of this code."""
        return next((topic for topic in self.topics if topic.code == code), None)
