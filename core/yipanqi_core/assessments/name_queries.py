"""Whom stored names mean: units and projects by the names they were judged by, and by those they have today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, and_, cast, func, or_, select, union
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.tables import assessment_facts, assessments, rulings, scores
from yipanqi_core.calendar import PeriodKind
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import projects, responsibilities
from yipanqi_core.vocabulary import ResponsibilityKind

_REACHES_BACK = timedelta(days=400)
"""What is told of a period rests on it and on the year before, at most."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Ids by name; a name judged by goes before the same name given to another since."""

    units: Mapping[str, UUID]
    projects: Mapping[str, UUID]


async def meant(connection: AsyncConnection, tenant_id: UUID, until: date) -> Meant:
    """Read whom the names mean in what was judged up to a day; a renamed unit is still the same unit."""
    r, s, u, p = rulings.c, scores.c, units.c, projects.c
    of_units = union(
        _judged(tenant_id, until, rulings, r.unit_name, r.unit_id),
        _judged(tenant_id, until, scores, s.unit_name, s.unit_id),
        *(_in_projects(tenant_id, until, kind) for kind in (ResponsibilityKind.OWNER, ResponsibilityKind.LEAD_UNIT)),
    )
    of_projects = _judged(tenant_id, until, rulings, r.project_name, r.project_id)
    today = (
        select(u.name.label("name"), u.id.label("id")).where(u.tenant_id == tenant_id),
        select(p.name.label("name"), p.id.label("id")).where(p.tenant_id == tenant_id),
    )
    found = [
        {row.name: row.id for statement in several for row in await connection.execute(statement)}
        for several in ((today[0], of_units), (today[1], of_projects))
    ]
    return Meant(*found)


def _in_projects(tenant_id: UUID, until: date, kind: ResponsibilityKind) -> Select[Any]:
    """Name the units that had a part in the projects judged, as the facts of the day name them."""
    a, f, r = assessments.c, assessment_facts.c, responsibilities.c
    held = and_(
        r.tenant_id == tenant_id,
        cast(r.project_id, Text) == f.subject,
        r.kind == kind.value,
        or_(r.from_on.is_(None), r.from_on <= a.ends_on),
        or_(r.to_on.is_(None), r.to_on > a.ends_on),
    )
    body = cast(func.convert_from(f.body, "UTF8"), JSONB)
    judged = and_(f.tenant_id == tenant_id, f.assessment_id == a.id)
    return (
        select(body[kind.value].astext.label("name"), r.unit_id.label("id"))
        .select_from(assessments.join(assessment_facts, judged).join(responsibilities, held))
        .where(a.tenant_id == tenant_id, a.ends_on == until, a.period_kind == PeriodKind.MONTH.value)
        .distinct()
    )


def _judged(tenant_id: UUID, until: date, table: Any, name: Any, key: Any) -> Select[Any]:
    a = assessments.c
    of_day = and_(a.tenant_id == tenant_id, a.ends_on <= until, a.ends_on > until - _REACHES_BACK)
    known = select(a.id).where(of_day)
    return (
        select(name.label("name"), key.label("id"))
        .where(table.c.tenant_id == tenant_id, table.c.assessment_id.in_(known), key.is_not(None))
        .distinct()
    )
