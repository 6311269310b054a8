"""The diary's deeds day by day: all of a day in one transaction, with a line in the audit trail that they are done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.database.connection import Database
from yipanqi_core.demonstration.deeds import (
    at_meetings,
    in_bodies,
    in_letters,
    of_offices,
    on_paths,
    queries,
    upon_issues,
)
from yipanqi_core.demonstration.deeds.doing import Deed, Register
from yipanqi_core.demonstration.queries import names_and_ids
from yipanqi_core.facts.names import names
from yipanqi_core.facts.queries import post_rows, unit_rows
from yipanqi_core.mechanism.demonstration import DiaryPage
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role

ACTOR, ACTION = "演示", "keep_diary"

_DEEDS: Mapping[str, Callable[[Deed], Awaitable[None]]] = {
    **on_paths.DEEDS,
    **at_meetings.DEEDS,
    **in_letters.DEEDS,
    **upon_issues.DEEDS,
    **of_offices.DEEDS,
    **in_bodies.DEEDS,
}


class DeedError(Exception):
    """A page of the diary that cannot be acted out; names the page and what refused it."""


async def live_day(
    database: Database, registry: Registry, tenant_id: UUID, pages: Sequence[DiaryPage], on: date
) -> int:
    """Act out the pages of a day, once; gives how many. Raises DeedError, and then none of the day is done."""
    todo = [page for page in pages if page.on == on]
    if not todo:
        return 0
    async with database.transaction(tenant_id) as connection:
        scope = Scope(connection, tenant_id, ACTOR)
        if await queries.done_already(connection, tenant_id, ACTION, f"diary:{on}"):
            return 0
        county = await read_county(connection, tenant_id)
        edition = registry.in_force(county.mechanism, on)
        register = await _register(scope, on)
        for page in todo:
            await _act_out(scope, edition, page, register)
        await record(scope, ACTION, f"diary:{on}", {"deeds": len(todo)})
    return len(todo)


async def _register(scope: Scope, on: date) -> Register:
    connection, tenant = scope.connection, scope.tenant_id
    units, projects = await names_and_ids(connection, tenant)
    who = names(await unit_rows(connection, tenant), await post_rows(connection, tenant, on))
    return Register(units, projects, who.post_ids, await queries.contacts(connection, tenant))


async def _act_out(scope: Scope, edition: Edition, page: DiaryPage, register: Register) -> None:
    act = _DEEDS.get(page.act or "")
    where = f"演示日记 {page.on}“{page.act} {page.kind}”（{page.who}，{page.project or page.unit or '全县'}）"
    if act is None:
        raise DeedError(f"{where}：没有这种做法；可填：{'、'.join(_DEEDS)}")
    who = await _identity(scope, page.who or "")
    if who is None:
        raise DeedError(f"{where}：没有登录名“{page.who}”的人")
    own = Scope(scope.connection, scope.tenant_id, who.login)
    try:
        await act(Deed(own, edition, who, page, register))
    except (RefusedError, WrongActorError, NotFoundError, InvalidInputError) as error:
        raise DeedError(f"{where}：{error}") from error


async def _identity(scope: Scope, login: str) -> Identity | None:
    """Give the person as if signed in today."""
    row = await queries.person(scope.connection, scope.tenant_id, login)
    if row is None:
        return None
    return Identity(
        tenant_id=scope.tenant_id,
        user_id=row.id,
        session_id=row.id,
        login=row.login,
        name=row.name,
        role=Role.of(row.role),
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        post_ids=tuple(row.post_ids or ()),
        epoch=0,
    )
