"""The processes that are measured: started and waited for, asked what is needed to measure them, and sized."""

import os
import platform
import socket
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import httpx
from tests.bench.county import PASSWORD

FOLDER = Path(__file__).resolve().parents[2] / "var" / f"bench-{os.getpid()}"
UNIT_LOGIN = "office8"  # of a department that leads a dozen of the sample's projects


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


def token(address: str, login: str) -> str:
    """Sign in."""
    body = {"county": "bench", "login": login, "password": PASSWORD}
    given: str = httpx.post(f"{address}/v1/auth/token", json=body).json()["access_token"]
    return given


def public_keys(address: str) -> str:
    """Ask for the keys that tokens are checked with."""
    return httpx.get(f"{address}/.well-known/jwks.json").text


def projects(address: str, access: str, query: str) -> list[str]:
    """List the ids of projects."""
    headers = {"Authorization": f"Bearer {access}"}
    return [one["id"] for one in httpx.get(f"{address}/v1/projects{query}", headers=headers).json()["data"]]


def all_projects(address: str, access: str) -> list[str]:
    """List the ids of all projects, page by page."""
    headers, found, query = {"Authorization": f"Bearer {access}"}, list[str](), "?limit=100"
    while True:
        page = httpx.get(f"{address}/v1/projects{query}", headers=headers).json()
        found += [one["id"] for one in page["data"]]
        if not page["has_more"]:
            return found
        query = f"?limit=100&cursor={page['next_cursor']}"


def pss(pid: int) -> float:
    """Give the memory of a process in MiB, shared pages divided among those who share them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


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
