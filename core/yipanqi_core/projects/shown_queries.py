"""What is shown of each project of a page, made once: joins, columns, and the values that they ask for."""

from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, Integer, Text, Uuid, bindparam, true

from yipanqi_core.assessments.standing_queries import override_of, value_in_effect
from yipanqi_core.assessments.tables import rulings
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.people.holder_queries import holder_on
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.frame_queries import Frame
from yipanqi_core.projects.state_queries import issues_of, late_items_of, of_tenant, step_of
from yipanqi_core.projects.tables import annual_plans, projects, responsibilities
from yipanqi_core.vocabulary import ResponsibilityKind

TENANT: Any = bindparam("tenant", type_=Uuid())
_DAY: Any = bindparam("day", type_=Date())
_TRACK: Any = bindparam("track", type_=Text())
_MONTH: Any = bindparam("month", type_=Uuid())  # the assessment whose ratings are shown; NULL: none
_YEAR: Any = bindparam("year", type_=Integer())

_p, _r, _plan = projects.c, rulings.c, annual_plans.c
_set = override_of(rulings)
_stay = step_of(TENANT, _p.id, _TRACK, _DAY)
_issues = issues_of(TENANT, _p.id, _DAY)
_late = late_items_of(TENANT, _p.id, _DAY)
_leader_part, _leader = responsibilities.alias("leader_part"), posts.alias("leader")
_holder = holder_on(TENANT, _leader.c.id, _DAY)
_units = {
    kind: (responsibilities.alias(f"{kind.value}_part"), units.alias(kind.value))
    for kind in (ResponsibilityKind.LEAD_UNIT, ResponsibilityKind.OWNER)
}


def _part(part: Any, kind: ResponsibilityKind) -> ColumnElement[bool]:
    return of_tenant(part, TENANT, part.c.project_id == _p.id, part.c.kind == kind.value, part.c.to_on.is_(None))


_RATED = (
    _r.project_id == _p.id,
    _r.assessment_id == _MONTH,
    _r.kind.in_((RulingKind.RATING.value, RulingKind.REFERENCE.value)),
)

JOINS: tuple[tuple[FromClause, ColumnElement[bool]], ...] = (
    (annual_plans, of_tenant(annual_plans, TENANT, _plan.project_id == _p.id, _plan.year == _YEAR)),
    (rulings, of_tenant(rulings, TENANT, *_RATED)),
    (_set, true()),
    (_stay, true()),
    (_issues, true()),
    (_late, true()),
    *(
        join
        for kind, (part, unit) in _units.items()
        for join in ((part, _part(part, kind)), (unit, of_tenant(unit, TENANT, unit.c.id == part.c.unit_id)))
    ),
    (_leader_part, _part(_leader_part, ResponsibilityKind.LEADER)),
    (_leader, of_tenant(_leader, TENANT, _leader.c.id == _leader_part.c.post_id)),
    (_holder, true()),
)
"""What is outer-joined with projects, in this order."""

COLUMNS: tuple[ColumnElement[Any], ...] = (
    _p.id, _p.name, _p.code, _p.nature, _p.sector, _p.level, _p.total_investment, _p.site, _p.updated_at,
    _plan.amount.label("annual_plan"),
    _r.kind.label("rating_kind"), value_in_effect(rulings, _set).label("colour"), _r.value.label("computed"),
    _r.clause, _r.because,
    _stay.c.step, _stay.c.entered_on.label("listed_on"),
    _issues.c.open.label("open_issues"), _issues.c.urgent.label("urgent_issues"),
    _late.c.late.label("late_items"),
    *(
        column
        for kind, (_, unit) in _units.items()
        for column in (unit.c.id.label(f"{kind.value}_id"), unit.c.name.label(kind.value))
    ),
    _leader.c.id.label("leader_id"), _leader.c.title.label("leader"),
    _holder.c.id.label("holder_id"), _holder.c.name.label("holder"),
)  # fmt: skip
"""What a list shows of a project."""

FACTS = _r.facts
"""The figures of the rating, which only one project shows."""


def values(frame: Frame, track: str, year: int | None = None) -> dict[str, Any]:
    """Give the values that the joins ask for."""
    return {
        "tenant": frame.county.id,
        "day": frame.today,
        "track": track,
        "month": frame.month.assessment_id if frame.month else None,
        "year": year or frame.today.year,
    }
