"""The demonstration counties of `yipanqi run`: made once by the engine, their accounts kept for the greeting."""

import asyncio
import json
import secrets
import signal
from collections.abc import Callable, Sequence
from multiprocessing import get_context

import uvloop

from yipanqi_core.cli.actor import ACTOR
from yipanqi_core.cli.output import CommandError, note
from yipanqi_core.cli.servers import open_database
from yipanqi_core.cli.welcome import accounts_file
from yipanqi_core.database.connection import Database
from yipanqi_core.embedded.lifeline import die_with_parent
from yipanqi_core.mechanism.demonstration import Demonstration
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import find_id, today
from yipanqi_core.tenants.scope import county_scope


def make_demonstrations(url: str) -> None:
    """Make the demonstration county of every mechanism that brings one, unless it is there; progress goes to stderr.

    Each in a process of its own, since making one is work for a processor; commits need not reach the disk before what
    follows, for a making that was broken off goes on where it stopped. Raises CommandError.
    """
    wanted = asyncio.run(_missing(url))
    if wanted:
        note(f"正在建立演示县：{'、'.join(shown.name for _, shown in wanted)}（由引擎逐期运行，约半分钟）…")
        _make_all(url, wanted)
    asyncio.run(_keep_all(url, [shown for _, shown in wanted]))


async def _missing(url: str) -> list[tuple[str, Demonstration]]:
    database = await open_database(url)
    found = [await _wanted(database, code) for code in installed().codes()]
    await database.close()
    return [one for one in found if one is not None]


async def _wanted(database: Database, code: str) -> tuple[str, Demonstration] | None:
    """Give what is not begun, or was broken off before its accounts were made."""
    shown = installed().mechanism(code).demonstration
    if shown is None:
        return None
    async with database.transaction(None) as connection:
        found = await find_id(connection, shown.code)
    known = {one["county"] for one in _kept()}
    return (code, shown) if found is None or shown.code not in known else None


def _make_all(url: str, wanted: Sequence[tuple[str, Demonstration]]) -> None:
    from yipanqi_core.demonstration import make  # noqa: F401  # loaded once, before the processes are forked

    forking, tie = get_context("fork"), die_with_parent()
    making = [forking.Process(target=_make_one, args=(url, *one, tie), name=one[1].name) for one in wanted]
    try:
        for process in making:
            process.start()
        for process in making:
            process.join()
    finally:
        for process in making:
            process.terminate()
    failed = [process.name for process in making if process.exitcode]
    if failed:
        raise CommandError(f"演示县 {'、'.join(failed)} 未能建成，原因见上；再次运行即从中断处继续")


def _make_one(url: str, code: str, shown: Demonstration, tie: Callable[[], None] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this hears it, and ends this
    if tie is not None:
        tie()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_make(url, code, shown))


async def _make(url: str, code: str, shown: Demonstration) -> None:
    from yipanqi_core.demonstration.make import make

    database = Database(url, flushed=False)
    async for day in make(database, installed(), code, shown):
        for one in (done for done in day.done if not done.quiet):
            note(f"  {shown.name}  {day.on}  {one.period}  {one.result}")
    note(f"  {shown.name}  已建成，日期为 {shown.until}")
    await database.close()


async def _keep_all(url: str, made: Sequence[Demonstration]) -> None:
    database = await open_database(url)
    _keep([await _accounts(database, shown) for shown in made])
    await _keep_dates(database)
    await database.close()


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
