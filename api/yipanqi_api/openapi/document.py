"""The OpenAPI document, from Litestar's draft: bodies and problems are replaced by what is really encoded."""

import copy
from collections.abc import Iterator
from typing import Any

import msgspec
from litestar import Litestar
from litestar.config.app import AppConfig
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.plugins import InitPlugin
from litestar.response import Response
from litestar.routes import HTTPRoute

from yipanqi_api.openapi.common import Operation, kinds_for, takes_idempotency_key
from yipanqi_api.openapi.refusals import MEDIA_TYPE
from yipanqi_api.openness import is_open
from yipanqi_api.problems.views import Problem
from yipanqi_api.webhooks.views import Message

_UNUSED = "/.litestar"
_REF = "#/components/schemas/{name}"
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "同一键、同一内容重发得到同一结果；建议每个新操作用一个 UUID",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
}


def openapi_config() -> OpenAPIConfig:
    """Configure Litestar's draft; its own pages are taken out by `WithoutLitestarPages`."""
    bearer = SecurityScheme(type="http", scheme="bearer", bearer_format="JWT", description="POST /v1/auth/token")
    return OpenAPIConfig(
        title="Yipanqi 一盘棋",
        version="1.0.0",
        description="县域重点投资项目推进机制的服务接口。错误一律为 problem+json，见 /problems。",
        components=Components(security_schemes={"bearer": bearer}),
        use_handler_docstrings=True,
        path=_UNUSED,
        render_plugins=[JsonRenderPlugin()],
    )


def without_litestar_pages(config: AppConfig) -> AppConfig:
    """Take out the pages that Litestar adds: they know neither our problems nor our document."""
    config.plugins.append(_WithoutPages())
    return config


class _WithoutPages(InitPlugin):
    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        app_config.route_handlers = [
            each for each in app_config.route_handlers if getattr(each, "path", None) != _UNUSED
        ]
        return app_config


def document_of(app: Litestar) -> dict[str, Any]:
    """Give the application's OpenAPI document, built once."""
    document: dict[str, Any] | None = app.state.get("openapi_document")
    if document is None:
        document = app.state.openapi_document = _build(app)
    return document


def _build(app: Litestar) -> dict[str, Any]:
    document = copy.deepcopy(app.openapi_schema.to_schema())
    schemas: dict[str, Any] = {}
    operations = list(_operations(app, document))
    shapes = dict.fromkeys(shape for handler, _, _ in operations for shape in _shapes(handler))
    every = [*shapes, Problem, Message]
    references, ours = msgspec.json.schema_components(every, ref_template=_REF)
    reference_of = dict(zip(every, references, strict=True))
    for handler, method, operation in operations:
        _mend(handler, method, operation, reference_of)
    for name in _referenced(document["paths"]) - ours.keys():  # enumerations that only parameters use
        schemas[name] = document["components"]["schemas"][name]
    document["components"]["schemas"] = dict(sorted({**schemas, **ours}.items()))
    document["security"] = [{"bearer": []}]
    document["webhooks"] = {"event": {"post": _posted(reference_of[Message])}}
    document["paths"] = dict(sorted(document["paths"].items()))
    return document


