"""`yipanqi city …`: make a city that receives referrals, and put counties under it."""

import asyncio
from typing import Annotated

import typer

from yipanqi_core.cli.actor import ACTOR
from yipanqi_core.cli.output import print_json, say
from yipanqi_core.cli.servers import database_address, open_database
from yipanqi_core.tenants.cities import City, adopt, create_city, list_cities

app = typer.Typer(help="建立上级市，把县归入市。", no_args_is_help=True)

Code = Annotated[str, typer.Argument(help="市代码，如 city-one")]


@app.command()
def create(code: Code, name: Annotated[str, typer.Option(help="市名")]) -> None:
    """Make a city: it runs no mechanism of its own and answers what its counties refer to it."""

    async def work(url: str) -> None:
        database = await open_database(url)
        try:
            await create_city(database, code=code, name=name, actor=ACTOR)
        finally:
            await database.close()

    with database_address() as url:
        asyncio.run(work(url))
    say(f"已建立 {name}（{code}）；下一步：yipanqi city adopt {code} 县代码，yipanqi user add {code} 登录名 …")


@app.command("adopt")
def adopt_county(code: Code, county: Annotated[str, typer.Argument(help="县代码")]) -> None:
    """Put a county under a city: what it refers from now on goes there."""

    async def work(url: str) -> None:
        database = await open_database(url)
        try:
            await adopt(database, city=code, county=county, actor=ACTOR)
        finally:
            await database.close()

    with database_address() as url:
        asyncio.run(work(url))
    say(f"{county} 已归入 {code}；此后上报的问题由 {code} 收件、答复")


@app.command("list")
def list_all(as_json: Annotated[bool, typer.Option("--json", help="标准输出只有 JSON")] = False) -> None:
    """List the cities of this installation with their counties."""

    async def work(url: str) -> list[City]:
        database = await open_database(url)
        try:
            return await list_cities(database)
        finally:
            await database.close()

    with database_address() as url:
        cities = asyncio.run(work(url))
    if as_json:
        print_json([{"code": one.code, "name": one.name, "counties": list(one.counties)} for one in cities])
        return
    for one in cities:
        say(f"{one.code}\t{one.name}\t{'、'.join(one.counties) or '尚无县'}")
