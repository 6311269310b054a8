"""Reading a county's register in the words of a workbook, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.chains.queries import open_chains
from yipanqi_core.database.at_once import AtOnce, at_once
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.people.tables import appointments, posts, units, users
from yipanqi_core.projects.tables import (
    annual_plans,
    item_plans,
    items,
    monthly_figures,
    passages,
    projects,
    responsibilities,
)
from yipanqi_core.tenants.tables import seat_bindings
from yipanqi_core.work.tables import issues, records
from yipanqi_core.workbook import from_rows
from yipanqi_core.workbook.chain_rows import chain
from yipanqi_core.workbook.county_register import CountyRegister, Kept, Stay, Tenure
from yipanqi_core.workbook.kept_queries import Rounds, read_series, read_targets
from yipanqi_core.workbook.own_columns import project_columns
from yipanqi_core.workbook.supplements import every
from yipanqi_core.workbook.supplements.line import Naming
from yipanqi_core.workbook.tables import workbooks


async def lock_register(connection: AsyncConnection, tenant_id: UUID) -> None:
    """Hold the county's register for this transaction; an assessment, which reads all of it, waits as well."""
    key = func.hashtextextended(f"{tenant_id} assess", 0)
    await connection.execute(select(func.pg_advisory_xact_lock(key)))


async def read_register(
    connection: AsyncConnection, tenant_id: UUID, edition: Edition, year: int | None
) -> CountyRegister:
    """Read all that a workbook may speak of; annual plans are the year's, stays those on the main track."""
    async with AtOnce(connection, ("register", edition.document, edition.name), {"tenant": tenant_id}) as reading:
        return await _read_register(reading, tenant_id, edition, year)


async def _read_register(
    connection: AsyncConnection, tenant_id: UUID, edition: Edition, year: int | None
) -> CountyRegister:
    found_units = await _units(connection, tenant_id)
    of_unit = {row.id: row.name for row in found_units}
    found_posts = await _posts(connection, tenant_id)
    of_post = {row.id: from_rows.post(row, of_unit) for row in found_posts}
    found_users = await _users(connection, tenant_id)
    tenures = await _tenures(connection, tenant_id, of_post, {row.id: row.login for row in found_users})
    present = from_rows.present_tenures(tenures)
    held = _by_project(await _responsibilities(connection, tenant_id))
    stays = _by_project(await _stays(connection, tenant_id, edition.track.code))
    found_projects = await _projects(connection, tenant_id, year)
    of_project = {row.id: row.name for row in found_projects}
    found_items = await _items(connection, tenant_id)
    rounds: Rounds = {}
    found_chains = await open_chains(connection, tenant_id)
    of_chain = {row.id: row.name for row in found_chains}
    kept_items = tuple(from_rows.item(row, of_project, of_unit) for row in found_items)
    logins = {row.id: row.login for row in found_users}
    naming = Naming(
        units=of_unit,
        posts=of_post,
        projects=of_project,
        logins=logins,
        chains=of_chain,
        items={one.id: one.row for one in kept_items},
        baselines={row.id: row.planned_on for row in found_items},
        told_tenures=_told_tenures(found_users, of_unit, present),
        year=year,
    )
    further = await every.read(connection, tenant_id, edition, naming)
    own = project_columns(edition.project_fields)
    return CountyRegister(
        units=tuple(from_rows.unit(row) for row in found_units),
        posts={post: key for key, post in of_post.items()},
        people=tuple(from_rows.person(row, of_unit, present) for row in found_users),
        tenures=tenures,
        projects=tuple(from_rows.project(row, held[row.id], of_unit, of_post, of_chain, own) for row in found_projects),
        responsibilities={
            (of_project[row.project_id], from_rows.PARTS[row.kind]): row.id for rows in held.values() for row in rows
        },
        items=kept_items,
        baselines={row.id: row.planned_on for row in found_items if row.round is not None},
        figures=tuple(from_rows.figure(row, of_project) for row in await _figures(connection, tenant_id)),
        issues=tuple(from_rows.issue(row, of_project) for row in await _issues(connection, tenant_id)),
        records=tuple(
            from_rows.record(row, of_project, of_unit, of_post, edition)
            for row in await _records(connection, tenant_id)
        ),
        stays={of_project[key]: tuple(map(_stay, rows)) for key, rows in stays.items()},
        bound_seats={
            row.seat: from_rows.bound_seat(row, of_unit, of_post) for row in await _seats(connection, tenant_id)
        },
        targets=await read_targets(connection, tenant_id, of_unit, rounds),
        series=await read_series(connection, tenant_id, of_unit, rounds),
        chains=tuple(Kept(row.id, chain(row, of_unit, of_post)) for row in found_chains),
        chain_terms={row.name: row.term_id for row in found_chains},
        rounds=rounds,
        lines=further.lines,
        entry_rounds=further.rounds,
    )


def _told_tenures(
    found: Iterable[Row[Any]], of_unit: Mapping[UUID, str], present: Mapping[tuple[str, str], Tenure]
) -> set[UUID]:
    """Give the tenures that the rows of people tell: those that run on, and those that a successor there ended."""
    every = [present.get((row.login, of_unit[row.unit_id])) for row in found]
    shown = [one for one in every if one is not None]
    begins = {(one.post, one.from_on) for one in shown if one.from_on is not None}
    return {one.id for one in shown if one.to_on is None or (one.post, one.to_on) in begins}


