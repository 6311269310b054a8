"""`yipanqi user …`: who is in a county, and giving someone a password."""

import asyncio
import sys
from typing import Annotated

import typer

from yipanqi_core.auth.provision import Listed, add_user, give_password, list_users
from yipanqi_core.cli.actor import ACTOR
from yipanqi_core.cli.county import Code
from yipanqi_core.cli.output import CommandError, say
from yipanqi_core.cli.servers import database_address, open_database
from yipanqi_core.tenants.scope import county_scope
from yipanqi_core.vocabulary import Role

app = typer.Typer(help="用户与密码。", no_args_is_help=True)


@app.command()
def password(
    code: Code,
    login: Annotated[str, typer.Argument(help="登录名")],
    stdin: Annotated[bool, typer.Option("--stdin", help="从标准输入读取密码")] = False,
) -> None:
    """Give a user a password, so that they can sign in; all their tokens so far are void."""
    given = (
        sys.stdin.readline().rstrip("\n")
        if stdin
        else typer.prompt("新密码", hide_input=True, confirmation_prompt=True)
    )

    async def work(url: str) -> None:
        database = await open_database(url)
        try:
            async with county_scope(database, code, ACTOR) as scope:
                await give_password(scope, login, given)
        finally:
            await database.close()

    with database_address() as url:
        asyncio.run(work(url))
    say(f"{login} 的密码已设置")


@app.command()
def add(
    code: Code,
    login: Annotated[str, typer.Argument(help="登录名")],
    name: Annotated[str, typer.Option(help="姓名")],
    unit: Annotated[str, typer.Option(help="单位全称；市没有工作簿，单位不存在时一并建立")],
    role: Annotated[
        str, typer.Option(help="角色，如 office（发改部门）、leader（县领导）、admin（管理员）")
    ] = "office",
) -> None:
    """Add a user to a county or a city; `password` lets them sign in."""
    known: dict[str, Role] = {name: each for each in Role for name in (each.value, each.label)}
    if role not in known:
        raise CommandError(f"没有“{role}”这个角色；可填：{'、'.join(f'{each.value}（{each.label}）' for each in Role)}")

    async def work(url: str) -> None:
        database = await open_database(url)
        try:
            async with county_scope(database, code, ACTOR) as scope:
                await add_user(scope, login=login, name=name, unit=unit, role=known[role])
        finally:
            await database.close()

    with database_address() as url:
        asyncio.run(work(url))
    say(f"已添加 {name}（{login}）；下一步：yipanqi user password {code} {login}")


@app.command("list")
def list_all(code: Code) -> None:
    """List a county's users."""

    async def work(url: str) -> list[Listed]:
        database = await open_database(url)
        try:
            async with county_scope(database, code, ACTOR) as scope:
                return await list_users(scope)
        finally:
            await database.close()

    with database_address() as url:
        users = asyncio.run(work(url))
    for one in users:
        state = "可登录" if one.can_sign_in else "未设密码或已停用"
        say(f"{one.login}\t{one.name}\t{one.unit}\t{Role.of(one.role).label}\t{state}")
