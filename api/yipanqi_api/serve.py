"""`python -m yipanqi_api.serve`: serve the API on HOST and PORT from the environment, by API_PROCESSES processes."""

import socket
import sys
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from types import FrameType

import uvicorn
from litestar import Litestar

from yipanqi_api import logs
from yipanqi_api.app import create_app
from yipanqi_api.query import declared_parameters
from yipanqi_core.embedded.together import Job, Together
from yipanqi_core.fingerprints.editions import note_all
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.settings import Settings, from_environment

_WAITING = 2048  # connections that may wait to be accepted


def jobs() -> list[Job]:
    """Load the application once, with what its first request would make, and give a job for each process.

    The processes share the connections to the database that the installation allows.
    """
    settings = from_environment()
    logs.configure(settings.log_level)
    each = max(2, settings.pool_size // settings.api_processes)
    note_all(installed())
    app = create_app(settings.model_copy(update={"pool_size": each}))
    _declare_parameters(app)
    config = _configured(app)
    run = partial(_serve, config, _listening(settings))
    return [Job(f"api {number}", run, vital=True) for number in range(1, settings.api_processes + 1)]


def _declare_parameters(app: Litestar) -> None:
    """Have a child find out the parameters from the OpenAPI document: its 17 MiB go with it."""
    forking = get_context("fork")
    received, sent = forking.Pipe(duplex=False)
    child = forking.Process(target=lambda: sent.send(declared_parameters(app)))
    child.start()
    sent.close()
    app.state.query_parameters = received.recv()
    child.join()


def _listening(settings: Settings) -> socket.socket:
    """Take connections at the address set; all processes share them."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_WAITING)
    except OSError as error:
        sys.exit(f"不能在 {settings.host}:{settings.port} 上提供服务（{error.strerror}），请改 HOST 或 PORT 后再启动")


def _configured(app: Litestar) -> uvicorn.Config:
    """Load what uvicorn serves with; requests under way get ten seconds to end."""
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # X-Forwarded-For is nobody's identity
        timeout_graceful_shutdown=10,
    )
    config.load()
    for name in ("uvloop", "anyio._backends._asyncio"):  # what the first requests would load, in every process
        import_module(name)
    return config


class _Server(uvicorn.Server):
    """uvicorn's server, whose open streams learn that it is told to stop: it waits for them to end."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Tell the application, then stop as uvicorn does."""
        self.config.app.state.closing = True  # type: ignore[union-attr]
        super().handle_exit(sig, frame)


def _serve(config: uvicorn.Config, listening: socket.socket) -> None:
    """Run until a signal comes."""
    server = _Server(config)
    server.run(sockets=[listening])
    if not server.started:
        sys.exit(3)


if __name__ == "__main__":
    sys.exit(Together(jobs()).run())
