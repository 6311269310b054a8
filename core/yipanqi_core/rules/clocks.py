"""Running a clock over a project's facts: when it is due, whether it was kept, whether it let the project off."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import BaseModel

from yipanqi_core.calendar import due_after, passed
from yipanqi_core.mechanism.clocks import Clock
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject


class ClockState(StrEnum):
    """How a clock stands on a day."""

    RUNNING = "running"
    KEPT = "kept"
    LATE = "late"  # ended after its due day
    OVERDUE = "overdue"  # still open after its due day
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A clock that has started: its due day and its state on the facts' day."""

    clock: Clock
    started_on: date
    due_on: date
    provisional: bool
    ended_on: date | None
    state: ClockState
    exemption: str | None


def read(clock: Clock, facts: ProjectFacts, parameters: BaseModel) -> ClockReading | None:
    """Read a clock on the facts' day; None when it does not concern the project or has not started."""
    if (clock.listed_only and facts.step is None) or not clock.applies(facts):
        return None
    started = clock.starts.read(facts)
    if started is None:
        return None
    due = due_after(started, clock.duration(parameters))
    ended = clock.ends.read(facts)
    exemption = clock.exempt(facts)
    return ClockReading(
        clock, started, due.on, due.provisional, ended, _state(facts, due.on, ended, exemption), exemption
    )


def _state(facts: ProjectFacts, due_on: date, ended: date | None, exemption: str | None) -> ClockState:
    if ended is not None:
        return ClockState.LATE if passed(due_on, ended) and exemption is None else ClockState.KEPT
    if exemption is not None:
        return ClockState.EXEMPT
    return ClockState.OVERDUE if passed(due_on, facts.on) else ClockState.RUNNING


def findings(clocks: tuple[Clock, ...], facts: ProjectFacts, parameters: BaseModel) -> list[Judgement]:
    """Give a finding for every clock that has run out unanswered."""
    found = []
    for clock in clocks:
        reading = read(clock, facts, parameters)
        if reading is not None and reading.state is ClockState.OVERDUE:
            found.append(_finding(reading, facts, clock.duration(parameters)))
    return found


def _finding(reading: ClockReading, facts: ProjectFacts, duration: object) -> Judgement:
    clock = reading.clock
    days = (facts.on - reading.due_on).days
    unfinished = clock.unfinished(facts)
    still = f"，尚未办结{'、'.join(f'“{title}”' for title in unfinished)}" if unfinished else ""
    note = "（该年度放假安排未公布，期限为暂定）" if reading.provisional else ""
    because = (
        f"{clock.title}：自 {reading.started_on}（{clock.starts.title}）起 {duration}，"
        f"应于 {reading.due_on} 前完成{note}；至 {facts.on} 未见{clock.ends.title}，"
        f"逾期 {days} 天{still}；补记{clock.ends.title}日期后消除"
    )
    figures: dict[str, object] = {
        "started_on": reading.started_on,
        "due_on": reading.due_on,
        "provisional": reading.provisional,
        "days": days,
        "on": facts.on,
    } | ({"items": list(unfinished)} if unfinished else {})
    subject = Subject(project=facts.project, unit=clock.owing(facts))
    return Judgement(RulingKind.FINDING, clock.code, subject, Ruling("overdue", clock.clause, because, figures))