async def last_year(connection: AsyncConnection, tenant_id: UUID) -> int | None:
    """Tell the last year for which the county has monthly figures."""
    f = monthly_figures.c
    month = (await connection.execute(select(func.max(f.month)).where(f.tenant_id == tenant_id))).scalar_one()
    return None if month is None else int(month.year)


async def find_upload(connection: AsyncConnection, tenant_id: UUID, upload_id: UUID) -> Row[Any] | None:
    """Find a workbook that was handed in, all but its file."""
    w = workbooks.c
    shown = (w.id, w.filename, w.digest, w.year, w.state, w.plan, w.made_by, w.made_at, w.applied_at)
    statement: Select[Any] = select(*shown).where(w.tenant_id == tenant_id, w.id == upload_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def upload_data(connection: AsyncConnection, tenant_id: UUID, upload_id: UUID) -> bytes:
    """Read the file of a workbook that was handed in."""
    w = workbooks.c
    data: bytes = (
        await connection.execute(select(w.data).where(w.tenant_id == tenant_id, w.id == upload_id))
    ).scalar_one()
    return data


async def _all(connection: AsyncConnection, statement: Select[Any]) -> list[Row[Any]]:
    return list(await connection.execute(statement))


def _by_project(rows: Iterable[Row[Any]]) -> dict[UUID, list[Row[Any]]]:
    grouped: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        grouped[row.project_id].append(row)
    return grouped


@at_once
async def _units(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    return await _all(connection, select(units).where(units.c.tenant_id == tenant_id).order_by(units.c.id))


@at_once
async def _posts(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    return await _all(connection, select(posts).where(posts.c.tenant_id == tenant_id).order_by(posts.c.id))


@at_once
async def _users(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    return await _all(connection, select(users).where(users.c.tenant_id == tenant_id).order_by(users.c.id))


@at_once
async def _seats(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    s = seat_bindings.c
    return await _all(connection, select(seat_bindings).where(s.tenant_id == tenant_id, s.to_on.is_(None)))


async def _tenures(
    connection: AsyncConnection, tenant_id: UUID, of_post: Mapping[UUID, Any], logins: Mapping[UUID, str]
) -> tuple[Tenure, ...]:
    return tuple(
        Tenure(row.id, logins[row.user_id], of_post[row.post_id], row.from_on, row.to_on, tuple(row.portfolio))
        for row in await _appointments(connection, tenant_id)
    )


@at_once
async def _appointments(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    a = appointments.c
    statement = select(appointments).where(a.tenant_id == tenant_id).order_by(a.from_on.nulls_first(), a.id)
    return await _all(connection, statement)


async def _projects(connection: AsyncConnection, tenant_id: UUID, year: int | None) -> list[Row[Any]]:
    p, plan = projects.c, annual_plans.c
    of_year = and_(plan.tenant_id == p.tenant_id, plan.project_id == p.id, plan.year == (year or 0))
    statement = (
        select(projects, plan.amount.label("annual_plan"))
        .select_from(projects.outerjoin(annual_plans, of_year))
        .where(p.tenant_id == tenant_id)
        .order_by(p.id)
    )
    return await _all(connection, statement)


@at_once
async def _responsibilities(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    r = responsibilities.c
    statement = select(responsibilities).where(r.tenant_id == tenant_id, r.to_on.is_(None)).order_by(r.id)
    return await _all(connection, statement)


@at_once
async def _items(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    i, plan = items.c, item_plans.c
    latest = (
        select(plan.item_id, plan.round, plan.planned_on.label("replanned_on"))
        .where(plan.tenant_id == tenant_id)
        .ext(distinct_on(plan.item_id))
        .order_by(plan.item_id, plan.round.desc())
        .subquery()
    )
    statement = (
        select(items, latest.c.round, latest.c.replanned_on)
        .select_from(items.outerjoin(latest, latest.c.item_id == i.id))
        .where(i.tenant_id == tenant_id)
        .order_by(i.id)
    )
    return await _all(connection, statement)


@at_once
async def _figures(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    f = monthly_figures.c
    return await _all(
        connection, select(monthly_figures).where(f.tenant_id == tenant_id).order_by(f.project_id, f.month)
    )


@at_once
async def _issues(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    i = issues.c
    return await _all(connection, select(issues).where(i.tenant_id == tenant_id).order_by(i.id))


@at_once
async def _records(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    r = records.c
    return await _all(connection, select(records).where(r.tenant_id == tenant_id).order_by(r.id))


@at_once
async def _stays(connection: AsyncConnection, tenant_id: UUID, track: str) -> list[Row[Any]]:
    s = passages.c
    statement = select(passages).where(s.tenant_id == tenant_id, s.track == track).order_by(s.entered_on, s.id)
    return await _all(connection, statement)


def _stay(row: Row[Any]) -> Stay:
    return Stay(row.id, row.step, row.entered_on, row.left_on, row.cause)
