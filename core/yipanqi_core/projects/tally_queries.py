"""Counting the projects on each step of the main track: how many, how much money, which colours."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.standing_queries import override_of, value_in_effect
from yipanqi_core.assessments.tables import rulings
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.projects.frame_queries import Frame
from yipanqi_core.projects.state_queries import of_tenant, stays
from yipanqi_core.projects.tables import annual_plans, passages, projects


async def tally_rows(connection: AsyncConnection, frame: Frame, track: str) -> Sequence[Row[Any]]:
    """Count the listed projects by step, nature and colour, with total investment and the year's plan."""
    tenant, s, p, plan, r = frame.county.id, passages.c, projects.c, annual_plans.c, rulings.c
    month = frame.month.assessment_id if frame.month else None
    rated = (r.project_id == p.id, r.assessment_id == month, r.kind == RulingKind.RATING.value)
    override = override_of(rulings)
    source = (
        passages.join(projects, of_tenant(projects, tenant, p.id == s.project_id))
        .outerjoin(
            annual_plans, of_tenant(annual_plans, tenant, plan.project_id == p.id, plan.year == frame.today.year)
        )
        .outerjoin(rulings, of_tenant(rulings, tenant, *rated))
        .outerjoin(override, true())
    )
    colour = value_in_effect(rulings, override)
    statement = (
        select(
            s.step,
            p.nature,
            colour.label("colour"),
            func.count().label("projects"),
            func.sum(p.total_investment).label("total_investment"),
            func.coalesce(func.sum(plan.amount), 0).label("annual_plan"),
        )
        .select_from(source)
        .where(*stays(tenant, track, frame.today))
        .group_by(s.step, p.nature, colour)
    )
    return list(await connection.execute(statement))
