"""`make bench`: ratios against a bare server in one run on one machine; figures, never a test."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from tests.bench.county import sample_county
from tests.bench.judging import every_mechanism, one_month
from tests.bench.load import Server
from tests.bench.loading import loaded
from tests.bench.memory import remembered
from tests.bench.neighbours import SIZES, among
from tests.bench.pattern import widen
from tests.bench.reading import changing, judged_anew, reading
from tests.bench.rows import Rows, compared
from tests.bench.servers import (
    FOLDER,
    UNIT_LOGIN,
    all_projects,
    free_port,
    machine,
    projects,
    public_keys,
    start,
    token,
)
from tests.bench.timed import first_process
from tests.bench.writing import writing

from yipanqi_core.database import migrate
from yipanqi_core.database.connection import Database
from yipanqi_core.embedded.postgres import EmbeddedPostgres
from yipanqi_core.embedded.valkey import EmbeddedValkey

HERE = Path(__file__).resolve().parent
ROWS = ("list", "one", "anew", "write", "load", "month", "memory", "among", "counties")
"""What can be measured; `make bench` measures all, `python -m tests.bench write load` some."""
LONG = ("region",)  # takes minutes: only when asked for


async def analyse(url: str) -> None:
    """Give the planner the statistics that autovacuum gives a server that has run for a minute."""
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("ANALYZE"))
    await engine.dispose()


def rates(address: str, port: int, forgetful: int, bare_port: int) -> Rows:
    """Give the rows of reading and writing, as two people of the sample county would ask."""
    office, unit = token(address, "office1"), token(address, UNIT_LOGIN)
    everything, bare = all_projects(address, office), Server(bare_port, office)
    return {
        **reading(Server(port, office), bare, everything),
        **judged_anew(Server(forgetful, office), bare, everything),
        **writing(Server(port, unit), Server(bare_port, unit), projects(address, unit, "?limit=50&mine=true")),
    }


async def measure(url: str, valkey: str, wanted: Sequence[str]) -> None:
    """Run what is wanted of the sample county and print the table."""
    database = Database(url)
    await migrate.upgrade(url)
    tenant = await sample_county(database)
    await widen(url, tenant)
    await analyse(url)
    port, forgetful, bare_port = free_port(), free_port(), free_port()
    environment = {
        "DATABASE_URL": url,
        "VALKEY_URL": valkey,
        "LOG_LEVEL": "WARNING",
        "PUBLIC_URL": "http://bench.test",
        "REQUESTS_EACH_MINUTE": "1000000000",
    }
    processes = [start(["-m", "yipanqi_api.serve"], port, environment)]
    try:
        address = f"http://127.0.0.1:{port}"
        processes.append(start([str(HERE / "bare.py")], bare_port, environment | {"BENCH_KEYS": public_keys(address)}))
        if "anew" in wanted:
            processes.append(start([str(HERE / "forgetful.py")], forgetful, environment))
        async with changing(database, tenant):
            rows = rates(address, port, forgetful, bare_port)
            await compared(rows, wanted, port, bare_port, {"anew": forgetful})
        if "load" in wanted:
            await loaded(database)
        if "month" in wanted:
            await one_month(database)
        if "memory" in wanted:
            await remembered(database, processes, environment)
        if {"among", "region"} & {*wanted}:
            office = Server(port, token(address, "office1"))
            await among(url, database, tenant, office, SIZES if "region" in wanted else SIZES[:2])
    finally:
        stop(processes)
        await database.close()


def stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """End servers."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(20)


async def measured(postgres: EmbeddedPostgres, valkey: EmbeddedValkey, wanted: Sequence[str]) -> None:
    """Measure what is wanted, each kind in a database of its own."""
    print(f"\n{machine()}\n")
    engine = create_async_engine(postgres.url("postgres", "postgres"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for name in ("bench", "counties"):
            await connection.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()
    if {*wanted} - {"counties"}:
        await measure(postgres.url("bench", "postgres"), valkey.url(), wanted)
    if "counties" in wanted:
        await every_mechanism(postgres.url("counties", "postgres"), first_process(postgres))


def main() -> None:
    """Start servers of its own, measure, leave nothing behind."""
    wanted = sys.argv[1:] or ROWS
    if unknown := set(wanted) - {*ROWS, *LONG}:
        sys.exit(f"{'、'.join(unknown)}? Known rows: {' '.join((*ROWS, *LONG))}")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    try:
        with EmbeddedPostgres(FOLDER / "postgres") as postgres, EmbeddedValkey(FOLDER / "valkey") as valkey:
            asyncio.run(measured(postgres, valkey, wanted))
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
