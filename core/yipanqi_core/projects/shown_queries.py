"""What is shown of each project of a page: the page's projects in one statement with all that a list tells of them.

What there can be many of (issues, items, stays) is read once for all projects of the page, by their ids, and not once
for each: the time depends on the page and never on the county.
"""

from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    cast,
    func,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import distinct_on

from yipanqi_core.assessments.standing_queries import value_in_effect
from yipanqi_core.assessments.tables import overrides, rulings
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.people.holder_queries import holder_on
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.frame_queries import Frame
from yipanqi_core.projects.state_queries import of_tenant, open_issue, stays, unfinished
from yipanqi_core.projects.tables import annual_plans, item_plans, items, passages, projects, responsibilities
from yipanqi_core.vocabulary import ResponsibilityKind, Urgency
from yipanqi_core.work.tables import issues

TENANT: Any = bindparam("tenant", type_=Uuid())
DAY: Any = bindparam("day", type_=Date())
TRACK: Any = bindparam("track", type_=Text())
MONTH: Any = bindparam("month", type_=Uuid())  # the assessment whose ratings are shown; NULL: none
YEAR: Any = bindparam("shown_year", type_=Integer())

_p, _r, _o, _i = projects.c, rulings.c, overrides.c, items.c
OWN = (_p.id, _p.name, _p.code, _p.nature, _p.sector, _p.level, _p.total_investment, _p.site, _p.updated_at)
"""The columns of its own that a list shows of a project; what the page is cut to."""

FACTS = func.convert_from(_r.facts, "UTF8", type_=Text()).label("facts")
"""The figures of the rating, which only one project shows."""


def shown(page: FromClause, *more: ColumnElement[Any], one: ColumnElement[Any] | None = None) -> Select[Any]:
    """Select what a list shows of the projects of a page, and `more`.

    With `one` the page is that project's row: all is then found by its id, in half the time.
    """
    ids, key = (_all_of(page, page.c.id), page.c.id) if one is None else (one, one)
    plan, rated, stay = annual_plans.c, _set(ids), _stays(ids)
    open_, late = _issues(ids), _late(ids)
    kinds = (RulingKind.RATING.value, RulingKind.REFERENCE.value)
    source: FromClause = page
    for table, condition in (
        (annual_plans, of_tenant(annual_plans, TENANT, plan.project_id == key, plan.year == YEAR)),
        (
            rulings,
            of_tenant(rulings, TENANT, _r.project_id == key, _r.assessment_id == MONTH, _r.kind.in_(kinds)),
        ),
        (rated, and_(rated.c.project_id == key, _r.kind == RulingKind.RATING.value)),
        (stay, stay.c.project_id == key),
        (open_, open_.c.project_id == key),
        (late, late.c.project_id == key),
    ):
        source = source.outerjoin(table, condition)
    source, parts = _with_parts(source, key)
    return select(
        *(page.c[column.key] for column in OWN),
        plan.amount.label("annual_plan"),
        _r.kind.label("rating_kind"), value_in_effect(rulings, rated).label("colour"), _r.value.label("computed"),
        _r.clause, _r.because,
        stay.c.step, stay.c.entered_on.label("listed_on"),
        func.coalesce(open_.c.open, 0).label("open_issues"), func.coalesce(open_.c.urgent, 0).label("urgent_issues"),
        func.coalesce(late.c.late, 0).label("late_items"),
        *parts, *more,
    ).select_from(source)  # fmt: skip


def values(frame: Frame, track: str, year: int | None = None) -> dict[str, Any]:
    """Give the values that the statement asks for."""
    return {
        "tenant": frame.county.id,
        "day": frame.today,
        "track": track,
        "month": frame.month.assessment_id if frame.month else None,
        "shown_year": year or frame.today.year,
    }


