"""Giving out of a yearly pool: never more than is free, each allotment decided by a person."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.pools import PoolKind
from yipanqi_core.people.seats import Seated, seats_of
from yipanqi_core.pools import queries
from yipanqi_core.pools.tables import allotments, pools
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.queries import lock_project


@dataclass(frozen=True, slots=True)
class NewAllotment:
    """What a project shall have of a pool, and why."""

    project_id: UUID
    amount: Decimal
    reason: str


def kind_of(edition: Edition, code: str) -> PoolKind:
    """Give a kind of pool. Raises NotFoundError."""
    found = next((kind for kind in edition.pools if kind.code == code), None)
    if found is None:
        raise NotFoundError("本县机制没有这种指标池")
    return found


def require_keeper(edition: Edition, seats: frozenset[str], kind: PoolKind) -> None:
    """Let pass the seat that keeps the pool. Raises WrongActorError."""
    if kind.kept_by not in seats:
        raise WrongActorError(f"{kind.title}由{edition.seat_title(kind.kept_by)}管理和分配", kind.clause)


def require_may_change(edition: Edition, seats: frozenset[str], kind: PoolKind, allotment: Any) -> None:
    """Let pass the keeper of the pool while an allotment stands. Raises WrongActorError, RefusedError."""
    require_keeper(edition, seats, kind)
    if allotment.returned_on is not None:
        raise RefusedError("这笔分配已经收回", kind.clause)


async def set_quota(scope: Scope, edition: Edition, kind: PoolKind, year: int, quota: Decimal, who: Seated) -> None:  # noqa: PLR0917
    """Set a year's quota, for the first time or anew; it holds at least what is allotted.

    Raises WrongActorError, InvalidInputError (below nothing), RefusedError.
    """
    require_keeper(edition, await seats_of(scope, edition, who), kind)
    if quota < 0:
        raise InvalidInputError("指标总量不能为负", "/quota")
    before = await queries.held_pool(scope.connection, scope.tenant_id, kind.code, year)
    if before is None:
        row = {"kind": kind.code, "year": year, "quota": quota, "set_by": scope.actor}
        await scope.connection.execute(insert(pools).values(tenant_id=scope.tenant_id, **row))
    else:
        _require_covers(kind, before, quota)
        await scope.connection.execute(
            update(pools)
            .where(pools.c.tenant_id == scope.tenant_id, pools.c.kind == kind.code, pools.c.year == year)
            .values(quota=quota, set_by=scope.actor, version=before.version + 1)
        )
    body = {"before": None if before is None else before.quota, "after": quota}
    await record(scope, "set_quota", f"pool:{kind.code}:{year}", body)


async def allot(scope: Scope, edition: Edition, kind: PoolKind, year: int, new: NewAllotment, who: Seated) -> UUID:  # noqa: PLR0917
    """Allot from a pool to a project.

    Raises NotFoundError, WrongActorError, InvalidInputError (nothing), RefusedError (more than is free).
    """
    require_keeper(edition, await seats_of(scope, edition, who), kind)
    if new.amount <= 0:
        raise InvalidInputError("分配数量须大于 0", "/amount")
    if await lock_project(scope.connection, scope.tenant_id, new.project_id) is None:
        raise InvalidInputError("没有这个项目，请从 GET /v1/pools/{kind}/{year}/candidates 选取", "/project_id")
    pool = await held(scope, kind, year)
    if new.amount > pool.free:
        raise RefusedError(
            f"{year} 年{kind.title}总量 {pool.quota} {kind.unit}，已分配 {pool.allotted}，剩余 {pool.free}，"
            f"不足以再分配 {new.amount}；可先收回未用的分配或核增总量",
            kind.clause,
        )
    allotment_id, day = new_id(), await today(scope.connection)
    row = {
        "kind": kind.code, "year": year, "project_id": new.project_id, "amount": new.amount, "allotted_on": day,
        "reason": new.reason, "decided_by": scope.actor,
    }  # fmt: skip
    await scope.connection.execute(insert(allotments).values(tenant_id=scope.tenant_id, id=allotment_id, **row))
    line = f"分配 {year} 年{kind.title} {new.amount} {kind.unit}：{new.reason}"
    await add_event(scope, new.project_id, day, "allotment", line, kind.clause)
    await record(scope, "allot", f"allotment:{allotment_id}", row)
    return allotment_id


async def use(scope: Scope, edition: Edition, allotment_id: UUID, used: Decimal, who: Seated) -> None:
    """Record how much of an allotment has been used, in all.

    Raises NotFoundError, WrongActorError, InvalidInputError (below nothing), RefusedError (over, or taken back).
    """
    kind, row = await _held(scope, edition, allotment_id, who)
    if used < 0:
        raise InvalidInputError("使用数量不能为负", "/used")
    if used > row.amount:
        raise RefusedError(f"分配 {row.amount} {kind.unit}，使用 {used} 超出分配", kind.clause)
    await _change(scope, row, kind, f"使用 {used} {kind.unit}", used=used)


async def take_back(scope: Scope, edition: Edition, allotment_id: UUID, reason: str, who: Seated) -> None:
    """Take an allotment back: what is unused is free again. Raises NotFoundError, WrongActorError, RefusedError."""
    kind, row = await _held(scope, edition, allotment_id, who)
    day = await today(scope.connection)
    await _change(scope, row, kind, f"收回未用的 {row.amount - row.used} {kind.unit}：{reason}", returned_on=day)


async def held(scope: Scope, kind: PoolKind, year: int) -> Any:
    """Hold a pool for this transaction. Raises NotFoundError."""
    row = await queries.held_pool(scope.connection, scope.tenant_id, kind.code, year)
    if row is None:
        raise NotFoundError(f"{year} 年还没有{kind.title}")
    return row


async def _held(scope: Scope, edition: Edition, allotment_id: UUID, who: Seated) -> tuple[PoolKind, Any]:
    """Hold an allotment's project and pool, and give the allotment, which has not been taken back."""
    row = await queries.allotment_row(scope.connection, scope.tenant_id, allotment_id)
    if row is None:
        raise NotFoundError("没有这笔分配")
    kind = kind_of(edition, row.kind)
    seats = await seats_of(scope, edition, who)
    require_keeper(edition, seats, kind)
    await lock_project(scope.connection, scope.tenant_id, row.project_id)
    await held(scope, kind, row.year)
    row = await queries.allotment_row(scope.connection, scope.tenant_id, allotment_id)
    require_may_change(edition, seats, kind, row)
    return kind, row


async def _change(scope: Scope, row: Any, kind: PoolKind, what: str, **values: Any) -> None:
    await scope.connection.execute(
        update(allotments).where(allotments.c.tenant_id == scope.tenant_id, allotments.c.id == row.id).values(**values)
    )
    day = await today(scope.connection)
    line = f"{row.year} 年{kind.title}分配 {row.amount} {kind.unit}：{what}"
    await add_event(scope, row.project_id, day, "allotment", line, kind.clause)
    await record(scope, "change_allotment", f"allotment:{row.id}", {"what": what, **values})


def _require_covers(kind: PoolKind, before: Any, quota: Decimal) -> None:
    if quota < before.allotted:
        raise RefusedError(
            f"{kind.title}已分配 {before.allotted} {kind.unit}，总量不能低于此数；请先收回部分分配", kind.clause
        )
