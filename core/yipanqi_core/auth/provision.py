"""Giving out access from the command line: the first password of a user, and who can sign in."""

import re
from dataclasses import dataclass

from sqlalchemy import insert

from yipanqi_core.audit.service import record
from yipanqi_core.auth.accounts import set_password
from yipanqi_core.auth.passwords import hash_now, require_strong
from yipanqi_core.identifiers import new_id
from yipanqi_core.people.queries import find_unit_id, find_user_id, user_rows
from yipanqi_core.people.tables import units, users
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.tenants.reading_queries import read_tenant
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role, UnitKind

_LOGIN = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A user as the command line lists them."""

    login: str
    name: str
    unit: str
    role: str
    can_sign_in: bool


async def give_password(scope: Scope, login: str, password: str) -> None:
    """Set a user's password. Raises NotFoundError, WeakPasswordError."""
    user_id = await find_user_id(scope.connection, scope.tenant_id, login)
    if user_id is None:
        raise NotFoundError(f"没有登录名为“{login}”的用户；可用 `yipanqi user list` 查看")
    require_strong(password, login)
    await set_password(scope, user_id, hash_now(password))


async def add_user(scope: Scope, *, login: str, name: str, unit: str, role: Role) -> None:
    """Add a user of a unit; a city, which has no workbook, gets the unit as well.

    Raises InvalidInputError (a word out of form), NotFoundError (a county has no such unit), RefusedError (the login).
    """
    if not _LOGIN.fullmatch(login) or not name.strip() or not unit.strip():
        raise InvalidInputError("登录名应为 1–64 个字母、数字、点、下划线或连字符；姓名和单位不能为空", "/login")
    if await find_user_id(scope.connection, scope.tenant_id, login) is not None:
        raise RefusedError(f"登录名“{login}”已被使用；请换一个")
    unit_id = await find_unit_id(scope.connection, scope.tenant_id, unit)
    if unit_id is None:
        if (await read_tenant(scope.connection, scope.tenant_id)).kind != "city":
            raise NotFoundError(f"本县没有名为“{unit}”的单位；请先在县域工作簿的“单位”表中添加并装入")
        unit_id = new_id()
        row = {"name": unit, "kind": UnitKind.OFFICE.value}
        await scope.connection.execute(insert(units).values(tenant_id=scope.tenant_id, id=unit_id, **row))
    values = {"login": login, "name": name.strip(), "unit_id": unit_id, "role": role.value}
    await scope.connection.execute(insert(users).values(tenant_id=scope.tenant_id, id=new_id(), **values))
    await record(scope, "add_user", f"user:{login}", values)


async def list_users(scope: Scope) -> list[Listed]:
    """List the county's users."""
    return [
        Listed(row.login, row.name, row.unit, row.role, row.password_hash is not None and row.disabled_at is None)
        for row in await user_rows(scope.connection, scope.tenant_id)
    ]
