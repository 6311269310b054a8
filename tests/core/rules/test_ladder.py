"""SM-3.2 as any county may declare it: a ladder climbed by declaration, mark, time and referral, one rung a day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pydantic import BaseModel
from tests.core.rules.test_duties import project

from yipanqi_core.mechanism.ladders import HolderKind, Ladder, Rung, TimeRunOut
from yipanqi_core.refusals import RefusedError
from yipanqi_core.rules.ladder import (
    Cause,
    Holder,
    Standing,
    begin,
    by_time,
    declare,
    holders_of,
    mark_major,
    next_rung,
    past_due,
    refer,
)

UNIT, DEPUTY, CHIEF = Holder("水利局", False), Holder("副县长", True), Holder("常务副县长", True)
FIVE = Ladder(
    "问题逐级推进",
    "XX-1",
    "XX-2",
    (
        Rung("owner", "业主", HolderKind.OWNER),
        Rung("department", "部门", HolderKind.DEPARTMENT, days=lambda _: 10),
        Rung("deputy", "分管领导", HolderKind.DEPUTY, days=lambda _: 30),
        Rung("chief", "主管", HolderKind.SEAT, "chief", lambda _: 90, TimeRunOut.PROPOSE_REFERRAL),
        Rung("city", "市", HolderKind.CITY),
    ),
    raised="owner",
    loaded="department",
    major="chief",
)
THREE = Ladder(
    "提级",
    "YY-1",
    "YY-2",
    (
        Rung("unit", "单位", HolderKind.DEPARTMENT, days=lambda _: 15),
        Rung("leader", "包抓领导", HolderKind.DEPUTY, days=lambda _: 30),
        Rung("chiefs", "主要领导", HolderKind.SEAT, "chief"),
    ),
    raised="unit",
    loaded="unit",
)
HELD = {"owner": Holder("业主公司", False), "department": UNIT, "deputy": DEPUTY, "chief": CHIEF, "city": None}
FIRST = date(2024, 6, 1)


class Nothing(BaseModel):
    """No parameters."""


NOTHING = Nothing()


def at(rung: str, since: date = FIRST, cause: Cause = Cause.TIME, proposed: date | None = None) -> Standing:
    return Standing(rung, since, cause, proposed)


@pytest.mark.clause("SM-3.2")
def test_ten_days_reached_on_the_first_run_out_on_the_twelfth() -> None:
    assert not past_due(FIVE, NOTHING, at("department"), date(2024, 6, 11))
    assert past_due(FIVE, NOTHING, at("department"), date(2024, 6, 12))
    climbed = by_time(FIVE, NOTHING, at("department"), date(2024, 6, 12), HELD)
    assert climbed == Standing("deputy", date(2024, 6, 12), Cause.TIME)


@pytest.mark.clause("SM-3.2")
def test_the_owner_has_no_time_limit_and_the_top_only_proposes_once() -> None:
    later = date(2026, 1, 1)
    assert by_time(FIVE, NOTHING, at("owner"), later, HELD) is None
    proposed = by_time(FIVE, NOTHING, at("chief"), later, HELD)
    assert proposed == at("chief", proposed=later)
    assert by_time(FIVE, NOTHING, proposed, later, HELD) is None


@pytest.mark.clause("SM-3.2")
def test_two_rungs_held_by_one_post_count_as_one() -> None:
    held = {**HELD, "deputy": CHIEF}
    assert declare(FIVE, at("department"), date(2024, 6, 2), held).rung == "chief"
    assert next_rung(FIVE, "deputy", held) is None
    assert begin(FIVE, "owner", FIRST, {**HELD, "owner": UNIT}).rung == "department"
    unknown = {**HELD, "deputy": None, "chief": None}
    assert declare(FIVE, at("department"), date(2024, 6, 2), unknown).rung == "deputy"


@pytest.mark.clause("SM-3.2")
def test_a_declaration_climbs_one_rung_a_day_and_never_to_the_city() -> None:
    with pytest.raises(RefusedError, match="每天至多升一级") as again:
        declare(FIVE, at("department"), FIRST, HELD)
    assert again.value.clause == "XX-1"
    assert declare(FIVE, at("owner", cause=Cause.RAISED), FIRST, HELD).rung == "department"
    with pytest.raises(RefusedError, match="没有更高层级"):
        declare(FIVE, at("chief"), date(2024, 6, 2), HELD)


@pytest.mark.clause("SM-3.2")
@pytest.mark.parametrize("rung", ["owner", "department", "deputy"])
def test_a_major_issue_goes_straight_up_the_same_day(rung: str) -> None:
    assert mark_major(FIVE, at(rung), FIRST) == Standing("chief", FIRST, Cause.MAJOR)


@pytest.mark.clause("SM-3.2")
def test_only_the_top_refers_and_only_once() -> None:
    with pytest.raises(RefusedError, match="请先提级"):
        refer(FIVE, at("deputy"), date(2024, 6, 2))
    there = refer(FIVE, at("chief"), date(2024, 6, 2))
    assert there.rung == "city"
    with pytest.raises(RefusedError, match="等待答复"):
        refer(FIVE, there, date(2024, 6, 3))
    with pytest.raises(RefusedError, match="等待答复"):
        declare(FIVE, there, date(2024, 6, 3), HELD)
    with pytest.raises(RefusedError):
        mark_major(FIVE, there, date(2024, 6, 3))


def test_another_county_has_three_rungs_no_mark_and_no_city() -> None:
    held = {"unit": UNIT, "leader": DEPUTY, "chiefs": CHIEF}
    assert THREE.city is None
    assert by_time(THREE, NOTHING, at("unit"), date(2024, 6, 16), held) is None
    climbed = by_time(THREE, NOTHING, at("unit"), date(2024, 6, 17), held)
    assert climbed is not None
    assert climbed.rung == "leader"
    assert by_time(THREE, NOTHING, at("chiefs"), date(2030, 1, 1), held) is None
    with pytest.raises(RefusedError, match="没有重大问题"):
        mark_major(THREE, at("unit"), FIRST)
    with pytest.raises(RefusedError, match="没有上报市级"):
        refer(THREE, at("chiefs"), date(2024, 6, 2))


class Climbing(RuleBasedStateMachine):
    """An issue's life by any order of acts, with a model of what may never happen."""

    @initialize(deputy=st.sampled_from([DEPUTY, CHIEF, None]), loaded=st.booleans())
    def raised(self, deputy: Holder | None, loaded: bool) -> None:
        self.held = {**HELD, "deputy": deputy}
        self.today = FIRST
        self.standing = begin(FIVE, FIVE.loaded if loaded else FIVE.raised, FIRST, self.held)
        self.climbs: list[tuple[date, Cause]] = []

    def go(self, act: Any) -> None:
        before = self.standing
        try:
            after = act()
        except RefusedError:
            return
        if after is None:
            return
        if after.rung == before.rung:
            assert after.proposed_on == self.today
            assert after.since_on == before.since_on
        else:
            assert after.since_on == self.today
            assert FIVE.place(after.rung) > FIVE.place(before.rung)
            self.climbs.append((self.today, after.cause))
            skipped = {FIVE.rungs[place].code for place in range(FIVE.place(before.rung) + 1, FIVE.place(after.rung))}
            same = {code for code in skipped if self.held[code] in (self.held[after.rung], self.held[before.rung])}
            assert after.cause is Cause.MAJOR or skipped == same
        self.standing = after

    @rule(days=st.integers(1, 100))
    def days_pass(self, days: int) -> None:
        for _ in range(days):
            self.today += timedelta(days=1)
            self.go(lambda: by_time(FIVE, NOTHING, self.standing, self.today, self.held))

    @rule()
    def the_job_runs_again(self) -> None:
        before = self.standing
        self.go(lambda: by_time(FIVE, NOTHING, self.standing, self.today, self.held))
        assert self.today == FIRST or self.standing == before or self.climbs[-1][0] == self.today

    @rule()
    def the_holder_declares(self) -> None:
        self.go(lambda: declare(FIVE, self.standing, self.today, self.held))

    @rule()
    def someone_marks_it_major(self) -> None:
        self.go(lambda: mark_major(FIVE, self.standing, self.today))

    @rule()
    def it_is_referred(self) -> None:
        self.go(lambda: refer(FIVE, self.standing, self.today))

    @precondition(lambda self: self.standing.rung == "city")
    @rule()
    def the_city_answers(self) -> None:
        self.standing = Standing("chief", self.today, Cause.ANSWERED)

    @invariant()
    def at_most_one_rung_a_day_but_for_the_mark(self) -> None:
        days = [day for day, cause in getattr(self, "climbs", []) if cause is not Cause.MAJOR]
        assert len(days) == len(set(days))

    @invariant()
    def only_a_referral_reaches_the_city(self) -> None:
        standing = getattr(self, "standing", None)
        assert standing is None or (standing.rung == "city") == (standing.cause is Cause.REFERRED)

    @invariant()
    def none_of_those_with_a_limit_is_left_standing(self) -> None:
        if getattr(self, "climbs", None) and self.standing.rung in ("department", "deputy"):
            limit = {"department": 10, "deputy": 30}[self.standing.rung]
            assert (self.today - self.standing.since_on).days <= limit


