"""How things stand on the county's own day, as expressions that readings of projects share.

What is dated later than the day has not happened yet: a demonstration county's own date may lie in the past.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, and_, exists, func, or_, select
from sqlalchemy.sql.selectable import LateralFromClause

from yipanqi_core.projects.tables import item_plans, items, passages
from yipanqi_core.vocabulary import Urgency
from yipanqi_core.work.tables import issues

_i, _plan, _s, _issue = items.c, item_plans.c, passages.c, issues.c


def planned_on(day: date) -> ColumnElement[Any]:
    """Give an item's plan in force: the latest re-plan approved by the day, else the first plan."""
    latest = (
        select(_plan.planned_on)
        .where(_plan.tenant_id == _i.tenant_id, _plan.item_id == _i.id, _plan.approved_on <= day)
        .order_by(_plan.round.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(latest, _i.planned_on)


def unfinished(day: date) -> ColumnElement[bool]:
    """Tell whether an item is unfinished on the day."""
    return or_(_i.finished_on.is_(None), _i.finished_on > day)


def has_due_item(tenant_id: UUID, project: ColumnElement[Any], day: date, before: date) -> ColumnElement[bool]:
    """Tell whether a project has an unfinished item planned before a day."""
    return exists().where(
        _i.tenant_id == tenant_id, _i.project_id == project, unfinished(day), planned_on(day) < before
    )


def open_issue(day: date) -> ColumnElement[bool]:
    """Tell whether an issue is raised and not resolved on the day."""
    return and_(_issue.raised_on <= day, or_(_issue.resolved_on.is_(None), _issue.resolved_on > day))


def issue_counts(tenant_id: UUID, day: date) -> Any:
    """Give the open issues per project, for a whole county at once."""
    return (
        select(_issue.project_id, func.count().label("open"))
        .where(_issue.tenant_id == tenant_id, open_issue(day))
        .group_by(_issue.project_id)
        .subquery("issue_counts")
    )


def issues_of(tenant_id: UUID, project: ColumnElement[Any], day: date) -> LateralFromClause:
    """Give one project's open issues: how many, and how many of them urgent."""
    urgent = func.count().filter(_issue.urgency == Urgency.URGENT.value)
    return (
        select(func.count().label("open"), urgent.label("urgent"))
        .where(_issue.tenant_id == tenant_id, _issue.project_id == project, open_issue(day))
        .lateral("open_issues")
    )


def late_items_of(tenant_id: UUID, project: ColumnElement[Any], day: date) -> LateralFromClause:
    """Give how many of one project's items are unfinished and past their plan."""
    return (
        select(func.count().label("late"))
        .where(_i.tenant_id == tenant_id, _i.project_id == project, unfinished(day), planned_on(day) < day)
        .lateral("late_items")
    )


def stays(tenant_id: UUID, track: str, day: date) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions of a stay on the track that holds on the day."""
    return (
        _s.tenant_id == tenant_id,
        _s.track == track,
        _s.entered_on <= day,
        or_(_s.left_on.is_(None), _s.left_on > day),
    )


def step_of(tenant_id: UUID, project: ColumnElement[Any], track: str, day: date) -> LateralFromClause:
    """Give the step on which one project stands, and since when."""
    return (
        select(_s.step, _s.entered_on)
        .where(*stays(tenant_id, track, day), _s.project_id == project)
        .order_by(_s.entered_on.desc(), _s.id.desc())
        .limit(1)
        .lateral("stay")
    )


def of_tenant(table: FromClause, tenant_id: UUID, *conditions: Any) -> ColumnElement[bool]:
    """Join a table of the tenant's on these conditions."""
    return and_(table.c.tenant_id == tenant_id, *conditions)
