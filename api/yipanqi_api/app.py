"""The application: made from settings, opens its services at start, refuses to serve what it cannot keep safe."""

import gc
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from litestar import Litestar
from litestar.config.cors import CORSConfig
from litestar.di import Provide
from litestar.types import Receive, Scope, Send

from yipanqi_api import logs
from yipanqi_api.answers import Answer
from yipanqi_api.etags import provide_condition, provide_expected
from yipanqi_api.guards import require_sign_in
from yipanqi_api.headers import security_headers
from yipanqi_api.idempotency import AnsweredBefore, repeat_answer
from yipanqi_api.limits import Load, left_of
from yipanqi_api.one_by_one import one_by_one
from yipanqi_api.openapi.document import openapi_config, without_litestar_pages
from yipanqi_api.paging import provide_paging
from yipanqi_api.problems.writing import answer_error
from yipanqi_api.query import declared_parameters, refuse_unknown_parameters
from yipanqi_api.requests import StrictRequest
from yipanqi_api.routers import ROUTES
from yipanqi_api.services import Services, open_services
from yipanqi_api.tracing import HEADER, begin_trace
from yipanqi_api.transactions import provide_identity, provide_scope, roll_back_leftover
from yipanqi_core.database.revision import require_head
from yipanqi_core.installation import learn_holidays
from yipanqi_core.settings import Settings, from_environment

MAX_BODY = 1024 * 1024
_log = structlog.get_logger("yipanqi.requests")

DEPENDENCIES = {
    "identity": Provide(provide_identity, sync_to_thread=False),
    "transaction": Provide(provide_scope),
    "paging": Provide(provide_paging, sync_to_thread=False),
    "condition": Provide(provide_condition, sync_to_thread=False),
    "expected": Provide(provide_expected, sync_to_thread=False),
}


class Application(Litestar):
    """Litestar with what every answer gets, whatever it is: a trace id, security headers, one log line."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        trace = begin_trace(scope)  # type: ignore[arg-type]  # a TypedDict is a mapping
        status = 0
        extra = [*security_headers(scope["path"], https=self.state.get("https", False)), (HEADER, trace.encode())]

        async def send_with_headers(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *extra, *left_of(scope)]
            await send(message)

        with structlog.contextvars.bound_contextvars(trace=trace), self.state.load.counted(scope["path"]):
            await super().__call__(scope, receive, send_with_headers)
            user = scope.get("user")
            _log.info(
                "request",
                method=scope.get("method"),
                route=scope.get("path_template"),
                status=status,
                ms=round((time.perf_counter() - started) * 1000, 1),
                tenant=str(user.tenant_id) if user else None,
                user=str(user.user_id) if user else None,
            )


def create_app(settings: Settings, routes: list[Any] | None = None) -> Litestar:
    """Make the application; `routes` are added to its own, for tests."""

    @asynccontextmanager
    async def serving(app: Litestar) -> AsyncIterator[None]:
        services: Services = open_services(settings)
        try:
            await services.database.require_unprivileged()
            await require_head(services.database.engine)
            app.state.services = services
            yield
        finally:
            await services.close()

    app = Application(
        route_handlers=[*ROUTES, *(routes or [])],
        lifespan=[serving],
        guards=[require_sign_in],
        dependencies=DEPENDENCIES,
        before_request=refuse_unknown_parameters,
        exception_handlers={Exception: answer_error, AnsweredBefore: repeat_answer},
        after_exception=[roll_back_leftover],
        request_class=StrictRequest,
        response_class=Answer,
        request_max_body_size=MAX_BODY,
        openapi_config=openapi_config(),
        on_app_init=[without_litestar_pages],
        cors_config=CORSConfig(allow_origins=list(settings.cors_origins)) if settings.cors_origins else None,
        logging_config=None,
    )
    app.state.load = Load()
    one_by_one(app, "transaction")
    app.state.https = settings.issuer.startswith("https://")
    return app


def create_app_from_environment() -> Litestar:
    """Make the application that a server process runs."""
    settings = from_environment()
    logs.configure(settings.log_level)
    learn_holidays()
    app = create_app(settings)
    declared_parameters(app)  # what the first request would need
    gc.collect()
    gc.freeze()  # what lives as long as the process need not be looked through again and again
    gc.set_threshold(20_000, 20, 20)
    return app
