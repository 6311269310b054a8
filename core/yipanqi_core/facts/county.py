"""The county's own facts: who holds which post and seat, its key chains, and the meetings held this year."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row

from yipanqi_core.facts import county_queries
from yipanqi_core.facts.kept import entries, figure, target
from yipanqi_core.facts.names import Names
from yipanqi_core.figures.queries import figures_on, targets_on
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import (
    ChainFacts,
    CountyFacts,
    MeetingFacts,
    PartFacts,
    PostFacts,
    SeatFacts,
)
from yipanqi_core.mechanism.issued_facts import IssuedFacts
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import ResponsibilityKind


async def county_facts(  # noqa: PLR0917
    scope: Scope,
    edition: Edition,
    period: str,
    on: date,
    who: Names,
    post_rows: Iterable[Row[Any]],
    kept: Iterable[Row[Any]],
) -> CountyFacts:
    """Read what concerns the whole county on the day; `kept` are its rows of registers."""
    connection, tenant = scope.connection, scope.tenant_id
    seats = await county_queries.seat_rows_on(connection, tenant, on)
    chains = await county_queries.chain_rows_on(connection, tenant, on)
    held = await county_queries.meeting_rows_on(connection, tenant, on)
    return CountyFacts(
        period,
        on,
        tuple(who.units.values()),
        posts=_posts(who, post_rows),
        seats=tuple(SeatFacts(row.seat, _holder(row, who)) for row in seats),
        chains=tuple(
            ChainFacts(
                row.name,
                None if row.head_post_id is None else who.posts[row.head_post_id],
                None if row.unit_id is None else who.units[row.unit_id].name,
                row.person,
                row.task_force,
            )
            for row in chains
        ),
        meetings=tuple(_meeting(row, who) for row in held),
        figures=tuple(figure(row) for row in await figures_on(connection, tenant, on)),
        targets=tuple(target(row) for row in await targets_on(connection, tenant, on)),
        entries=entries(kept),
        issued=await _issued(scope, edition, on),
    )


async def _issued(scope: Scope, edition: Edition, on: date) -> tuple[IssuedFacts, ...]:
    """Read the bulletins that duties ask for; nothing where none does."""
    codes = {code for duty in edition.duties for code in duty.bulletins}
    kinds = [one.kind for one in edition.bulletins if one.code in codes]
    if not kinds:
        return ()
    rows = await county_queries.issued_rows_on(scope.connection, scope.tenant_id, on, kinds)
    return tuple(IssuedFacts(str(row.id), row.kind, row.period, row.number, row.issued_on) for row in rows)


def _posts(who: Names, rows: Iterable[Row[Any]]) -> tuple[PostFacts, ...]:
    """The posts that someone held on the day; two holders of one post add up their portfolios."""
    units = {row.id: row.unit for row in rows if row.portfolio is not None}
    return tuple(
        PostFacts(who.posts[key], unit, tuple(dict.fromkeys(who.fields.get(who.posts[key], ()))))
        for key, unit in units.items()
    )


def _meeting(row: Row[Any], who: Names) -> MeetingFacts:
    unit = who.units[row.unit_id].name
    return MeetingFacts(row.series, who.posts[row.convener_post_id], row.held_on, str(row.id), unit)


def _holder(row: Row[Any], who: Names) -> str:
    return who.posts[row.post_id] if row.unit_id is None else who.units[row.unit_id].name


def part(row: Row[Any], who: Names) -> PartFacts:
    """Give a leader's part in a project."""
    kind = _KINDS[row.kind]
    if kind is ResponsibilityKind.CHAIN:
        return PartFacts(kind, row.chain, row.chain_unit)
    return PartFacts(kind, who.posts[row.post_id])


_KINDS = {kind.value: kind for kind in ResponsibilityKind}
