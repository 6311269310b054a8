"""Assessing a period: judged once from the facts of its end, stored, and thereafter read as stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from pydantic import BaseModel

from yipanqi_core.assessments import queries, storage
from yipanqi_core.assessments.adding_up import added_up, named, points_of
from yipanqi_core.assessments.errors import AssessmentError
from yipanqi_core.assessments.kept_classes import kept_classes
from yipanqi_core.assessments.results import Assessment
from yipanqi_core.assessments.year_so_far import Called, months_of_year, stored_months
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import EarlierRuling
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.mechanism.scores import CountyView, JudgedMonth
from yipanqi_core.rules.engine import Outcome, judge_county, judge_month
from yipanqi_core.rules.scoring import Score, add_up, rank, score
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope

KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


async def assess(scope: Scope, registry: Registry, period: Period) -> Assessment:
    """Assess a month, quarter or year; what is stored already is read as stored.

    A longer period first assesses its months that are not stored. A period that has not ended by the county's own date
    is judged on what is known and not stored; one that has not begun is refused. Raises AssessmentError,
    NotInForceError.
    """
    if period.kind not in KINDS:
        raise AssessmentError(f"“{period}”不是月、季或年；可写作 2024-06、2024-Q2 或 2024")
    county = await read_county(scope.connection, scope.tenant_id)
    registry.in_force(county.mechanism, period.start)
    require_begun(county, period)
    await queries.lock_period(scope.connection, scope.tenant_id, "assess")
    return await _Assessor(scope, registry, county).assess(period)


def require_begun(county: County, period: Period) -> None:
    """Refuse a period of which the county has not lived a day. Raises AssessmentError."""
    if period.start > county.today:
        raise AssessmentError(
            f"{period.title}自 {period.start} 开始，今天是 {county.today}，还没有可评估的事实；"
            "开始后可预览，期满次日起可评估"
        )


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
        over = period.end < self._county.today
        if over:
            await queries.hold_projects(self._scope.connection, self._scope.tenant_id)
        if period.kind is PeriodKind.MONTH:
            gathered, outcome = await self._judge_month(edition, parameters, period)
        else:
            gathered, outcome = await self._longer(edition, parameters, period)
        if over:
            await storage.store(self._scope, self._county, edition, parameters, period, gathered, outcome)
        return Assessment(self._county.name, str(period), edition.name, over, outcome.judgements, outcome.scores)

    async def _judge_month(self, edition: Edition, parameters: BaseModel, period: Period) -> tuple[Gathered, Outcome]:
        earlier = await self._earlier(edition, period)
        gathered = await gather(self._scope, edition, str(period), period.end, earlier=earlier)
        before = await self._year_so_far(edition, months_of_year(period)[:-1], gathered)
        return gathered, judge_month(edition, parameters, gathered.county, gathered.projects, before)

    async def _earlier(self, edition: Edition, period: Period) -> Mapping[UUID, Sequence[EarlierRuling]]:
        """Read what rules may look back at: the last months, and the year's first classes of the kinds kept."""
        found: dict[UUID, list[EarlierRuling]] = defaultdict(list)
        if edition.memory_months:
            await self._look_back(edition, period, found)
        for project, told in (await kept_classes(self._scope, edition, period)).items():
            found[project] += told
        return found

    async def _look_back(self, edition: Edition, period: Period, found: dict[UUID, list[EarlierRuling]]) -> None:
        """Assess the months before, from the register's first on, and read the last of them."""
        connection, tenant = self._scope.connection, self._scope.tenant_id
        before = await self._since_register(edition, period.previous())
        for one in before:
            await self._made_sure(one)
        looked_at = [str(one) for one in before[-edition.memory_months :]]
        kinds = (RulingKind.RATING, RulingKind.LETTER)
        for row in await queries.earlier_rulings(connection, tenant, looked_at, kinds):
            found[row.project_id].append(EarlierRuling(row.period, row.kind, row.value))

    async def _since_register(self, edition: Edition, last: Period) -> list[Period]:
        """Give the months from the register's first, but not before the edition, to this one."""
        first = await queries.first_month(self._scope.connection, self._scope.tenant_id)
        months: list[Period] = []
        while first is not None and last.end >= first and last.start >= edition.in_force_from:
            months.insert(0, last)
            last = last.previous()
        return months

    async def _made_sure(self, month: Period) -> Assessment | None:
        """Assess a month that is not stored yet; gives its result if it cannot be stored either."""
        stored = await queries.stored_periods(self._scope.connection, self._scope.tenant_id, [str(month)])
        result = None if stored else await self.assess(month)
        return None if result is None or result.stored else result

    async def _year_so_far(
        self, edition: Edition, months: Sequence[Period], gathered: Gathered
    ) -> tuple[JudgedMonth, ...]:
        """Give what the year's months were ruled, for scores that read it; those not stored are assessed first."""
        reads = () if edition.scoring is None else edition.scoring.reads
        if not reads or not months:
            return ()
        known = [one for one in await self._since_register(edition, months[-1]) if one in months]
        previews = [result for month in known if (result := await self._made_sure(month)) is not None]
        stored = await stored_months(self._scope, [str(one) for one in known], reads, Called.in_facts(gathered))
        return *stored, *(
            JudgedMonth(one.period, JudgedMonth("", tuple(one.judgements)).of(*reads)) for one in previews
        )

    async def _longer(self, edition: Edition, parameters: BaseModel, period: Period) -> tuple[Gathered, Outcome]:
        """Judge a longer period: each of its months is assessed first if it is not stored.

        Its scores are added up from its months' or, where the mechanism says so, computed like a month's.
        """
        begun = [month for month in period.months() if month.start <= self._county.today]
        results = [await self.assess(month) for month in begun]
        if not edition.judges(period.kind):
            raise AssessmentError(
                f"该机制没有按{period.kind.label}计分或检查的条款，{period.title}无可评估；请按月评估"
            )
        added = added_up(edition, period)
        computed = edition.scoring is not None and period.kind in edition.scoring.cadences and not added
        gathered = await gather(self._scope, edition, str(period), period.end, only=None if computed else [])
        found = judge_county(edition, parameters, gathered.county, period.kind)
        if added:
            return gathered, Outcome(found, await self._added_up(edition, parameters, period, results, gathered))
        lived = [month for month in months_of_year(period) if month.start <= self._county.today]
        months = await self._year_so_far(edition, lived, gathered)
        view = CountyView(str(period), period.kind, gathered.county, gathered.projects, months)
        return gathered, Outcome(found, score(edition.scoring, parameters, view))

    async def _added_up(
        self,
        edition: Edition,
        parameters: BaseModel,
        period: Period,
        results: Sequence[Assessment],
        gathered: Gathered,
    ) -> tuple[Score, ...]:
        """Rank a period by its months' points; a stored month's units go by today's names, as the period's own do."""
        assert edition.scoring is not None
        names = {key: unit.name for key, unit in gathered.names.units.items()}
        connection, tenant = self._scope.connection, self._scope.tenant_id
        stored = await queries.month_points(connection, tenant, [one.period for one in results if one.stored])
        months = [
            (one.period, named(stored[one.period], names) if one.stored else points_of(one.scores)) for one in results
        ]
        sums = add_up(months, edition.scoring.longer)
        return tuple(rank(sums, edition.scoring, parameters, gathered.county.units, period.kind))
