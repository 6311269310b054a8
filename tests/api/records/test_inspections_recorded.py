"""SM-4.3: inspectors record their inspections and nothing else, and nobody else does."""

from typing import Any

import pytest
from sqlalchemy import text

from yipanqi_core.database.connection import Database
from yipanqi_core.vocabulary import Role

INSPECTION = {"kind": "督查", "on": "2024-08-01", "note": "现场督查三个项目"}


async def inspector(database: Database, year: Any) -> Any:
    """Make the clerk an inspector of the same unit."""
    async with database.transaction(year.county.id) as connection:
        statement = "UPDATE users SET role = :role WHERE login = 'clerk' RETURNING 1"
        await connection.execute(text(statement), {"role": Role.INSPECTOR.value})
    year.clerk.client._transport.app.state.services.identities.forget(year.clerk.user_id)
    return year.clerk


@pytest.mark.clause("SM-4.3")
async def test_an_inspector_records_inspections_alone_and_is_told_so_beforehand(
    database: Database, fresh_year: Any, neighbour_year: Any
) -> None:
    caller = await inspector(database, fresh_year)
    unit = (await caller.get("/v1/auth/me")).json()["unit"]["id"]
    project = (await caller.get("/v1/projects?limit=1")).json()["data"][0]["id"]
    made = await caller.post("/v1/records", json={**INSPECTION, "unit_id": unit, "project_id": project})
    assert made.status_code == 201, made.text
    visit = await caller.post("/v1/records", json={**INSPECTION, "kind": "现场调研", "unit_id": unit})
    assert (visit.status_code, visit.json()["code"]) == (403, "wrong_actor")
    assert "“督查”角色不能记录工作" in visit.json()["detail"]
    actions = (await caller.get(f"/v1/projects/{project}")).json()["_actions"]
    offered = {one["title"]: one for one in actions if one["name"].startswith("record:")}
    assert {title for title, one in offered.items() if one["allowed"]} == {"记录督查"}
    assert offered["记录现场调研"]["because"] == visit.json()["detail"]
    foreign = (await neighbour_year.clerk.get("/v1/auth/me")).json()["unit"]["id"]
    away = await caller.post("/v1/records", json={**INSPECTION, "unit_id": foreign})
    assert away.status_code == 404
    other = (await fresh_year.office.get("/v1/auth/me")).json()["unit"]["id"]
    assert (await caller.post("/v1/records", json={**INSPECTION, "unit_id": other})).status_code == 403


@pytest.mark.clause("SM-4.3")
async def test_who_is_no_inspector_records_none_but_the_office_for_them(fresh_year: Any) -> None:
    unit = (await fresh_year.clerk.get("/v1/auth/me")).json()["unit"]["id"]
    refused = await fresh_year.clerk.post("/v1/records", json={**INSPECTION, "unit_id": unit})
    assert (refused.status_code, refused.json()["clause"]) == (403, "SM-4.3")
    assert "督查" in refused.json()["detail"]
    office = await fresh_year.office.post("/v1/records", json={**INSPECTION, "unit_id": unit})
    assert office.status_code == 201, office.text
