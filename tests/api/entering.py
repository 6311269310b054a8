"""Signing in as anyone whom the sample year names."""

from dataclasses import replace
from typing import Any

PASSWORD = "Qinghe-7391-lu"


async def enter(year: Any, login: str) -> Any:
    """Sign in to the year's county with this login."""
    body = {"county": year.county.code, "login": login, "password": PASSWORD}
    answer = await year.office.client.post("/v1/auth/token", json=body)
    assert answer.status_code == 200, answer.text
    return replace(year.office, login=login, access_token=answer.json()["access_token"])


async def named(caller: Any, number: str) -> Any:
    """Find the project of this number in its name."""
    (found,) = (await caller.get("/v1/projects", params={"q": f"（{number}）"})).json()["data"]
    return found


async def item_of(caller: Any, project_id: str, title: str) -> Any:
    """Find a project's item by its title."""
    items = (await caller.get(f"/v1/projects/{project_id}/items")).json()["data"]
    return next(one for one in items if one["title"] == title)


def refused(answer: Any, status: int, clause: str | None) -> str:
    """Check that an answer is a refusal of this status and clause; gives its words."""
    assert answer.status_code == status, answer.text
    assert answer.json().get("clause") == clause, answer.text
    return str(answer.json()["detail"])
