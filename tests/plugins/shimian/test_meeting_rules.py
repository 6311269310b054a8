"""SM-3.3, SM-3.4: a month without a special meeting, a quarter without a comprehensive one."""

from datetime import date
from typing import Any

import pytest

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import CountyFacts, MeetingFacts, PostFacts, SeatFacts
from yipanqi_core.rules.engine import judge_county
from yipanqi_plugins.shimian.edition_2024 import EDITION
from yipanqi_plugins.shimian.parameters import Parameters

EXECUTIVE, FARMING, INDUSTRY = "常务副县长", "分管农业副县长", "分管工业副县长"
POSTS = (
    PostFacts("县长", "县人民政府", ()),
    PostFacts(EXECUTIVE, "县人民政府", ("财政",)),
    PostFacts(FARMING, "县人民政府", ("水利",)),
    PostFacts(INDUSTRY, "县人民政府", ("工业",)),
)


def found(cadence: PeriodKind, *meetings: MeetingFacts, **changes: Any) -> list[Any]:
    on = date(2024, 6, 30)
    seats = (SeatFacts("executive_deputy", EXECUTIVE),)
    facts = CountyFacts("2024-06", on, (), **{"posts": POSTS, "seats": seats, "meetings": meetings, **changes})
    return [one.ruling for one in judge_county(EDITION, Parameters(), facts, cadence)]


@pytest.mark.clause("SM-3.3")
def test_every_deputy_but_the_executive_owes_a_special_meeting_a_month() -> None:
    rulings = found(PeriodKind.MONTH)
    assert [one.facts["post"] for one in rulings] == [FARMING, INDUSTRY]
    assert {one.clause for one in rulings} == {"SM-3.3"}


@pytest.mark.clause("SM-3.3")
def test_a_meeting_on_the_months_last_day_counts_and_one_of_the_month_before_does_not() -> None:
    last, before = date(2024, 6, 30), date(2024, 5, 31)
    meetings = MeetingFacts("special", FARMING, last), MeetingFacts("special", INDUSTRY, before)
    assert [one.facts["post"] for one in found(PeriodKind.MONTH, *meetings)] == [INDUSTRY]
    other = MeetingFacts("comprehensive", INDUSTRY, last)
    assert [one.facts["post"] for one in found(PeriodKind.MONTH, *meetings, other)] == [INDUSTRY]


@pytest.mark.clause("SM-3.4")
def test_a_quarter_without_the_executive_deputys_meeting_is_a_finding() -> None:
    (ruling,) = found(PeriodKind.QUARTER)
    assert (ruling.clause, ruling.facts["period"]) == ("SM-3.4", "2024-Q2")
    assert "2024年第2季度" in ruling.because
    held = MeetingFacts("comprehensive", EXECUTIVE, date(2024, 4, 1))
    assert found(PeriodKind.QUARTER, held) == []
    of_march = MeetingFacts("comprehensive", EXECUTIVE, date(2024, 3, 31))
    assert len(found(PeriodKind.QUARTER, of_march)) == 1
    assert found(PeriodKind.QUARTER, posts=()) == []
