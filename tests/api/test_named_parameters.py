"""A request that does not fit says which parameter or place, in words that a clerk understands."""

from typing import Any

import msgspec
import pytest

from yipanqi_api.problems.messages import explain
from yipanqi_api.values import MoneyText


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("/v1/cases/board", "kind"),
        ("/v1/evidence", "subject"),
        ("/v1/evidence/export", "subject"),
        ("/v1/inspections/coverage?period=2024-06", "kind"),
        ("/v1/projects?sort=foo", "sort"),
        ("/v1/goals?on=2999-01-01", "on"),
    ],
)
async def test_a_parameter_that_lacks_or_does_not_fit_is_named(year: Any, url: str, named: str) -> None:
    answer = await year.office.get(url)
    assert answer.status_code == 400, answer.text
    assert [one["parameter"] for one in answer.json()["errors"]] == [named]


async def test_a_day_before_the_mechanism_is_a_problem_that_the_document_knows(year: Any, client: Any) -> None:
    project = (await year.office.get("/v1/projects?limit=1")).json()["data"][0]["id"]
    answer = await year.office.get(f"/v1/projects/{project}/classes?on=0525-10-24")
    paths = (await client.get("/schema/openapi.json")).json()["paths"]
    (known,) = [path for path in paths if path.endswith("/classes") and "project" in path]
    assert str(answer.status_code) in paths[known]["get"]["responses"]


def test_an_amount_that_does_not_fit_is_told_in_words() -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.json.decode(b'{"budget": "1.555"}', type=dict[str, MoneyText])
    _, words = explain(str(refused.value))
    assert "万元" in words
    assert "两位小数" in words
    assert "[" not in words