def _all_of(rows: Any, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give all values of a column of the rows, to compare with `= ANY`."""
    ids = select(func.array_agg(column).label("ids")).select_from(rows).cte(f"{rows.name}_ids")
    return any_(cast(select(ids.c.ids).scalar_subquery(), ARRAY(Uuid)))


def _set(ids: ColumnElement[Any]) -> FromClause:
    """The rating that a person set in time, the last one of each project."""
    return (
        select(_o.project_id, _o.value)
        .ext(distinct_on(_o.project_id))
        .where(_o.tenant_id == TENANT, _o.assessment_id == MONTH, _o.project_id == ids, _o.counts)
        .order_by(_o.project_id, _o.id.desc())
        .subquery("in_effect")
    )


def _stays(ids: ColumnElement[Any]) -> FromClause:
    s = passages.c
    return (
        select(s.project_id, s.step, s.entered_on)
        .ext(distinct_on(s.project_id))
        .where(*stays(TENANT, TRACK, DAY), s.project_id == ids)
        .order_by(s.project_id, s.entered_on.desc(), s.id.desc())
        .subquery("stay")
    )


def _issues(ids: ColumnElement[Any]) -> FromClause:
    x = issues.c
    urgent = func.count().filter(x.urgency == Urgency.URGENT.value)
    return (
        select(x.project_id, func.count().label("open"), urgent.label("urgent"))
        .where(x.tenant_id == TENANT, x.project_id == ids, open_issue(DAY))
        .group_by(x.project_id)
        .subquery("open_issues")
    )


def _late(ids: ColumnElement[Any]) -> FromClause:
    """How many items of each project are unfinished and past the plan in force."""
    due = (
        select(_i.id, _i.project_id, _i.planned_on)
        .where(_i.tenant_id == TENANT, _i.project_id == ids, unfinished(DAY))
        .cte("due")
    )
    plan = item_plans.c
    again = (
        select(plan.item_id, plan.planned_on)
        .ext(distinct_on(plan.item_id))
        .where(plan.tenant_id == TENANT, plan.item_id == _all_of(due, due.c.id), plan.approved_on <= DAY)
        .order_by(plan.item_id, plan.round.desc())
        .subquery("again")
    )
    return (
        select(due.c.project_id, func.count().label("late"))
        .select_from(due.outerjoin(again, again.c.item_id == due.c.id))
        .where(func.coalesce(again.c.planned_on, due.c.planned_on) < DAY)
        .group_by(due.c.project_id)
        .subquery("late_items")
    )


def _with_parts(source: FromClause, key: ColumnElement[Any]) -> tuple[FromClause, list[ColumnElement[Any]]]:
    """Join who answers for each project at present, and give the columns that tell of it."""
    columns: list[ColumnElement[Any]] = []
    for kind in (ResponsibilityKind.LEAD_UNIT, ResponsibilityKind.OWNER):
        part, unit = responsibilities.alias(f"{kind.value}_part"), units.alias(kind.value)
        source = source.outerjoin(part, _part(part, key, kind))
        source = source.outerjoin(unit, of_tenant(unit, TENANT, unit.c.id == part.c.unit_id))
        columns += [unit.c.id.label(f"{kind.value}_id"), unit.c.name.label(kind.value)]
    part, leader = responsibilities.alias("leader_part"), posts.alias("leader")
    holder = holder_on(TENANT, leader.c.id, DAY)
    source = source.outerjoin(part, _part(part, key, ResponsibilityKind.LEADER))
    source = source.outerjoin(leader, of_tenant(leader, TENANT, leader.c.id == part.c.post_id)).outerjoin(
        holder, true()
    )
    columns += [leader.c.id.label("leader_id"), leader.c.title.label("leader")]
    return source, [*columns, holder.c.id.label("holder_id"), holder.c.name.label("holder")]


def _part(part: Any, key: ColumnElement[Any], kind: ResponsibilityKind) -> ColumnElement[bool]:
    return of_tenant(part, TENANT, part.c.project_id == key, part.c.kind == kind.value, part.c.to_on.is_(None))
