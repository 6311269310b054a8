"""QS-6.2: what the office saw in its daily inspections goes to the deputy in writing, with the list of problems."""

import io
from datetime import date
from typing import Any

import docx
import pytest
from sqlalchemy import insert, text

from yipanqi_core.bulletins.tables import rectifications
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.inspections.reports import issue_report
from yipanqi_core.inspections.tables import inspections
from yipanqi_core.letters.service import render
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_plugins.qingshui.edition_2021 import EDITION
from yipanqi_plugins.qingshui.inspections import DAILY

JUNE, ON = Period.parse("2024-06"), date(2024, 7, 3)


@pytest.mark.clause("QS-6.2")
async def test_daily_inspections_are_reported_to_the_deputy_with_their_problems(
    database: Database, sample_county: tuple[County, dict[str, Any]]
) -> None:
    county, _ = sample_county
    assert any(one.code == "daily" and one.effect.value == "issue_report" for one in EDITION.schedules)
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await set_dates(scope, clock_date=ON)
        assert await issue_report(scope, EDITION, DAILY, JUNE, ON) is None
        project = (await connection.execute(text("SELECT id, name FROM projects ORDER BY name LIMIT 1"))).one()
        (office,) = (await connection.execute(text("SELECT id FROM units WHERE name = '县发改局'"))).scalars()
        made = {"id": new_id(), "kind": "daily", "period": "2024-06", "clause": "QS-6.2", "project_id": project.id}
        seen = {"inspected_on": date(2024, 6, 12), "unit_id": office, "words": {"state": "停工待料"}}
        row = {"tenant_id": county.id, **made, **seen, "recorded_by": "test"}
        await connection.execute(insert(inspections).values(**row))
        problem = {"inspection_id": made["id"], "unit_id": office, "project_id": project.id, "problem": "砂石料不足"}
        dated = {"clause": "QS-6.2", "due_on": date(2024, 6, 26)}
        await connection.execute(insert(rectifications).values(tenant_id=county.id, id=new_id(), **problem, **dated))
        assert await issue_report(scope, EDITION, DAILY, JUNE, ON) == "清日督报〔2024〕1号"
        stored = (await connection.execute(text("SELECT document FROM bulletins"))).scalar_one()
    opened = docx.Document(io.BytesIO(render(bytes(stored), "docx")))
    words = "\n".join(one.text for one in opened.paragraphs)
    words += "\n".join(cell.text for table in opened.tables for one in table.rows for cell in one.cells)
    for expected in ("县政府分管领导", project.name, "停工待料", "砂石料不足", "督查 1 个，发现问题 1 项"):
        assert expected in words, expected
