"""A minuted meeting fulfils the duty that names its series, and nobody enters it twice."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.duties import Duty, DutyHolder, for_the_holder
from yipanqi_core.mechanism.facts import CountyFacts, MeetingFacts, PostFacts, SeatFacts, UnitFacts
from yipanqi_core.mechanism.meetings import MeetingSeries
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.rules.duties import Fulfilment, fulfilments, judgement, running_within
from yipanqi_core.vocabulary import UnitKind

ON = date(2024, 6, 30)
EDITION = installed().in_force("shimian", ON)
SEAT = EDITION.seats[0].code
UNIT, HEAD, ELSEWHERE = "县水利局", "县水利局局长", "副县长甲"


class NoParameters(BaseModel):
    """These duties need none."""


def series(convener: str | None = SEAT) -> MeetingSeries:
    return MeetingSeries(
        "dispatch", "周调度会", "YC-3.2", PeriodKind.WEEK, convener, "局长", (), "纪要", "议定事项", "办结"
    )


def dispatch(**other: object) -> Duty:
    plain = Duty(
        "dispatch", "周调度", "YC-3.2", PeriodKind.MONTH, DutyHolder.SEAT, "专班", ("周调度",), lambda _: 1,
        each_project=for_the_holder, seat=SEAT, meetings=("dispatch",),
    )  # fmt: skip
    return replace(plain, **other)  # type: ignore[arg-type]


def held(day: date, by: str = HEAD, code: str = "dispatch", key: str = "m1") -> MeetingFacts:
    return MeetingFacts(code, by, day, key, UNIT if by == HEAD else "县政府")


def record(day: date) -> RecordFacts:
    return RecordFacts("r1", "周调度", day, UNIT, UNIT, False)


def owed(
    duty: Duty, *meetings: MeetingFacts, records: tuple[RecordFacts, ...] = (), of: MeetingSeries | None = None
) -> list[Fulfilment]:
    units = (UnitFacts(UNIT, UnitKind.DEPARTMENT, None), UnitFacts("县教育局", UnitKind.DEPARTMENT, None))
    county = CountyFacts(
        "2024-06", ON, units, (PostFacts(HEAD, UNIT, ()),), (SeatFacts(SEAT, UNIT),), meetings=meetings, records=records
    )
    edition = replace(EDITION, duties=(duty,), meetings=(of or series(),))
    return fulfilments(edition, NoParameters(), county, (), running_within(date(2024, 6, 1), ON))


@pytest.mark.clause("YC-3.2")
@pytest.mark.parametrize(
    ("day", "met"), [(date(2024, 5, 31), False), (date(2024, 6, 1), True), (date(2024, 6, 30), True)]
)
def test_a_meeting_on_the_periods_first_and_last_day_fulfils_and_one_of_the_day_before_does_not(
    day: date, met: bool
) -> None:
    (one,) = owed(dispatch(), held(day))
    assert (one.met, one.done) == (met, int(met))


@pytest.mark.clause("YC-3.2")
def test_the_ruling_names_the_meeting_and_says_that_minutes_or_a_record_would_do() -> None:
    (met,) = owed(dispatch(), held(date(2024, 6, 5)))
    assert judgement(met).ruling.facts["meetings"] == [
        {"id": "m1", "series": "dispatch", "on": date(2024, 6, 5), "by": HEAD}
    ]
    assert "已有 1 次（06-05），已完成" in judgement(met).ruling.because
    (unmet,) = owed(dispatch())
    assert "再有 1 次会议纪要或记录即为完成" in judgement(unmet).ruling.because
    assert "meetings" not in judgement(unmet).ruling.facts


@pytest.mark.clause("YC-3.2")
def test_a_record_of_the_meetings_own_day_is_that_meeting_and_one_of_another_day_is_one_more() -> None:
    twice = dispatch(required=lambda _: 2)
    (same,) = owed(twice, held(date(2024, 6, 5)), records=(record(date(2024, 6, 5)),))
    assert (same.done, same.met) == (1, False)
    (other,) = owed(twice, held(date(2024, 6, 5)), records=(record(date(2024, 6, 12)),))
    assert (other.done, other.met) == (2, True)


@pytest.mark.clause("YC-3.2")
def test_only_meetings_of_the_named_series_count_and_only_where_the_duty_names_one() -> None:
    assert [one.met for one in owed(dispatch(), held(date(2024, 6, 5), code="chief"))] == [False]
    assert [one.met for one in owed(dispatch(meetings=()), held(date(2024, 6, 5)))] == [False]


def test_a_seats_meeting_counts_whoever_convened_it_if_the_series_has_one_convener() -> None:
    led = held(date(2024, 6, 5), ELSEWHERE)
    assert [one.met for one in owed(dispatch(), led)] == [True]
    everyones = series(convener=None)
    assert [one.met for one in owed(dispatch(), led, of=everyones)] == [False]
    assert [one.met for one in owed(dispatch(), held(date(2024, 6, 5)), of=everyones)] == [True]


def test_a_units_duty_takes_what_its_own_post_convened() -> None:
    each = dispatch(holder=DutyHolder.UNITS, units=lambda unit: unit.kind is UnitKind.DEPARTMENT, seat=None)
    assert {one.holder: one.met for one in owed(each, held(date(2024, 6, 5)))} == {UNIT: True, "县教育局": False}


def test_facts_kept_before_duties_asked_for_meetings_are_judged_as_they_were() -> None:
    assert [one.met for one in owed(dispatch(), MeetingFacts("dispatch", HEAD, date(2024, 6, 5)))] == [False]
