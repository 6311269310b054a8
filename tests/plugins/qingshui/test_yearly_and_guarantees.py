"""What is due once a year, services and trips, funds, guarantees, land and territory: pure rules."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from yipanqi_core.mechanism.facts import (
    CaseFacts,
    CollectedFacts,
    CountyFacts,
    ItemFacts,
    ProjectFacts,
    SeatFacts,
    UnitFacts,
)
from yipanqi_core.mechanism.kept_facts import EntryFacts
from yipanqi_core.rules.drivers import drive
from yipanqi_core.rules.orders import queue
from yipanqi_core.rules.rates import per_unit
from yipanqi_core.vocabulary import ItemKind, Nature, UnitKind
from yipanqi_plugins.qingshui.funds import approved, bond_list, out_of_order
from yipanqi_plugins.qingshui.guarantees import QUEUES, overdue, unclear
from yipanqi_plugins.qingshui.items import GUARANTEES, MUNICIPAL, WORDS
from yipanqi_plugins.qingshui.ladder import LADDER
from yipanqi_plugins.qingshui.land import unfollowed
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.rates import RATES
from yipanqi_plugins.qingshui.services import DRIVERS, SERVICE_DUTIES, SERVICES, TRIPS
from yipanqi_plugins.qingshui.stages import promotion_stage, rural
from yipanqi_plugins.qingshui.territory import (
    LAND_CATEGORIES,
    OWNER_CATEGORIES,
    no_township,
    several_townships,
    townships,
)
from yipanqi_plugins.qingshui.yearly import (
    land_demand_late,
    library_not_compiled,
    list_not_drawn_up,
    named_unplanned,
    no_directory,
    nothing_reserved,
)

Build = Callable[..., ProjectFacts]
UNITS = (
    UnitFacts("县水务局", UnitKind.DEPARTMENT, "部门"),
    UnitFacts("永清镇人民政府", UnitKind.TOWNSHIP, "乡镇"),
    UnitFacts("山门乡人民政府", UnitKind.TOWNSHIP, "乡镇"),
    UnitFacts("清水县城投公司", UnitKind.STATE_ENTERPRISE, None),
)


def county(on: date, **more: Any) -> CountyFacts:
    seats = (SeatFacts("reform_office", "县发改局"),)
    return CountyFacts(f"{on:%Y-%m}", on, UNITS, seats=seats, **more)


def guarantee(title: str, unit: str | None = "县自然资源局", planned: date | None = date(2024, 9, 1)) -> ItemFacts:
    return ItemFacts(ItemKind.GUARANTEE, title, unit, planned, None)


@pytest.mark.clause("QS-1.1")
def test_who_handed_in_nothing_by_the_tenth_of_september_is_a_finding(parameters: Parameters) -> None:
    handed_in = (CollectedFacts("reserve", 2024, "县水务局", 2, date(2024, 9, 10)),)
    assert nothing_reserved(county(date(2024, 8, 31), collected=()), parameters) == ()
    found = nothing_reserved(county(date(2024, 9, 30), collected=handed_in), parameters)
    assert [one.subject.unit for one in found] == ["永清镇人民政府", "山门乡人民政府"]
    late = (*handed_in, CollectedFacts("reserve", 2024, "永清镇人民政府", 1, date(2024, 9, 11)))
    in_september = nothing_reserved(county(date(2024, 9, 30), collected=late), parameters)
    assert "2024-09-11 才报送" in in_september[0].ruling.because
    in_october = nothing_reserved(county(date(2024, 10, 31), collected=late), parameters)
    assert [one.subject.unit for one in in_october] == ["山门乡人民政府"]


@pytest.mark.clause("QS-1.1")
def test_what_was_handed_in_and_is_not_compiled_by_then_is_the_offices(parameters: Parameters) -> None:
    waiting = CollectedFacts("reserve", 2024, "县水务局", 3, date(2024, 9, 1), 2)
    (found,) = library_not_compiled(county(date(2024, 9, 30), collected=(waiting,)), parameters)
    assert (found.subject.unit, "县水务局 2 个" in found.ruling.because) == ("县发改局", True)
    compiled = replace(waiting, waiting=0)
    assert library_not_compiled(county(date(2024, 9, 30), collected=(compiled,)), parameters) == ()
    assert library_not_compiled(county(date(2024, 8, 31), collected=(waiting,)), parameters) == ()
    late = replace(waiting, first_on=date(2024, 9, 11))
    assert library_not_compiled(county(date(2024, 9, 30), collected=(late,)), parameters) == ()


@pytest.mark.clause("QS-1.1")
def test_the_office_can_name_a_project_that_a_unit_did_not_plan(parameters: Parameters) -> None:
    row = {"project": "县城第二水源", "reason": "列入省规划两年未谋划"}
    entry = EntryFacts("unplanned", "1", date(2024, 5, 6), 2024, "县水务局", row)
    (found,) = named_unplanned(county(date(2024, 5, 31), entries=(entry,)), parameters)
    assert (found.subject.unit, found.ruling.clause) == ("县水务局", "QS-1.1")
    assert "列入省规划两年未谋划" in found.ruling.because
    assert named_unplanned(county(date(2025, 1, 31), entries=(entry,)), parameters) == ()


@pytest.mark.clause("QS-1.1")
def test_the_guidance_directory_is_due_by_the_end_of_august(parameters: Parameters) -> None:
    entry = EntryFacts("directory", "1", date(2024, 8, 31), 2024, None, {"entry": "水利", "programme": "专项债券"})
    assert no_directory(county(date(2024, 7, 31)), parameters) == ()
    assert [one.subject.unit for one in no_directory(county(date(2024, 8, 31)), parameters)] == ["县发改局"]
    assert no_directory(county(date(2024, 8, 31), entries=(entry,)), parameters) == ()
    late = replace(entry, since_on=date(2024, 9, 2))
    assert no_directory(county(date(2024, 9, 30), entries=(late,)), parameters) == ()


@pytest.mark.clause("QS-1.1")
def test_a_directory_that_came_late_is_told_in_the_month_of_its_day_and_not_after() -> None:
    earlier = Parameters(directory_until="08-15")
    row = {"entry": "水利", "programme": "专项债券"}

    def issued(day: date) -> EntryFacts:
        return EntryFacts("directory", str(day), day, 2024, None, row)

    on_day = county(date(2024, 8, 31), entries=(issued(date(2024, 8, 15)), issued(date(2024, 8, 30))))
    assert no_directory(on_day, earlier) == ()
    a_day_late = county(date(2024, 8, 31), entries=(issued(date(2024, 8, 30)), issued(date(2024, 8, 16))))
    (found,) = no_directory(a_day_late, earlier)
    assert "应于 2024-08-15 前印发，至该日没有名录条目；2024-08-16 才登记" in found.ruling.because
    assert no_directory(replace(a_day_late, on=date(2024, 9, 30)), earlier) == ()
    (none,) = no_directory(county(date(2024, 9, 30)), earlier)
    assert none.ruling.because.endswith("登记名录条目后消除")
    last_year = replace(issued(date(2023, 8, 1)), year=2023)
    assert len(no_directory(county(date(2024, 8, 31), entries=(last_year,)), earlier)) == 1
    (its_day,) = no_directory(county(date(2024, 8, 15)), earlier)  # judged on the very day, nothing stands there
    assert its_day.ruling.facts["until"] == date(2024, 8, 15)
    assert no_directory(county(date(2024, 8, 14)), earlier) == ()


@pytest.mark.clause("QS-1.11")
def test_a_list_of_november_is_told_late_in_its_month_and_not_after() -> None:
    earlier = Parameters(annual_list_until="10-15")
    late = (CollectedFacts("annual_list", 2025, "县水务局", 1, date(2024, 10, 16)),)
    (found,) = list_not_drawn_up(county(date(2024, 10, 31), collected=late), earlier)
    assert "2024-10-16 才编制" in found.ruling.because
    assert list_not_drawn_up(county(date(2024, 11, 30), collected=late), earlier) == ()
    two = (*late, CollectedFacts("annual_list", 2025, "永清镇人民政府", 1, date(2024, 10, 15)))
    assert list_not_drawn_up(county(date(2024, 10, 31), collected=two), earlier) == ()
    assert len(list_not_drawn_up(county(date(2024, 10, 15)), earlier)) == 1
    assert list_not_drawn_up(county(date(2024, 10, 14)), earlier) == ()


@pytest.mark.clause("QS-1.1")
def test_on_the_very_day_of_the_library_what_is_not_handed_in_or_compiled_is_told(parameters: Parameters) -> None:
    tenth = county(date(2024, 9, 10), collected=(CollectedFacts("reserve", 2024, "县水务局", 1, date(2024, 9, 10), 1),))
    assert [one.subject.unit for one in nothing_reserved(tenth, parameters)] == ["永清镇人民政府", "山门乡人民政府"]
    assert len(library_not_compiled(tenth, parameters)) == 1
    ninth = replace(tenth, on=date(2024, 9, 9))
    assert nothing_reserved(ninth, parameters) == library_not_compiled(ninth, parameters) == ()
    other_year = replace(tenth, collected=(replace(tenth.collected[0], year=2023),))
    assert len(nothing_reserved(other_year, parameters)) == 3
    assert library_not_compiled(other_year, parameters) == ()


@pytest.mark.clause("QS-3.1")
def test_land_demand_of_another_year_or_kind_is_not_late(parameters: Parameters) -> None:
    late = CollectedFacts("land_demand", 2024, "县水务局", 1, date(2024, 11, 1))
    other = CollectedFacts("reserve", 2025, "县水务局", 1, date(2024, 11, 1))
    assert land_demand_late(county(date(2024, 11, 30), collected=(late, other)), parameters) == ()


@pytest.mark.clause("QS-1.11")
def test_next_years_list_is_drawn_up_by_the_end_of_october(parameters: Parameters) -> None:
    drawn = (CollectedFacts("annual_list", 2025, "县水务局", 1, date(2024, 10, 31)),)
    assert list_not_drawn_up(county(date(2024, 9, 30)), parameters) == ()
    assert len(list_not_drawn_up(county(date(2024, 10, 31)), parameters)) == 1
    assert list_not_drawn_up(county(date(2024, 10, 31), collected=drawn), parameters) == ()
    (found,) = list_not_drawn_up(county(date(2024, 11, 30), collected=(replace(drawn[0], year=2024),)), parameters)
    assert "2025 年度" in found.ruling.because


@pytest.mark.clause("QS-3.1")
def test_land_demand_that_comes_after_october_is_late(parameters: Parameters) -> None:
    def handed_in(day: date) -> CollectedFacts:
        return CollectedFacts("land_demand", 2025, "县水务局", 1, day)

    assert land_demand_late(county(date(2024, 11, 30), collected=(handed_in(date(2024, 10, 31)),)), parameters) == ()
    (found,) = land_demand_late(county(date(2024, 11, 30), collected=(handed_in(date(2024, 11, 1)),)), parameters)
    assert (found.subject.unit, found.ruling.clause) == ("县水务局", "QS-3.1")


@pytest.mark.clause("QS-1.9")
def test_the_promotion_centre_drives_promotion_projects_throughout(key_project: Build) -> None:
    seats = {"promotion_office": "县招商中心"}
    started = (ItemFacts(ItemKind.NODE, "开工", None, date(2024, 1, 1), date(2024, 1, 1)),)
    for items in ((), started):
        ruling = drive(DRIVERS, key_project(nature=Nature.INVESTMENT_PROMOTION, items=items), seats)
        assert ruling is not None
        assert (ruling.value, ruling.clause) == ("县招商中心", "QS-1.9")
    assert drive(DRIVERS, key_project(), seats) is None


@pytest.mark.clause("QS-1.5")
def test_bond_projects_stand_on_one_of_two_reserve_lists(key_project: Build, parameters: Parameters) -> None:
    case = CaseFacts("bond", "债券", "reserve", date(2024, 1, 5), None)
    started = (ItemFacts(ItemKind.NODE, "开工", None, date(2024, 1, 1), date(2024, 1, 1)),)
    values = [bond_list(key_project(cases=(case,), items=items), parameters) for items in ((), started)]
    assert [one.value for one in values if one is not None] == ["计划新开工备选", "在建备选"]
    assert bond_list(key_project(items=started), parameters) is None


@pytest.mark.clause("QS-1.8")
def test_every_department_and_township_owes_a_trip_a_month(parameters: Parameters) -> None:
    assert [unit.name for unit in UNITS if TRIPS.units(unit)] == ["县水务局", "永清镇人民政府", "山门乡人民政府"]
    assert (TRIPS.required(parameters), TRIPS.cadence.label) == (1, "月")


@pytest.mark.clause("QS-1.9")
def test_the_stage_decides_which_service_is_due(key_project: Build) -> None:
    day = date(2024, 3, 1)
    for titles, service in (
        ((), "协调办"),
        (("洽谈签约",), "帮包办"),
        (("洽谈签约", "开工"), "督促办"),
        (("开工", "投产"), "定期访"),
    ):
        items = tuple(ItemFacts(ItemKind.NODE, title, None, day, day) for title in titles)
        facts = key_project(nature=Nature.INVESTMENT_PROMOTION, items=items)
        assert [duty.title for duty in SERVICE_DUTIES if duty.applies(facts)] == [service]
        ruling = promotion_stage(facts)
        assert ruling is not None
        assert SERVICES[str(ruling.value)] == service
    assert not any(duty.applies(key_project()) for duty in SERVICE_DUTIES)


@pytest.mark.clause("QS-1.9")
def test_landing_and_arrival_rates_per_unit(key_project: Build) -> None:
    signed = (ItemFacts(ItemKind.NODE, "洽谈签约", None, date(2024, 1, 1), date(2024, 1, 1)),)
    begun = (*signed, ItemFacts(ItemKind.NODE, "开工", None, date(2024, 2, 1), date(2024, 2, 1)))
    promo = {"nature": Nature.INVESTMENT_PROMOTION}
    money = {"agreed_investment": "3000.00", "arrived_investment": "1000.00"}
    projects = (
        key_project(**promo, items=begun, fields=money),
        key_project(**promo, items=signed, fields={"agreed_investment": "1000.00"}),
        key_project(**promo, items=signed, lead_unit="县工信局"),
        key_project(**promo),
        key_project(items=begun),
    )
    landing, arrival = RATES
    county_landing, *units = per_unit(landing, projects)
    assert county_landing.ratio == Fraction(1, 3)
    assert {one.unit: one.ratio for one in units} == {"县工信局": Fraction(0), "县水务局": Fraction(1, 2)}
    county_arrival, *of_units = per_unit(arrival, projects)
    assert (county_arrival.whole, county_arrival.ratio) == (Decimal("4000.00"), Fraction(1, 4))
    assert [one.unit for one in of_units] == ["县水务局"]
    assert per_unit(arrival, ())[0].ratio is None


@pytest.mark.clause("QS-3.2")
def test_a_source_spends_no_more_than_arrived_and_arrives_no_more_than_approved(
    key_project: Build, parameters: Parameters
) -> None:
    def row(**amounts: str) -> EntryFacts:
        return EntryFacts("funds", "1", date(2024, 4, 1), None, None, {"source": "省级补助", **amounts})

    good = key_project(entries=(row(applied="500", approved="400", arrived="300", spent="300"), row(approved="100")))
    assert out_of_order(good, parameters) == ()
    assert approved(good) == Decimal(500)
    wrong = key_project(entries=(row(approved="400", arrived="400.01", spent="500"),))
    assert ["支出" in one.ruling.because for one in out_of_order(wrong, parameters)] == [True, False]


@pytest.mark.clause("QS-3.5")
def test_guarantees_are_of_eight_kinds_each_with_unit_and_date(key_project: Build, parameters: Parameters) -> None:
    assert len(GUARANTEES) == 8
    assert {WORDS[word] for word in MUNICIPAL} == {"市政配套"}
    assert unclear(key_project(items=(guarantee("供电"), guarantee("资金"))), parameters) == ()
    items = (guarantee("供电", None), guarantee("土地", "县自然资源局", None), guarantee("花草"))
    found = [one.ruling.facts["lacking"] for one in unclear(key_project(items=items), parameters)]
    assert found == [["责任单位"], ["计划日期"], ["所属类别"]]


@pytest.mark.clause("QS-3.5")
def test_a_guarantee_late_is_its_own_units(key_project: Build, parameters: Parameters) -> None:
    facts = key_project(
        items=(guarantee("供水", "县水务局", date(2024, 6, 29)), guarantee("供电", None, date(2024, 6, 1)))
    )
    assert [one.subject.unit for one in overdue(facts, parameters)] == ["县水务局", "县水务局"]
    assert overdue(key_project(items=(guarantee("供水", "县水务局", date(2024, 6, 30)),)), parameters) == ()


@pytest.mark.clause("QS-3.5")
def test_key_projects_stand_first_in_every_queue(key_project: Build, parameters: Parameters) -> None:
    projects = (
        key_project(project="非重点", passages=(), items=(guarantee("供电", planned=date(2024, 1, 1)),)),
        key_project(project="后", items=(guarantee("供水", planned=date(2024, 8, 1)),)),
        key_project(project="先", items=(guarantee("供电", planned=date(2024, 7, 1)),)),
    )
    municipal = next(one for one in QUEUES if one.code == "guarantee_municipal")
    assert [one.facts.project for one in queue(municipal, parameters, projects)] == ["先", "后", "非重点"]
    assert len(QUEUES) == 8


@pytest.mark.clause("QS-3.1")
def test_a_land_dossier_without_a_follower_is_a_finding(key_project: Build, parameters: Parameters) -> None:
    case = CaseFacts("land_dossier", "一期", "organising", date(2024, 5, 1), None)
    offices = {"land_office": "县自然资源局"}
    (found,) = unfollowed(key_project(cases=(case,), offices=offices), parameters)
    assert (found.subject.unit, "组织审批" in found.ruling.because) == ("县自然资源局", True)
    assert unfollowed(key_project(cases=(replace(case, follower="吴敏"),), offices=offices), parameters) == ()


@pytest.mark.clause("QS-5.1")
def test_a_project_lies_in_the_townships_that_it_names_or_that_its_site_names(key_project: Build) -> None:
    assert townships(key_project(site="永清镇李崖村"), UNITS) == ("永清镇人民政府",)
    both = key_project(fields={"townships": ["永清镇", "山门乡人民政府"]}, site="永清镇")
    assert townships(both, UNITS) == ("永清镇人民政府", "山门乡人民政府")
    assert townships(key_project(), UNITS) == ()


@pytest.mark.clause("QS-5.1")
def test_a_key_project_that_no_township_can_be_told_of_is_a_finding(key_project: Build, parameters: Parameters) -> None:
    (found,) = no_township(key_project(site="县城"), parameters)
    assert (found.subject.unit, found.ruling.clause) == ("县水务局", "QS-5.1")
    assert no_township(key_project(own_seats={"township": ("永清镇人民政府",)}), parameters) == ()


@pytest.mark.clause("QS-1.3")
def test_what_the_leading_group_decides_is_the_rural_library_and_what_is_funded_the_years_plan(
    key_project: Build, parameters: Parameters
) -> None:
    case = CaseFacts("rural", "产业路", "county", date(2024, 1, 5), None)
    values = []
    for facts in (
        key_project(),
        key_project(cases=(case,)),
        key_project(cases=(replace(case, step="plan"),)),
        key_project(closed_cases=(replace(case, step="plan", closed_on=date(2024, 5, 1)),)),
    ):
        ruling = rural(facts, parameters)
        values.append(None if ruling is None else (ruling.value, ruling.clause))
    assert values == [None, (None, "QS-1.3"), ("项目储备库", "QS-1.3"), ("年度建设项目计划", "QS-1.3")]


@pytest.mark.clause("QS-5.1")
def test_owner_categories_begin_with_the_owner_and_land_over_townships_with_the_leader(key_project: Build) -> None:
    several = key_project(own_seats={"township": ("永清镇人民政府", "山门乡人民政府")})
    one = key_project(own_seats={"township": ("永清镇人民政府",)})
    assert (several_townships(several), several_townships(one)) == (True, False)
    assert {LADDER.starts(several, category) for category in LAND_CATEGORIES} == {"leader"}
    assert LADDER.starts(one, "征拆") is None
    assert LADDER.starts(several, "质量安全") is None
    assert frozenset(OWNER_CATEGORIES) == LADDER.rung(LADDER.raised).owner_categories
