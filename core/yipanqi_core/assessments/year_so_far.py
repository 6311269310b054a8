"""The year's months as scores read them: their rulings, projects and units by the names they have at the end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from yipanqi_core.assessments import queries
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.facts.gather import Gathered
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.scores import JudgedMonth
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Called:
    """What projects and units are called in the facts that are judged; others go by the names they had."""

    projects: Mapping[UUID, str]
    units: Mapping[UUID, str]

    @classmethod
    def in_facts(cls, gathered: Gathered) -> "Called":
        """Take the names from facts that have just been gathered."""
        units = {key: unit.name for key, unit in gathered.names.units.items()}
        return cls({key: name for name, key in gathered.project_ids.items()}, units)


def months_of_year(period: Period) -> list[Period]:
    """Give the months from January to the end of a period of months."""
    last = Period.containing(period.end, PeriodKind.MONTH)
    months = [last]
    while months[0].start.month > 1:
        months.insert(0, months[0].previous())
    return months


async def stored_months(
    scope: Scope,
    months: Sequence[str],
    kinds: Sequence[RulingKind],
    called: Called,
    *,
    as_published: bool = False,
) -> tuple[JudgedMonth, ...]:
    """Read what was ruled of these kinds in stored months, oldest first; a month that is not stored is left out.

    What was computed or, `as_published`, what stands where a person had set another rating.
    """
    connection, tenant = scope.connection, scope.tenant_id
    stored = await queries.stored_periods(connection, tenant, months)
    found: dict[str, list[Judgement]] = defaultdict(list)
    for row in await queries.rulings_of_months(connection, tenant, stored, kinds, as_published=as_published):
        project = None if row.project_id is None else called.projects.get(row.project_id, row.project_name)
        unit = None if row.unit_id is None else called.units.get(row.unit_id, row.unit_name)
        ruling = Ruling(row.value, row.clause, row.because, decode(row.facts, dict[str, object]))
        found[row.period].append(Judgement(RulingKind(row.kind), row.code, Subject(project, unit), ruling))
    return tuple(JudgedMonth(month, tuple(found[month])) for month in stored)
