"""Making the batch of an acting route out of the route's own handler, so that rules and answers can never differ."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
from litestar import Request, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from litestar.response import Response

from yipanqi_api.answers import Answer
from yipanqi_api.batches.reading import reader_of
from yipanqi_api.batches.views import MAX_ENTRIES, Batch, BatchAnswer, BatchResult, Misfit
from yipanqi_api.etags import Expected
from yipanqi_api.problems.writing import problem_of
from yipanqi_core.auth.identity import Identity
from yipanqi_core.figures.queries import hold
from yipanqi_core.tenants.scope import Scope

MAX_BODY = 4 * 1024 * 1024
_HELD = "batch"  # two of a county might take the same things in opposite orders and wait for each other
_VERSION = Annotated[int, msgspec.Meta(ge=1, description="所依据的版本，同 If-Match")]
_GIVEN = ("transaction", "identity", "expected", "data")


@dataclass(frozen=True, slots=True)
class _Single:
    """The single route: its handler, what its path names, its body and whether it asks for a version."""

    route: HTTPRouteHandler
    act: Callable[..., Any]
    places: tuple[str, ...]
    takes: frozenset[str]

    async def answer(self, scope: Scope, identity: Identity, entry: Any) -> Any:
        """Call the handler as its route would."""
        given = {"transaction": scope, "identity": identity, "data": entry}
        if "expected" in self.takes:
            given["expected"] = Expected(frozenset({entry.version}))
        asked = {name: value for name, value in given.items() if name in self.takes}
        return await self.act(**asked, **{name: getattr(entry, name) for name in self.places})


def batch_of(route: HTTPRouteHandler, path: str) -> HTTPRouteHandler:
    """Give the route that takes up to 200 entries: what a single request says in path, If-Match and body, each."""
    single, entry = _single(route)
    content = _content(single.act)

    async def act_on_many(request: Request[Any, Any, Any], transaction: Any, identity: Any, data: Any) -> Any:
        await hold(transaction.connection, transaction.tenant_id, _HELD)
        results = [await _result(request, single, transaction, identity, place) for place in enumerate(data.entries)]
        failed = sum(1 for result in results if result.problem is not None)
        return Answer(BatchAnswer(len(results) - failed, failed, results))

    sent: Any = Batch
    answer: Any = Answer
    answered: Any = BatchAnswer
    _describe(act_on_many, sent[entry], answer[answered[content]])
    name = str(route.operation_id)
    act_on_many.__name__, act_on_many.__doc__ = f"batch_{single.act.__name__}", _words(route)
    return post(
        path,
        operation_id=f"{name}Batch",
        summary=f"批量{route.summary}",
        status_code=200,
        guards=list(route.guards or ()),
        opt={"read_body": reader_of(Batch, entry)},
        request_max_body_size=MAX_BODY,
    )(act_on_many)


async def _result(
    request: Request[Any, Any, Any], single: _Single, scope: Scope, identity: Identity, place: tuple[int, Any]
) -> BatchResult[Any]:
    """Let one entry take effect behind a savepoint of its own, or say why it does not."""
    index, entry = place
    try:
        if isinstance(entry, Misfit):
            raise entry.error
        async with scope.connection.begin_nested():
            answer = await single.answer(scope, identity, entry)
    except Exception as error:
        problem = problem_of(request, error, under=f"/entries/{index}")
        if problem.status >= 500:
            raise  # ours or the database's: nothing of the batch stands
        return BatchResult(index, problem.status, problem=problem)
    return _done(index, single.route, answer)


def _done(index: int, route: HTTPRouteHandler, answer: Any) -> BatchResult[Any]:
    if not isinstance(answer, Response):
        return BatchResult(index, route.status_code, content=answer)
    content = msgspec.Raw(answer.content) if isinstance(answer.content, bytes) else answer.content
    headers = {name.lower(): value for name, value in answer.headers.items()}
    status = answer.status_code or route.status_code
    return BatchResult(index, status, headers.get("location"), headers.get("etag"), content)


def _single(route: HTTPRouteHandler) -> tuple[_Single, type[Any]]:
    act = inspect.unwrap(route.fn)
    hints = get_type_hints(act)
    names = tuple(inspect.signature(act).parameters)
    places = tuple(name for name in names if name not in _GIVEN)
    body: type[Any] = hints["data"]
    fields: list[Any] = [(name, hints[name]) for name in places]
    if "expected" in names:
        fields.append(("version", _VERSION))
    entry = msgspec.defstruct(
        f"{route.operation_id}Entry", fields, bases=(body,), forbid_unknown_fields=True, kw_only=True,
        module=body.__module__,
    )  # fmt: skip
    entry.__doc__ = f"{route.summary}：一条。"
    return _Single(route, act, places, frozenset(names)), entry


def _content(act: Callable[..., Any]) -> Any:
    returned = get_type_hints(act)["return"]
    origin = get_origin(returned)
    return get_args(returned)[0] if isinstance(origin, type) and issubclass(origin, Response) else returned


def _describe(act: Any, body: Any, answer: Any) -> None:
    sent: Any = JSONBody
    shapes = {
        "request": Request[Any, Any, Any],
        "transaction": NamedDependency[Scope],
        "identity": NamedDependency[Identity],
        "data": sent[body],
    }
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter(name, keyword, annotation=shape) for name, shape in shapes.items()]
    act.__signature__ = inspect.Signature(parameters, return_annotation=answer)
    act.__annotations__ = {**shapes, "return": answer}


def _words(route: HTTPRouteHandler) -> str:
    return (
        f"一次{route.summary}至多 {MAX_ENTRIES} 条，按顺序逐条办理，各条互不影响：办成的生效，"
        "未办成的写明原因（problem）。整批只有一个 Idempotency-Key；服务出错（5xx）时整批都不生效。"
    )
