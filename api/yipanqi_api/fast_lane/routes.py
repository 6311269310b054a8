"""What lies on the fast lane: item by item, and per unit, with the days that it was in hand."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Self

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from msgspec import Meta

from yipanqi_api.answers import Answer
from yipanqi_api.days import asked_day
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.references import Reference
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.facts.gather import Gathered
from yipanqi_core.facts.narrow import ask
from yipanqi_core.mechanism.lanes import FastLane
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.supervision_facts import LaneFacts
from yipanqi_core.rules.lanes import UrgentItem, urgent
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope


class LaneItemView(msgspec.Struct):
    """An item that was handed in."""

    project: str
    item: str
    unit: str
    submitted_on: date
    finished_on: date | None
    days: Annotated[int, Meta(description="在办天数，退回补正的时间不计")]


class LaneUnitView(msgspec.Struct):
    """What a unit has had in hand."""

    unit: str
    items: int
    finished: int
    days: Annotated[int, Meta(description="在办天数合计")]

    @classmethod
    def of(cls, unit: str, some: Sequence[LaneFacts]) -> Self:
        """Add a unit's items up."""
        finished = sum(1 for one in some if one.finished_on is not None)
        return cls(unit, len(some), finished, sum(one.days for one in some))


class UrgentItemView(msgspec.Struct):
    """An unfinished item that goes before others."""

    project: Reference
    item: str
    unit: Reference | None
    planned_on: date | None
    submitted_on: Annotated[date | None, Meta(description="首次报送之日；未报送为 null")]
    days: Annotated[int | None, Meta(description="在办天数；未报送为 null")]

    @classmethod
    def of(cls, one: UrgentItem, gathered: Gathered) -> Self:
        """Show an item with ids."""
        unit = None if one.unit is None else Reference(gathered.names.unit_ids[one.unit], one.unit)
        project = Reference(gathered.project_ids[one.project], one.project)
        return cls(project, one.item, unit, one.planned_on, one.submitted_on, one.days)


class FastLaneView(msgspec.Struct):
    """The fast lane on a day: the units with most days in hand first."""

    title: Annotated[str | None, Meta(description="绿色通道的名称；本县机制没有绿色通道为 null，各列为空")]
    clause: str | None
    on: date
    units: list[LaneUnitView]
    items: list[LaneItemView]
    urgent: Annotated[list[UrgentItemView], Meta(description="应优先办理的全部未办结事项，在办最久的在前")]


@get("", operation_id="ReadFastLane", summary="绿色通道在办情况", guards=[requires(Permission.READ)])
async def read_fast_lane(
    transaction: NamedDependency[Scope],
    condition: NamedDependency[Condition],
    on: Annotated[date | None, QueryParameter(description="按哪一天的事实；缺省为今天")] = None,
) -> Answer[FastLaneView]:
    """The approval items that go before others, with the days each unit has had them in hand."""
    county = await read_county(transaction.connection, transaction.tenant_id)
    day = asked_day(county, on)
    edition = installed().in_force(county.mechanism, day)
    if edition.fast_lane is None:
        return condition.answer(FastLaneView(None, None, day, [], [], []), 1)
    declared = edition.fast_lane
    month = f"{day:%Y-%m}"
    view = await ask(
        transaction, edition, month, day, "lane", lambda found: _view(declared, found, day), whole_county=True
    )
    return condition.answer(view, 1)


def _view(declared: FastLane, gathered: Gathered, day: date) -> FastLaneView:
    lane = gathered.county.lane
    units = [LaneUnitView.of(unit, [one for one in lane if one.unit == unit]) for unit in {one.unit for one in lane}]
    return FastLaneView(
        declared.title,
        declared.clause,
        day,
        sorted(units, key=lambda one: (-one.days, one.unit)),
        [
            LaneItemView(one.project, one.item, one.unit, one.submitted_on, one.finished_on, one.days)
            for one in sorted(lane, key=lambda one: (one.finished_on is not None, -one.days, one.project, one.item))
        ],
        [UrgentItemView.of(one, gathered) for one in urgent(declared, gathered.county, gathered.projects)],
    )


fast_lane_router = Router("/v1/fast-lane", route_handlers=[read_fast_lane], tags=["items"])
