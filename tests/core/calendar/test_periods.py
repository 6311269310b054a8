"""Years, quarters, months, half-months, 旬 and weeks."""

import itertools
import pickle
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yipanqi_core.calendar import Period, PeriodError, PeriodKind

KINDS = st.sampled_from(PeriodKind)
PERIODS = st.builds(Period.containing, st.dates(date(2, 1, 1), date(9998, 12, 31)), KINDS)


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "title"),
    [
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31), "2024年"),
        ("2024-Q1", "quarter", date(2024, 1, 1), date(2024, 3, 31), "2024年第1季度"),
        ("2024-Q2", "quarter", date(2024, 4, 1), date(2024, 6, 30), "2024年第2季度"),
        ("2024-Q4", "quarter", date(2024, 10, 1), date(2024, 12, 31), "2024年第4季度"),
        ("2024-06", "month", date(2024, 6, 1), date(2024, 6, 30), "2024年6月"),
        ("2024-12", "month", date(2024, 12, 1), date(2024, 12, 31), "2024年12月"),
        ("2024-06-T1", "ten_days", date(2024, 6, 1), date(2024, 6, 10), "2024年6月上旬"),
        ("2024-06-T2", "ten_days", date(2024, 6, 11), date(2024, 6, 20), "2024年6月中旬"),
        ("2024-02-T3", "ten_days", date(2024, 2, 21), date(2024, 2, 29), "2024年2月下旬"),
        ("2025-02-T3", "ten_days", date(2025, 2, 21), date(2025, 2, 28), "2025年2月下旬"),
        ("2024-07-T3", "ten_days", date(2024, 7, 21), date(2024, 7, 31), "2024年7月下旬"),
        ("2024-06-H1", "half_month", date(2024, 6, 1), date(2024, 6, 15), "2024年6月上半月"),
        ("2024-07-H2", "half_month", date(2024, 7, 16), date(2024, 7, 31), "2024年7月下半月"),
        ("2024-W23", "week", date(2024, 6, 3), date(2024, 6, 9), "2024年第23周"),
        ("2025-W01", "week", date(2024, 12, 30), date(2025, 1, 5), "2025年第1周"),
        ("2020-W53", "week", date(2020, 12, 28), date(2021, 1, 3), "2020年第53周"),
    ],
)
def test_a_period_has_its_kind_its_days_and_its_title(text: str, kind: str, start: date, end: date, title: str) -> None:
    period = Period.parse(text)
    assert (period.kind, period.start, period.end, period.title) == (kind, start, end, title)
    assert str(period) == text


@pytest.mark.parametrize(
    "text",
    [
        *("2024-13", "2024-00", "2024-6", "2024-06-31", "202406", "24-06", "02024", "-2024", "+2024"),
        *("2024-Q0", "2024-Q5", "2024-q2", "2024Q2", "2024-Q02", "2024-06-Q2"),
        *("2024-06-T0", "2024-06-T4", "2024-13-T1", "2024-T2", "2024-06-H0", "2024-06-H3", "2024-H1"),
        *("2024-W00", "2024-W54", "2023-W53", "2024-W1", "2024-W023", "9999-W52"),
        *("0000", "0000-06", "0000-W01", "", " ", "上月", "2024年6月", "2024-06 ", " 2024-06", "2024-06\n"),
        *("２０２４-06", "2024-０６", "2024－06", "2024-Ｑ2", "٢٠٢٤", "2024-W²3"),
    ],
)
def test_what_is_no_period_is_refused_with_the_value_and_the_forms(text: str) -> None:
    with pytest.raises(PeriodError) as refused:
        Period.parse(text)
    message = str(refused.value)
    assert f"“{text}”" in message
    assert all(form in message for form in ("2024-Q1", "2024-06-T1", "2024-06-H1", "2024-W01", "半角"))


def test_a_very_long_text_is_shown_cut_short() -> None:
    with pytest.raises(PeriodError) as refused:
        Period.parse("2024-" * 1000)
    assert len(str(refused.value)) < 250


def test_a_span_that_is_not_the_whole_period_cannot_be_made() -> None:
    with pytest.raises(PeriodError, match="不是一个完整的月"):
        Period(date(2024, 6, 1), date(2024, 6, 29), PeriodKind.MONTH)
    with pytest.raises(PeriodError, match="不是一个完整的旬"):
        Period(date(2024, 6, 2), date(2024, 6, 10), PeriodKind.TEN_DAYS)


