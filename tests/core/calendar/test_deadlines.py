"""Days something falls due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yipanqi_core.calendar import (
    CalendarError,
    Deadline,
    Duration,
    DurationUnit,
    WorkingCalendar,
    add_days,
    add_months,
    due_after,
    passed,
)

ANY_DAY = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.clause("SM-2.2")
def test_the_two_plans_of_a_project_decided_before_the_national_holiday_fall_due_after_it() -> None:
    decided = date(2024, 9, 27)
    preliminary = due_after(decided, Duration(5, DurationUnit.WORKING_DAYS))
    construction = due_after(decided, Duration(10, DurationUnit.WORKING_DAYS))
    assert (preliminary, construction) == (Deadline(date(2024, 10, 10)), Deadline(date(2024, 10, 16)))


@pytest.mark.clause("SM-2.3")
def test_three_months_from_the_end_of_november_end_with_february() -> None:
    assert due_after(date(2024, 11, 30), Duration(3, DurationUnit.MONTHS)) == Deadline(date(2025, 2, 28))


def test_a_leap_february_gives_the_day_more() -> None:
    assert add_months(date(2023, 11, 30), 3) == date(2024, 2, 29)


def test_months_cut_short_do_not_drift_when_counted_at_once() -> None:
    assert add_months(date(2024, 1, 31), 2) == date(2024, 3, 31)
    assert add_months(date(2024, 12, 15), 13) == date(2026, 1, 15)


def test_a_due_day_that_is_no_working_day_stays() -> None:
    assert due_after(date(2024, 9, 30), Duration(5, DurationUnit.DAYS)).on == date(2024, 10, 5)


def test_done_on_the_due_day_is_in_time_and_the_day_after_is_past() -> None:
    due = due_after(date(2024, 6, 1), Duration(10, DurationUnit.DAYS)).on
    assert due == date(2024, 6, 11)
    assert not passed(due, date(2024, 6, 11))
    assert passed(due, date(2024, 6, 12))


def test_working_days_follow_the_calendar_they_are_given() -> None:
    closed = WorkingCalendar({date(2024, 6, 3): False})
    assert due_after(date(2024, 6, 2), Duration(1, DurationUnit.WORKING_DAYS), closed).on == date(2024, 6, 4)


def test_only_working_days_can_be_provisional() -> None:
    event = date(2050, 6, 1)
    assert due_after(event, Duration(1, DurationUnit.WORKING_DAYS)).provisional
    assert not due_after(event, Duration(1, DurationUnit.DAYS)).provisional
    assert not due_after(event, Duration(1, DurationUnit.MONTHS)).provisional


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (Duration(5, DurationUnit.WORKING_DAYS), "5个工作日"),
        (Duration(10, DurationUnit.DAYS), "10天"),
        (Duration(3, DurationUnit.MONTHS), "3个月"),
    ],
)
def test_a_duration_reads_as_a_document_writes_it(duration: Duration, text: str) -> None:
    assert str(duration) == text


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(CalendarError, match="-1天"):
        Duration(-1, DurationUnit.DAYS)


@pytest.mark.parametrize("unit", list(DurationUnit))
def test_a_duration_beyond_the_calendar_is_refused_and_not_a_crash(unit: DurationUnit) -> None:
    with pytest.raises(CalendarError, match="超出日历范围"):
        due_after(date(2024, 6, 1), Duration(10**10, unit))


@given(ANY_DAY, st.integers(0, 600))
def test_added_months_move_the_month_and_keep_or_cut_the_day(event: date, n: int) -> None:
    due = add_months(event, n)
    assert (due.year - event.year) * 12 + due.month - event.month == n
    assert due.day == event.day or (due.day < event.day and (due + timedelta(days=1)).day == 1)


@given(ANY_DAY, st.sampled_from(DurationUnit), st.integers(0, 200), st.integers(0, 50))
def test_a_longer_duration_never_falls_due_earlier(event: date, unit: DurationUnit, count: int, more: int) -> None:
    assert event <= due_after(event, Duration(count, unit)).on <= due_after(event, Duration(count + more, unit)).on


@given(ANY_DAY, st.integers(0, 3000))
def test_a_deadline_of_n_days_has_passed_exactly_when_more_than_n_days_went_by(event: date, went_by: int) -> None:
    due = add_days(event, 10)
    assert passed(due, event + timedelta(days=went_by)) == (went_by > 10)
