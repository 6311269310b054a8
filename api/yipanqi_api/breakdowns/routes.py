"""Counts and amounts of the county's projects on a day, cut as the mechanism declares."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from msgspec import Meta

from yipanqi_api.answers import Answer
from yipanqi_api.days import asked_day
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.problems.general import INVALID_REQUEST
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.values import Money
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.facts.narrow import ask
from yipanqi_core.mechanism.breakdowns import Breakdown
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.rules.breakdowns import Part, cut
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope


class PartView(msgspec.Struct):
    """One part of a cut; `annual_plan` adds up the plans of the day's year."""

    key: str
    count: int
    total_investment: Money
    annual_plan: Money


class WholeView(msgspec.Struct):
    """All parts together."""

    count: int
    total_investment: Money
    annual_plan: Money


class BreakdownView(msgspec.Struct):
    """One cut of the projects; each counted project stands in exactly one part."""

    by: str
    title: str
    clause: str
    parts: list[PartView]
    whole: Annotated[WholeView, Meta(description="各部分之和")]


class Breakdowns(msgspec.Struct):
    """The cuts of a day."""

    on: date
    edition: str
    breakdowns: list[BreakdownView]


@get("", operation_id="ReadBreakdowns", summary="分组统计", guards=[requires(Permission.READ)])
async def read_breakdowns(
    transaction: NamedDependency[Scope],
    condition: NamedDependency[Condition],
    by: Annotated[list[str] | None, QueryParameter(description="分组的代码，见 GET /v1/mechanism；缺省为全部")] = None,
    on: Annotated[date | None, QueryParameter(description="按哪一天的事实；缺省为今天")] = None,
) -> Answer[Breakdowns]:
    """Count the projects of a day, with their investments, by each cut asked for."""
    county = await read_county(transaction.connection, transaction.tenant_id)
    day = asked_day(county, on)
    edition = installed().in_force(county.mechanism, day)
    meant = _meant(edition, by)
    parameters = await read_in_force(transaction, edition, day)
    month = str(Period.containing(day, PeriodKind.MONTH))
    question = ("breakdowns", *(one.by for one in meant))
    shown = await ask(
        transaction, edition, month, day, question,
        lambda found: [_view(one, cut(one, parameters, found.projects)) for one in meant],
    ) if meant else []  # fmt: skip
    return condition.answer(Breakdowns(day, edition.name, shown), 1)


def _meant(edition: Edition, asked: Sequence[str] | None) -> list[Breakdown]:
    known = {one.by: one for one in edition.breakdowns}
    unknown = [one for one in asked or () if one not in known]
    if unknown:
        able = "、".join(f"{one.by}（{one.title}）" for one in edition.breakdowns) or "无"
        raise ProblemError(INVALID_REQUEST, f"本县机制没有分组“{unknown[0][:30]}”；可用：{able}。")
    return [known[one] for one in dict.fromkeys(asked or known)]


def _view(one: Breakdown, parts: Sequence[Part]) -> BreakdownView:
    nothing = Decimal("0.00")
    whole = WholeView(
        sum(part.count for part in parts),
        sum((part.total_investment for part in parts), nothing),
        sum((part.annual_plan for part in parts), nothing),
    )
    views = [PartView(part.key, part.count, part.total_investment, part.annual_plan) for part in parts]
    return BreakdownView(one.by, one.title, one.clause, views, whole)


breakdowns_router = Router("/v1/breakdowns", route_handlers=[read_breakdowns], tags=["breakdowns"])
