"""Keeping key chains: naming one, and changing who has it in hand from a day on."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.audit.service import record
from yipanqi_core.chains import queries
from yipanqi_core.chains.tables import chain_terms, chains
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.meetings.queries import found_ids
from yipanqi_core.people.tables import posts, units
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Hands:
    """Who has a chain in hand: its head's post, its lead unit with a named person, its task force."""

    head_post_id: UUID | None
    unit_id: UUID | None
    person: str | None
    task_force: str | None


async def add_chain(scope: Scope, edition: Edition, name: str, hands: Hands, from_on: date | None) -> UUID:
    """Name a key chain. Raises RefusedError (one too many, the same twice), NotFoundError, InvalidInputError."""
    if edition.chains is None:
        raise RefusedError("本县机制没有重点产业链")
    day = await today(scope.connection)
    known = await queries.lock_chains(scope.connection, scope.tenant_id)
    most = edition.chains.most(await read_in_force(scope, edition, day))
    if len(known) >= most:
        there = "、".join(row.name for row in known)
        raise RefusedError(
            f"{edition.chains.title}至多 {most} 条，已有{there}；可更名或调整参数", edition.chains.clause
        )
    if name in {row.name for row in known}:
        raise RefusedError(f"已有名为“{name}”的产业链", edition.chains.clause)
    chain_id = new_id()
    await scope.connection.execute(insert(chains).values(tenant_id=scope.tenant_id, id=chain_id, name=name))
    begins = from_on or day
    if begins > day:
        raise InvalidInputError(f"起始日期 {begins} 尚未到来", "/from_on")
    await _begin(scope, chain_id, hands, begins)
    await record(scope, "add_chain", f"chain:{chain_id}", {"name": name, "from_on": begins, **asdict(hands)})
    return chain_id


async def change_chain(scope: Scope, chain_id: UUID, name: str, hands: Hands, from_on: date | None) -> None:
    """Change who has a chain in hand from a day on; what was before stays readable. Raises the same."""
    day = await today(scope.connection)
    begins = from_on or day
    term = await queries.open_term(scope.connection, scope.tenant_id, chain_id)
    if term is None:
        raise NotFoundError("没有这条产业链")
    if not term.from_on <= begins <= day:
        raise InvalidInputError(f"起始日期应在现任起始 {term.from_on} 与今天之间", "/from_on")
    c, t = chains.c, chain_terms.c
    await scope.connection.execute(
        update(chain_terms).where(t.tenant_id == scope.tenant_id, t.id == term.id).values(to_on=begins)
    )
    await _begin(scope, chain_id, hands, begins)
    await scope.connection.execute(
        update(chains).where(c.tenant_id == scope.tenant_id, c.id == chain_id).values(name=name, version=c.version + 1)
    )
    await record(scope, "change_chain", f"chain:{chain_id}", {"name": name, "from_on": begins, **asdict(hands)})


async def _begin(scope: Scope, chain_id: UUID, hands: Hands, from_on: date) -> None:
    connection, tenant = scope.connection, scope.tenant_id
    for table, key in ((posts, hands.head_post_id), (units, hands.unit_id)):
        if key is not None and not await found_ids(connection, tenant, table, [key]):
            raise NotFoundError("所填的岗位或单位不存在")
    row = {"chain_id": chain_id, "from_on": from_on, **asdict(hands)}
    await connection.execute(insert(chain_terms).values(tenant_id=tenant, id=new_id(), **row))
