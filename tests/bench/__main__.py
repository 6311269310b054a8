# ruff: noqa: ASYNC210, ASYNC220 - nothing else runs while it waits
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
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from tests.bench.county import PASSWORD, SAMPLE, large_county, sample_county
from tests.bench.load import Ask, Server, rate

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database import migrate
from yipanqi_core.database.connection import Database
from yipanqi_core.embedded.postgres import EmbeddedPostgres
from yipanqi_core.embedded.valkey import EmbeddedValkey
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county
from yipanqi_core.workbook import wire
from yipanqi_core.workbook.limits import FILE
from yipanqi_core.workbook.plan import Plan
from yipanqi_core.workbook.raw import RawWorkbook
from yipanqi_core.workbook.reader import read_lines
from yipanqi_core.workbook.service import apply_plan

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / "var" / "bench"
ROUNDS = 3


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


def pss(process: subprocess.Popen[bytes]) -> float:
    """Give the memory of a process in MiB, shared pages divided among those who share them."""
    lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


async def compare(ours: Server, bare: Server, our_ask: Ask, bare_ask: Ask) -> tuple[float, float, float]:
    """Measure both by turns; give the medians of ours, of the bare one, and of the ratio."""
    pairs = [(await rate(ours, our_ask), await rate(bare, bare_ask)) for _ in range(ROUNDS)]
    middle = statistics.median
    return middle(a for a, _ in pairs), middle(b for _, b in pairs), middle(a / b for a, b in pairs)


def asks(ours: Server, bare: Server, projects: list[str], post: str) -> dict[str, tuple[float, Ask, Ask]]:
    """Give for each row of the table its aim and what is asked of either server."""

    def one(turn: int) -> str:
        return projects[turn % len(projects)]

    def record(turn: int) -> bytes:
        body = {"kind": "约谈", "on": "2024-08-02", "project_id": one(turn), "post_id": post, "note": "记录"}
        return json.dumps(body).encode()

    def ours_both(turn: int) -> list[bytes]:
        return [ours.get(f"/v1/projects/{one(turn)}"), ours.get(f"/v1/projects/{one(turn)}/history")]

    def bare_both(turn: int) -> list[bytes]:
        return [bare.get(f"/one/{one(turn)}"), bare.get(f"/history/{one(turn)}")]

    return {
        "50 projects with colour and open issues": (
            0.60,
            lambda _: [ours.get("/v1/projects?limit=50")],
            lambda _: [bare.get("/list")],
        ),
        "one project with its history": (0.45, ours_both, bare_both),
        "recording work (audit, history, Idempotency-Key)": (
            0.40,
            lambda turn: [ours.post("/v1/records", record(turn), str(uuid.uuid4()))],
            lambda turn: [bare.post("/records", record(turn), "")],
        ),
    }


async def seconds(work: Callable[[], Awaitable[Any]]) -> float:
    """Time some work."""
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


async def loading(database: Database) -> tuple[float, float, int]:
    """Time planning and applying the sample's rows, and one bare insert of as many; (ours, bare, rows)."""
    raw: RawWorkbook = wire.assemble(wire.encode(line) for line in read_lines(SAMPLE.read_bytes(), FILE))
    tenant = await create_county(database, code="loaded", name="载入县", mechanism="shimian", actor="bench")
    done: list[Plan] = []

    async def ours() -> None:
        async with database.transaction(tenant) as connection:
            scope = Scope(connection, tenant, "bench")
            done.append(await apply_plan(scope, installed(), Plan(SAMPLE.name, None, raw)))

    taken = await seconds(ours)
    rows = sum(done[0].created.values())

    async def bare() -> None:
        async with database.transaction(tenant) as connection:
            await connection.execute(
                text(
                    "INSERT INTO project_events (tenant_id, id, project_id, on_date, actor, kind, line)"
                    " SELECT :t, gen_random_uuid(), id, '2024-01-01', 'bench', 'bench', n::text FROM"
                    " (SELECT id FROM projects WHERE tenant_id = :t LIMIT 1) p, unnest(CAST(:n AS int[])) n"
                ),
                {"t": tenant, "n": list(range(rows))},
            )

    await bare()
    return taken, await seconds(bare), rows


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


async def measure(url: str, valkey: str) -> None:
    """Run everything and print the table."""
    database = Database(url)
    await migrate.upgrade(url)
    await sample_county(database)
    await analyse(url)
    port, bare_port = free_port(), free_port()
    environment = {"DATABASE_URL": url, "VALKEY_URL": valkey, "LOG_LEVEL": "WARNING", "PUBLIC_URL": "http://bench.test"}
    api = start(["-m", "yipanqi_api.serve"], port, environment)
    processes = [api]
    try:
        address = f"http://127.0.0.1:{port}"
        body = {"county": "bench", "login": "office1", "password": PASSWORD}
        token = httpx.post(f"{address}/v1/auth/token", json=body).json()["access_token"]
        keys = httpx.get(f"{address}/.well-known/jwks.json").text
        processes.append(start([str(HERE / "bare.py")], bare_port, environment | {"BENCH_KEYS": keys}))
        ours, bare = Server(port, token), Server(bare_port, token)
        headers = {"Authorization": f"Bearer {token}"}
        listed = httpx.get(f"{address}/v1/projects?limit=50", headers=headers).json()["data"]
        post = next(one["leader"]["id"] for one in listed if one["leader"])
        print(f"\n{machine()}\n")
        print(f"| {'8 clients':<50} | ours/s | bare/s | share | aim |\n|{'-' * 52}|-------:|-------:|------:|----:|")
        for name, (aim, our_ask, bare_ask) in asks(ours, bare, [one["id"] for one in listed], post).items():
            a, b, share = await compare(ours, bare, our_ask, bare_ask)
            print(f"| {name:<50} | {a:6.0f} | {b:6.0f} | {share:5.2f} | {aim:.2f} |", flush=True)
        taken, plain, rows = await loading(database)
        print(
            f"\nplanned and applied: {rows} rows in {taken * 1000:.0f} ms, of it one bare insert {plain * 1000:.0f} ms"
            f" (share {plain / taken:.2f}, aim 0.35)"
        )
        print(f"one month of 300 projects × 10 items × 12 months: {await assessing(database):.2f} s (aim < 1 s)")
        second = start(["-m", "yipanqi_api.serve"], free_port(), environment)
        worker = subprocess.Popen(
            [sys.executable, "-m", "yipanqi_workers"],
            env=os.environ | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        processes += [second, worker]
        await asyncio.sleep(5)
        sizes = [pss(api), pss(second), pss(worker)]
        print(
            f"memory: {sum(sizes):.0f} MiB (API after load {sizes[0]:.0f}, API {sizes[1]:.0f}, worker {sizes[2]:.0f})"
        )
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(20)
        await database.close()


def machine() -> str:
    """Name the machine and the day."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
    load = os.getloadavg()[0]
    version = platform.python_version()
    day = datetime.now().astimezone().date()
    return f"{day} · {os.cpu_count()} × {model} · Python {version} · load before {load:.1f}"


async def prepared(postgres: EmbeddedPostgres, valkey: EmbeddedValkey) -> None:
    """Make the database and measure."""
    engine = create_async_engine(postgres.url("postgres", "postgres"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE DATABASE bench"))
    await engine.dispose()
    await measure(postgres.url("bench", "postgres"), valkey.url())


def main() -> None:
    """Start servers of its own, measure, leave nothing behind."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    try:
        with EmbeddedPostgres(FOLDER / "postgres") as postgres, EmbeddedValkey(FOLDER / "valkey") as valkey:
            asyncio.run(prepared(postgres, valkey))
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
