"""Reading the push list: every listed project with its year's plan and what was done, month by month."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, literal, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by

from yipanqi_core.mechanism.push_lists import PushList
from yipanqi_core.people.tables import units
from yipanqi_core.projects.state_queries import of_tenant, planned_on, step_of
from yipanqi_core.projects.tables import annual_plans, items, monthly_figures, projects, responsibilities
from yipanqi_core.vocabulary import ItemKind, ResponsibilityKind

_p, _f, _i, _r = projects.c, monthly_figures.c, items.c, responsibilities.c

PUSHED_ID, PUSHED_STEP = _p.id, "stay"
PUSHED_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "name": (_p.name,),
    "total_investment": (_p.total_investment,),
}


def push_statement(tenant_id: UUID, kind: PushList, track: str, year: int, day: date) -> Select[Any]:
    """Select the projects listed on the day, with the year's months as JSON and the start as planned and done."""
    stay = step_of(tenant_id, _p.id, track, day)
    a_month = func.json_build_object(
        "month", func.to_char(_f.month, "YYYY-MM"), "planned", func.to_char(_f.planned, "FM999999999999990.00"),
        "completed", case((_f.month <= day, func.to_char(_f.completed, "FM999999999999990.00"))),
    )  # fmt: skip
    months = (
        select(func.json_agg(aggregate_order_by(a_month, _f.month)).label("months"))
        .where(
            _f.tenant_id == tenant_id, _f.project_id == _p.id,
            _f.month >= date(year, 1, 1), _f.month <= date(year, 12, 1),
        )
        .lateral("months")
    )  # fmt: skip
    start = (
        select(planned_on(day).label("planned_on"), case((_i.finished_on <= day, _i.finished_on)).label("done_on"))
        .where(
            _i.tenant_id == tenant_id, _i.project_id == _p.id,
            _i.kind == ItemKind.NODE.value, _i.title == kind.start,
        )
        .limit(1)
        .lateral("start")
    )  # fmt: skip
    lead = (
        select(units.c.id.label("unit_id"), units.c.name.label("unit"))
        .select_from(responsibilities.join(units, of_tenant(units, tenant_id, units.c.id == _r.unit_id)))
        .where(
            _r.tenant_id == tenant_id, _r.project_id == _p.id, _r.kind == ResponsibilityKind.LEAD_UNIT.value,
            _r.to_on.is_(None),
        )
        .limit(1)
        .lateral("lead")
    )  # fmt: skip
    restart = literal(None) if kind.restart is None else _p.fields[kind.restart].astext
    plan = of_tenant(annual_plans, tenant_id, annual_plans.c.project_id == _p.id, annual_plans.c.year == year)
    return (
        select(
            _p.id, _p.name, _p.total_investment, _p.content, annual_plans.c.amount.label("annual_plan"),
            start.c.planned_on, start.c.done_on, restart.label("restarts_on"), lead.c.unit_id, lead.c.unit,
            months.c.months,
        )
        .select_from(
            projects.join(stay, true()).outerjoin(annual_plans, plan).outerjoin(lead, true())
            .outerjoin(start, true()).outerjoin(months, true())
        )
        .where(_p.tenant_id == tenant_id)
    )  # fmt: skip
