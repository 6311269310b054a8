"""What the service keeps in memory: after it has served, and while its worker judges a large county."""

import asyncio
import subprocess
from collections.abc import Sequence

from tests.bench.county import large_county
from tests.bench.load import Server, rate
from tests.bench.reading import reading
from tests.bench.servers import UNIT_LOGIN, children, free_port, projects, pss, start, token
from tests.bench.writing import writing

from yipanqi_core.cli.serve import SERVICE
from yipanqi_core.database.connection import Database
from yipanqi_core.embedded import together
from yipanqi_core.schedule.queries import last_opened, next_due

AIM_MIB = 260 * 1_000_000 / 1024 / 1024
SWEEP_S = 2


async def remembered(database: Database, processes: list[subprocess.Popen[bytes]], environment: dict[str, str]) -> None:
    """Print the memory of two API processes and a worker as `yipanqi run` starts them, once they have worked."""
    port = free_port()
    given = environment | {"API_PROCESSES": "2", "WORKER_SWEEP_S": str(SWEEP_S)}
    service = start(["-m", together.__name__, *SERVICE], port, given)
    processes.append(service)
    address = f"http://127.0.0.1:{port}"
    unit = token(address, UNIT_LOGIN)
    ids, server = projects(address, unit, "?limit=50&mine=true"), Server(port, unit)
    rows = {**reading(server, server, ids), **writing(server, server, ids)}
    for _, _, ask, _ in rows.values():
        await rate(server, ask)
    await asyncio.sleep(2)
    _tell("after both served", sizes(service.pid))
    _tell("at most while the worker judges 300 projects", await _judging(database, service.pid))
    await asyncio.sleep(2 * SWEEP_S)
    _tell("after that", sizes(service.pid))


def sizes(pid: int) -> list[float]:
    """Give the memory of a process and those it has forked, in MiB."""
    return [pss(each) for each in (pid, *children(pid))]


async def _judging(database: Database, pid: int) -> list[float]:
    """Let a large county's first weeks fall due, and give the sizes of the moment at which their sum was greatest."""
    tenant = await large_county(database, "heavy")
    most: list[float] = []
    while True:
        most = max(most, sizes(pid), key=sum)
        async with database.transaction(tenant) as connection:
            if await last_opened(connection, tenant) and await next_due(connection, tenant) is None:
                return most
        await asyncio.sleep(0.1)


def _tell(when: str, found: Sequence[float]) -> None:
    each = ", ".join(f"{size:.0f}" for size in found)
    print(f"memory {when}: {sum(found):.0f} MiB (aim {AIM_MIB:.0f}), of it {each} (parent first)", flush=True)
