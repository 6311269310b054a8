"""Assessing a period: judged once from the facts of its end, stored, and thereafter read as stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from pydantic import BaseModel

from yipanqi_core.assessments import queries, storage
from yipanqi_core.assessments.adding_up import named, points_of
from yipanqi_core.assessments.errors import AssessmentError
from yipanqi_core.assessments.results import Assessment
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import EarlierRuling
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.rules.engine import Outcome, judge_county, judge_month
from yipanqi_core.rules.scoring import add_up, rank
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope

KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


async def assess(scope: Scope, registry: Registry, period: Period) -> Assessment:
    """Assess a month, quarter or year; what is stored already is read as stored.

    A longer period first assesses its months that are not stored. A period that has not ended by the county's own date
    is judged on what is known and not stored. Raises AssessmentError, NotInForceError.
    """
    if period.kind not in KINDS:
        raise AssessmentError(f"“{period}”不是月、季或年；可写作 2024-06、2024-Q2 或 2024")
    county = await read_county(scope.connection, scope.tenant_id)
    registry.in_force(county.mechanism, period.start)
    await queries.lock_period(scope.connection, scope.tenant_id, "assess")
    return await _Assessor(scope, registry, county).assess(period)


class _Assessor:
    """One run: the county is locked, so that what is found missing is still missing when it is stored."""

    def __init__(self, scope: Scope, registry: Registry, county: County) -> None:
        self._scope, self._registry, self._county = scope, registry, county

    async def assess(self, period: Period) -> Assessment:
        found = await queries.find(self._scope.connection, self._scope.tenant_id, str(period))
        if found is not None:
            return await storage.load(self._scope, self._county, found)
        edition = self._registry.in_force(self._county.mechanism, period.end)
        parameters = await read_in_force(self._scope, edition, period.end)
        if period.kind is PeriodKind.MONTH:
            gathered, outcome = await self._judge_month(edition, parameters, period)
        else:
            gathered, outcome = await self._add_up(edition, parameters, period)
        over = period.end < self._county.today
        if over:
            await storage.store(self._scope, self._county, edition, parameters, period, gathered, outcome)
        return Assessment(self._county.name, str(period), edition.name, over, outcome.judgements, outcome.scores)

    async def _judge_month(self, edition: Edition, parameters: BaseModel, period: Period) -> tuple[Gathered, Outcome]:
        earlier = await self._earlier(edition, period) if edition.memory_months else {}
        gathered = await gather(self._scope, edition, str(period), period.end, earlier=earlier)
        return gathered, judge_month(edition, parameters, gathered.county, gathered.projects)

    async def _earlier(self, edition: Edition, period: Period) -> Mapping[UUID, Sequence[EarlierRuling]]:
        """Assess the months before, from the register's first on, and read what rules may look back at."""
        connection, tenant = self._scope.connection, self._scope.tenant_id
        first = await queries.first_month(connection, tenant)
        before: list[Period] = []
        month = period.previous()
        while first is not None and month.end >= first and month.start >= edition.in_force_from:
            before.insert(0, month)
            month = month.previous()
        for one in before:
            await self.assess(one)
        looked_at = [str(one) for one in before[-edition.memory_months :]]
        kinds = (RulingKind.RATING, RulingKind.LETTER)
        found: dict[UUID, list[EarlierRuling]] = defaultdict(list)
        for row in await queries.earlier_rulings(connection, tenant, looked_at, kinds):
            found[row.project_id].append(EarlierRuling(row.period, row.kind, row.value))
        return found

    async def _add_up(self, edition: Edition, parameters: BaseModel, period: Period) -> tuple[Gathered, Outcome]:
        """Add up a longer period from its months; each is assessed first if it is not stored.

        A stored month's units go by today's names, as the longer period's own do.
        """
        results = [await self.assess(month) for month in period.months()]
        if edition.scoring is None:
            raise AssessmentError(f"该机制没有计分条款，{period.title}无可汇总；请按月评估")
        gathered = await gather(self._scope, edition, str(period), period.end, only=[])
        names = {key: unit.name for key, unit in gathered.names.units.items()}
        connection, tenant = self._scope.connection, self._scope.tenant_id
        stored = await queries.month_points(connection, tenant, [one.period for one in results if one.stored])
        months = [
            (one.period, named(stored[one.period], names) if one.stored else points_of(one.scores)) for one in results
        ]
        boards = period.kind is PeriodKind.QUARTER
        ranked = rank(add_up(months), edition.scoring, parameters, gathered.county.units, boards=boards)
        found = judge_county(edition, parameters, gathered.county, period.kind)
        return gathered, Outcome(found, tuple(ranked))
