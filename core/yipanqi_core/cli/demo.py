"""`yipanqi demo …`: demonstration counties, made by running the engine, and their movable date."""

import asyncio
import json
import secrets
from typing import Annotated

import typer

from yipanqi_core.auth.provision import give_password
from yipanqi_core.cli.county import ACTOR
from yipanqi_core.cli.output import note, say
from yipanqi_core.cli.servers import database_address, open_database
from yipanqi_core.cli.welcome import accounts_file
from yipanqi_core.database.connection import Database
from yipanqi_core.demonstration.make import make
from yipanqi_core.mechanism.demonstration import Demonstration
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.schedule.demonstration import Day, advance
from yipanqi_core.tenants.errors import UnknownCountyError
from yipanqi_core.tenants.queries import find_id, today
from yipanqi_core.tenants.scope import county_scope

app = typer.Typer(help="演示县：拨动日期，到期的事按日依次发生。", no_args_is_help=True)


@app.command("advance")
def advance_date(
    code: Annotated[str | None, typer.Argument(help="县代码；只有一个演示县时可省略")] = None,
    days: Annotated[int, typer.Option(help="前进多少天")] = 30,
) -> None:
    """Move a demonstration county's own date; everything that falls due on the way happens, in order."""

    async def work(url: str) -> None:
        database = await open_database(url)
        try:
            asked = code or _only()
            async with database.transaction(None) as connection:
                tenant_id = await find_id(connection, asked)
            if tenant_id is None:
                raise UnknownCountyError(f"没有代码为“{asked}”的县；可用 `yipanqi county list` 查看")
            last = None
            async for day in advance(database, installed(), tenant_id, days, ACTOR):
                _tell(day)
                last = day.on
            say(f"{asked} 的日期现为 {last}")
        finally:
            await database.close()

    with database_address() as url:
        asyncio.run(work(url))


def _tell(day: Day) -> None:
    edition_titles = {
        schedule.code: schedule.title
        for mechanism in (installed().mechanism(code) for code in installed().codes())
        for edition in mechanism.editions
        for schedule in edition.schedules
    }
    for one in day.done:
        say(f"{day.on}  {edition_titles.get(one.schedule, one.schedule)} {one.period}：{one.result}")


def _only() -> str:
    shown = [mechanism.demonstration for code in installed().codes() if (mechanism := installed().mechanism(code))]
    codes = [one.code for one in shown if one is not None]
    if len(codes) != 1:
        raise UnknownCountyError(f"请写明县代码；演示县有：{'、'.join(codes) or '无'}")
    return codes[0]


async def make_demonstrations(url: str) -> None:
    """Make the demonstration county of every mechanism that brings one, unless it is there; progress goes to stderr."""
    database = await open_database(url)
    made = []
    for code in installed().codes():
        mechanism = installed().mechanism(code)
        shown = mechanism.demonstration
        if shown is None:
            continue
        async with database.transaction(None) as connection:
            found = await find_id(connection, shown.code)
        if found is None:
            note(f"正在建立演示县 {shown.name}（{shown.live_from} 至 {shown.until}，由引擎逐期运行）…")
            async for day in make(database, installed(), code, shown):
                for one in day.done:
                    note(f"  {day.on}  {one.period}  {one.result}")
            made.append(await _accounts(database, shown))
    _keep(made)
    await _keep_dates(database)
    await database.close()


async def _accounts(database: Database, shown: Demonstration) -> dict[str, object]:
    accounts = []
    for account in shown.accounts:
        password = f"Ypq-{secrets.token_urlsafe(9)}-{secrets.randbelow(90) + 10}"
        async with county_scope(database, shown.code, ACTOR) as scope:
            await give_password(scope, account.login, password)
        accounts.append({"door": account.door, "login": account.login, "password": password})
    return {"county": shown.code, "name": shown.name, "accounts": accounts}


async def _keep_dates(database: Database) -> None:
    """Note how far each demonstration's own date has come, for the greeting."""
    file = accounts_file()
    known = json.loads(file.read_text()) if file.is_file() else []
    for one in known:
        async with county_scope(database, one["county"], ACTOR) as scope:
            one["today"] = str(await today(scope.connection))
    file.write_text(json.dumps(known, ensure_ascii=False, indent=1))


def _keep(made: list[dict[str, object]]) -> None:
    file = accounts_file()
    known = json.loads(file.read_text()) if file.is_file() else []
    fresh = {one["county"] for one in made}
    kept = [one for one in known if one["county"] not in fresh]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps([*kept, *made], ensure_ascii=False, indent=1))
