# ruff: noqa: ASYNC210 - nothing else runs while it waits
"""`make bench`: ratios against a bare server in one run on one machine; figures, never a test."""

import asyncio
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from tests.bench.county import PASSWORD, large_county, sample_county
from tests.bench.load import Ask, Server, rate
from tests.bench.loading import loading
from tests.bench.neighbours import SIZES, among

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.cli.serve import SERVICE
from yipanqi_core.database import migrate
from yipanqi_core.database.connection import Database
from yipanqi_core.embedded import together
from yipanqi_core.embedded.postgres import EmbeddedPostgres
from yipanqi_core.embedded.valkey import EmbeddedValkey
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / "var" / f"bench-{os.getpid()}"
ROUNDS = 3
ROWS = ("list", "one", "write", "load", "month", "memory", "among")
"""What can be measured; `make bench` measures all, `python -m tests.bench write load` some."""
LONG = ("region",)  # takes minutes: only when asked for
UNIT_LOGIN = "office8"  # of a department that leads a dozen of the sample's projects

Rows = dict[str, tuple[str, float, Ask, Ask]]


def start(command: list[str], port: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a server and wait until it takes connections."""
    log = (FOLDER / f"{port}.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, *command], env=os.environ | environment | {"PORT": str(port)}, stdout=log, stderr=log
    )
    for _ in range(300):
        try:
            httpx.get(f"http://127.0.0.1:{port}/health/live", timeout=1)
            return process
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError((FOLDER / f"{port}.log").read_text())


def free_port() -> int:
    """Give a port that nobody uses now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def pss(pid: int) -> float:
    """Give the memory of a process in MiB, shared pages divided among those who share them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


async def compare(ours: Server, bare: Server, our_ask: Ask, bare_ask: Ask) -> tuple[float, float, float]:
    """Measure both by turns; give the medians of ours, of the bare one, and of the ratio."""
    pairs = [(await rate(ours, our_ask), await rate(bare, bare_ask)) for _ in range(ROUNDS)]
    middle = statistics.median
    return middle(a for a, _ in pairs), middle(b for _, b in pairs), middle(a / b for a, b in pairs)


def reading(ours: Server, bare: Server, projects: list[str]) -> Rows:
    """Give the rows of reading: each with its aim and what is asked of either server."""

    def one(turn: int) -> str:
        return projects[turn % len(projects)]

    def ours_both(turn: int) -> list[bytes]:
        return [ours.get(f"/v1/projects/{one(turn)}"), ours.get(f"/v1/projects/{one(turn)}/history")]

    def bare_both(turn: int) -> list[bytes]:
        return [bare.get(f"/one/{one(turn)}"), bare.get(f"/history/{one(turn)}")]

    listed = (lambda _: [ours.get("/v1/projects?limit=50")], lambda _: [bare.get("/list")])
    return {
        "list": ("50 projects with colour and open issues", 0.60, *listed),
        "one": ("one project with its history", 0.45, ours_both, bare_both),
    }


def writing(ours: Server, bare: Server, projects: list[str]) -> Rows:
    """Give the row of writing: an issue raised and progress reported, by a unit for projects that it leads."""

    def both(server: Server, to: str) -> Ask:
        def turn(number: int) -> list[bytes]:
            project = projects[number % len(projects)]
            issue = {"project_id": project, "description": "用地手续待办", "category": "用地", "urgency": "urgent"}
            report = {"completed": "120.50", "attested_by": "张三", "reason": "复核"}
            return [
                server.post(f"{to}/issues", json.dumps(issue).encode(), str(uuid.uuid4())),
                server.put(f"{to}/projects/{project}/reports/2024-08", json.dumps(report).encode()),
            ]

        return turn

    name = "an issue raised and progress reported"
    return {"write": (name, 0.40, both(ours, "/v1"), both(bare, ""))}


async def seconds(work: Callable[[], Awaitable[Any]]) -> float:
    """Time some work."""
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


async def assessing(database: Database) -> float:
    """Time one month of 300 projects with 10 items and 12 months each."""
    tenant = await large_county(database)

    async def work() -> None:
        async with database.transaction(tenant) as connection:
            await assess(Scope(connection, tenant, "bench"), installed(), Period.parse("2024-06"))

    return await seconds(work)


async def analyse(url: str) -> None:
    """Give the planner the statistics that autovacuum gives a server that has run for a minute."""
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("ANALYZE"))
    await engine.dispose()


async def compared(address: str, port: int, bare_port: int, wanted: Sequence[str]) -> None:
    """Print the rows that are rates."""
    office, unit = token(address, "office1"), token(address, UNIT_LOGIN)
    rows = {
        **reading(Server(port, office), Server(bare_port, office), projects(address, office, "?limit=50")),
        **writing(Server(port, unit), Server(bare_port, unit), projects(address, unit, "?limit=50&mine=true")),
    }
    print(f"| {'8 clients':<50} | ours/s | bare/s | share | aim |\n|{'-' * 52}|-------:|-------:|------:|----:|")
    for name, aim, our_ask, bare_ask in (rows[key] for key in wanted if key in rows):
        a, b, share = await compare(Server(port, ""), Server(bare_port, ""), our_ask, bare_ask)
        print(f"| {name:<50} | {a:6.0f} | {b:6.0f} | {share:5.2f} | {aim:.2f} |", flush=True)


def token(address: str, login: str) -> str:
    """Sign in."""
    body = {"county": "bench", "login": login, "password": PASSWORD}
    given: str = httpx.post(f"{address}/v1/auth/token", json=body).json()["access_token"]
    return given


def projects(address: str, access: str, query: str) -> list[str]:
    """List the ids of projects."""
    headers = {"Authorization": f"Bearer {access}"}
    return [one["id"] for one in httpx.get(f"{address}/v1/projects{query}", headers=headers).json()["data"]]


async def loaded(database: Database) -> None:
    """Print how long a workbook takes."""
    done = [await loading(database, number) for number in range(0, 2 * ROUNDS + 2, 2)][1:]  # the first one warms up
    taken, plain, share = (statistics.median(each) for each in zip(*((a, b, b / a) for a, b, *_ in done), strict=True))
    print(
        f"\nplanned and applied: a workbook of {done[0][2]} rows in {taken * 1000:.0f} ms; the {done[0][3]} rows it"
        f" writes, bare: {plain * 1000:.0f} ms (share {share:.2f}, aim 0.35)",
        flush=True,
    )


async def measure(url: str, valkey: str, wanted: Sequence[str]) -> None:
    """Run what is wanted and print the table."""
    database = Database(url)
    await migrate.upgrade(url)
    tenant = await sample_county(database)
    await analyse(url)
    port, bare_port = free_port(), free_port()
    environment = {"DATABASE_URL": url, "VALKEY_URL": valkey, "LOG_LEVEL": "WARNING", "PUBLIC_URL": "http://bench.test"}
    processes = [start(["-m", "yipanqi_api.serve"], port, environment)]
    try:
        address = f"http://127.0.0.1:{port}"
        keys = httpx.get(f"{address}/.well-known/jwks.json").text
        processes.append(start([str(HERE / "bare.py")], bare_port, environment | {"BENCH_KEYS": keys}))
        print(f"\n{machine()}\n")
        await compared(address, port, bare_port, wanted)
        if "load" in wanted:
            await loaded(database)
        if "month" in wanted:
            print(f"one month of 300 projects × 10 items × 12 months: {await assessing(database):.2f} s (aim < 1 s)")
        if "memory" in wanted:
            await remembered(processes, environment)
        if {"among", "region"} & {*wanted}:
            office = Server(port, token(address, "office1"))
            await among(url, database, tenant, office, SIZES if "region" in wanted else SIZES[:2])
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(20)
        await database.close()


async def remembered(processes: list[subprocess.Popen[bytes]], environment: dict[str, str]) -> None:
    """Print the memory of two API processes and a worker as `yipanqi run` starts them, after both have served."""
    port = free_port()
    service = start(["-m", together.__name__, *SERVICE], port, environment | {"API_PROCESSES": "2"})
    processes.append(service)
    address = f"http://127.0.0.1:{port}"
    unit = token(address, UNIT_LOGIN)
    ids, server = projects(address, unit, "?limit=50&mine=true"), Server(port, unit)
    rows = {**reading(server, server, ids), **writing(server, server, ids)}
    for _, _, ask, _ in rows.values():
        await rate(server, ask)
    await asyncio.sleep(2)
    sizes = [pss(pid) for pid in (service.pid, *children(service.pid))]
    print(f"memory: {sum(sizes):.0f} MiB (aim 260), of it {', '.join(f'{size:.0f}' for size in sizes)} (parent first)")


def children(pid: int) -> list[int]:
    """List the processes that a process has started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def machine() -> str:
    """Name the machine and the day."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
    load = os.getloadavg()[0]
    version = platform.python_version()
    day = datetime.now().astimezone().date()
    return f"{day} · {os.cpu_count()} × {model} · Python {version} · load before {load:.1f}"


async def prepared(postgres: EmbeddedPostgres, valkey: EmbeddedValkey, wanted: Sequence[str]) -> None:
    """Make the database and measure."""
    engine = create_async_engine(postgres.url("postgres", "postgres"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE DATABASE bench"))
    await engine.dispose()
    await measure(postgres.url("bench", "postgres"), valkey.url(), wanted)


def main() -> None:
    """Start servers of its own, measure, leave nothing behind."""
    wanted = sys.argv[1:] or ROWS
    if unknown := set(wanted) - {*ROWS, *LONG}:
        sys.exit(f"{'、'.join(unknown)}? Known rows: {' '.join((*ROWS, *LONG))}")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    try:
        with EmbeddedPostgres(FOLDER / "postgres") as postgres, EmbeddedValkey(FOLDER / "valkey") as valkey:
            asyncio.run(prepared(postgres, valkey, wanted))
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
