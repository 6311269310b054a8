"""The audit trail is a chain: whatever is changed, taken away or slipped in is found, and its place is named."""

import asyncio
import contextlib
from typing import Any

import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from yipanqi_core.audit import checkpoints
from yipanqi_core.audit.chain import Chain, Noted, examine
from yipanqi_core.audit.checkpoints import Checkpoint, CheckpointError, Head
from yipanqi_core.audit.service import record
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

pytestmark = pytest.mark.clause("SM-1.6")

REWRITE = """
DO $$ DECLARE one record; previous text; BEGIN
  FOR one IN SELECT l.number, a FROM audit_links l JOIN audit a ON a.tenant_id = l.tenant_id AND a.id = l.audit_id
             WHERE l.tenant_id = '{t}' ORDER BY l.number LOOP
    previous := audit_link(coalesce(previous, '{t}'), one.number, one.a);
    UPDATE audit_links SET link = previous WHERE tenant_id = '{t}' AND number = one.number;
  END LOOP; END $$
"""
"""What the database's owner would do to hide a change: work every link out anew."""


class UndoneError(Exception):
    """Ends a transaction that leaves nothing."""


async def written(database: Database, county: County, *words: str, trace: str | None = None) -> None:
    for word in words:
        async with database.transaction(county.id) as connection:
            await record(Scope(connection, county.id, "甲", trace), "act", f"thing:{word}", {"word": word})


async def chain_of(database: Database, county: County, *noted: Noted) -> Chain:
    async with database.transaction(county.id) as connection:
        return await examine(Scope(connection, county.id, "test"), noted)


async def as_owner(owner_url: str, county: County, *statements: str) -> None:
    engine = create_async_engine(owner_url)
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement.format(t=county.id)))
    await engine.dispose()


async def test_every_line_of_the_trail_is_linked_once_by_the_transaction_that_wrote_it(
    database: Database, county: County, neighbour: County
) -> None:
    before, other = await chain_of(database, county), await chain_of(database, neighbour)
    await written(database, county, "一", "二", trace="00-ab-cd")
    with contextlib.suppress(UndoneError):
        async with database.transaction(county.id) as connection:
            await record(Scope(connection, county.id, "甲"), "act", "thing:undone", {})
            raise UndoneError
    after = await chain_of(database, county)
    assert (after.length - before.length, after.breaks) == (2, ())
    assert await chain_of(database, neighbour) == other


async def test_many_who_write_at_once_make_one_chain_without_a_gap(database: Database, county: County) -> None:
    before = await chain_of(database, county)
    await asyncio.gather(*(written(database, county, str(number)) for number in range(40)))
    after = await chain_of(database, county)
    assert (after.length - before.length, after.breaks) == (40, ())


async def test_the_application_may_read_the_chain_and_write_nothing_of_it(database: Database, county: County) -> None:
    await written(database, county, "一")
    for statement in (
        "INSERT INTO audit_links SELECT tenant_id, 99, gen_random_uuid(), '' FROM audit_links LIMIT 1",
        "UPDATE audit_links SET link = ''",
        "DELETE FROM audit_links",
        "SELECT audit_link('', 1, audit) FROM audit",
    ):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with database.transaction(county.id) as connection:
                await connection.execute(text(statement))


LINE = "tenant_id = '{t}' AND subject = 'thing:二'"
LINK = "tenant_id = '{t}' AND audit_id = (SELECT id FROM audit WHERE " + LINE + ")"
TAMPERED: dict[str, tuple[str, str]] = {
    "the body": (f"UPDATE audit SET body = convert_to('{{{{}}}}', 'UTF8') WHERE {LINE}", "与链不符"),
    "who acted": (f"UPDATE audit SET actor = '乙' WHERE {LINE}", "与链不符"),
    "the action": (f"UPDATE audit SET action = 'other' WHERE {LINE}", "与链不符"),
    "the time": (f"UPDATE audit SET at = at - interval '1 microsecond' WHERE {LINE}", "与链不符"),
    "the trace": (f"UPDATE audit SET trace = '' WHERE {LINE}", "与链不符"),
    "the link": (f"UPDATE audit_links SET link = repeat('0', 64) WHERE {LINK}", "与链不符"),
    "a line gone": (f"DELETE FROM audit WHERE {LINE}", "审计记录被删"),
    "a link gone": (f"DELETE FROM audit_links WHERE {LINK}", "链上缺第"),
}


@pytest.mark.parametrize("what", TAMPERED)
async def test_what_is_changed_in_the_trail_is_found_at_its_place(
    database: Database, county: County, neighbour: County, owner_url: str, what: str
) -> None:
    before = (await chain_of(database, county)).length
    await written(database, county, "一", "二", "三")
    statement, because = TAMPERED[what]
    await as_owner(owner_url, county, statement)
    found = (await chain_of(database, county)).breaks
    assert found[0].number == before + 2
    assert because in found[0].because
    assert (await chain_of(database, neighbour)).breaks == ()


