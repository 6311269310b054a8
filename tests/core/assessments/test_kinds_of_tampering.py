"""Every kind of change to what is stored of an assessment, at several places: all found, and the place is named."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy import text
from tests.conftest import make_county
from tests.core.assessments.test_overrides import Sitting
from tests.core.conftest import SAMPLE

from yipanqi_core.assessments.overrides import set_rating
from yipanqi_core.assessments.publication import publish
from yipanqi_core.assessments.replay import Replay, replay
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.workbook.service import load_file

pytestmark = [pytest.mark.clause("SM-1.6"), pytest.mark.asyncio(loop_scope="session")]

R = installed()
APRIL, JUNE, QUARTER = Period.parse("2024-04"), Period.parse("2024-06"), Period.parse("2024-Q2")
PLACES = (0, 0.5, 0.999)

AT = (
    "ctid = (SELECT ctid FROM {table} x WHERE x.tenant_id = :t AND x.assessment_id = :a ORDER BY position"
    " OFFSET (SELECT floor(count(*) * CAST(:place AS float)) FROM {table} y"
    " WHERE y.tenant_id = :t AND y.assessment_id = :a) LIMIT 1)"
)
FACT, RULING, SCORE = (AT.format(table=one) for one in ("assessment_facts", "rulings", "scores"))
HEAD = "tenant_id = :t AND id = :a"
FIGURE = "convert_to(convert_from({0}, 'UTF8') || ' ', 'UTF8')"

ROWS = {
    "a fact's bytes": f"UPDATE assessment_facts SET body = {FIGURE.format('body')} WHERE {FACT}",
    "a fact made unreadable": f"UPDATE assessment_facts SET body = 'x' WHERE {FACT}",
    "a fact taken away": f"DELETE FROM assessment_facts WHERE {FACT}",
    "a fact slipped in": "INSERT INTO assessment_facts SELECT tenant_id, assessment_id, gen_random_uuid()::text,"
    f" position, body FROM assessment_facts WHERE {FACT}",
    "a fact given to another": f"UPDATE assessment_facts SET subject = gen_random_uuid()::text WHERE {FACT}",
    "a ruling's value": f"UPDATE rulings SET value = coalesce(value, '') || 'x' WHERE {RULING}",
    "a ruling's clause": f"UPDATE rulings SET clause = 'SM-1.1' || clause WHERE {RULING}",
    "a ruling's reason": f"UPDATE rulings SET because = because || '。' WHERE {RULING}",
    "a ruling's figures": f"UPDATE rulings SET facts = {FIGURE.format('facts')} WHERE {RULING}",
    "a ruling's project": "UPDATE rulings SET project_id = (SELECT id FROM projects WHERE tenant_id = :t"
    f" AND id <> coalesce(project_id, id) LIMIT 1), project_name = '另一个' WHERE {RULING} AND project_id IS NOT NULL",
    "a ruling taken away": f"DELETE FROM rulings WHERE {RULING}",
    "a ruling slipped in": "INSERT INTO rulings SELECT tenant_id, gen_random_uuid(), assessment_id, kind, 99999, code,"
    f" value, project_id, unit_id, project_name, unit_name, clause, because, facts FROM rulings WHERE {RULING}",
    "a ruling moved": f"UPDATE rulings SET position = 99999 WHERE {RULING}",
    "points": f"UPDATE scores SET points = coalesce(points, 0) + 1 WHERE {SCORE}",
    "a rank": f"UPDATE scores SET rank = coalesce(rank, 0) + 1 WHERE {SCORE}",
    "a board": f"UPDATE scores SET board = CASE WHEN board IS NULL THEN 'red' END WHERE {SCORE}",
    "a score's reason": f"UPDATE scores SET because = because || '。' WHERE {SCORE}",
    "a score's basis": f"UPDATE scores SET basis = {FIGURE.format('basis')} WHERE {SCORE}",
    "a score's unit": f"UPDATE scores SET unit_name = unit_name || '二' WHERE {SCORE}",
    "a score taken away": f"DELETE FROM scores WHERE {SCORE}",
}

HEADS = {
    "the parameters": f"UPDATE assessments SET parameters = {FIGURE.format('parameters')} WHERE {HEAD}",
    "the digest": f"UPDATE assessments SET digest = repeat('0', 64) WHERE {HEAD}",
    "who judged": f"UPDATE assessments SET made_by = 'nobody' WHERE {HEAD}",
    "when it was judged": f"UPDATE assessments SET made_at = made_at - interval '1 day' WHERE {HEAD}",
    "what days it judged": f"UPDATE assessments SET starts_on = starts_on + 1 WHERE {HEAD}",
    "how many it judged": f"UPDATE assessments SET subject_count = subject_count + 1 WHERE {HEAD}",
    "the edition": f"UPDATE assessments SET edition = '2023' WHERE {HEAD}",
    "the revision": f"UPDATE assessments SET revision = 2 WHERE {HEAD}",
    "the text's fingerprint": f"UPDATE assessments SET text_fingerprint = repeat('0', 64) WHERE {HEAD}",
    "the engine's fingerprint": f"UPDATE assessments SET engine_fingerprint = repeat('0', 64) WHERE {HEAD}",
    "no fingerprint": f"UPDATE assessments SET text_fingerprint = NULL, engine_fingerprint = NULL WHERE {HEAD}",
    "the audit's line": "UPDATE audit SET actor = 'x' WHERE tenant_id = :t AND subject = 'assessment:' || :p",
    "the audit's line gone": "DELETE FROM audit WHERE tenant_id = :t AND subject = 'assessment:' || :p",
    "the audit's link": "UPDATE audit_links SET link = 'x' WHERE tenant_id = :t AND audit_id IN"
    " (SELECT id FROM audit WHERE tenant_id = :t AND subject = 'assessment:' || :p)",
}

OF = "tenant_id = :t AND assessment_id = :a"
PUBLISHED = {
    "an override's value": (f"UPDATE overrides SET value = 'green' WHERE {OF}", "override"),
    "an override's reason": (f"UPDATE overrides SET reason = reason || '。' WHERE {OF}", "override"),
    "who set it": (f"UPDATE overrides SET set_by = 'nobody' WHERE {OF}", "override"),
    "whether it counts": (f"UPDATE overrides SET counts = NOT counts WHERE {OF}", "override"),
    "an override taken away": (f"DELETE FROM overrides WHERE {OF}", "override"),
    "an override slipped in": (
        "INSERT INTO overrides SELECT tenant_id, gen_random_uuid(), assessment_id, project_id, 'green', reason, clause,"
        f" before, set_by, set_on, counts, set_at FROM overrides WHERE {OF}",
        "override",
    ),
    "its line in the trail": (
        "UPDATE audit SET body = convert_to(replace(convert_from(body, 'UTF8'), 'blue', 'green'), 'UTF8')"
        " WHERE tenant_id = :t AND action = 'set_rating'",
        "override",
    ),
    "the day of publication": (f"UPDATE publications SET published_on = published_on - 1 WHERE {OF}", "publication"),
    "who published": (f"UPDATE publications SET published_by = 'nobody' WHERE {OF}", "publication"),
    "no publication": (f"DELETE FROM publications WHERE {OF}", "publication"),
    "a published score": (f"UPDATE published_scores SET points = 9 WHERE {OF}", "publication"),
    "a published reason": (f"UPDATE published_scores SET because = '' WHERE {OF}", "publication"),
    "published scores taken away": (f"DELETE FROM published_scores WHERE {OF}", "publication"),
    "a published ruling": (
        f"UPDATE rulings SET value = 'green' WHERE {OF} AND kind = 'published_rating'",
        "publication",
    ),
}


class UndoneError(Exception):
    """Ends a transaction that leaves nothing."""


@pytest.fixture(scope="module")
async def judged(database: Database) -> County:
    """A county judged to the quarter, one rating set by a person, and all published."""
    county = await make_county(database, "shimian", "石棉县")
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await load_file(scope, R, SAMPLE.read_bytes(), SAMPLE.name)
        await set_dates(scope, clock_date=date(2024, 7, 2))
        await assess(scope, R, QUARTER)
        red = "SELECT r.id FROM rulings r JOIN assessments a ON a.id = r.assessment_id JOIN passages s"
        red += " ON s.project_id = r.project_id AND s.left_on IS NULL AND s.step = 'started'"
        red += " WHERE a.period = '2024-06' AND r.kind = 'rating' AND r.value = 'red' ORDER BY r.position LIMIT 1"
        rating = (await connection.execute(text(red))).scalar_one()
        office = (await connection.execute(text("SELECT id FROM units WHERE name = '县发展和改革局'"))).scalar_one()
        await set_rating(scope, R, rating, "blue", "征地已完成", Sitting(office))
        for period in (APRIL, Period.parse("2024-05"), JUNE, QUARTER):
            await publish(scope, R, period, date(2024, 7, 3))
    return county


@pytest.fixture(scope="module")
async def owner(owner_url: str) -> AsyncIterator[Database]:
    """The database as its owner has it, whom nothing stops."""
    found = Database(owner_url, assume_role=False)
    yield found
    await found.close()


async def changed(owner: Database, county: County, statement: str, period: Period, place: float = 0) -> list[Replay]:
    """Change what is stored and judge the period and its quarter again; then it is as before."""
    found: list[Replay] = []
    try:
        async with owner.transaction(county.id) as connection:
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
            of = "SELECT id FROM assessments WHERE tenant_id = :t AND period = :p"
            values = {"t": county.id, "p": str(period)}
            values["a"] = (await connection.execute(text(of), values)).scalar_one()
            known = {name: one for name, one in (values | {"place": place}).items() if f":{name}" in statement}
            assert (await connection.execute(text(statement), known)).rowcount > 0
            scope = Scope(connection, county.id, "test")
            found += [await replay(scope, R, one) for one in (period, QUARTER)]
            raise UndoneError
    except UndoneError:
        return found


async def test_what_nobody_touched_is_whole(owner: Database, judged: County) -> None:
    for found in await changed(owner, judged, f"UPDATE assessments SET digest = digest WHERE {HEAD}", JUNE):
        assert (found.differences, found.intact, found.because) == ((), True, "规则未改，重算全部一致")


@pytest.mark.parametrize("what", ROWS)
async def test_a_row_changed_is_found_from_its_month_and_from_its_quarter(
    owner: Database, judged: County, what: str
) -> None:
    for period, place in zip((APRIL, JUNE, JUNE), PLACES, strict=True):
        for found in await changed(owner, judged, ROWS[what], period, place):
            told = [one.subject for one in found.differences if one.tampered]
            assert {f"digest {period}", f"publication {period}"} & set(told), (what, period, place)
            assert not found.intact
            assert found.because.startswith("存档被改")
            assert not any("2024-05" in one for one in told)


@pytest.mark.parametrize("what", ["a fact's bytes", "a fact made unreadable", "a fact given to another"])
async def test_facts_changed_are_named(owner: Database, judged: County, what: str) -> None:
    for place in PLACES:
        for found in await changed(owner, judged, ROWS[what], JUNE, place):
            named = [one.subject for one in found.differences if one.subject.startswith("facts 2024-06 ")]
            assert len(named) == 1, (what, place)


@pytest.mark.parametrize("what", ["a ruling's value", "a ruling taken away", "points", "a rank", "a score taken away"])
async def test_figures_changed_are_named_by_whom_they_concern(owner: Database, judged: County, what: str) -> None:
    for place in PLACES:
        found, _ = await changed(owner, judged, ROWS[what], JUNE, place)
        assert any(not one.tampered for one in found.differences), (what, place)


@pytest.mark.parametrize("what", HEADS)
async def test_what_is_told_of_an_assessment_as_a_whole_is_proven_too(
    owner: Database, judged: County, what: str
) -> None:
    for period in (APRIL, JUNE, QUARTER):
        for found in await changed(owner, judged, HEADS[what], period):
            assert not found.intact, (what, period)
            assert any(str(period) in one.subject or "chain" in one.subject for one in found.differences)


@pytest.mark.parametrize("what", PUBLISHED)
async def test_what_people_set_and_what_was_published_is_proven_by_the_trail(
    owner: Database, judged: County, what: str
) -> None:
    statement, subject = PUBLISHED[what]
    for found in await changed(owner, judged, statement, JUNE):
        assert subject in {one.subject.split()[0] for one in found.differences if one.tampered}, what


async def test_a_forgery_that_agrees_with_itself_to_the_digest_and_the_line_is_found_by_the_chain(
    owner: Database, judged: County
) -> None:
    from yipanqi_core.assessments import queries, storage

    try:
        async with owner.transaction(judged.id) as connection:
            scope = Scope(connection, judged.id, "test")
            values = {"t": judged.id}
            gone = "DELETE FROM rulings WHERE tenant_id = :t AND kind = 'finding'"
            await connection.execute(text(gone), values)
            row = await queries.find(connection, judged.id, str(JUNE))
            assert row is not None
            now = await storage.digest_of(scope, row)
            told = "UPDATE audit SET body = convert_to(replace(convert_from(body, 'UTF8'), :old, :new), 'UTF8')"
            await connection.execute(
                text("UPDATE assessments SET digest = :new WHERE id = :a"), {"new": now, "a": row.id}
            )
            forged = {"t": judged.id, "old": row.digest, "new": now}
            await connection.execute(text(f"{told} WHERE tenant_id = :t AND action = 'assess'"), forged)
            found = (await replay(scope, R, JUNE)).differences
            raise UndoneError
    except UndoneError:
        assert [one.subject.rpartition(" ")[0] for one in found if one.tampered] == ["audit chain"]
        assert "与链不符" in next(one.stored for one in found if one.tampered)
