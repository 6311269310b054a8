"""Listing letters: every filter, order and page, each letter with its reply's state and what may be done."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.api.reading_lists import all_of, statements

from yipanqi_api.services import Services


@pytest.fixture
async def letters(year: Any) -> list[Any]:
    """All letters of the year, as the office sees them."""
    found: list[Any] = (await year.office.get("/v1/letters?limit=200")).json()["data"]
    assert len(found) == 33
    return found


@pytest.mark.clause("SM-4.2")
async def test_a_letter_in_the_list_names_project_unit_deputy_colour_and_how_late_its_reply_is(year: Any) -> None:
    answer = await year.department.get("/v1/letters?mine=true&sort=number&limit=1")
    (one,) = answer.json()["data"]
    assert one["number"] == "石发改函〔2024〕3号"
    assert one["kind"] == "预警通知书"
    assert one["unit"]["name"] == "县住房和城乡建设局"
    assert one["colour"] in ({"code": "yellow", "label": "黄"}, {"code": "red", "label": "红"})
    (copy,) = one["copies"]
    assert copy["title"].endswith("县长")
    assert copy["holder"]["name"]
    assert (one["issued_on"], one["reply_due_on"], one["provisional"]) == ("2024-07-03", "2024-07-10", False)
    assert one["reply_state"] == {
        "stage": {"code": "overdue", "label": "逾期未回复"},
        "replied_on": None,
        "late_days": 26,
    }


@pytest.mark.parametrize("sort", ["", "sort=number&", "sort=-number&", "sort=reply_due_on,-number&", "mine=true&"])
async def test_pages_of_any_order_hold_every_letter_once(year: Any, sort: str) -> None:
    whole = await all_of(year.department, f"/v1/letters?{sort}limit=200")
    paged = await all_of(year.department, f"/v1/letters?{sort}limit=4")
    assert [one["id"] for one in paged] == [one["id"] for one in whole]
    assert len({one["id"] for one in paged}) == len(paged) > 4


async def test_numbers_are_ordered_as_numbers(year: Any) -> None:
    numbers = [one["number"] for one in await all_of(year.office, "/v1/letters?sort=number")]
    assert numbers[:3] == ["石发改函〔2024〕1号", "石发改函〔2024〕2号", "石发改函〔2024〕3号"]
    assert numbers[9] == "石发改函〔2024〕10号"


async def test_each_filter_keeps_what_it_names(year: Any, letters: list[Any]) -> None:
    one = letters[0]
    project, unit = one["project"], one["unit"]
    expected: dict[str, Callable[[Any], bool]] = {
        f"project={project['id']}": lambda x: x["project"] == project,
        f"unit={unit['id']}": lambda x: x["unit"] == unit,
        "colour=red": lambda x: x["colour"]["code"] == "red",
        "colour=red&colour=yellow": lambda _: True,
        "colour=green": lambda _: False,
        "period=2024-06": lambda _: True,
        "period=2024-05": lambda _: False,
        "kind=预警通知书": lambda _: True,
        "kind=催办函": lambda _: False,
        "answered=true": lambda _: False,
        "answered=false": lambda _: True,
        "overdue=true": lambda _: True,
        "overdue=false": lambda _: False,
        "issued_on_gte=2024-07-03": lambda _: True,
        "issued_on_gte=2024-07-04": lambda _: False,
        "issued_on_lte=2024-07-02": lambda _: False,
        "q=石经商函": lambda x: x["number"].startswith("石经商函"),
        f"q={project['name'][3:8]}": lambda x: project["name"][3:8] in x["project"]["name"],
        "q=%25": lambda _: False,  # a wildcard is a character like any other
    }
    for query, holds in expected.items():
        answer = (await year.office.get(f"/v1/letters?{query}&limit=200&count=true")).json()
        assert [x["id"] for x in answer["data"]] == [x["id"] for x in letters if holds(x)], query
        assert answer["total"] == len(answer["data"]), query


async def test_mine_are_those_to_my_unit_and_those_copied_to_my_posts(year: Any, letters: list[Any]) -> None:
    posts = (await year.leader.get("/v1/auth/me")).json()["post_ids"]
    copied = {x["id"] for x in letters if x["copies"] and x["copies"][0]["id"] in posts}
    unit = (await year.department.get("/v1/auth/me")).json()["unit"]
    addressed = {x["id"] for x in letters if x["unit"] == unit}
    assert {x["id"] for x in await all_of(year.leader, "/v1/letters?mine=true")} == copied != set()
    assert {x["id"] for x in await all_of(year.department, "/v1/letters?mine=true")} == addressed != set()


async def test_an_unknown_parameter_or_order_is_refused(year: Any) -> None:
    for query in ("color=red", "sort=unit", "colour=purple", "issued_on_gte=1.7.2024", "limit=0"):
        assert (await year.office.get(f"/v1/letters?{query}")).status_code == 400, query


async def test_a_list_costs_one_statement_whatever_the_page(year: Any, services: Services) -> None:
    await year.office.get("/v1/auth/me")
    for limit, most in ((1, 1), (200, 1)):
        with statements(services) as sent:
            await year.office.get(f"/v1/letters?limit={limit}")
        assert len([one for one in sent if "letters" in one]) == len(sent) - _signing(sent) == most


def _signing(sent: list[str]) -> int:
    """Statements that find out who is asking; they are remembered for a moment."""
    return len([one for one in sent if "token_epoch" in one])


async def test_a_neighbour_sees_only_its_own_letters(year: Any, neighbour_year: Any) -> None:
    own = {one["id"] for one in await all_of(neighbour_year.office, "/v1/letters")}
    assert len(own) == 33
    assert own.isdisjoint(one["id"] for one in await all_of(year.office, "/v1/letters"))
