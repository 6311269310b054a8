"""Counting in Chinese statutory working days."""

import builtins
import copy
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Never

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yipanqi_core.calendar import CHINA, CalendarError, Deadline, WorkingCalendar
from yipanqi_core.calendar.arrangements import ANNOUNCED_YEARS, working_days_of

FIRST_UNANNOUNCED = max(ANNOUNCED_YEARS) + 1
FAR_YEAR = 2049  # announced by no release of the libraries for long; 8 October is a Friday
ANY_DAY = st.dates(min_value=date(1945, 1, 1), max_value=date(2105, 12, 31))
ANNOUNCED_DAY = st.dates(min_value=date(2004, 1, 1), max_value=date(2025, 12, 31))


def days(first: date, last: date) -> Iterator[date]:
    return (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))


@pytest.mark.clause("SM-2.2")
@pytest.mark.parametrize(("n", "due"), [(5, date(2024, 10, 10)), (10, date(2024, 10, 16))])
def test_five_and_ten_working_days_run_across_the_national_holiday_and_its_make_up_days(n: int, due: date) -> None:
    assert CHINA.add_working_days(date(2024, 9, 27), n) == Deadline(due, provisional=False)


def test_a_make_up_saturday_after_may_day_is_counted_only_when_the_count_reaches_it() -> None:
    assert CHINA.add_working_days(date(2024, 4, 30), 3).on == date(2024, 5, 8)
    assert CHINA.add_working_days(date(2024, 4, 30), 6).on == date(2024, 5, 11)


def test_the_fifth_last_working_day_of_a_month_counts_its_make_up_sunday() -> None:
    assert CHINA.nth_last_working_day(2024, 9, 5) == Deadline(date(2024, 9, 25))


def test_the_third_working_day_after_june_2024_is_the_third_of_july() -> None:
    assert CHINA.nth_working_day(2024, 7, 3) == Deadline(date(2024, 7, 3))


def test_the_first_working_day_of_october_comes_after_the_holiday() -> None:
    assert CHINA.nth_working_day(2024, 10, 1).on == date(2024, 10, 8)


def test_no_working_days_at_all_is_the_day_of_the_event_even_on_a_sunday() -> None:
    assert CHINA.add_working_days(date(2024, 6, 2), 0) == Deadline(date(2024, 6, 2))


def test_counting_goes_on_over_new_year() -> None:
    assert CHINA.add_working_days(date(2024, 12, 31), 1).on == date(2025, 1, 2)
    assert CHINA.working_days_between(date(2023, 12, 31), date(2024, 12, 31)) == 251


def test_the_count_between_leaves_out_the_first_day_and_includes_the_last() -> None:
    assert CHINA.working_days_between(date(2024, 9, 27), date(2024, 10, 10)) == 5
    assert CHINA.working_days_between(date(2024, 9, 27), date(2024, 9, 27)) == 0
    assert CHINA.working_days_between(date(2024, 10, 10), date(2024, 9, 27)) == -5


def test_every_day_of_the_announced_years_is_as_the_library_says() -> None:
    announced = days(date(min(ANNOUNCED_YEARS), 1, 1), date(max(ANNOUNCED_YEARS), 12, 31))
    # The library's own question is slow, one day in eleven meets every kind of day.
    sample = list(announced)[::11]
    assert [day for day in sample if CHINA.is_working(day) != chinese_calendar.is_workday(day)] == []


def test_the_years_from_2004_on_are_announced_and_2024_to_2026_are_among_them() -> None:
    assert set(range(2004, 2027)) <= ANNOUNCED_YEARS
    assert not CHINA.is_provisional(date(2004, 1, 1))
    assert not CHINA.is_provisional(date(2026, 12, 31))


@pytest.mark.parametrize("year", [1949, 1999, 2003, FIRST_UNANNOUNCED, 2050, 2100, 2101, 9998])
def test_a_year_without_an_announced_arrangement_gives_provisional_results(year: int) -> None:
    assert CHINA.is_provisional(date(year, 6, 15))
    assert CHINA.add_working_days(date(year, 6, 15), 5).provisional
    assert CHINA.nth_working_day(year, 3, 3).provisional
    assert CHINA.nth_last_working_day(year, 3, 3).provisional


def test_statutory_days_and_weekends_are_off_in_a_year_not_announced() -> None:
    year = FAR_YEAR
    assert not any(CHINA.is_working(day) for day in days(date(year, 10, 1), date(year, 10, 3)))
    assert not CHINA.is_working(date(year, 1, 1))
    saturdays = [day for day in days(date(year, 1, 1), date(year, 12, 31)) if day.weekday() == 5]
    assert not any(CHINA.is_working(day) for day in saturdays)


def test_the_library_of_250_countries_does_not_stay_in_memory_for_the_days_of_one() -> None:
    asked = (
        "import sys; from datetime import date; from yipanqi_core.calendar import CHINA;"
        f"assert not CHINA.is_working(date({FAR_YEAR}, 10, 1));"
        "print(*(name for name in sys.modules if name.partition('.')[0] == 'holidays'))"
    )
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []


