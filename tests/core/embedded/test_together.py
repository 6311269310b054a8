"""Processes forked from one parent: all of them serve, who ends is started again, a signal ends them all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

JOBS = """
import os, pathlib, signal, sys, time
from yipanqi_core.embedded.together import Job, Together
folder = pathlib.Path(sys.argv[1])
LOADED = os.getpid()

def lasting(name):
    def run():
        with (folder / name).open("a") as log:
            log.write(f"{os.getpid()} {LOADED}\\n")
        signal.pause()
    return run

def failing():
    (folder / "failed").touch()
    return 5

kind = sys.argv[2]
jobs = [Job("api 1", lasting("one"), vital=True), Job("api 2", lasting("two"), vital=True)]
if kind == "failing":
    jobs.append(Job("api 3", failing, vital=True))
if kind == "alone":
    jobs = [Job("api 1", failing)]
sys.exit(Together(jobs, again_after_s=0.05, grace_s=5).run())
"""


@contextmanager
def together(folder: Path, kind: str = "") -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", JOBS, str(folder), kind], stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=10)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def pids(file: Path) -> list[int]:
    return [int(line.split()[0]) for line in file.read_text().splitlines()] if file.exists() else []


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{pid}/stat").read_text().split(") ")[1].startswith("Z")


def test_each_job_has_a_process_of_a_parent_that_has_loaded_them(tmp_path: Path) -> None:
    with together(tmp_path) as parent:
        until(lambda: bool(pids(tmp_path / "one") and pids(tmp_path / "two")))
        assert len({parent.pid, *pids(tmp_path / "one"), *pids(tmp_path / "two")}) == 3
        assert (tmp_path / "two").read_text().split()[1] == str(parent.pid)


def test_who_is_killed_is_started_again_and_the_others_go_on(tmp_path: Path) -> None:
    with together(tmp_path):
        until(lambda: bool(pids(tmp_path / "one") and pids(tmp_path / "two")))
        os.kill(pids(tmp_path / "one")[0], signal.SIGKILL)
        until(lambda: len(pids(tmp_path / "one")) == 2)
        assert len(pids(tmp_path / "two")) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_all_of_them(tmp_path: Path, number: signal.Signals) -> None:
    with together(tmp_path) as parent:
        until(lambda: bool(pids(tmp_path / "one") and pids(tmp_path / "two")))
        parent.send_signal(number)
        assert parent.wait(10) == 0
    assert not any(alive(pid) for name in ("one", "two") for pid in pids(tmp_path / name))


def test_a_killed_parent_takes_them_along(tmp_path: Path) -> None:
    with together(tmp_path) as parent:
        until(lambda: bool(pids(tmp_path / "one") and pids(tmp_path / "two")))
        parent.kill()
        parent.wait(10)
        until(lambda: not any(alive(pid) for name in ("one", "two") for pid in pids(tmp_path / name)))


def test_a_vital_job_that_cannot_start_ends_them_all_with_its_code(tmp_path: Path) -> None:
    with together(tmp_path, "failing") as parent:
        assert parent.wait(10) == 5
    assert not any(alive(pid) for name in ("one", "two") for pid in pids(tmp_path / name))


def test_one_job_alone_is_the_process_itself(tmp_path: Path) -> None:
    with together(tmp_path, "alone") as parent:
        assert parent.wait(10) == 5


def test_what_nobody_here_uses_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "asking.py").write_text(
        "import sys\n"
        "from yipanqi_core.database.connection import Database\n"
        "from yipanqi_core.embedded.together import Job\n"
        "from sqlalchemy.ext.asyncio import AsyncConnection\n"
        "def jobs():\n"
        "    Database('postgresql+asyncpg://nobody@127.0.0.1:1/none')\n"
        "    return [Job('one', lambda: 7 if 'sqlalchemy.orm' in sys.modules or AsyncConnection is None else 0)]\n"
    )
    command = [sys.executable, "-m", "yipanqi_core.embedded.together", "asking"]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
