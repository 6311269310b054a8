"""Duties by the rule alone: who owes what in which period, and which records count."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pydantic import BaseModel

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.duties import Duty, DutyHolder, for_the_holder
from yipanqi_core.mechanism.facts import CountyFacts, PassageFacts, PostFacts, ProjectFacts, SeatFacts, UnitFacts
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.schedules import before_period_end_working_days
from yipanqi_core.mechanism.seats import SeatKind
from yipanqi_core.rules.duties import Fulfilment, fulfilments, judge, judgement, running_within
from yipanqi_core.vocabulary import Nature, UnitKind

ON = date(2024, 6, 30)
VISIT, MEETING = "现场调研", "推进会"
EDITION = installed().in_force("shimian", ON)
SEAT = EDITION.seats[0].code


class NoParameters(BaseModel):
    """These duties need none."""


def times(number: int):  # type: ignore[no-untyped-def]
    return lambda _: number


def visits(**other: object) -> Duty:
    plain = Duty("visits", VISIT, "QS-2.3", PeriodKind.MONTH, DutyHolder.LEADER, "包抓领导", (VISIT,), times(2))
    return replace(plain, **other)  # type: ignore[arg-type]


def deed(day: date, by: str = "副县长甲", kind: str = VISIT, **other: object) -> RecordFacts:
    made = RecordFacts(f"{kind}{day}{by}", kind, day, by, "县政府" if by.startswith("副") else by, by.startswith("副"))
    return replace(made, **other)  # type: ignore[arg-type]


def project(
    name: str, *records: RecordFacts, leader: str | None = "副县长甲", since: date = date(2024, 1, 1)
) -> ProjectFacts:
    return ProjectFacts(
        "2024-06", ON, name, Nature.GOVERNMENT_INVESTMENT, "水利", None, Decimal(9000), None, "县水利局", "水投公司",
        UnitKind.OWNER, leader, () if leader is None else (leader,), {},
        passages=(PassageFacts("started", since, None, "register"),), records=records,
    )  # fmt: skip


def county(*records: RecordFacts, **other: object) -> CountyFacts:
    units = tuple(UnitFacts(name, UnitKind.DEPARTMENT, None) for name in ("县水利局", "县教育局"))
    made = CountyFacts("2024-06", ON, units, (PostFacts("副县长甲", "县政府", ()),), records=records)
    return replace(made, **other)  # type: ignore[arg-type]


def owed(duty: Duty, *projects: ProjectFacts, about: CountyFacts | None = None) -> list[Fulfilment]:
    edition = replace(EDITION, duties=(duty,))
    month = running_within(date(2024, 6, 1), ON)
    return fulfilments(edition, NoParameters(), about or county(), projects, month)


def states(found: list[Fulfilment]) -> list[tuple[str | None, str | None, int, bool]]:
    return [(one.holder, one.project, one.done, one.met) for one in found]


@pytest.mark.clause("QS-2.3")
def test_two_visits_are_owed_for_each_listed_project_by_its_leader() -> None:
    kept = project("甲项目", deed(date(2024, 6, 3)), deed(date(2024, 6, 30)))
    short = project("乙项目", deed(date(2024, 6, 3)), deed(date(2024, 5, 31)), deed(date(2024, 6, 4), kind=MEETING))
    off = replace(project("丙项目"), passages=())
    gone = replace(project("丁项目"), passages=(PassageFacts("started", date(2024, 1, 1), ON, "register"),))
    assert states(owed(visits(), kept, short, off, gone)) == [
        ("副县长甲", "甲项目", 2, True),
        ("副县长甲", "乙项目", 1, False),
    ]


@pytest.mark.clause("QS-2.3")
def test_two_visits_of_one_day_are_two_and_nobody_elses_count() -> None:
    twice = project("甲项目", deed(date(2024, 6, 3), id="1"), deed(date(2024, 6, 3), id="2"))
    another = project("乙项目", deed(date(2024, 6, 3), "副县长乙"), deed(date(2024, 6, 4), "县水利局"))
    assert [one.done for one in owed(visits(), twice, another)] == [2, 0]


@pytest.mark.clause("QS-2.1", "QS-2.3")
def test_what_the_leader_of_that_day_did_counts_when_the_project_has_passed_to_another_post() -> None:
    before = deed(date(2024, 6, 3), "副县长乙", as_leader=True)
    (one,) = owed(visits(), project("甲项目", before, deed(date(2024, 6, 20))))
    assert (one.holder, one.done, one.met) == ("副县长甲", 2, True)


@pytest.mark.clause("QS-2.3")
def test_read_per_leader_the_visits_to_all_projects_add_up() -> None:
    projects = (project("甲项目", deed(date(2024, 6, 3))), project("乙项目", deed(date(2024, 6, 5))))
    assert states(owed(visits(each_project=for_the_holder), *projects)) == [("副县长甲", None, 2, True)]


def test_a_project_without_leader_owes_and_nobody_fulfils() -> None:
    (one,) = owed(visits(), project("甲项目", deed(date(2024, 6, 3)), leader=None))
    ruling = judgement(one).ruling
    assert (one.holder, ruling.value, ruling.clause) == (None, "unmet", "QS-2.3")
    assert "尚不明确" in ruling.because


def test_the_ruling_says_what_counted_and_what_is_lacking() -> None:
    (one,) = owed(visits(), project("甲项目", deed(date(2024, 6, 3))))
    made = judgement(one)
    assert made.ruling.because == (
        "2024年6月应有“现场调研”2 次，已有 1 次（06-03），未完成；2024-06-30 前（含当日）再有 1 次记录即为完成"
    )
    assert (made.subject.project, made.subject.unit) == ("甲项目", "县政府")
    assert made.ruling.facts["records"] == [
        {"id": "现场调研2024-06-03副县长甲", "kind": VISIT, "on": date(2024, 6, 3), "by": "副县长甲"}
    ]


@pytest.mark.clause("QS-1.8")
def test_units_owe_their_own_and_their_posts_work_counts_as_theirs() -> None:
    trip = visits(holder=DutyHolder.UNITS, required=times(1), units=lambda unit: unit.kind is UnitKind.DEPARTMENT)
    head = deed(date(2024, 6, 6), "县水利局局长", unit="县水利局", is_post=True)
    assert states(owed(trip, about=county(head))) == [
        ("县水利局", None, 1, True),
        ("县教育局", None, 0, False),
    ]


def test_a_predicate_looks_into_the_record() -> None:
    with_result = visits(required=times(1), counts=lambda record: bool(record.data.get("result")))
    empty = project("甲项目", deed(date(2024, 6, 3)))
    told = project("乙项目", deed(date(2024, 6, 3), data={"result": "已同意"}))
    assert [one.met for one in owed(with_result, empty, told)] == [False, True]


def test_a_seats_duty_is_for_each_project_or_once_and_an_unbound_seat_is_shown() -> None:
    weekly = visits(holder=DutyHolder.SEAT, seat=SEAT, required=times(1))
    bound = county(seats=(SeatFacts(SEAT, "县教育局"),))
    seen = project("甲项目", deed(date(2024, 6, 3), "县教育局"))
    assert states(owed(weekly, seen, project("乙项目"), about=bound)) == [
        ("县教育局", "甲项目", 1, True),
        ("县教育局", "乙项目", 0, False),
    ]
    once = replace(weekly, each_project=for_the_holder)
    assert states(owed(once, seen, project("乙项目"), about=bound)) == [("县教育局", None, 1, True)]
    assert states(owed(once, about=county())) == [(None, None, 0, False)]
    named = replace(once, names_project=True)
    general = replace(bound, records=(deed(date(2024, 6, 4), "县教育局"),))
    assert [one.done for one in owed(once, about=general)] == [1]
    assert [one.done for one in owed(named, about=general)] == [0]


def test_an_unbound_portfolio_seat_is_held_by_whoever_has_its_field() -> None:
    seat = next(one for one in EDITION.seats if one.kind is SeatKind.PORTFOLIO)
    deputy = PostFacts("副县长甲", "县政府", (seat.field or "",))
    duty = visits(holder=DutyHolder.SEAT, seat=seat.code, each_project=for_the_holder)
    about = county(posts=(deputy, PostFacts("副县长乙", "县政府", ("其他",))))
    assert states(owed(duty, about=about)) == [("副县长甲", None, 0, False)]
    bound = replace(about, seats=(SeatFacts(seat.code, "副县长乙"),))
    assert states(owed(duty, about=bound)) == [("副县长乙", None, 0, False)]


@pytest.mark.parametrize(
    ("cadence", "periods"),
    [
        (PeriodKind.WEEK, ["2024-W22", "2024-W23", "2024-W24", "2024-W25", "2024-W26"]),
        (PeriodKind.TEN_DAYS, ["2024-06-T1", "2024-06-T2", "2024-06-T3"]),
        (PeriodKind.HALF_MONTH, ["2024-06-H1", "2024-06-H2"]),
        (PeriodKind.MONTH, ["2024-06"]),
        (PeriodKind.QUARTER, ["2024-Q2"]),
        (PeriodKind.YEAR, []),
    ],
)
def test_a_month_judges_every_period_that_ends_in_it(cadence: PeriodKind, periods: list[str]) -> None:
    edition = replace(EDITION, duties=(visits(cadence=cadence),))
    found = judge(edition, NoParameters(), county(), [project("甲项目")])
    assert [one.ruling.facts["period"] for one in found] == periods


def test_a_week_counts_only_what_was_listed_at_its_end() -> None:
    late = project("甲项目", since=date(2024, 6, 12))
    found = owed(visits(cadence=PeriodKind.WEEK), late)
    assert [str(one.period) for one in found] == ["2024-W24", "2024-W25", "2024-W26"]


def test_a_duty_that_the_parameters_set_to_none_is_not_owed() -> None:
    assert owed(visits(required=times(0)), project("甲项目")) == []


@pytest.mark.clause("QS-2.3")
def test_reminders_fall_on_the_fifth_last_working_day() -> None:
    timing = before_period_end_working_days(times(5))
    days = {month: timing(Period.parse(month), NoParameters()) for month in ("2024-09", "2024-06", "2024-02")}
    assert {month: moment.due_on for month, moment in days.items()} == {
        "2024-09": date(2024, 9, 25),  # the 28th is no working day, the 29th is
        "2024-06": date(2024, 6, 24),
        "2024-02": date(2024, 2, 23),
    }
    assert timing(Period.parse("2024-W40"), NoParameters()).due_on == date(2024, 9, 30)  # the only one of that week
