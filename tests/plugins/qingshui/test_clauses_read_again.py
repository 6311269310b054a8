"""What a second reading of the clauses asked for: funds by their approval, land and funds of special inspections."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.facts import (
    CaseFacts,
    CountyFacts,
    EarlierRuling,
    ItemFacts,
    MonthFacts,
    PassageFacts,
    ProjectFacts,
    ReviewFacts,
    UnitFacts,
)
from yipanqi_core.mechanism.kept_facts import EntryFacts, TargetFacts
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.scores import CountyView, JudgedMonth
from yipanqi_core.mechanism.supervision_facts import InspectionFacts
from yipanqi_core.rules import inspections as inspecting
from yipanqi_core.vocabulary import ItemKind, UnitKind
from yipanqi_plugins.qingshui.aspects import TARGETS, Work, funds, reserve, unit_scores
from yipanqi_plugins.qingshui.inspections import REGULAR, SPECIAL
from yipanqi_plugins.qingshui.letters import letter_due
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.registers import FundsRow
from yipanqi_plugins.qingshui.services import TRIPS
from yipanqi_plugins.qingshui.stages import library

Build = Callable[..., ProjectFacts]
SETTLED = EntryFacts("funds", "0", date(2024, 1, 5), None, None, {"source": "县级配套", "approved": "1000"})


def even(**changes: Any) -> dict[str, Any]:
    """A project on its plan, its funds settled, on land already put in."""
    dossier = CaseFacts("land_dossier", "用地", "organising", date(2024, 1, 3), None)
    usual = {"figures": (MonthFacts("2024-06", Decimal(100), Decimal(95)),), "entries": (SETTLED,), "cases": (dossier,)}
    return {**usual, **changes}


@pytest.mark.clause("QS-6.2")
def test_what_was_proposed_for_january_by_decembers_investment_is_missed_on_the_31st(
    key_project: Build, parameters: Parameters
) -> None:
    why = "投资完成率 0.1700 低于 0.60"
    proposed = InspectionFacts("regular", "2025-01", date(2025, 1, 1), None, because=why)
    listed = (PassageFacts("listed", date(2024, 1, 1), None, "register"),)
    january = key_project(period="2025-01", on=date(2025, 1, 31), passages=listed, figures=())
    assert inspecting.findings((REGULAR,), january, parameters) == []
    (found,) = inspecting.findings((REGULAR,), replace(january, inspections=(proposed,)), parameters)
    assert (found.code, found.ruling.clause) == ("not_inspected", "QS-6.2")
    assert why in found.ruling.because
    made = replace(proposed, inspected_on=date(2025, 1, 20), words={"quantity": "无", "payment": "0"})
    assert inspecting.findings((REGULAR,), replace(january, inspections=(made,)), parameters) == []
    assert inspecting.asked(REGULAR, replace(january, inspections=(made,)), Period.parse("2025-01"), parameters)


@pytest.mark.clause("QS-6.5")
def test_funds_count_in_the_year_of_their_approval_however_often_the_row_is_told_anew(key_project: Build) -> None:
    def won(**fields: str) -> object:
        row = EntryFacts(
            "funds", "1", date(2024, 5, 5), None, None, {"source": "省级补助", "approved": "300", **fields}
        )
        return funds(Work("县水务局", (key_project(entries=(row,)),), (), {}, 6, Parameters())).done

    assert won(approved_on="2024-03-01") == Decimal(300)
    assert won(approved_on="2023-12-31") == Decimal(0)
    assert won(approved_on="2024-07-01") == Decimal(0)
    assert won(approved_on="2024-06-30") == Decimal(300)  # the very day counts
    assert won(approved_on="2024-01-01") == Decimal(300)


@pytest.mark.clause("QS-6.5")
@pytest.mark.parametrize(
    ("state", "decided_on", "counted"),
    [
        ("approved", date(2024, 1, 1), 1),
        ("approved", date(2024, 6, 30), 1),
        ("approved", date(2023, 12, 31), 0),
        ("rejected", date(2024, 4, 1), 0),
        ("open", None, 0),
    ],
)
def test_a_reserve_project_counts_in_the_year_in_which_it_was_decided(
    key_project: Build, state: str, decided_on: date | None, counted: int
) -> None:
    review = ReviewFacts("joint_review", date(2023, 12, 1), (), (), state, decided_on)
    decided = key_project(reviews=(review,))
    found = reserve(Work("县水务局", (decided,), (), {"reserve_projects": Decimal(4)}, 6, Parameters()))
    assert (found.done, found.due) == (counted, 2)


@pytest.mark.clause("QS-6.5")
def test_an_approval_of_last_year_and_a_refusal_of_this_one_are_no_reserve_of_this_year(key_project: Build) -> None:
    before = ReviewFacts("joint_review", date(2023, 3, 1), (), (), "approved", date(2023, 5, 1))
    again = ReviewFacts("joint_review", date(2024, 3, 1), (), (), "rejected", date(2024, 5, 1))
    work = Work("县水务局", (key_project(reviews=(before, again)),), (), {}, 6, Parameters())
    assert reserve(work).done == 0
    returned = replace(again, state="returned", decided_on=None)
    now = replace(again, state="approved", opened_on=date(2024, 5, 20))
    other = replace(now, kind="approval")
    for reviews, counted in (((returned, now), 1), ((now, now), 1), ((other,), 0), ((), 0)):
        assert reserve(replace(work, projects=(key_project(reviews=reviews),))).done == counted


@pytest.mark.clause("QS-6.5")
def test_what_is_counted_against_a_target_is_the_units_own_or_for_the_county_everybodys(key_project: Build) -> None:
    row = EntryFacts("funds", "1", date(2024, 5, 5), None, None, {"source": "省级补助", "approved": "300.00"})
    projects = (key_project(entries=(row,)), key_project(project="乙", lead_unit="县教育局", entries=(row,)))
    county = CountyFacts("2024-06", date(2024, 6, 30), ())
    money = next(one for one in TARGETS if one.code == "funds_from_above")
    assert money.counted is not None
    told = [money.counted(county, projects, unit, Parameters()) for unit in (None, "县教育局", "县财政局")]
    assert told == [Decimal(600), Decimal(300), Decimal(0)]


@pytest.mark.clause("QS-3.2")
def test_an_approved_amount_names_the_day_of_its_approval() -> None:
    with pytest.raises(ValueError, match="批复日期"):
        FundsRow(source="省级补助", approved=Decimal(300))
    FundsRow(source="省级补助", applied=Decimal(300))
    FundsRow(source="省级补助", approved=Decimal(300), approved_on=date(2024, 3, 1))


@pytest.mark.clause("QS-6.3")
def test_a_project_without_any_source_of_funds_has_none_settled(key_project: Build, parameters: Parameters) -> None:
    assert SPECIAL.due is not None
    assert SPECIAL.due(key_project(**even()), parameters) is None
    ruling = SPECIAL.due(key_project(**even(entries=())), parameters)
    assert ruling is not None
    assert "再批复 1000.00 万元" in ruling.because
    assert SPECIAL.due(key_project(**even(entries=(), annual_plan=None)), parameters) is None


@pytest.mark.clause("QS-6.3")
def test_land_is_put_in_by_a_dossier_or_said_not_to_be_needed(key_project: Build, parameters: Parameters) -> None:
    assert SPECIAL.due is not None
    approval = ItemFacts(ItemKind.PROCEDURE, "用地批复", None, date(2024, 2, 1), date(2024, 2, 1))
    cases: tuple[tuple[dict[str, Any], bool], ...] = (
        ({}, True),
        ({"fields": {"land_settled": True}}, True),
        ({"items": (ItemFacts(ItemKind.GUARANTEE, "林地", None, date(2024, 9, 1), None),)}, True),
        ({"fields": {"no_land_needed": True}}, False),
        ({"items": (approval,)}, False),
        ({"items": (replace(approval, finished_on=None),)}, True),
    )
    for changes, expected in cases:
        ruling = SPECIAL.due(key_project(**even(cases=(), **changes)), parameters)
        assert (ruling is not None) is expected, changes
        assert ruling is None or "土地未报批" in ruling.because


@pytest.mark.clause("QS-6.3")
def test_nine_bodies_inspect_without_notice_led_by_deputies_of_committee_and_government() -> None:
    assert SPECIAL.bodies == (
        "committee_office",
        "government_office",
        "discipline_office",
        "organisation_office",
        "reform_office",
        "finance_office",
        "land_office",
        "housing_office",
        "environment_office",
    )
    assert SPECIAL.led_by == ("committee_deputy", "executive_deputy")


UNIT = (UnitFacts("县水务局", UnitKind.DEPARTMENT, None),)


def scored(projects: tuple[ProjectFacts, ...], *judged: Judgement) -> dict[str, str]:
    """The points of 县水务局 by aspect."""
    on = projects[0].on
    view = CountyView(
        f"{on:%Y-%m}",
        PeriodKind.MONTH,
        CountyFacts(f"{on:%Y-%m}", on, UNIT),
        projects,
        (JudgedMonth(f"{on:%Y-%m}", judged),),
    )
    return {str(part["title"]): str(part["points"]) for one in unit_scores(view, Parameters()) for part in one.basis}


@pytest.mark.clause("QS-6.5")
@pytest.mark.clause("QS-2.3")
def test_read_per_leader_a_duty_counts_for_each_unit_whose_project_the_leader_holds(key_project: Build) -> None:
    facts = {"holder": "常务副县长", "kind": "现场调研", "period": "2024-06", "lead_unit": None}
    unmet = Judgement(RulingKind.DUTY, "visits", Subject(None, "县政府"), Ruling("unmet", "QS-2.3", "", facts))
    assert scored((key_project(),), unmet)["制度履行"] == "0.00"
    other = key_project(leader="副县长乙", deputies=("副县长乙",))
    assert scored((other,), unmet)["制度履行"] == "0"  # nothing due
    elsewhere = key_project(passages=())
    assert scored((elsewhere,), unmet) == {}
    both = (key_project(), replace(other, project="另一个项目"))
    assert scored(both, unmet)["制度履行"] == "0.00"  # one of several projects is enough
    of_july = replace(unmet, ruling=replace(unmet.ruling, facts={**facts, "period": "2024-07"}))
    since_july = key_project(passages=(PassageFacts("listed", date(2024, 6, 30), None, "register"),))
    assert scored((since_july,), of_july)["制度履行"] == "0.00"


@pytest.mark.clause("QS-6.5")
def test_a_node_planned_for_the_periods_last_day_is_due_in_it_and_one_of_the_next_day_is_not(
    key_project: Build,
) -> None:
    in_time = ItemFacts(ItemKind.NODE, "开工", None, date(2024, 3, 1), date(2024, 3, 1))
    last = ItemFacts(ItemKind.NODE, "主体完工", None, date(2024, 6, 30), None)
    after = ItemFacts(ItemKind.NODE, "竣工", None, date(2024, 7, 1), None)
    half, whole = scored((key_project(items=(in_time, last)),)), scored((key_project(items=(in_time, after)),))
    assert Decimal(half["实施进度"]) * 2 == Decimal(whole["实施进度"]) > 0


@pytest.mark.clause("QS-6.5")
def test_what_fell_due_while_a_project_was_listed_counts_after_it_has_left(key_project: Build) -> None:
    late = ItemFacts(ItemKind.NODE, "开工", None, date(2024, 3, 1), date(2024, 5, 1))
    after = ItemFacts(ItemKind.NODE, "竣工", None, date(2024, 6, 15), None)
    figures = tuple(MonthFacts(f"2024-0{month}", Decimal(100), Decimal(70)) for month in range(1, 7))
    gone = key_project(
        items=(late, after),
        figures=figures,
        passages=(PassageFacts("listed", date(2024, 1, 1), date(2024, 5, 20), "register"),),
    )
    parts = scored((gone,))
    assert parts["实施进度"] == "0.00"
    assert parts["投资完成率"] == "35.00"  # 70% of half, with two aspects of five
    never = replace(gone, passages=(PassageFacts("listed", date(2023, 1, 1), date(2024, 1, 10), "register"),))
    assert scored((never,)) == {}


@pytest.mark.clause("QS-1.1")
def test_what_plans_no_production_stands_with_the_built_once_completed(
    key_project: Build, parameters: Parameters
) -> None:
    completed = ItemFacts(ItemKind.NODE, "竣工", None, date(2024, 5, 1), date(2024, 5, 2))
    producing = ItemFacts(ItemKind.NODE, "投产", None, date(2024, 9, 1), None)
    for items, expected in (((completed,), "建成投产"), ((completed, producing), "开工在建")):
        batch = library(key_project(items=items), parameters)
        assert batch is not None
        assert batch.value == expected


@pytest.mark.clause("QS-6.5", "QS-4.1")
def test_weights_sources_and_months_before_are_the_countys_to_set(key_project: Build) -> None:
    on = date(2024, 6, 30)
    bank = EntryFacts(
        "funds", "1", on, None, None, {"source": "银行融资", "approved": "9", "approved_on": "2024-06-01"}
    )
    view = CountyView(
        "2024-06",
        PeriodKind.MONTH,
        CountyFacts(
            "2024-06", on, UNIT, targets=(TargetFacts("funds_from_above", "县水务局", 2024, Decimal(18), None),)
        ),
        (key_project(**even(entries=(bank,))),),
        (JudgedMonth("2024-06", ()),),
    )
    own = Parameters(sources_from_above="银行融资", funds_weight=Decimal(60), investment_weight=Decimal(40))
    (scored_unit,) = unit_scores(view, own)
    assert scored_unit.points == Decimal("98.00")  # (100 × 60 + 95 × 40) ÷ 100: the other three have nothing due
    with pytest.raises(ValueError, match="彩票"):
        Parameters(sources_from_above="彩票")
    before = (EarlierRuling("2024-05", "letter", "提醒函"),)
    slow = key_project(figures=(MonthFacts("2024-06", Decimal(100), Decimal(50)),), earlier=before)
    for months, expected in ((2, "提醒函"), (1, "督办函")):
        letter = letter_due(slow, Parameters(letter_months_before=months))
        assert letter is not None
        assert letter.value == expected


@pytest.mark.clause("QS-1.8")
def test_a_trip_that_the_head_did_not_lead_is_none_of_the_heads_trips() -> None:
    trip = RecordFacts("1", "赴市进省汇报", date(2024, 6, 3), "县水务局", "县水务局", is_post=False)
    assert TRIPS.counts(trip)
    assert TRIPS.counts(replace(trip, data={"led_by_head": True}))
    assert not TRIPS.counts(replace(trip, data={"led_by_head": False}))