def test_a_deadline_is_provisional_as_soon_as_its_count_enters_a_year_not_announced() -> None:
    last_announced = date(FIRST_UNANNOUNCED - 1, 12, 25)
    assert not CHINA.add_working_days(last_announced, 1).provisional
    assert CHINA.add_working_days(last_announced, 10).provisional


def test_an_override_changes_the_day_and_what_is_counted_over_it() -> None:
    closed = WorkingCalendar({date(2024, 6, 3): False, date(2024, 6, 8): True})
    assert closed.add_working_days(date(2024, 6, 2), 1).on == date(2024, 6, 4)
    assert closed.is_working(date(2024, 6, 8))
    assert CHINA.is_working(date(2024, 6, 3))


def test_an_overridden_day_of_a_year_not_announced_is_settled() -> None:
    day = date(FAR_YEAR, 3, 6)
    known = WorkingCalendar({day: True})
    assert known.is_working(day)
    assert not known.is_provisional(day)
    assert known.is_provisional(day + timedelta(days=1))
    assert known.add_working_days(day - timedelta(days=1), 1) == Deadline(day, provisional=False)


def test_a_whole_notice_in_the_overrides_makes_a_year_final() -> None:
    year = FAR_YEAR
    off = dict.fromkeys(days(date(year, 10, 1), date(year, 10, 7)), False)
    noticed = WorkingCalendar({**off, date(year, 10, 9): True}, announced=frozenset({year}))
    assert noticed.nth_working_day(year, 10, 1) == Deadline(date(year, 10, 8), provisional=False)
    assert noticed.is_working(date(year, 10, 9))
    assert not noticed.is_provisional(date(year, 12, 31))
    assert noticed.is_provisional(date(year + 1, 1, 1))


def test_changing_the_given_overrides_afterwards_changes_nothing() -> None:
    overrides = {date(2024, 6, 3): False}
    calendar = WorkingCalendar(overrides)
    overrides.clear()
    assert not calendar.is_working(date(2024, 6, 3))
    assert calendar == WorkingCalendar({date(2024, 6, 3): False}) != CHINA
    assert len({calendar, copy.deepcopy(calendar)}) == 1


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(CalendarError, match="负数"):
        CHINA.add_working_days(date(2024, 6, 3), -1)


def test_a_month_without_that_many_working_days_says_how_many_it_has() -> None:
    with pytest.raises(CalendarError, match="2024年2月有18个工作日"):
        CHINA.nth_working_day(2024, 2, 19)
    with pytest.raises(CalendarError, match="没有第0个"):
        CHINA.nth_last_working_day(2024, 2, 0)


def test_a_month_that_does_not_exist_is_named() -> None:
    with pytest.raises(CalendarError, match="没有2024年13月"):
        CHINA.nth_working_day(2024, 13, 1)


def test_a_count_beyond_the_last_year_is_refused_and_not_a_crash() -> None:
    with pytest.raises(CalendarError, match="超出日历范围"):
        CHINA.add_working_days(date(2024, 6, 3), 10**9)
    assert CHINA.working_days_between(date(2024, 6, 3), date.max) > 2_000_000


def test_a_further_unannounced_year_opens_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Never:
        raise AssertionError("the calendar opened a file")

    working_days_of.cache_clear()
    assert CHINA.is_provisional(date(2031, 1, 2))
    CHINA.is_working(date(2031, 1, 2))
    monkeypatch.setattr(builtins, "open", refuse)
    fresh = WorkingCalendar({date(2031, 1, 4): True})
    assert all(fresh.nth_working_day(year, 1, 1).on.year == year for year in range(1940, 2110))


@given(ANY_DAY, st.integers(min_value=1, max_value=600))
def test_a_count_lands_on_the_working_day_that_makes_it_up(event: date, n: int) -> None:
    due = CHINA.add_working_days(event, n).on
    assert CHINA.is_working(due)
    assert CHINA.working_days_between(event, due) == n


@given(ANY_DAY, st.integers(0, 40), st.integers(0, 40), st.integers(0, 300), st.integers(0, 300))
def test_a_later_event_or_a_longer_count_never_falls_due_earlier(
    event: date, later: int, longer: int, n: int, gap: int
) -> None:
    first = CHINA.add_working_days(event, n).on
    assert first <= CHINA.add_working_days(event, n + longer).on
    assert first <= CHINA.add_working_days(event + timedelta(days=later + gap), n).on


@given(ANY_DAY, ANY_DAY, ANY_DAY)
def test_counts_between_add_up(first: date, second: date, third: date) -> None:
    parts = CHINA.working_days_between(first, second) + CHINA.working_days_between(second, third)
    assert parts == CHINA.working_days_between(first, third)


@given(ANY_DAY, st.integers(0, 400))
def test_the_count_between_is_the_number_of_working_days_one_by_one(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    one_by_one = sum(CHINA.is_working(day) for day in days(start + timedelta(days=1), end))
    assert CHINA.working_days_between(start, end) == one_by_one


@given(ANNOUNCED_DAY, st.integers(1, 15))
def test_counting_a_month_from_its_start_and_from_its_end_meets(day: date, n: int) -> None:
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    total = CHINA.working_days_between(first - timedelta(days=1), last)
    from_start = CHINA.nth_working_day(day.year, day.month, n)
    assert from_start == CHINA.nth_last_working_day(day.year, day.month, total + 1 - n)
