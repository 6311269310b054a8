"""QS-1.7: the class on 1 January stays what January told, whatever the register lists later."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from yipanqi_core.assessments.kept_classes import kept_classes
from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.results import Assessment
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.stages import stage

R = installed()
JUNE = Period.parse("2024-06")
LISTED_IN_JUNE = text(
    "INSERT INTO items (tenant_id, id, project_id, kind, title, planned_on) "
    "SELECT tenant_id, gen_random_uuid(), id, 'procedure', '六月补列的手续', DATE '2025-06-30' FROM projects "
    "WHERE tenant_id = :tenant"
)


@pytest.mark.clause("QS-1.7")
async def test_a_procedure_listed_in_june_leaves_the_class_on_january_first_as_january_told_it(
    database: Database, sample_county: tuple[County, dict[str, Any]]
) -> None:
    county, _ = sample_county
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        told = _on_january_first(await assess(scope, R, Period.parse("2024-01")))
        await assess(scope, R, Period.parse("2024-05"))
        await connection.execute(LISTED_IN_JUNE, {"tenant": county.id})
        june = _on_january_first(await assess(scope, R, JUNE))
        edition = R.in_force(county.mechanism, JUNE.end)
        gathered = await gather(scope, edition, str(JUNE), date(2024, 6, 30))
        kept = await kept_classes(scope, edition, JUNE)
        live = await gather(scope, edition, str(JUNE), date(2024, 6, 30), earlier=kept)
        assert (await replay(scope, R, JUNE)).differences == ()
    anew = {one.project: stage(one, Parameters()).facts["on_january_first"] for one in gathered.projects}
    assert {name: value for name, value in june.items() if name in told} == told
    shown = {one.project: stage(one, Parameters()).facts["on_january_first"] for one in live.projects}
    assert {name: value for name, value in shown.items() if name in told} == told
    assert any(value != told[name] for name, value in anew.items() if name in told), (
        "the procedure would have altered it"
    )


def _on_january_first(result: Assessment) -> dict[str | None, object]:
    classes = [one for one in result.of(RulingKind.CLASS) if one.code == "stage"]
    return {one.subject.project: one.ruling.facts["on_january_first"] for one in classes}