async def test_a_change_at_any_of_a_hundred_places_is_found_there_and_nowhere_else(
    database: Database, county: County, owner_url: str
) -> None:
    before = (await chain_of(database, county)).length
    async with database.transaction(county.id) as connection:
        for number in range(100):
            await record(Scope(connection, county.id, "甲"), "act", f"thing:{number}", {"number": number})
    owner = Database(owner_url, assume_role=False)
    changes = ("actor = actor || 'x'", "body = body || 'x'::bytea", "at = at + interval '1 second'", "subject = 'x'")
    for place in range(1, 101):
        of = f"id = (SELECT audit_id FROM audit_links WHERE tenant_id = '{county.id}' AND number = {before + place})"
        found: list[int | None] = []
        with contextlib.suppress(UndoneError):
            async with owner.transaction(county.id) as connection:
                await connection.execute(text(f"UPDATE audit SET {changes[place % 4]} WHERE {of}"))
                chain = await examine(Scope(connection, county.id, "test"))
                found = [one.number for one in chain.breaks]
                raise UndoneError
        assert found == [before + place]
    await owner.close()
    assert (await chain_of(database, county)).breaks == ()


async def test_a_line_slipped_in_behind_the_chain_is_found(database: Database, county: County, owner_url: str) -> None:
    await written(database, county, "一")
    await as_owner(
        owner_url,
        county,
        "SET LOCAL session_replication_role = replica",
        "INSERT INTO audit (tenant_id, id, actor, action, subject, body)"
        " VALUES ('{t}', gen_random_uuid(), '甲', 'act', 'thing:forged', '')",
    )
    (found,) = (await chain_of(database, county)).breaks
    assert "不在链上" in found.because
    assert "thing:forged" in found.line


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE audit SET actor = '乙' WHERE " + LINE,
        "DELETE FROM audit_links WHERE " + LINK + ";DELETE FROM audit WHERE " + LINE,
    ],
)
async def test_a_chain_rewritten_whole_by_the_owner_is_found_by_a_checkpoint_kept_elsewhere(
    database: Database, county: County, neighbour: County, owner_url: str, forged: str
) -> None:
    await written(database, county, "一", "二", "三")
    kept = checkpoints.read(msgspec.json.encode(await checkpoints.take(database)))
    await written(database, county, "四")
    renumber = (
        "UPDATE audit_links l SET number = -n.number FROM (SELECT audit_id, row_number() OVER (ORDER BY number) number"
        " FROM audit_links WHERE tenant_id = '{t}') n WHERE l.tenant_id = '{t}' AND l.audit_id = n.audit_id"
    )
    turned = "UPDATE audit_links SET number = -number WHERE tenant_id = '{t}'"
    await as_owner(owner_url, county, *forged.split(";"), renumber, turned, REWRITE)
    assert (await chain_of(database, county)).breaks == ()  # within itself the chain holds
    by_code = {one.code: one for one in await checkpoints.verify(database, [kept])}
    assert "与外存凭据不符" in by_code[county.code].chain.breaks[0].because
    assert by_code[neighbour.code].chain.breaks == ()


async def test_the_last_lines_taken_away_are_found_by_a_checkpoint(
    database: Database, county: County, owner_url: str
) -> None:
    await written(database, county, "一", "二")
    kept = await checkpoints.take(database, county.code)
    await as_owner(owner_url, county, "DELETE FROM audit_links WHERE " + LINK, "DELETE FROM audit WHERE " + LINE)
    assert (await chain_of(database, county)).breaks == ()
    (found,) = await checkpoints.verify(database, [kept], county.code)
    assert "其后的记录被删" in found.chain.breaks[0].because


async def test_a_county_that_is_gone_is_told_by_the_checkpoint(database: Database, county: County) -> None:
    kept = await checkpoints.take(database, county.code)
    (head,) = kept.heads
    other = Head("消失县", new_id(), 7, "")
    found = await checkpoints.verify(database, [Checkpoint(kept.made_at, (head, other))])
    assert ["被删" in str(one.chain.breaks) for one in found if one.code == "消失县"] == [True]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"heads": []}', b'{"made_at": "", "heads": [], "kind": "x"}'])
def test_a_file_that_is_no_checkpoint_is_refused_with_the_remedy(body: bytes) -> None:
    with pytest.raises(CheckpointError, match="yipanqi audit checkpoint"):
        checkpoints.read(body)


async def test_what_was_written_before_the_upgrade_is_linked_by_it(owner_url: str) -> None:
    from yipanqi_core.database import migrate
    from yipanqi_core.tenants.service import create_county

    engine = create_async_engine(owner_url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("DROP DATABASE IF EXISTS yipanqi_chain"))
        await connection.execute(text("CREATE DATABASE yipanqi_chain"))
    await engine.dispose()
    url = owner_url.replace("yipanqi_test", "yipanqi_chain")
    await migrate.upgrade(url, "0015")
    old = Database(url)
    ids: list[Any] = [
        await create_county(old, code=code, name=code, mechanism="shimian", actor="test") for code in ("one", "two")
    ]
    await migrate.upgrade(url)
    for tenant_id in ids:
        async with old.transaction(tenant_id) as connection:
            scope = Scope(connection, tenant_id, "test")
            await record(scope, "act", "thing:after", {})
        async with old.transaction(tenant_id) as connection:
            chain = await examine(Scope(connection, tenant_id, "test"))
        assert chain.breaks == ()
        assert chain.length >= 2
    await old.close()
