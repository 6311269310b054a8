"""What may be done stands on the rows of lists as on each item's own page, at a price that pages do not change."""

from typing import Any

import pytest
from tests.api.reading_lists import all_of, statements

from yipanqi_api.services import Services


async def _urls(year: Any) -> dict[str, str]:
    project = (await all_of(year.office, "/v1/issues?limit=200"))[0]["project"]["id"]
    return {
        "/v1/issues": "/v1/issues",
        "/v1/ratings": "/v1/ratings",
        f"/v1/projects/{project}/items": "/v1/items",
    }


@pytest.mark.parametrize("who", ["office", "leader"])
async def test_a_row_offers_what_its_own_page_offers(year: Any, who: str) -> None:
    caller, told = getattr(year, who), set()
    for url, own in (await _urls(year)).items():
        for row in (await all_of(caller, f"{url}?limit=200"))[:12]:
            page = (await caller.get(f"{own}/{row['id']}")).json()
            assert row["_actions"] == page["_actions"] != []
            told |= {(one["name"], one["allowed"]) for one in row["_actions"]}
    assert ("override", who == "office") in told or who == "leader"
    assert {allowed for _, allowed in told} == {True, False} or who == "leader"


async def test_the_statements_of_a_list_do_not_grow_with_its_page(year: Any, services: Services) -> None:
    for url in await _urls(year):
        counted = []
        for limit in (2, 2, 10, 10):  # what is read at once is put together at the second time
            await year.office.get("/v1/auth/me")
            with statements(services) as sent:
                assert (await year.office.get(f"{url}?limit={limit}")).status_code == 200
            counted.append(len(sent))
        assert counted[1] == counted[3], url
