"""Goals of a day: how much there must be, how much there is, who has nothing to measure by."""

from datetime import date
from typing import Annotated

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.days import asked_day
from yipanqi_api.etags import Condition
from yipanqi_api.goals.views import GoalView
from yipanqi_api.guards import requires
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.facts.gather import Gathered
from yipanqi_core.facts.narrow import ask
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.rules.goals import states
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope


class Goals(msgspec.Struct):
    """The goals of a day, the county's first."""

    on: date
    edition: str
    goals: list[GoalView]


@get("", operation_id="ReadGoals", summary="目标测算", guards=[requires(Permission.READ)])
async def read_goals(
    transaction: NamedDependency[Scope],
    condition: NamedDependency[Condition],
    code: Annotated[list[str] | None, QueryParameter(description="哪一项，见 GET /v1/mechanism 的 goals")] = None,
    on: Annotated[date | None, QueryParameter(description="按哪一天的事实；缺省为今天")] = None,
) -> Answer[Goals]:
    """Work out every goal from the facts of a day; who has nothing to measure by is named with what is lacking."""
    county = await read_county(transaction.connection, transaction.tenant_id)
    day = asked_day(county, on)
    edition = installed().in_force(county.mechanism, day)
    asked = [goal for goal in edition.goals if code is None or goal.code in code]
    parameters, month = await read_in_force(transaction, edition, day), f"{day:%Y-%m}"

    def told(found: Gathered) -> list[GoalView]:
        return [GoalView.of(one, month) for one in states(asked, parameters, found.county, found.projects)]

    question = ("goals", *(goal.code for goal in asked))
    goals = await ask(transaction, edition, month, day, question, told, whole_county=True) if asked else []
    return condition.answer(Goals(day, edition.name, goals), 1)


goals_router = Router("/v1/goals", route_handlers=[read_goals], tags=["goals"])