def test_a_quarter_and_a_year_list_their_months_and_a_month_lists_itself() -> None:
    assert [str(month) for month in Period.parse("2024-Q2").months()] == ["2024-04", "2024-05", "2024-06"]
    assert len(Period.parse("9999").months()) == 12
    assert Period.parse("2024-06").months() == (Period.parse("2024-06"),)


@pytest.mark.parametrize("text", ["2024-06-T2", "2024-06-H1", "2024-W23"])
def test_a_period_shorter_than_a_month_holds_no_month(text: str) -> None:
    assert Period.parse(text).months() == ()


def test_a_month_knows_its_quarter_and_its_year() -> None:
    june = Period.parse("2024-06")
    assert (str(june.month()), str(june.quarter()), str(june.year())) == ("2024-06", "2024-Q2", "2024")
    assert str(Period.parse("2024-07").quarter()) == "2024-Q3"
    assert str(Period.parse("2024-06-T2").month()) == "2024-06"


def test_a_period_across_two_quarters_or_years_lies_in_neither() -> None:
    with pytest.raises(PeriodError, match="2024年跨季度"):
        Period.parse("2024").quarter()
    with pytest.raises(PeriodError, match="2025年第1周跨年"):
        Period.parse("2025-W01").year()


def test_the_end_of_the_calendar_is_refused_and_not_a_crash() -> None:
    with pytest.raises(PeriodError, match="超出日历范围"):
        Period.parse("9999-12").next()
    with pytest.raises(PeriodError, match="超出日历范围"):
        Period.parse("0001").previous()
    with pytest.raises(PeriodError, match="超出日历范围"):
        Period.containing(date.max, PeriodKind.WEEK)


def test_periods_stand_in_the_order_of_time_the_shorter_first() -> None:
    texts = ["2023-12", "2024-W01", "2024-01-T1", "2024-01-H1", "2024-01", "2024-Q1", "2024", "2024-01-T2"]
    periods = [Period.parse(text) for text in texts]
    assert [str(period) for period in sorted(set(periods))] == texts


def test_equal_periods_are_one_key_and_survive_pickling() -> None:
    june = Period.parse("2024-06")
    assert {
        june,
        Period.containing(date(2024, 6, 30), PeriodKind.MONTH),
        pickle.loads(pickle.dumps(june)),
    } == {june}


def test_a_moment_lies_in_the_period_of_its_day() -> None:
    moment = datetime(2024, 6, 30, 23, 59)  # noqa: DTZ001 - a local moment without a zone is the point
    for kind in PeriodKind:
        period = Period.containing(moment, kind)
        assert period == Period.containing(date(2024, 6, 30), kind)
        assert type(period.start) is type(period.end) is date


@given(PERIODS)
def test_a_period_read_back_from_its_text_is_the_same(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS)
def test_next_and_previous_undo_each_other(period: Period) -> None:
    assert period.next().previous() == period == period.previous().next()


@given(PERIODS)
def test_periods_of_a_kind_follow_each_other_without_gap_or_overlap(period: Period) -> None:
    following = period.next()
    assert following.kind == period.kind
    assert following.start == period.end + timedelta(days=1)
    assert period < following


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), KINDS)
def test_every_day_lies_in_exactly_one_period_of_a_kind(day: date, kind: PeriodKind) -> None:
    period = Period.containing(day, kind)
    assert day in period
    assert day not in period.next()
    assert day not in period.previous()


@given(st.integers(1, 9999))
def test_the_months_of_a_year_are_the_months_of_its_quarters(year: int) -> None:
    whole = Period.containing(date(year, 1, 1), PeriodKind.YEAR)
    months = whole.months()
    quarters = sorted({month.quarter() for month in months})
    assert months == tuple(itertools.chain.from_iterable(quarter.months() for quarter in quarters))
    assert {month.year() for month in months} == {whole}


@given(st.text(max_size=12) | st.from_regex(r"\A[0-9]{4}-[THQW0-9]{1,3}(-[TH][0-9])?\Z"))
def test_any_text_is_either_a_period_that_prints_as_itself_or_refused(text: str) -> None:
    try:
        period = Period.parse(text)
    except PeriodError:
        return
    assert str(period) == text
