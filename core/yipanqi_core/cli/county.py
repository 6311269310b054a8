"""`yipanqi county …`: make a county, load and export its workbook, set its parameters."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from yipanqi_core.assessments.parameter_dates import set_from_open_month
from yipanqi_core.cli import plugins
from yipanqi_core.cli.actor import ACTOR
from yipanqi_core.cli.output import CommandError, note, print_json, say
from yipanqi_core.cli.servers import database_address, open_database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import list_counties, read_county
from yipanqi_core.tenants.scope import county_scope
from yipanqi_core.tenants.service import create_county
from yipanqi_core.workbook.export import export_county
from yipanqi_core.workbook.plan import KINDS
from yipanqi_core.workbook.service import load_file

app = typer.Typer(help="建县、装入与导出县域工作簿、设参数；写机制插件、检验、写说明。", no_args_is_help=True)
for _command in (plugins.new, plugins.check, plugins.seal, plugins.doc):
    app.command()(_command)

Code = Annotated[str, typer.Argument(help="县代码，如 county-one")]
AsJson = Annotated[bool, typer.Option("--json", help="标准输出只有 JSON")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="日期，如 2025-01-01")]


@app.command()
def create(
    code: Code,
    name: Annotated[str, typer.Option(help="县名")],
    mechanism: Annotated[str, typer.Option(help="机制代码")],
) -> None:
    """Make an empty county that runs a mechanism."""
    installed().mechanism(mechanism)

    async def work(url: str) -> None:
        database = await open_database(url)
        await create_county(database, code=code, name=name, mechanism=mechanism, actor=ACTOR)
        await database.close()

    with database_address() as url:
        asyncio.run(work(url))
    say(f"已建立 {name}（{code}），机制 {mechanism}；下一步：yipanqi county load {code} 工作簿.xlsx")


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the counties of this installation."""

    async def work(url: str) -> list[dict[str, object]]:
        database = await open_database(url)
        found: list[dict[str, object]] = []
        async with database.transaction(None) as connection:
            ids = await list_counties(connection)
        for tenant_id, _ in ids:
            async with database.transaction(tenant_id) as connection:
                county = await read_county(connection, tenant_id)
            if not county.mechanism:
                continue  # a city: see `yipanqi city list`
            found.append(
                {
                    "code": county.code,
                    "name": county.name,
                    "mechanism": county.mechanism,
                    "live_from": county.live_from,
                    "today": county.today,
                }
            )
        await database.close()
        return found

    with database_address() as url:
        counties = asyncio.run(work(url))
    if as_json:
        print_json(counties)
        return
    for one in counties:
        live = one["live_from"] or "未上线"
        say(f"{one['code']}\t{one['name']}\t机制 {one['mechanism']}\t上线 {live}\t今日 {one['today']}")


@app.command()
def load(
    code: Code,
    file: Annotated[Path, typer.Argument(help="县域工作簿 .xlsx")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查并列出将发生的变化")] = False,
    as_json: AsJson = False,
    year: Annotated[int | None, typer.Option(help="工作簿年份；月度投资没有或有多个年份时必填")] = None,
    live_from: Day = None,
    errors: Annotated[Path | None, typer.Option(help="有错时，把标出错误的工作簿写到这里")] = None,
) -> None:
    """Load a county's workbook whole, or not at all; every error of every row is listed at once (exit status 1)."""
    if not file.is_file():
        raise CommandError(f"找不到文件 {file}")
    data = file.read_bytes()
    if not as_json:
        say(f"正在检查 {file.name} …")

    async def work(url: str) -> tuple[dict[str, Any], bytes | None]:
        database = await open_database(url)
        try:
            async with county_scope(database, code, ACTOR) as scope:
                return await load_file(
                    scope,
                    installed(),
                    data,
                    file.name,
                    year=year,
                    live_from=None if live_from is None else live_from.date(),
                    dry_run=dry_run,
                    mark=errors is not None,
                )
        finally:
            await database.close()

    with database_address() as url:
        result, marked = asyncio.run(work(url))
    if errors is not None and marked is not None:
        errors.write_bytes(marked)
    elif errors is not None and result["errors"]:
        note("原文件内容过多或形式特殊，无法在上面标注错误；请对照下列错误逐条改正")
    if as_json:
        print_json(result)
    else:
        _tell(result, dry_run=dry_run)
    if result["errors"]:
        raise typer.Exit(1)


def _tell(result: dict[str, Any], *, dry_run: bool) -> None:
    for one in result["errors"]:
        row = f" 第 {one['row']} 行" if one["row"] else ""
        value = f"（现为“{one['value']}”）" if one["value"] else ""
        say(f"错误  “{one['sheet']}”表{row} {one['column']}：{one['message']}{value}")
    for line in result["warnings"]:
        say(f"注意  {line}")
    for line in result["changes"]:
        say(f"变化  {line}")
    for one in result["not_listed"]:
        say(f"不入单  {one['project']}：{one['because']}")
    new, corrected = _counts(result["created"]), _counts(result["changed"])
    if result["errors"]:
        say(f"有 {len(result['errors'])} 处错误，未作任何改动；改正后重新装入")
    elif dry_run:
        say(f"检查通过，未写入。将新增：{new}；将更正：{corrected}")
    else:
        say(f"已装入。新增：{new}；更正：{corrected}")


def _counts(counts: dict[str, int]) -> str:
    return "，".join(f"{KINDS[kind]} {count}" for kind, count in counts.items() if count) or "无"


@app.command()
def export(code: Code, file: Annotated[Path, typer.Argument(help="写到这个 .xlsx")]) -> None:
    """Export a county as a workbook that loads again into the same register."""
    if not file.parent.is_dir():
        raise CommandError(f"没有文件夹 {file.parent}；请先建立，或改写到别处")

    async def work(url: str) -> bytes:
        database = await open_database(url)
        try:
            async with county_scope(database, code, ACTOR) as scope:
                return await export_county(scope, installed())
        finally:
            await database.close()

    with database_address() as url:
        data = asyncio.run(work(url))
    file.write_bytes(data)
    say(f"已导出到 {file}（{len(data)} 字节）")


@app.command("set")
def set_value(
    code: Code,
    name: Annotated[str, typer.Argument(help="参数名")],
    value: Annotated[str, typer.Argument(help="值")],
    since: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="自哪个月的 1 日起")],
    reason: Annotated[str, typer.Option(help="依据或原因")],
) -> None:
    """Set a parameter of the mechanism from the first day of a month that has not been judged yet."""

    async def work(url: str) -> None:
        database = await open_database(url)
        try:
            async with county_scope(database, code, ACTOR) as scope:
                await set_from_open_month(scope, installed(), name, value, effective_from=since.date(), reason=reason)
        finally:
            await database.close()

    with database_address() as url:
        asyncio.run(work(url))
    say(f"参数 {name} 自 {since:%Y-%m-%d} 起为 {value}")
