import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from yipanqi_core.embedded.errors import EmbeddedServerError
from yipanqi_core.embedded.processes import Child, Supervisor
from yipanqi_core.embedded.server import wait_until

from .conftest import processes_of

PROGRAM = """
import sys
from yipanqi_core.embedded.processes import Child, Supervisor
children = [Child(name, ("/bin/sh", "-c", script)) for name, script in zip(sys.argv[2::2], sys.argv[3::2])]
sys.exit(Supervisor(children, grace_s=float(sys.argv[1])).run())
"""


def shell(name: str, script: str, **env: str) -> Child:
    return Child(name, ("/bin/sh", "-c", script), env)


def until(test: str, then: str) -> str:
    return f"until {test}; do sleep 0.02; done; {then}"


@contextmanager
def supervised(grace_s: float, **scripts: str) -> Iterator[subprocess.Popen[bytes]]:
    pairs = [part for pair in scripts.items() for part in pair]
    with subprocess.Popen([sys.executable, "-c", PROGRAM, str(grace_s), *pairs]) as command:
        try:
            yield command
        finally:
            command.kill()


def lasting(folder: Path, name: str, on_term: str) -> str:
    """A script that marks its start and then runs until it is told to end."""
    return f"trap '{on_term}' TERM; touch {folder}/{name}.up; while :; do sleep 0.02; done"


def wait_for(*paths: Path) -> None:
    wait_until(lambda: all(path.exists() for path in paths), "a child did not come up", within_s=20)


def test_a_child_that_is_not_to_be_restarted_ends_the_run_with_its_code(open_folder: Path) -> None:
    told: list[str] = []
    worker = Child("worker", ("/bin/sh", "-c", lasting(open_folder, "worker", "exit 0")), restart=True)
    api = shell("api", until(f"test -e {open_folder}/worker.up", "exit $CODE"), CODE="7")
    assert Supervisor([api, worker], notice=told.append).run() == 7
    assert told == ["api 已退出（退出码 7），全部停止"]


def test_a_child_killed_by_a_signal_gives_the_code_a_shell_would() -> None:
    told: list[str] = []
    assert Supervisor([shell("api", "kill -9 $$")], notice=told.append).run() == 128 + 9


def test_a_worker_that_exits_is_restarted_with_growing_pauses(open_folder: Path) -> None:
    told: list[str] = []
    runs = open_folder / "runs"
    worker = Child("worker", ("/bin/sh", "-c", f"echo >> {runs}; exit 3"), restart=True)
    api = shell("api", until(f'test "$(cat {runs} 2>/dev/null | wc -l)" -ge 4', "exit 0"))
    supervisor = Supervisor([api, worker], notice=told.append, restart_after_s=0.1, longest_pause_s=0.2)
    assert supervisor.run() == 0
    pauses = [line.split("，")[1] for line in told if line.startswith("worker")]
    assert pauses[:3] == ["0.1 秒后重新启动", "0.2 秒后重新启动", "0.2 秒后重新启动"]


@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_all_in_reverse_order(open_folder: Path, order: signal.Signals) -> None:
    log = open_folder / "log"
    api = lasting(open_folder, "api", f"echo api >> {log}; exit 0")
    worker = lasting(open_folder, "worker", f"echo worker >> {log}; exit 0")
    with supervised(20, api=api, worker=worker) as command:
        wait_for(open_folder / "api.up", open_folder / "worker.up")
        command.send_signal(order)
        assert command.wait(20) == 0
    assert log.read_text().split() == ["worker", "api"]


def test_a_child_deaf_to_sigterm_is_killed_after_the_grace(open_folder: Path) -> None:
    with supervised(0.1, api=lasting(open_folder, "api", ":")) as command:
        wait_for(open_folder / "api.up")
        command.terminate()
        assert command.wait(20) == 0


def test_a_second_signal_cuts_the_grace_short(open_folder: Path) -> None:
    heard = open_folder / "heard"
    with supervised(3600, api=lasting(open_folder, "api", f"touch {heard}")) as command:
        wait_for(open_folder / "api.up")
        command.terminate()
        wait_for(heard)
        command.terminate()
        assert command.wait(20) == 0


def test_what_a_child_started_ends_with_it(open_folder: Path) -> None:
    api = f"sh -c '{until('false', 'echo')}; : {open_folder}' & touch {open_folder}/api.up; exit 5"
    told: list[str] = []
    assert Supervisor([shell("api", api)], notice=told.append).run() == 5
    wait_until(lambda: not processes_of(open_folder), "a grandchild is left")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_children_die_with_a_killed_supervisor(open_folder: Path) -> None:
    gone = open_folder / "gone"
    with supervised(20, api=lasting(open_folder, "api", f"touch {gone}; exit 0")) as command:
        wait_for(open_folder / "api.up")
        command.kill()
    wait_for(gone)
    wait_until(lambda: not processes_of(open_folder), "a child is left")


class Server:
    """A server that is down, and whose first start fails."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark
        self.starts = 0

    def running(self) -> bool:
        return self.mark.exists()

    def start(self) -> None:
        self.starts += 1
        if self.starts == 1:
            raise EmbeddedServerError("没有起来")
        self.mark.touch()


def test_a_server_that_does_not_answer_is_started_again_until_it_does(open_folder: Path) -> None:
    told: list[str] = []
    server = Server(open_folder / "answers")
    api = shell("api", until(f"test -e {server.mark}", "exit 0"))
    supervisor = Supervisor([api], servers=[server], notice=told.append, restart_after_s=0.1, server_check_s=0.1)
    assert supervisor.run() == 0
    assert server.starts == 2
    assert "没有起来；0.1 秒后再试" in told