TestClimbing = Climbing.TestCase
TestClimbing.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@pytest.mark.clause("QS-1.10")
def test_a_rung_of_several_seats_is_held_by_each_and_counts_as_one_with_a_rung_that_any_of_them_holds() -> None:
    secretary, head = Holder("县委书记", True), Holder("县长", True)
    chiefs = Holder("县委书记", True, (head,))
    assert chiefs.all == (secretary, head)
    for leader, reached in ((DEPUTY, "leader"), (secretary, "chiefs"), (head, "chiefs")):
        held = {"unit": UNIT, "leader": leader, "chiefs": chiefs}
        assert getattr(next_rung(THREE, "unit", held), "code", None) == reached
    assert next_rung(THREE, "leader", {"unit": UNIT, "leader": head, "chiefs": chiefs}) is None
    assert next_rung(THREE, "leader", {"unit": UNIT, "leader": None, "chiefs": chiefs}) is THREE.rungs[2]


@pytest.mark.clause("QS-1.10")
@pytest.mark.parametrize(
    ("bound", "held"),
    [
        ({"secretary": "县委书记", "chief": "县长"}, ["县委书记", "县长"]),
        ({"chief": "县长"}, ["县长"]),
        ({"secretary": "县委书记"}, ["县委书记"]),
        ({"secretary": "县长", "chief": "县长"}, ["县长"]),  # one post in both seats is one holder
        ({}, []),
    ],
)
def test_of_the_seats_of_a_rung_those_that_are_bound_hold_it(bound: dict[str, str], held: list[str]) -> None:
    top = replace(THREE.top, seat="secretary", beside_seats=("chief",))
    ladder = replace(THREE, rungs=(*THREE.rungs[:2], top))
    seats = {seat: Holder(post, True) for seat, post in bound.items()}
    found = holders_of(ladder, project("甲项目"), "其他", seats)["chiefs"]
    assert [one.name for one in (() if found is None else found.all)] == held
