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
    leads = _Leads(scope, called)
    for row in await queries.rulings_of_months(connection, tenant, stored, kinds, as_published=as_published):
        project = None if row.project_id is None else called.projects.get(row.project_id, row.project_name)
        unit = None if row.unit_id is None else called.units.get(row.unit_id, row.unit_name)
        figures = await leads.called_now(row.assessment_id, decode(row.facts, dict[str, object]))
        ruling = Ruling(row.value, row.clause, row.because, figures)
        found[row.period].append(Judgement(RulingKind(row.kind), row.code, Subject(project, unit), ruling))
    return tuple(JudgedMonth(month, tuple(found[month])) for month in stored)


class _Leads:
    """The lead units that figures name, by the names they have at the end."""

    def __init__(self, scope: Scope, called: Called) -> None:
        self._scope, self._called = scope, called
        self._known = frozenset(called.units.values())
        self._then: dict[UUID, dict[str, str]] = {}

    async def called_now(self, assessment_id: UUID, figures: dict[str, object]) -> dict[str, object]:
        """Give the figures with their `lead_unit` by its name at the end, if it is called otherwise by then."""
        lead = figures.get("lead_unit")
        if not isinstance(lead, str) or lead in self._known:
            return figures
        if assessment_id not in self._then:
            names = await queries.unit_names(self._scope.connection, self._scope.tenant_id, assessment_id)
            self._then[assessment_id] = {name: self._called.units.get(key, name) for key, name in names.items()}
        return {**figures, "lead_unit": self._then[assessment_id].get(lead, lead)}
