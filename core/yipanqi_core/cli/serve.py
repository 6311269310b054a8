"""`yipanqi run` and `yipanqi migrate`: the whole service on this machine, and the schema at its newest revision."""

import asyncio
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from yipanqi_core.cli.demonstrations import make_demonstrations
from yipanqi_core.cli.output import CommandError, note, say
from yipanqi_core.cli.servers import given_database, open_database, owner_database, prepare, state_folder
from yipanqi_core.cli.welcome import welcome
from yipanqi_core.database.revision import HEAD
from yipanqi_core.embedded import together
from yipanqi_core.embedded.ports import require_free_port
from yipanqi_core.embedded.postgres import EmbeddedPostgres
from yipanqi_core.embedded.processes import Child, Server, Supervisor
from yipanqi_core.embedded.valkey import EmbeddedValkey

DATABASE = "yipanqi"
SERVICE = ("yipanqi_api.serve", "yipanqi_workers.main")
"""API and worker, forked from one process that has loaded both."""


@contextmanager
def _database(servers: list[Server]) -> Iterator[str]:
    """Have a database: the given one, which must be migrated already, or the embedded one with its demonstrations."""
    given = given_database()
    if given is not None:
        asyncio.run(_require_usable(given))
        yield given
        return
    with EmbeddedPostgres(state_folder() / "postgres") as server:
        servers.append(server)
        url = server.url(DATABASE, "postgres")
        asyncio.run(prepare(server, url))
        make_demonstrations(url)
        yield url


@contextmanager
def _valkey(servers: list[Server]) -> Iterator[str]:
    given = os.environ.get("VALKEY_URL")
    if given:
        yield given
        return
    with EmbeddedValkey(state_folder() / "valkey") as server:
        servers.append(server)
        yield server.url()


async def _require_usable(url: str) -> None:
    database = await open_database(url)
    await database.close()


def run() -> None:
    """Start database, queue, API and worker; print where to go. Ctrl-C or SIGTERM stops all of it."""
    host, port = os.environ.get("HOST", "127.0.0.1"), _port()
    require_free_port(host, port)
    servers: list[Server] = []
    with _database(servers) as database_url, _valkey(servers) as valkey_url:
        env = {"DATABASE_URL": database_url, "VALKEY_URL": valkey_url, "HOST": host, "PORT": str(port)}
        env["LOG_LEVEL"] = os.environ.get("LOG_LEVEL", "WARNING")  # the terminal is for people
        env["API_PROCESSES"] = os.environ.get("API_PROCESSES", "2")
        service = Child("service", (sys.executable, "-m", together.__name__, *SERVICE), env)
        supervisor = Supervisor([service], servers=servers, notice=note, grace_s=together.GRACE_S + 1)
        greeting = threading.Thread(target=welcome, args=(host, port), daemon=True)
        greeting.start()
        code = supervisor.run()
    if code:
        raise typer.Exit(code)


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise CommandError(f"PORT 应为 1–65535 的整数，现为“{text}”；例如 PORT=8001 make run")
    return int(text)


def migrate_schema() -> None:
    """Bring the schema to the newest revision, as its owner (DATABASE_OWNER_URL, else DATABASE_URL)."""
    given = given_database()
    if given is None:
        with EmbeddedPostgres(state_folder() / "postgres") as server:
            asyncio.run(prepare(server, server.url(DATABASE, "postgres")))
    else:
        from yipanqi_core.database import migrate

        asyncio.run(migrate.upgrade(owner_database(given)))
    say(f"数据库结构已是最新版本 {HEAD}")
