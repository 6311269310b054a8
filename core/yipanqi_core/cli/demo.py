"""`yipanqi demo …`: demonstration counties, made by running the engine, and their movable date."""

import asyncio
from typing import Annotated

import typer

from yipanqi_core.cli.actor import ACTOR
from yipanqi_core.cli.output import say
from yipanqi_core.cli.servers import database_address, open_database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.schedule.demonstration import Day, advance
from yipanqi_core.tenants.errors import UnknownCountyError
from yipanqi_core.tenants.queries import find_id

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
    for one in (done for done in day.done if not done.quiet):
        say(f"{day.on}  {edition_titles.get(one.schedule, one.schedule)} {one.period}：{one.result}")


def _only() -> str:
    shown = [mechanism.demonstration for code in installed().codes() if (mechanism := installed().mechanism(code))]
    codes = [one.code for one in shown if one is not None]
    if len(codes) != 1:
        raise UnknownCountyError(f"请写明县代码；演示县有：{'、'.join(codes) or '无'}")
    return codes[0]
