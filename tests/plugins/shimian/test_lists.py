"""SM-1.1, SM-1.2, SM-1.4, SM-5.1: who is listed, where, and what a listed project must show."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.mechanism.facts import PassageFacts
from yipanqi_core.rules.changes import changes
from yipanqi_core.rules.engine import judge_project
from yipanqi_core.vocabulary import Nature
from yipanqi_plugins.shimian.admission import admit
from yipanqi_plugins.shimian.checks import below_threshold, guarantee_items_unclear, overdue_items
from yipanqi_plugins.shimian.edition_2024 import EDITION
from yipanqi_plugins.shimian.parameters import Parameters
from yipanqi_plugins.shimian.tracks import LISTS

P = Parameters()
Build = Callable[..., Any]


@pytest.mark.clause("SM-1.1", "SM-5.1")
def test_a_total_of_1000_is_admitted_and_a_cent_less_is_offered_reference_management(project: Build) -> None:
    assert admit(project(total_investment=Decimal("1000.00")), P).value == "admitted"
    refused = admit(project(total_investment=Decimal("999.99")), P)
    assert (refused.value, refused.clause) == ("reference", "SM-1.1")
    assert "SM-5.1" in refused.because
    assert "再增加 0.01 万元" in refused.because


@pytest.mark.clause("SM-1.1")
@pytest.mark.parametrize(
    ("step", "expected"), [("planned", "refused"), ("to_start", "admitted"), ("started", "admitted")]
)
def test_an_enterprise_project_is_taken_from_to_start_on(project: Build, step: str, expected: str) -> None:
    stay = (PassageFacts(step, date(2024, 1, 1), None, None),)
    facts = project(nature=Nature.ENTERPRISE_INVESTMENT, passages=stay)
    assert admit(facts, P).value == expected


@pytest.mark.clause("SM-1.1")
def test_a_listed_project_whose_total_falls_stays_with_a_finding(project: Build) -> None:
    facts = project(total_investment=Decimal("999.99"))
    (finding,) = below_threshold(facts, P)
    assert finding.ruling.clause == "SM-1.1"
    assert below_threshold(project(total_investment=Decimal("1000.00")), P) == ()
    kinds = {one.code for one in judge_project(EDITION, P, facts)}
    assert {"colour", "below_threshold"} <= kinds


@pytest.mark.clause("SM-5.1")
def test_a_project_below_the_threshold_is_rated_for_reference_and_never_scored(project: Build, node: Build) -> None:
    facts = project(total_investment=Decimal("500.00"), passages=(), items=(node("开工", date(2024, 5, 1)),))
    (judgement,) = judge_project(EDITION, P, facts)
    assert (judgement.kind, judgement.ruling.value, judgement.ruling.clause) == ("reference", "red", "SM-1.1")
    assert "参照管理" in judgement.ruling.because


@pytest.mark.clause("SM-1.2")
def test_a_project_stands_on_one_list_at_a_time_and_on_the_one_of_its_day(project: Build) -> None:
    stays = (
        PassageFacts("planned", date(2024, 1, 1), date(2024, 3, 5), "register"),
        PassageFacts("to_start", date(2024, 3, 5), date(2024, 6, 1), "transfer"),
        PassageFacts("started", date(2024, 6, 1), None, "transfer"),
    )
    steps = [
        project(passages=stays, on=day).step
        for day in (date(2023, 12, 31), date(2024, 3, 4), date(2024, 3, 5), date(2024, 5, 31), date(2024, 6, 1))
    ]
    assert steps == [None, "planned", "to_start", "to_start", "started"]


@pytest.mark.clause("SM-1.2")
def test_without_a_list_the_facts_put_a_project_as_far_as_they_reach(
    project: Build, node: Build, procedure: Build
) -> None:
    signed = node("洽谈签约", date(2024, 1, 1), date(2024, 1, 1))
    started = node("开工", date(2024, 5, 1), date(2024, 5, 1))
    approved = procedure("可研批复", date(2024, 1, 1), date(2024, 1, 1))
    promoted = {"nature": Nature.INVESTMENT_PROMOTION, "passages": ()}
    assert LISTS.place(project(**promoted)) == "planned"
    assert LISTS.place(project(items=(approved,), **promoted)) == "planned"
    assert LISTS.place(project(items=(signed,), **promoted)) == "to_start"
    assert LISTS.place(project(items=(started,), **promoted)) == "started"
    assert LISTS.place(project(items=(approved,), passages=())) == "to_start"
    assert LISTS.place(project(nature=Nature.ENTERPRISE_INVESTMENT, passages=())) == "to_start"


@pytest.mark.clause("SM-1.4")
def test_guarantee_items_must_name_unit_and_date(project: Build, guarantee: Build) -> None:
    (none,) = guarantee_items_unclear(project(), P)
    assert none.ruling.because.startswith("要素节点未明确：未列要素保障事项")
    (undated,) = guarantee_items_unclear(project(items=(guarantee("水", "县水利局", None),)), P)
    assert undated.ruling.facts["items"] == ["水"]
    (ownerless,) = guarantee_items_unclear(project(items=(guarantee("电", None, date(2024, 9, 1)),)), P)
    assert ownerless.ruling.facts["items"] == ["电"]
    assert guarantee_items_unclear(project(items=(guarantee("水", "县水利局", date(2024, 9, 1)),)), P) == ()


@pytest.mark.clause("SM-1.4")
def test_items_and_procedures_past_their_date_are_findings_against_their_own_unit(
    project: Build, guarantee: Build, procedure: Build, node: Build
) -> None:
    items = (
        guarantee("水", "县供水公司", date(2024, 6, 29)),
        guarantee("电", "县供电公司", date(2024, 6, 30)),
        guarantee("路", None, date(2024, 6, 1)),
        procedure("施工许可", date(2024, 6, 1), date(2024, 6, 20)),
        procedure("环评批复", date(2024, 6, 1)),
        node("开工", date(2024, 1, 1)),
    )
    found = overdue_items(project(items=items), P)
    assert {(one.subject.unit, one.ruling.facts["title"], one.ruling.facts["days"]) for one in found} == {
        ("县供水公司", "水", 1),
        ("县水利局", "路", 29),  # without a unit of its own it is the lead unit's
        ("县行政审批局", "环评批复", 29),
    }
    assert {one.ruling.clause for one in found} == {"SM-1.4"}


@pytest.mark.clause("SM-1.6")
def test_the_months_assessment_tells_additions_transfers_exits_and_what_is_due(project: Build, node: Build) -> None:
    start = date(2024, 6, 1)

    def told(**what: Any) -> list[str]:
        return [one.code for one in changes(LISTS, project(**what), start)]

    assert told() == []
    assert told(passages=(PassageFacts("planned", date(2024, 6, 3), None, "addition"),)) == ["addition"]
    moved = (
        PassageFacts("to_start", date(2024, 1, 1), date(2024, 6, 9), "register"),
        PassageFacts("started", date(2024, 6, 9), None, "transfer"),
    )
    assert told(passages=moved) == ["transfer"]
    assert told(passages=(PassageFacts("started", date(2024, 1, 1), date(2024, 6, 9), "市场变化"),)) == ["exit"]
    waiting = (PassageFacts("to_start", date(2024, 1, 1), None, "register"),)
    begun = node("开工", date(2024, 6, 1), date(2024, 6, 5))
    assert told(passages=waiting, items=(begun,)) == ["transfer_due"]
