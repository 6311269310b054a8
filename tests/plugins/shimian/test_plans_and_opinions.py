"""Findings about re-plans (SM-2.1), missing opinions (SM-2.5, SM-2.10) and unfollowed land dossiers (SM-2.8)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from yipanqi_core.mechanism.facts import CaseFacts, ProjectFacts, ReplanFacts, ReviewFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.rulings import Judgement
from yipanqi_core.vocabulary import ItemKind, Nature

EDITION = installed().in_force("shimian", date(2024, 6, 1))
PARAMETERS = EDITION.parameters()
OFFICES = {"land_office": "县自然资源和规划局", "promotion_office": "县经济合作和商务局"}
Build = Callable[..., Any]


def found(facts: ProjectFacts, code: str) -> list[Judgement]:
    return [one for check in EDITION.checks if check.code == code for one in check.find(facts, PARAMETERS)]


def move(from_on: date, to_on: date, number: int = 1, kind: ItemKind = ItemKind.NODE) -> ReplanFacts:
    return ReplanFacts(kind, "竣工", number, from_on, to_on, date(2024, 5, 6), "汛期停工")


@pytest.mark.clause("SM-2.1")
def test_a_second_replan_of_a_node_is_a_finding_that_shows_the_baseline(project: Build) -> None:
    first = move(date(2024, 8, 31), date(2024, 9, 30))
    second = move(date(2024, 9, 30), date(2024, 10, 31), 2)
    assert found(project(replans=(first,)), "replanned_again") == []
    (one,) = found(project(replans=(first, second)), "replanned_again")
    assert one.ruling.clause == "SM-2.1"
    assert one.ruling.facts["baseline_on"] == date(2024, 8, 31)
    assert "已调整 2 次：基线 2024-08-31，先后改为 2024-09-30、2024-10-31" in one.ruling.because


@pytest.mark.clause("SM-2.1")
def test_a_replan_into_a_later_year_is_a_finding_and_one_within_the_year_is_not(project: Build) -> None:
    within = move(date(2024, 8, 31), date(2024, 12, 31))
    later = move(date(2024, 12, 31), date(2025, 1, 1))
    assert found(project(replans=(within,)), "moved_to_later_year") == []
    (one,) = found(project(replans=(later,)), "moved_to_later_year")
    assert (one.ruling.clause, one.subject.unit) == ("SM-2.1", "县水利局")
    assert "由 2024-12-31 调整到 2025-01-01" in one.ruling.because


@pytest.mark.clause("SM-2.1")
def test_guarantee_items_that_are_replanned_are_no_such_finding(project: Build) -> None:
    moves = tuple(move(date(2024, 8, 1), date(2025, 8, number), number, ItemKind.GUARANTEE) for number in (1, 2))
    facts = project(replans=moves)
    assert found(facts, "replanned_again") + found(facts, "moved_to_later_year") == []


@pytest.mark.clause("SM-2.5")
def test_signing_without_a_complete_scheme_names_the_missing_opinion(project: Build, node: Build) -> None:
    signed = {
        "nature": Nature.INVESTMENT_PROMOTION,
        "items": (node("洽谈签约", date(2024, 6, 10), date(2024, 6, 12)),),
        "offices": OFFICES,
    }
    three = ReviewFacts("guarantee_scheme", date(2024, 5, 6), ("approvals_office", "environment_office", "land_office"))
    (one,) = found(project(**signed, reviews=(three,)), "guarantee_scheme_incomplete")
    assert (one.ruling.clause, one.subject.unit) == ("SM-2.5", "县经济合作和商务局")
    assert one.ruling.facts["missing"] == ["县发展和改革局"]
    assert "县发展和改革局（能耗与产业政策）" in one.ruling.because
    (none,) = found(project(**signed), "guarantee_scheme_incomplete")
    assert "县自然资源和规划局（备选地块与规划）、县生态环境局" in none.ruling.because
    whole = ReviewFacts("guarantee_scheme", date(2024, 5, 6), (*three.seats, "reform_office"))
    assert found(project(**signed, reviews=(whole,)), "guarantee_scheme_incomplete") == []


@pytest.mark.clause("SM-2.5")
def test_before_signing_before_the_mechanism_and_for_others_no_scheme_is_missed(project: Build, node: Build) -> None:
    promotion = Nature.INVESTMENT_PROMOTION
    planned = (node("洽谈签约", date(2024, 6, 10)),)
    long_ago = (node("洽谈签约", date(2023, 6, 10), date(2023, 12, 31)),)
    signed = (node("洽谈签约", date(2024, 6, 10), date(2024, 6, 10)),)
    assert found(project(nature=promotion, items=planned), "guarantee_scheme_incomplete") == []
    assert found(project(nature=promotion, items=long_ago), "guarantee_scheme_incomplete") == []
    assert found(project(items=signed), "guarantee_scheme_incomplete") == []


@pytest.mark.clause("SM-2.10")
def test_feasibility_approval_without_all_four_names_the_missing_one(project: Build, procedure: Build) -> None:
    approved = (procedure("可研批复", date(2024, 6, 10), date(2024, 1, 1)),)
    seats = ("approvals_office", "land_office", "reform_office")
    three = ReviewFacts("joint_examination", date(2024, 1, 1), seats)
    (one,) = found(project(items=approved, reviews=(three,)), "joint_examination_incomplete")
    assert (one.ruling.clause, one.subject.unit) == ("SM-2.10", "县水利局")
    assert one.ruling.facts["missing"] == ["县财政局"]
    whole = ReviewFacts("joint_examination", date(2024, 1, 1), (*seats, "finance_office"))
    assert found(project(items=approved, reviews=(whole,)), "joint_examination_incomplete") == []
    assert found(project(reviews=(three,)), "joint_examination_incomplete") == []


@pytest.mark.clause("SM-2.8")
@pytest.mark.parametrize(
    ("step", "follower", "amiss"),
    [("pre_review", None, 0), ("submitted", None, 1), ("examining", None, 1), ("submitted", "任向前", 0)],
)
def test_a_submitted_dossier_without_a_follower_is_a_finding(
    project: Build, step: str, follower: str | None, amiss: int
) -> None:
    case = CaseFacts("land_dossier", "一期用地", step, date(2024, 6, 3), follower)
    judgements = found(project(cases=(case,), offices=OFFICES), "dossier_unfollowed")
    assert len(judgements) == amiss
    for one in judgements:
        assert (one.ruling.clause, one.subject.unit) == ("SM-2.8", "县自然资源和规划局")
