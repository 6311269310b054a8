"""A project's clocks that have started, read on the county's own day."""

from datetime import date
from typing import Annotated, Self

import msgspec
from msgspec import Meta
from pydantic import BaseModel

from yipanqi_api.references import Word
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.rules.clocks import ClockReading, ClockState, read

_LABELS = {
    ClockState.RUNNING: "计时中",
    ClockState.KEPT: "按时完成",
    ClockState.LATE: "逾期完成",
    ClockState.OVERDUE: "已逾期",
    ClockState.EXEMPT: "不计时限",
}


class ClockView(msgspec.Struct):
    """A time limit that has started."""

    code: str
    title: str
    clause: str
    started_on: date
    due_on: date
    provisional: Annotated[bool, Meta(description="期限跨入放假安排未公布的年份，可能变动")]
    ended_on: date | None
    state: Word
    exemption: Annotated[str | None, Meta(description="免计的原因")]

    @classmethod
    def of(cls, reading: ClockReading) -> Self:
        """Show a reading."""
        clock = reading.clock
        return cls(
            clock.code,
            clock.title,
            clock.clause,
            reading.started_on,
            reading.due_on,
            reading.provisional,
            reading.ended_on,
            Word(reading.state.value, _LABELS[reading.state]),
            reading.exemption,
        )


def clocks_of(edition: Edition, facts: ProjectFacts, parameters: BaseModel) -> list[ClockView]:
    """Read the clocks of one project over its facts of today."""
    readings = [read(clock, facts, parameters) for clock in edition.clocks]
    return [ClockView.of(one) for one in readings if one is not None]