def _posted(message: dict[str, Any]) -> Operation:
    """Describe what is posted to who subscribes, after the Standard Webhooks specification."""
    headers = {
        "webhook-id": "事件的编号；重发时不变，收到过的可略去",
        "webhook-timestamp": "发送时刻，自 1970 年起的秒数",
        "webhook-signature": "v1, 加以密钥对 “编号.时刻.内容” 所作 HMAC-SHA256 的 base64",
    }
    return {
        "operationId": "PostEvent",
        "summary": "推送一个事件",
        "description": "按提交先后逐条推送；2xx 为收到，410 为不再接收，其余稍后重试，连续三天不成则停。",
        "tags": ["webhooks"],
        "parameters": [
            {"name": name, "in": "header", "required": True, "description": told, "schema": {"type": "string"}}
            for name, told in headers.items()
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": message}}},
        "responses": {"2XX": {"description": "收到"}, "410": {"description": "不再接收"}},
        "security": [],
    }


def _operations(app: Litestar, document: dict[str, Any]) -> Iterator[tuple[HTTPRouteHandler, str, Operation]]:
    for route in app.routes:
        if not isinstance(route, HTTPRoute):
            continue
        for method, (handler, _) in route.route_handler_map.items():
            operation = document["paths"].get(route.path_format, {}).get(method.lower())
            if operation is not None:
                yield handler, method, operation


def _shapes(handler: HTTPRouteHandler) -> Iterator[Any]:
    body = handler.parsed_data_field
    if body is not None and getattr(body.kwarg_definition, "media_type", None) != RequestEncodingType.MULTI_PART:
        yield body.annotation  # a form is drawn by Litestar
    if (answer := _answer(handler)) is not None:
        yield answer
    yield from handler.opt.get("also", {}).values()


def _answer(handler: HTTPRouteHandler) -> Any:
    returned = handler.parsed_fn_signature.return_type
    if returned.is_subclass_of(Response):
        returned = returned.inner_types[0]
    shape = returned.annotation
    return None if shape in (None, type(None), bytes) else shape


def _mend(handler: HTTPRouteHandler, method: str, operation: Operation, reference_of: dict[Any, Any]) -> None:
    if (body := handler.parsed_data_field) is not None and "multipart" not in str(operation["requestBody"]):
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": reference_of[body.annotation]}},
        }
    if takes_idempotency_key(handler, method):
        operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
    for parameter in operation.get("parameters", ()):
        _mend_parameter(parameter)
    operation["responses"] = {**_good(handler, operation, reference_of), **_problems(handler, method, operation)}
    if is_open(handler.opt):
        operation["security"] = []
    else:
        operation.pop("security", None)


def _mend_parameter(parameter: dict[str, Any]) -> None:
    """A parameter is absent or a text: `null` cannot be sent."""
    schema = parameter.get("schema", {})
    some = [each for each in schema.get("oneOf", schema.get("anyOf", ())) if each.get("type") != "null"]
    if len(some) == 1:
        rest = {key: value for key, value in schema.items() if key not in ("oneOf", "anyOf")}
        schema = parameter["schema"] = {**some[0], **rest}
    if isinstance(schema.get("type"), list):
        schema["type"] = next(each for each in schema["type"] if each != "null")
    parameter.pop("deprecated", None) if not parameter.get("deprecated") else None
    parameter.pop("allowEmptyValue", None)
    parameter.pop("allowReserved", None)


def _good(handler: HTTPRouteHandler, operation: Operation, reference_of: dict[Any, Any]) -> dict[str, Any]:
    status = str(handler.status_code)
    names = {parameter["name"] for parameter in operation.get("parameters", ())}
    answer: dict[str, Any] = {"description": operation["responses"][status]["description"]}
    media_type = str(getattr(handler.media_type, "value", handler.media_type) or "application/json")
    if (shape := _answer(handler)) is not None:
        answer["content"] = {media_type: {"schema": reference_of[shape]}}
    elif media_type != "application/json":
        binary = {"schema": {"type": "string", "format": "binary"}}
        answer["content"] = dict.fromkeys(handler.opt.get("files", (media_type,)), binary)
    headers = {
        "ETag": names & {"If-Match", "If-None-Match"},
        "Link": names & {"cursor"},
        "Location": status in ("201", "202"),
    }
    if present := {name: {"schema": {"type": "string"}} for name, there in headers.items() if there}:
        answer["headers"] = present
    good = {status: answer}
    if "If-None-Match" in names:
        good["304"] = {"description": "内容未变"}
    for also, more in handler.opt.get("also", {}).items():
        good[str(also)] = {"description": "", "content": {"application/json": {"schema": reference_of[more]}}}
    return good


def _problems(handler: HTTPRouteHandler, method: str, operation: Operation) -> dict[str, Any]:
    also = handler.opt.get("also", {})
    return {
        str(status): {
            "description": "；".join(f"{kind.code} {kind.title.zh}" for kind in kinds),
            "content": {MEDIA_TYPE: {"schema": {"$ref": _REF.format(name="Problem")}}},
        }
        for status, kinds in kinds_for(handler, method, operation).items()
        if status not in also
    }


def _referenced(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"].rsplit("/", 1)[-1]} if isinstance(part.get("$ref"), str) else set()
        return own.union(*(_referenced(value) for value in part.values()))
    if isinstance(part, list):
        return set[str]().union(*(_referenced(value) for value in part))
    return set()
