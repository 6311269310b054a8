"""Who asks too often, or comes when too much is under way, is told when to come again; nobody else notices."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from tests.api.conftest import Year

from yipanqi_api.limits import AT_ONCE, Limits
from yipanqi_api.problems.general import RATE_LIMITED
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.services import Services

SOMEONE, ANOTHER = UUID(int=1), UUID(int=2)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_minutes_worth_may_be_asked_at_once_and_comes_back_evenly() -> None:
    clock = Clock()
    limits = Limits(60, clock)
    left = [limits.take(SOMEONE).remaining for _ in range(60)]
    assert left == list(range(59, -1, -1))
    with pytest.raises(ProblemError) as refused:
        limits.take(SOMEONE)
    assert refused.value.kind is RATE_LIMITED
    assert refused.value.headers == {
        "RateLimit-Limit": "60", "RateLimit-Remaining": "0", "RateLimit-Reset": "60", "Retry-After": "1",
    }  # fmt: skip
    assert limits.take(ANOTHER).remaining == 59
    clock.now += 1
    assert limits.take(SOMEONE).remaining == 0
    clock.now += 60
    assert limits.take(SOMEONE).remaining == 59


@given(st.lists(st.floats(min_value=0, max_value=30), max_size=400))
def test_however_one_asks_no_more_pass_than_a_minutes_worth_and_what_came_back(pauses: list[float]) -> None:
    clock = Clock()
    limits, passed = Limits(60, clock), 0
    for pause in pauses:
        clock.now += pause
        try:
            limits.take(SOMEONE)
            passed += 1
        except ProblemError:
            continue
        assert passed <= 60 + (clock.now - 1000.0) + 1e-6


async def test_one_who_asks_too_often_gets_429_and_nothing_is_done(
    fresh_year: Year, app: Litestar, services: Services
) -> None:
    app.state.services = replace(services, limits=Limits(60, Clock()))
    try:
        for _ in range(60):
            answer = await fresh_year.office.get("/v1/units?limit=1")
            assert answer.status_code == 200
        assert (answer.headers["RateLimit-Limit"], answer.headers["RateLimit-Remaining"]) == ("60", "0")
        before = (await fresh_year.clerk.get("/v1/issues?count=true&limit=1")).json()["total"]
        refused = await fresh_year.office.post("/v1/issues", json={})
        assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
        assert int(refused.headers["Retry-After"]) >= 1
        assert refused.headers["RateLimit-Remaining"] == "0"
        assert (await fresh_year.clerk.get("/v1/issues?count=true&limit=1")).json()["total"] == before
    finally:
        app.state.services = services


async def test_a_process_that_has_too_much_under_way_says_so_at_once(year: Year, app: Litestar) -> None:
    app.state.load.under_way += AT_ONCE
    try:
        refused = await year.office.get("/v1/units?limit=1")
        assert (refused.status_code, refused.json()["code"]) == (503, "overloaded")
        assert int(refused.headers["Retry-After"]) >= 1
        assert (await year.office.client.get("/health/live")).status_code == 200
    finally:
        app.state.load.under_way -= AT_ONCE
    assert app.state.load.under_way == 0
    assert (await year.office.get("/v1/units?limit=1")).status_code == 200
