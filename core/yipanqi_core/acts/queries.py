"""Reading proposals, what was decided of them, and yearly marks; locking what is about to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Row, Select, Text, and_, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.acts.tables import project_marks, proposal_decisions, proposals
from yipanqi_core.database.at_once import at_once
from yipanqi_core.mechanism.seats import LEAD_UNIT, PROJECT_DEPUTY
from yipanqi_core.people.tables import users
from yipanqi_core.projects.tables import passages, projects
from yipanqi_core.projects.tables import responsibilities as parts

_p, _d, _m = proposals.c, proposal_decisions.c, project_marks.c
PENDING = ("open", "returned")
SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"opened_on": (_p.opened_on,), "newest": (_p.id,)}
LAST = _p.id
MARK_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"year": (_m.year,)}
MARK_LAST = _m.mark  # a project bears a mark once a year


@dataclass(frozen=True, slots=True)
class ProposalsWanted:
    """What a list of proposals is asked for; what is None is not asked."""

    acts: Sequence[str] | None = None
    stages: Sequence[str] | None = None
    states: Sequence[str] | None = None
    project_id: UUID | None = None
    ids: Sequence[UUID] | None = None


def proposal_statement(tenant_id: UUID, wanted: ProposalsWanted) -> Select[Any]:
    """Select proposals with their project's name."""
    asked = (
        (_p.act, wanted.acts), (_p.stage, wanted.stages), (_p.state, wanted.states), (_p.id, wanted.ids),
    )  # fmt: skip
    conditions: list[ColumnElement[bool]] = [column.in_(values) for column, values in asked if values is not None]
    if wanted.project_id is not None:
        conditions.append(_p.project_id == wanted.project_id)
    return (
        select(proposals, projects.c.name.label("project"))
        .select_from(
            proposals.join(projects, and_(projects.c.tenant_id == _p.tenant_id, projects.c.id == _p.project_id))
        )
        .where(_p.tenant_id == tenant_id, *conditions)
    )


async def proposal_row(connection: AsyncConnection, tenant_id: UUID, proposal_id: UUID) -> Row[Any] | None:
    """Find a proposal."""
    statement = proposal_statement(tenant_id, ProposalsWanted(ids=[proposal_id]))
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def pending_row(connection: AsyncConnection, tenant_id: UUID, project_id: UUID) -> Row[Any] | None:
    """Find the project's proposal that is not closed; there is one at most."""
    rows = await _pending(connection, tenant_id, project_id)
    return rows[0] if rows else None


@at_once
async def _pending(connection: AsyncConnection, tenant_id: UUID, project_id: UUID) -> Sequence[Row[Any]]:
    statement = proposal_statement(tenant_id, ProposalsWanted(states=PENDING, project_id=project_id))
    return list(await connection.execute(statement))


async def pending_rows(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Row[Any]]:
    """List every proposal that is not closed."""
    return list(await connection.execute(proposal_statement(tenant_id, ProposalsWanted(states=PENDING))))


async def waiting_rows(
    connection: AsyncConnection, tenant_id: UUID, seats: Sequence[str], unit_id: UUID
) -> Sequence[Row[Any]]:
    """List (id, project_id, sure) of open proposals that wait for a seat, for the project of a unit, or for a deputy.

    Where `sure` is false only the project's deputy is waited for, and who that is remains to be seen.
    """
    leads = select(parts.c.project_id).where(
        parts.c.tenant_id == tenant_id, parts.c.kind == "lead_unit", parts.c.unit_id == unit_id, parts.c.to_on.is_(None)
    )
    asked = or_(_p.state == "returned", _waits_for([LEAD_UNIT]))
    returned = and_(asked, _p.project_id.in_(leads))
    sure = (_waits_for(seats)) | returned
    statement = select(_p.id, _p.project_id, sure.label("sure")).where(
        _p.tenant_id == tenant_id, _p.state.in_(PENDING), sure | _waits_for([PROJECT_DEPUTY])
    )
    return list(await connection.execute(statement))


def _waits_for(seats: Sequence[str]) -> ColumnElement[bool]:
    """Tell whether a proposal waits for any of these seats."""
    return _p.waits_for.bool_op("&&")(literal(list(seats), ARRAY(Text)))


async def decision_rows(connection: AsyncConnection, tenant_id: UUID, proposal_id: UUID) -> Sequence[Row[Any]]:
    """List what was decided of a proposal, in order, with who decided."""
    statement = (
        select(proposal_decisions, users.c.name.label("user"))
        .select_from(proposal_decisions.join(users, and_(users.c.tenant_id == _d.tenant_id, users.c.id == _d.user_id)))
        .where(_d.tenant_id == tenant_id, _d.proposal_id == proposal_id)
        .order_by(_d.id)
    )
    return list(await connection.execute(statement))


async def lock_project(connection: AsyncConnection, tenant_id: UUID, project_id: UUID) -> Row[Any] | None:
    """Hold a project's row for this transaction; gives (id, name, version)."""
    p = projects.c
    statement = select(p.id, p.name, p.version).where(p.tenant_id == tenant_id, p.id == project_id).with_for_update()
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()  # type: ignore[assignment]
    return found


async def standing_passage(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, track: str) -> UUID:
    """Give the id of the project's stay on the track that has not ended."""
    s = passages.c
    statement = select(s.id).where(
        s.tenant_id == tenant_id, s.project_id == project_id, s.track == track, s.left_on.is_(None)
    )
    found: UUID = (await connection.execute(statement)).scalar_one()
    return found


async def mark_row(
    connection: AsyncConnection, tenant_id: UUID, project_id: UUID, mark: str, year: int
) -> Row[Any] | None:
    """Find a project's mark of a year, borne or ended."""
    statement = select(project_marks).where(
        _m.tenant_id == tenant_id, _m.project_id == project_id, _m.mark == mark, _m.year == year
    )
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def borne_since(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, mark: str) -> int | None:
    """Give the year under which a mark stands that has not been taken away."""
    statement = select(func.min(_m.year)).where(
        _m.tenant_id == tenant_id, _m.project_id == project_id, _m.mark == mark, _m.until_on.is_(None)
    )
    found: int | None = (await connection.execute(statement)).scalar_one()
    return found


def mark_statement(tenant_id: UUID, project_id: UUID) -> Select[Any]:
    """Select all marks of a project."""
    return select(project_marks).where(_m.tenant_id == tenant_id, _m.project_id == project_id)


async def listed_ids(connection: AsyncConnection, tenant_id: UUID, track: str) -> Sequence[UUID]:
    """List the projects that stand on the track on the county's own day."""
    s = passages.c
    statement = select(s.project_id).where(
        s.tenant_id == tenant_id, s.track == track, s.left_on.is_(None), s.entered_on <= func.app_today()
    )
    return list((await connection.execute(statement)).scalars())
