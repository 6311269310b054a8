"""Query parameters: declared ones only, each once unless it is a list, and orders from a published list."""

from dataclasses import dataclass
from typing import Any

from litestar import Litestar, Request

from yipanqi_api.problems.general import INVALID_REQUEST, UNKNOWN_PARAMETER
from yipanqi_api.problems.kinds import ProblemError


@dataclass(frozen=True, slots=True)
class Order:
    """One key of an order."""

    field: str
    descending: bool


def parse_sort(text: str | None, allowed: tuple[str, ...], default: str) -> tuple[Order, ...]:
    """Read `sort=-total_investment,name`; every field must be among the allowed, each once."""
    orders = tuple(Order(part.removeprefix("-"), part.startswith("-")) for part in (text or default).split(","))
    fields = [order.field for order in orders]
    if not set(fields) <= set(allowed) or len(fields) != len(set(fields)):
        raise ProblemError(
            INVALID_REQUEST,
            f"sort 只能由以下字段组成，各至多一次，前加 - 为降序：{'、'.join(allowed)}。",
            parameter="sort",
        )
    return orders


async def refuse_unknown_parameters(request: Request[Any, Any, Any]) -> None:
    """Refuse a query parameter that the route does not declare, naming those it does."""
    query = request.scope["query_string"]
    if not query:
        return
    if b"%00" in query or b"\x00" in query:
        raise ProblemError(INVALID_REQUEST, "查询参数不能含有空字符。")
    declared = declared_parameters(request.app).get(str(request.route_handler.operation_id), {})
    given = request.query_params
    unknown = sorted({name for name in given if name not in declared})
    if unknown:
        able = f"可用参数：{'、'.join(sorted(declared))}" if declared else "该接口没有查询参数"
        raise ProblemError(UNKNOWN_PARAMETER, f"不认识的查询参数 {'、'.join(unknown)[:200]}；{able}。")
    for name, many in declared.items():
        if not many and len(given.getall(name, [])) > 1:
            raise ProblemError(UNKNOWN_PARAMETER, f"查询参数 {name} 只能给一次。")


def declared_parameters(app: Litestar) -> dict[str, dict[str, bool]]:
    """Give, by operation, the query parameters and whether each may come several times."""
    known: dict[str, dict[str, bool]] | None = app.state.get("query_parameters")
    if known is None:
        known = app.state.query_parameters = {
            operation["operationId"]: {
                parameter["name"]: "array" in str(parameter.get("schema"))
                for parameter in operation.get("parameters", ())
                if parameter["in"] == "query"
            }
            for item in app.openapi_schema.to_schema()["paths"].values()
            for operation in item.values()
        }
    return known
