"""Paths, the end of a joint review, and rates: what a declaration says by itself."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import BaseModel

from yipanqi_core.mechanism.cases import CaseKind, CaseStep, Collection
from yipanqi_core.mechanism.facts import ProjectFacts, ReviewFacts
from yipanqi_core.mechanism.rates import Rate
from yipanqi_core.mechanism.reviews import Against, Asked, Opinion, ReviewKind, ReviewState
from yipanqi_core.rules.rates import per_unit
from yipanqi_core.vocabulary import Nature, UnitKind

STEPS = (CaseStep("asked", "申报", ("lead_unit",)), CaseStep("looked", "审核"), CaseStep("done", "办结"))


def facts(**more: object) -> ProjectFacts:
    known: dict[str, object] = {
        "period": "2024-06", "on": date(2024, 6, 30), "project": "甲", "nature": Nature.GOVERNMENT_INVESTMENT,
        "sector": "其他", "level": None, "total_investment": Decimal(1), "annual_plan": None, "lead_unit": "乙",
        "owner": "丙", "owner_kind": UnitKind.OWNER, "leader": None, "deputies": (), "fields": {},
    }  # fmt: skip
    return ProjectFacts(**{**known, **more})  # type: ignore[arg-type]


def path(*, last_decided: bool) -> CaseKind:
    return CaseKind("x", "事项", "X-1", STEPS, BaseModel, kept_by="office", last_decided=last_decided)


def test_a_step_is_passed_by_its_own_seats_and_else_by_the_keeper() -> None:
    kind = path(last_decided=False)
    assert (kind.deciders("asked"), kind.deciders("looked")) == (("lead_unit",), ("office",))
    assert kind.openers == ("office", "lead_unit")
    assert [step.code for step in kind.before("done")] == ["asked", "looked"]
    assert kind.reaches("looked", "asked")
    assert not kind.reaches("asked", "looked")


def test_a_case_is_closed_by_standing_on_the_last_step_unless_that_is_decided_too() -> None:
    standing, decided = path(last_decided=False), path(last_decided=True)
    assert [standing.closes(step.code) for step in STEPS] == [False, False, True]
    assert not any(decided.closes(step.code) for step in STEPS)


def test_a_collection_is_of_its_year_or_the_next() -> None:
    units = frozenset({UnitKind.DEPARTMENT})
    this = Collection("库", "X-1", lambda _: "09-10", units, "looked")
    coming = Collection("单", "X-1", lambda _: "10-31", units, "looked", next_year=True)
    assert (this.year(2024), coming.year(2024)) == (2024, 2025)


@pytest.mark.parametrize(
    ("against", "deciders", "in_favour", "opposed"),
    [
        (Against.NOTED, (), ReviewState.COMPLETE, ReviewState.COMPLETE),
        (Against.NOTED, ("government",), ReviewState.SUBMITTED, ReviewState.SUBMITTED),
        (Against.RETURNED, ("government",), ReviewState.SUBMITTED, ReviewState.RETURNED),
        (Against.RETURNED, (), ReviewState.COMPLETE, ReviewState.RETURNED),
        (Against.DECIDED, ("meeting",), ReviewState.COMPLETE, ReviewState.SUBMITTED),
    ],
)
def test_what_follows_once_all_have_answered(
    against: Against, deciders: tuple[str, ...], in_favour: ReviewState, opposed: ReviewState
) -> None:
    kind = ReviewKind(
        "r", "联审", "X-2", lambda _: True, asks=(Asked("a", "甲"),), against=against, decided_by=deciders
    )
    assert (kind.concluded(False), kind.concluded(True)) == (in_favour, opposed)
    assert kind.decisions == ((Opinion.APPROVE, Opinion.RETURN, Opinion.REJECT) if deciders else ())


def test_a_review_is_settled_when_complete_or_approved_and_not_before() -> None:
    kind = ReviewKind("r", "联审", "X-2", lambda _: True, asks=(Asked("a", "甲"),), decided_by=("government",))
    for state in ReviewState:
        review = ReviewFacts("r", date(2024, 6, 1), ("a",), state=state.value)
        assert kind.settled(facts(reviews=(review,))) is (state in (ReviewState.COMPLETE, ReviewState.APPROVED))


def test_rates_add_up_exactly_and_are_undefined_over_nothing() -> None:
    rate = Rate("r", "比率", "X-3", "分子", "分母", lambda _: Decimal(1), lambda one: one.annual_plan)
    projects = [facts(annual_plan=Decimal(3)), facts(annual_plan=Decimal(0)), facts(), facts(annual_plan=Decimal(4))]
    county, unit = per_unit(rate, projects)
    assert (county.ratio, county.projects, unit.unit) == (Fraction(3, 7), 3, "乙")
    assert per_unit(rate, [facts(annual_plan=Decimal(0))])[0].ratio is None
