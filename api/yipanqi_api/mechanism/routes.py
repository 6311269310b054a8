"""Reading the mechanism, and setting its parameters."""

from datetime import date
from typing import Annotated

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.mechanism.clause_views import ClauseInUse
from yipanqi_api.mechanism.clauses import clause_in_use
from yipanqi_api.mechanism.parameter_views import NewSetting, ParameterView, parameters_of
from yipanqi_api.mechanism.seat_views import SeatView, seats_of
from yipanqi_api.mechanism.views import MechanismView
from yipanqi_api.mechanism.whole import whole
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page
from yipanqi_api.problems.assessing import NOT_IN_FORCE
from yipanqi_api.problems.general import RULE_REFUSES
from yipanqi_core.assessments import reading_queries as assessed
from yipanqi_core.assessments.parameter_dates import earliest_from, set_from_open_month
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants import reading_queries
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope

On = Annotated[date | None, QueryParameter(description="哪一天施行的内容；缺省为今天")]


@get(
    "",
    operation_id="ReadMechanism",
    summary="查看本县机制",
    guards=[requires(Permission.READ)],
    responses=refuses(NOT_IN_FORCE),
)
async def read_mechanism(
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
    on: On = None,
) -> Answer[MechanismView]:
    """The mechanism as data: a front end written once can draw any county's lists, forms and clauses from it."""
    return condition.answer(await whole(transaction, identity, on), 1)


@get(
    "/parameters",
    operation_id="ListParameters",
    summary="列出机制参数",
    guards=[requires(Permission.READ)],
    responses=refuses(NOT_IN_FORCE),
)
async def list_parameters(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], on: On = None
) -> Page[ParameterView]:
    """Every parameter with its value in force and all its dated settings; the list is always whole."""
    return Page(await _parameters(transaction, identity, on), None, has_more=False)


@get(
    "/parameters/{name:str}",
    operation_id="ReadParameter",
    summary="查看一个机制参数",
    guards=[requires(Permission.READ)],
    responses=refuses(NOT_IN_FORCE),
)
async def read_parameter(
    name: FromPath[str],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
    on: On = None,
) -> Answer[ParameterView]:
    """One parameter."""
    return condition.answer(await _parameter(transaction, identity, name, on), 1)


@post(
    "/parameters",
    operation_id="SetParameter",
    summary="设定机制参数",
    guards=[requires(Permission.SET_PARAMETER)],
    responses=refuses(RULE_REFUSES, NOT_IN_FORCE),
)
async def set_parameter(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewSetting]
) -> Answer[ParameterView]:
    """Set a parameter from the first day of a month not yet assessed; what has been judged stays as it was."""
    await set_from_open_month(
        transaction,
        installed(),
        data.name,
        data.value,
        effective_from=data.effective_from,
        reason=data.reason,
    )
    shown = await _parameter(transaction, identity, data.name, None)
    return created(shown, f"/v1/mechanism/parameters/{data.name}")


@get("/clauses/{clause_id:str}", operation_id="ReadClause", summary="查看条款", guards=[requires(Permission.READ)])
async def read_clause(clause_id: FromPath[str], transaction: NamedDependency[Scope]) -> ClauseInUse:
    """A clause of the edition in force today, with everything in the mechanism that rests on it."""
    _, edition = await county_and_edition(transaction)
    try:
        return clause_in_use(edition, clause_id)
    except KeyError:
        raise NotFoundError("本县机制没有这一条款；全部条款见 GET /v1/mechanism") from None


@get("/seats", operation_id="ListSeats", summary="列出席位及其绑定", guards=[requires(Permission.READ)])
async def list_seats(transaction: NamedDependency[Scope], on: On = None) -> Page[SeatView]:
    """Every office and post that the document names, with whom the county has bound to it; always whole."""
    county = await read_county(transaction.connection, transaction.tenant_id)
    day = on or county.today
    edition = installed().in_force(county.mechanism, day)
    bound = await reading_queries.bound_seats(transaction.connection, transaction.tenant_id, day)
    return Page(seats_of(edition, bound), None, has_more=False)


async def _parameters(scope: Scope, identity: Identity, on: date | None) -> list[ParameterView]:
    county = await read_county(scope.connection, scope.tenant_id)
    day = on or county.today
    edition = installed().in_force(county.mechanism, day)
    rows = await reading_queries.setting_rows(scope.connection, scope.tenant_id)
    earliest = earliest_from(await assessed.last_assessed_day(scope.connection, scope.tenant_id))
    return parameters_of(edition, rows, day, identity, earliest)


async def _parameter(scope: Scope, identity: Identity, name: str, on: date | None) -> ParameterView:
    for one in await _parameters(scope, identity, on):
        if one.name == name:
            return one
    raise NotFoundError("本县机制没有这个参数；全部参数见 GET /v1/mechanism/parameters")


mechanism_router = Router(
    "/v1/mechanism",
    route_handlers=[
        read_mechanism,
        list_parameters,
        read_parameter,
        set_parameter,
        read_clause,
        list_seats,
    ],
    tags=["mechanism"],
)
