"""Rates per unit, as they follow from the facts of a day."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from msgspec import Meta

from yipanqi_api.days import asked_day
from yipanqi_api.guards import requires
from yipanqi_api.references import Reference, Word
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.facts.gather import Gathered
from yipanqi_core.facts.narrow import ask
from yipanqi_core.mechanism.rates import Rate
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.rules.progress import shown
from yipanqi_core.rules.rates import Counted, per_unit
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope

Sum = Annotated[Decimal, Meta(description="个数，或以万元计的金额")]


class CountedView(msgspec.Struct):
    """What the projects of a unit, or of the county, come to."""

    unit: Annotated[Reference | None, Meta(description="责任单位；全县合计为 null")]
    projects: int
    part: Sum
    whole: Sum
    rate: Annotated[str | None, Meta(description="四位小数；分母为 0 即 null")]


class RateView(msgspec.Struct):
    """A rate of the county and of each unit."""

    code: str
    title: str
    clause: str
    part: Annotated[str, Meta(description="分子")]
    whole: Annotated[str, Meta(description="分母")]
    measure: Word
    on: date
    county: CountedView
    units: list[CountedView]


@get("", operation_id="ReadRates", summary="各单位比率", guards=[requires(Permission.READ)])
async def read_rates(
    transaction: NamedDependency[Scope],
    on: Annotated[date | None, QueryParameter(description="按哪一天的事实；缺省为今天")] = None,
) -> list[RateView]:
    """Every rate that the mechanism declares, of the county and of each lead unit."""
    county = await read_county(transaction.connection, transaction.tenant_id)
    day = asked_day(county, on)
    edition = installed().in_force(county.mechanism, day)
    if not edition.rates:
        return []
    month = str(Period.containing(day, PeriodKind.MONTH))
    return await ask(
        transaction, edition, month, day, "rates", lambda found: [_view(rate, found, day) for rate in edition.rates]
    )


def _view(rate: Rate, gathered: Gathered, day: date) -> RateView:
    county, *units = (_counted(one, gathered) for one in per_unit(rate, gathered.projects))
    measure = Word.of(rate.measure)
    return RateView(rate.code, rate.title, rate.clause, rate.part_title, rate.whole_title, measure, day, county, units)


def _counted(one: Counted, gathered: Gathered) -> CountedView:
    unit = None if one.unit is None else Reference(gathered.names.unit_ids[one.unit], one.unit)
    ratio = None if one.ratio is None else shown(one.ratio)
    return CountedView(unit, one.projects, one.part, one.whole, ratio)


rates_router = Router("/v1/rates", route_handlers=[read_rates], tags=["classes"])
