"""One worker process: it sweeps by PostgreSQL alone, and beside that answers the bell."""

import asyncio
import json
import signal
from pathlib import Path

import structlog
from pydantic import ValidationError

from yipanqi_core.calendar import CalendarError
from yipanqi_core.database.connection import Database
from yipanqi_core.database.errors import DatabaseError
from yipanqi_core.database.revision import require_head
from yipanqi_core.embedded.together import Job
from yipanqi_core.fingerprints.editions import note_all
from yipanqi_core.fingerprints.sources import SourceMissingError
from yipanqi_core.installation import learn_holidays
from yipanqi_core.mechanism.registry import installed
from yipanqi_workers import logs
from yipanqi_workers.bell import listen, pause_unless
from yipanqi_workers.jobs import Swept, Work, first_line, sweep
from yipanqi_workers.session import open_database, spare_the_collector
from yipanqi_workers.settings import WorkerSettings, from_environment

GRACE_S = 8.0
"""Seconds to finish what runs when told to stop; then it is rolled back, and another worker does it."""
AFTER_FAILURE_S = 3.0
"""Seconds to the next sweep when the database did not answer."""

log = structlog.get_logger(__name__)


def jobs() -> list[Job]:
    """Load the worker's code, to be forked beside the API of the same installation."""
    note_all(installed())
    return [Job("worker", run)]


def run() -> int:
    """Run a worker until SIGTERM or SIGINT; gives the exit code, 1 with one line in the log when it cannot work."""
    logs.configure("INFO")
    try:
        settings = from_environment()
    except ValidationError as error:
        return _refuse("环境变量缺失或有误：" + "、".join(str(one["loc"][0]).upper() for one in error.errors()))
    logs.configure(settings.log_level)
    try:
        learn_holidays()
        note_all(installed())
    except (CalendarError, SourceMissingError) as error:
        return _refuse(str(error))
    spare_the_collector()
    return asyncio.run(_serve(settings))


def _refuse(because: str) -> int:
    log.critical("worker_refused", because=because)
    return 1


async def _serve(settings: WorkerSettings) -> int:
    database = open_database(settings.database_url)
    try:
        because = await _unfit(database)
        return (
            _refuse(because) if because else await _work(Work(database, installed(), settings.webhook_hosts), settings)
        )
    finally:
        await database.close()


async def _unfit(database: Database) -> str | None:
    """Say why one cannot work with this database, if so."""
    try:
        await database.require_unprivileged()
        await require_head(database.engine)
    except DatabaseError as error:
        return str(error)
    except Exception as error:  # the driver has many of its own: no such database, wrong password, starting up
        return f"数据库不可用，请检查 DATABASE_URL：{type(error).__name__}: {first_line(error)}"
    return None


async def _work(work: Work, settings: WorkerSettings) -> int:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.stopping.set)
    log.info("worker_started", mechanisms=work.registry.codes(), sweep_s=settings.worker_sweep_s)
    told = asyncio.create_task(work.stopping.wait())
    tasks = {
        asyncio.create_task(sweep_on(work, settings.worker_sweep_s, settings.worker_health_file)),
        asyncio.create_task(listen(settings.valkey_url, work)),
    }
    await asyncio.wait({told, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    work.stopping.set()
    _, unfinished = await asyncio.wait(tasks, timeout=GRACE_S)
    for task in unfinished:
        task.cancel()
    failures = [one for one in await asyncio.gather(*tasks, return_exceptions=True) if isinstance(one, Exception)]
    log.info("worker_stopped", rolled_back=bool(unfinished))
    for failure in failures:
        log.critical("worker_broken", exc_info=failure)
    return 1 if failures else 0


async def sweep_on(work: Work, every_s: float, health_file: Path | None = None) -> None:
    """Sweep at once and then again and again until the work is to stop, whatever happens to database or Valkey."""
    while not work.stopping.is_set():
        pause = every_s
        try:
            swept = await sweep({"work": work})
            _note(health_file, swept)
        except Exception as error:
            log.error("sweep_failed", error=type(error).__name__, because=first_line(error))
            pause = min(every_s, AFTER_FAILURE_S)
        await pause_unless(work.stopping, pause)


def _note(health_file: Path | None, swept: Swept) -> None:
    """Rewrite the health file: its age tells a watcher whether this worker still sweeps."""
    if health_file is not None:
        health_file.write_text(json.dumps({"counties": swept.counties, "failed": swept.failed}), encoding="utf-8")
