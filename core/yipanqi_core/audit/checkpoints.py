"""Checkpoints: the heads of the chains as a file that leaves the database, so that a chain rewritten whole is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

import msgspec

from yipanqi_core.audit import queries
from yipanqi_core.audit.chain import Break, Chain, Noted, examine
from yipanqi_core.database.connection import Database
from yipanqi_core.tenants.errors import UnknownCountyError
from yipanqi_core.tenants.queries import list_counties
from yipanqi_core.tenants.scope import Scope

ACTOR = "audit"
KIND = "yipanqi-audit-checkpoint"


class CheckpointError(ValueError):
    """The file is no checkpoint; the message says what would be one."""


class Head(msgspec.Struct, frozen=True):
    """The last link of a county's chain."""

    code: str
    tenant_id: UUID
    number: int
    link: str


class Checkpoint(msgspec.Struct, frozen=True):
    """The heads of an installation's chains at one moment, by the database's clock."""

    made_at: str
    heads: tuple[Head, ...]
    kind: str = KIND


@dataclass(frozen=True, slots=True)
class Examined:
    """A county's chain as found, held against the checkpoints given."""

    code: str
    chain: Chain
    noted: int


async def take(database: Database, code: str | None = None) -> Checkpoint:
    """Read the heads of all chains, or of one county's. Raises UnknownCountyError."""
    heads = []
    for tenant_id, name in await _asked(database, code):
        async with database.transaction(tenant_id) as connection:
            last = await queries.head(connection, tenant_id)
        if last is not None:
            heads.append(Head(name, tenant_id, last.number, last.link))
    async with database.transaction(None) as connection:
        made_at = await queries.instant(connection)
    return Checkpoint(made_at.isoformat(timespec="seconds"), tuple(heads))


def read(body: bytes) -> Checkpoint:
    """Read a checkpoint's file. Raises CheckpointError."""
    try:
        found = msgspec.json.decode(body, type=Checkpoint)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CheckpointError("不是审计凭据文件；请用 yipanqi audit checkpoint > 文件 生成") from error
    if found.kind != KIND:
        raise CheckpointError(f"文件的 kind 是“{found.kind[:40]}”，应为 {KIND}；请用 yipanqi audit checkpoint 生成")
    return found


async def verify(database: Database, checkpoints: Sequence[Checkpoint], code: str | None = None) -> list[Examined]:
    """Work out all chains again, or one county's, and hold them against checkpoints. Raises UnknownCountyError."""
    noted = _noted(checkpoints)
    found = []
    for tenant_id, name in await _asked(database, code):
        links = noted.pop(tenant_id, (name, []))[1]
        async with database.transaction(tenant_id) as connection:
            chain = await examine(Scope(connection, tenant_id, ACTOR), links)
        found.append(Examined(name, chain, len(links)))
    gone = {} if code is not None else noted
    return found + [Examined(name, _lost(name), len(links)) for name, links in gone.values()]


def _noted(checkpoints: Sequence[Checkpoint]) -> dict[UUID, tuple[str, list[Noted]]]:
    noted: dict[UUID, tuple[str, list[Noted]]] = {}
    for checkpoint in checkpoints:
        for one in checkpoint.heads:
            noted.setdefault(one.tenant_id, (one.code, []))[1].append(Noted(one.number, one.link))
    return noted


def _lost(name: str) -> Chain:
    return Chain(0, "", (Break(None, "", f"外存凭据上有“{name}”，库里没有这个县：被删，或这不是同一个库"),))


async def _asked(database: Database, code: str | None) -> Sequence[tuple[UUID, str]]:
    async with database.transaction(None) as connection:
        known = await list_counties(connection)
    if code is None:
        return known
    return [(tenant_id, name) for tenant_id, name in known if name == code] or _unknown(code, dict(known))


def _unknown(code: str, known: Mapping[UUID, str]) -> NoReturn:
    raise UnknownCountyError(f"没有代码为“{code}”的县；已有：{'、'.join(known.values()) or '无'}")
