"""QS-6.7: the dispatch list names the unit that holds each problem, the owner where the owner answers for it."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, text

from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder.ledger_body import Body
from yipanqi_core.ladder.ledgers import compile_ledger
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.tables import issues
from yipanqi_plugins.qingshui.edition_2021 import EDITION

OWNER = """
SELECT p.id, p.name, u.name AS owner FROM projects p JOIN responsibilities r ON r.tenant_id = p.tenant_id
AND r.project_id = p.id AND r.kind = 'owner' JOIN units u ON u.tenant_id = p.tenant_id AND u.id = r.unit_id
JOIN passages s ON s.tenant_id = p.tenant_id AND s.project_id = p.id AND s.left_on IS NULL
AND s.entered_on < '2024-06-01'
WHERE p.tenant_id = :t ORDER BY p.name LIMIT 1
"""


@pytest.mark.clause("QS-6.7")
@pytest.mark.clause("QS-5.1")
async def test_what_the_owner_answers_for_is_listed_against_the_owner(
    database: Database, sample_county: tuple[County, dict[str, Any]]
) -> None:
    county, _ = sample_county
    async with database.transaction(county.id) as connection:
        project = (await connection.execute(text(OWNER), {"t": county.id})).one()
        for category in ("质量安全", "用地"):
            row = {"description": category, "category": category, "urgency": "urgent", "raised_on": date(2024, 6, 3)}
            values = {"tenant_id": county.id, "id": new_id(), "project_id": project.id, **row}
            await connection.execute(insert(issues).values(**values))
        scope = Scope(connection, county.id, "test")
        await compile_ledger(scope, EDITION, "dispatch_list", Period.parse("2024-06"))
        stored = (await connection.execute(text("SELECT body FROM ledgers"))).scalar_one()
    body = decode(bytes(stored), Body)
    lines = {one.description: one.unit for one in body.lines if one.project == project.name}
    assert lines["质量安全"] == project.owner
    assert lines["用地"] != project.owner
