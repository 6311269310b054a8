"""What the service keeps in memory, after it has served."""

import asyncio
import subprocess

from tests.bench.load import Server, rate
from tests.bench.reading import reading
from tests.bench.servers import UNIT_LOGIN, children, free_port, projects, pss, start, token
from tests.bench.writing import writing

from yipanqi_core.cli.serve import SERVICE
from yipanqi_core.embedded import together


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
