"""`yipanqi audit checkpoint|verify`: let the chain's heads leave the database, and prove the trail whole."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from yipanqi_core.audit import checkpoints
from yipanqi_core.audit.checkpoints import Checkpoint, Examined
from yipanqi_core.cli.output import CommandError, print_json, say
from yipanqi_core.cli.servers import database_address, open_database

app = typer.Typer(help="审计链：取外存凭据，逐条检验。", no_args_is_help=True)

MaybeCode = Annotated[str | None, typer.Argument(help="县代码；不写则全部")]


@app.command()
def checkpoint(code: MaybeCode = None) -> None:
    """Write the heads of the chains to standard output; keep the file where the database's owner cannot reach it."""

    async def work(url: str) -> Checkpoint:
        database = await open_database(url)
        try:
            return await checkpoints.take(database, code)
        finally:
            await database.close()

    with database_address() as url:
        found = asyncio.run(work(url))
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    sys.stdout.flush()


@app.command()
def verify(
    code: MaybeCode = None,
    checkpoint: Annotated[list[Path] | None, typer.Option(help="外存凭据文件；可写多次")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="标准输出只有 JSON")] = False,
) -> None:
    """Work out every link again and hold the chains against checkpoints; status 1 when something was changed."""
    given = [read(path) for path in checkpoint or ()]

    async def work(url: str) -> list[Examined]:
        database = await open_database(url)
        try:
            return await checkpoints.verify(database, given, code)
        finally:
            await database.close()

    with database_address() as url:
        found = asyncio.run(work(url))
    if as_json:
        print_json(found)
    else:
        for one in found:
            tell(one)
    if any(one.chain.breaks for one in found):
        raise typer.Exit(1)


def read(path: Path) -> Checkpoint:
    """Read a checkpoint's file. Raises CommandError, CheckpointError."""
    if not path.is_file():
        raise CommandError(f"找不到凭据文件 {path}")
    return checkpoints.read(path.read_bytes())


def tell(one: Examined) -> None:
    """Say how a county's chain was found."""
    chain = one.chain
    against = f"，与 {one.noted} 份外存凭据核对" if one.noted else "（没有外存凭据可核对，整链重写看不出来）"
    state = f"有 {len(chain.breaks)} 处不符" if chain.breaks else "全部相符"
    say(f"{one.code}：审计链 {chain.length} 条{against}，{state}；末环 {chain.head or '无'}")
    for each in chain.breaks:
        say(f"  {each.because}{f'：{each.line}' if each.line else ''}")
