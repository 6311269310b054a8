"""Every list of a county's things can be taken away as a workbook: a list gets its export by being one."""

import inspect
import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args, get_type_hints

import msgspec
from litestar import Router
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from yipanqi_api.exports.columns import OF_LIST
from yipanqi_api.exports.drawn import drawn_columns
from yipanqi_api.exports.route import export_of

_TITLES = {"ListFindings": "检查发现", "ListScores": "单位得分"}
_ELSEWHERE = {"/v1/workbooks": "/v1/workbooks/imports/export"}  # its own word `export` gives the county's workbook
_SAID_FIRST = re.compile("^(列出|查看)")
_NO_TITLE = re.compile(r"[\[\]:*?/\\\s]")


def exports_of(routers: Sequence[Any]) -> Router:
    """Make the exports of all lists that these routers serve, but of those that have one of their own."""
    found = [(_ELSEWHERE.get(path, f"{path}/export"), listing) for path, listing in lists_of(routers)]
    own = {route.path for router in routers if isinstance(router, Router) for route in router.routes}
    made = [
        export_of(listing, path, title_of(listing), columns_of(listing)) for path, listing in found if path not in own
    ]
    return Router("/", route_handlers=made)


def lists_of(routers: Sequence[Any]) -> Iterator[tuple[str, HTTPRouteHandler]]:
    """Find the lists, with their addresses: what is paged within the request's transaction."""
    routes = [route for router in routers if isinstance(router, Router) for route in router.routes]
    for route in routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            asked = inspect.signature(inspect.unwrap(handler.fn)).parameters
            if "GET" in handler.http_methods and {"transaction", "paging"} <= asked.keys():
                yield route.path, handler


def title_of(listing: HTTPRouteHandler) -> str:
    """Name the sheet and the file after the list."""
    name = _TITLES.get(str(listing.operation_id)) or _SAID_FIRST.sub("", str(listing.summary))
    return _NO_TITLE.sub("", name)[:31]


def columns_of(listing: HTTPRouteHandler) -> Any:
    """Give the columns declared for a list, else those drawn from its view."""
    operation = str(listing.operation_id)
    return OF_LIST.get(operation) or drawn_columns(operation, _view(inspect.unwrap(listing.fn)))


def _view(found: Any) -> type[Any]:
    """Find what a list shows: the item of the `data` of its answer."""
    (answer,) = get_args(get_type_hints(found)["return"])
    items = get_args(answer) or get_args(get_type_hints(answer)["data"])
    view: type[Any] = items[0]
    if not issubclass(view, msgspec.Struct):
        raise TypeError(f"{found.__qualname__} shows {view}, of which no columns can be drawn")
    return view
