"""The document and a page that shows it, both served from this package: no internet is needed."""

from importlib.resources import files
from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.params import FromPath

from yipanqi_api.openapi.document import document_of
from yipanqi_api.openness import OPEN
from yipanqi_api.problems.general import NOT_FOUND
from yipanqi_api.problems.kinds import ProblemError

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Yipanqi 一盘棋 API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/schema/assets/swagger-ui.css">
</head>
<body>
<div id="page"></div>
<script src="/schema/assets/swagger-ui-bundle.js"></script>
<script src="/schema/assets/start.js"></script>
</body>
</html>
"""
_TYPES = {"css": "text/css", "js": "text/javascript"}
_FOLDER = files("yipanqi_api").joinpath("assets", "swagger")
_ASSETS = {name: _FOLDER.joinpath(name).read_bytes() for name in ("swagger-ui.css", "swagger-ui-bundle.js", "start.js")}


@get("/schema", opt=OPEN, include_in_schema=False, media_type="text/html")
async def read_page() -> str:
    """The page on which a person reads and tries the interface."""
    return _PAGE


@get("/schema/openapi.json", opt=OPEN, include_in_schema=False)
async def read_document(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The OpenAPI document."""
    encoded: bytes | None = request.app.state.get("openapi_bytes")
    if encoded is None:
        encoded = request.app.state.openapi_bytes = msgspec.json.encode(document_of(request.app))
    return Response(encoded, media_type="application/vnd.oai.openapi+json;version=3.1")


@get("/schema/assets/{name:str}", opt=OPEN, include_in_schema=False)
async def read_asset(name: FromPath[str]) -> Response[bytes]:
    """A part of the page."""
    if name not in _ASSETS:
        raise ProblemError(NOT_FOUND)
    return Response(_ASSETS[name], media_type=_TYPES[name.rsplit(".", 1)[-1]])


schema_routes = (read_page, read_document, read_asset)
