"""What someone with the database in hand changes is found, even where facts and results are changed alike."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from yipanqi_core.assessments import queries, storage
from yipanqi_core.assessments.adding_up import ranked, stored_points
from yipanqi_core.assessments.replay import Replay, replay
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.facts import CountyFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

R = installed()
JUNE, QUARTER = Period.parse("2024-06"), Period.parse("2024-Q2")

pytestmark = pytest.mark.clause("SM-1.6")


async def as_owner(owner_url: str, *statements: tuple[str, dict[str, Any]]) -> None:
    engine = create_async_engine(owner_url)
    async with engine.begin() as connection:
        for statement, values in statements:
            assert (await connection.execute(text(statement), values)).rowcount > 0
    await engine.dispose()


async def proved(database: Database, county: County, period: Period) -> Replay:
    async with database.transaction(county.id) as connection:
        return await replay(Scope(connection, county.id, "test"), R, period)


async def test_a_ruling_taken_away_is_told_alone_and_not_every_one_after_it(
    database: Database, loaded: County, owner_url: str
) -> None:
    async with database.transaction(loaded.id) as connection:
        await assess(Scope(connection, loaded.id, "test"), R, JUNE)
    gone = "DELETE FROM rulings WHERE tenant_id = :t AND kind = 'rating' AND position ="
    first = " (SELECT min(position) FROM rulings WHERE tenant_id = :t AND kind = 'rating')"
    await as_owner(owner_url, (gone + first, {"t": loaded.id}))
    found = [one for one in (await proved(database, loaded, JUNE)).differences if one.subject.startswith("rating")]
    assert [one.stored for one in found] == ["无"]
    assert found[0].repeated != "无"


async def test_facts_and_rulings_changed_alike_are_found_by_the_digest(
    database: Database, loaded: County, owner_url: str
) -> None:
    async with database.transaction(loaded.id) as connection:
        await assess(Scope(connection, loaded.id, "test"), R, QUARTER)
        name = (await connection.execute(text("SELECT min(project_name) FROM rulings"))).scalar_one()
    values = {"t": loaded.id, "old": name, "new": f"{name}二"}
    body = "convert_to(replace(convert_from({0}, 'UTF8'), :old, :new), 'UTF8')"
    await as_owner(
        owner_url,
        (f"UPDATE assessment_facts SET body = {body.format('body')} WHERE tenant_id = :t", values),
        (
            f"UPDATE rulings SET facts = {body.format('facts')}, because = replace(because, :old, :new),"
            " project_name = replace(project_name, :old, :new) WHERE tenant_id = :t",
            values,
        ),
        (f"UPDATE scores SET basis = {body.format('basis')} WHERE tenant_id = :t", values),
    )
    changed = values["new"]
    found = [one.subject for one in (await proved(database, loaded, JUNE)).differences]
    assert found == ["digest 2024-06", f"facts 2024-06 {changed}"]
    found = [one.subject for one in (await proved(database, loaded, QUARTER)).differences]
    assert found == [
        f"{what} 2024-0{one}{of}" for one in (4, 5, 6) for what, of in (("digest", ""), ("facts", f" {changed}"))
    ]


async def test_points_of_month_and_quarter_changed_alike_are_found_from_the_months_facts(
    database: Database, loaded: County, owner_url: str
) -> None:
    async with database.transaction(loaded.id) as connection:
        await assess(Scope(connection, loaded.id, "test"), R, QUARTER)
    await as_owner(
        owner_url,
        (
            "UPDATE scores SET points = points + 1 WHERE tenant_id = :t AND position = 0 AND assessment_id ="
            " (SELECT id FROM assessments WHERE tenant_id = :t AND period = '2024-06')",
            {"t": loaded.id},
        ),
    )
    await as_owner(owner_url, *await _forged(database, loaded))
    await as_owner(owner_url, *await _digests(database, loaded))
    found = [one.subject for one in (await proved(database, loaded, QUARTER)).differences]
    assert any(one.startswith("score") for one in found)
    assert all(one.startswith(("score", "audit")) for one in found)


async def test_what_is_forged_whole_with_its_digest_is_found_by_the_audit_trail(
    database: Database, loaded: County, neighbour: County, owner_url: str
) -> None:
    async with database.transaction(loaded.id) as connection:
        await assess(Scope(connection, loaded.id, "test"), R, JUNE)
    assert (await proved(database, loaded, JUNE)).differences == ()
    values = {"t": loaded.id}
    await as_owner(
        owner_url,
        ("DELETE FROM rulings WHERE tenant_id = :t AND kind = 'finding'", values),
        ("UPDATE scores SET because = because WHERE tenant_id = :t", values),
    )
    await as_owner(owner_url, *(await _digests(database, loaded)))
    found = [one.subject for one in (await proved(database, loaded, JUNE)).differences]
    assert "audit 2024-06" in found
    await as_owner(owner_url, ("DELETE FROM audit WHERE tenant_id = :t AND action = 'assess'", values))
    without = [one for one in (await proved(database, loaded, JUNE)).differences if one.subject == "audit 2024-06"]
    assert [one.stored for one in without] == ["无"]


async def _forged(database: Database, county: County) -> list[tuple[str, dict[str, Any]]]:
    """Give what makes the quarter agree with its months as they are stored."""
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        row = await queries.find(connection, county.id, str(QUARTER))
        assert row is not None
        facts = decode(await queries.fact_body(connection, county.id, row.id, storage.COUNTY), CountyFacts)
        points = await stored_points(scope, QUARTER)
        edition = R.edition(row.mechanism, row.edition)
        scores = await ranked(scope, edition, row, facts, QUARTER, points.computed)
        ids = {name: key for key, name in (await queries.unit_names(connection, county.id, row.id)).items()}
    forged = [storage.score_row(row.id, place, one, ids) for place, one in enumerate(scores)]
    columns = ("position", "points", "rank", "board", "because", "basis")
    statement = (
        f"UPDATE scores SET {', '.join(f'{one} = :{one}' for one in columns)} WHERE tenant_id = :t"
        " AND assessment_id = :assessment_id AND assessment_group = :assessment_group AND unit_id = :unit_id"
    )
    keys = (*columns, "assessment_id", "assessment_group", "unit_id")
    return [(statement, {"t": county.id, **{key: one[key] for key in keys}}) for one in forged]


async def _digests(database: Database, county: County) -> list[tuple[str, dict[str, Any]]]:
    """Give what makes the digests fit the rows as they are stored."""
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        rows = [await queries.find(connection, county.id, str(one)) for one in (JUNE, QUARTER)]
        found = [(row.id, await storage.digest_of(scope, row)) for row in rows if row is not None]
    return [("UPDATE assessments SET digest = :d WHERE id = :id", {"d": digest, "id": key}) for key, digest in found]
