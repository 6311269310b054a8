"""The demonstration counties of `yipanqi run`: made once by the engine, their accounts kept for the greeting."""

import asyncio
import json
import secrets

from yipanqi_core.cli.actor import ACTOR
from yipanqi_core.cli.output import note
from yipanqi_core.cli.servers import open_database
from yipanqi_core.cli.welcome import accounts_file
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.demonstration import Demonstration
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import find_id, today
from yipanqi_core.tenants.scope import county_scope


async def make_demonstrations(url: str) -> None:
    """Make the demonstration county of every mechanism that brings one, unless it is there; progress goes to stderr.

    All at once, since each waits for the database most of its time; commits need not reach the disk before what
    follows, for a making that was broken off goes on where it stopped.
    """
    database = await open_database(url)
    wanted = [found for code in installed().codes() if (found := await _wanted(database, code)) is not None]
    if wanted:
        making = Database(url, flushed=False)
        note(f"正在建立演示县：{'、'.join(shown.name for _, shown in wanted)}（由引擎逐期运行，约一分钟）…")
        await asyncio.gather(*(_make(making, code, shown) for code, shown in wanted))
        await making.close()
    _keep([await _accounts(database, shown) for _, shown in wanted])
    await _keep_dates(database)
    await database.close()


async def _wanted(database: Database, code: str) -> tuple[str, Demonstration] | None:
    """Give what is not begun, or was broken off before its accounts were made."""
    shown = installed().mechanism(code).demonstration
    if shown is None:
        return None
    async with database.transaction(None) as connection:
        found = await find_id(connection, shown.code)
    known = {one["county"] for one in _kept()}
    return (code, shown) if found is None or shown.code not in known else None


async def _make(database: Database, code: str, shown: Demonstration) -> None:
    from yipanqi_core.demonstration.make import make  # loads all that makes a county: once in its life

    async for day in make(database, installed(), code, shown):
        for one in (done for done in day.done if not done.quiet):
            note(f"  {shown.name}  {day.on}  {one.period}  {one.result}")
    note(f"  {shown.name}  已建成，日期为 {shown.until}")


async def _accounts(database: Database, shown: Demonstration) -> dict[str, object]:
    from yipanqi_core.auth.provision import give_password

    accounts = []
    for account in shown.accounts:
        password = f"Ypq-{secrets.token_urlsafe(9)}-{secrets.randbelow(90) + 10}"
        async with county_scope(database, shown.code, ACTOR) as scope:
            await give_password(scope, account.login, password)
        accounts.append({"door": account.door, "login": account.login, "password": password})
    return {"county": shown.code, "name": shown.name, "accounts": accounts}


def _kept() -> list[dict[str, str]]:
    file = accounts_file()
    return json.loads(file.read_text()) if file.is_file() else []


async def _keep_dates(database: Database) -> None:
    """Note how far each demonstration's own date has come, for the greeting."""
    file, known = accounts_file(), _kept()
    for one in known:
        async with county_scope(database, one["county"], ACTOR) as scope:
            one["today"] = str(await today(scope.connection))
    file.write_text(json.dumps(known, ensure_ascii=False, indent=1))


def _keep(made: list[dict[str, object]]) -> None:
    file, known = accounts_file(), _kept()
    fresh = {one["county"] for one in made}
    kept = [one for one in known if one["county"] not in fresh]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps([*kept, *made], ensure_ascii=False, indent=1))
