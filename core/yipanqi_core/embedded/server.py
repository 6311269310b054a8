"""What the embedded servers share: start on first use, attach to what runs, last one out stops it."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from yipanqi_core.embedded.accounts import Account, account_for, hand_over, require_reachable
from yipanqi_core.embedded.errors import EmbeddedServerError
from yipanqi_core.embedded.sockets import open_socket_folder, socket_folder
from yipanqi_core.embedded.usage import Usage

POLL_S = 0.02
READY_WITHIN_S = 60.0


class EmbeddedServer(ABC):
    """A real server in a folder of its own, shared by every process that starts it.

    Nobody owns it. `start()` and `attach()` make this object a user; `stop()` ends that and stops the
    server only when no user is left in any process. A user that was killed no longer counts, so what it
    left running is taken over by the next `start()` and stopped by the last to leave. `durable=False` is
    for tests: faster, and what was written may be lost when the machine stops.
    """

    socket_name: str

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        self.root = root.resolve()
        self.durable = durable
        self.data = self.root / "data"
        self.sockets = socket_folder(self.root, self.socket_name)
        self._usage = Usage(self.root)

    @abstractmethod
    def running(self) -> bool:
        """Tell whether the server answers for this folder now, whoever started it."""

    @abstractmethod
    def _alive(self) -> bool:
        """Tell whether its process exists, ready or not."""

    @abstractmethod
    def _launch(self, account: Account) -> None:
        """Start the server and return when it is ready."""

    @abstractmethod
    def _halt(self) -> None:
        """Stop the server and return when it is gone."""

    def start(self) -> None:
        """Use the server, starting it unless it runs; calling again revives one that died."""
        try:
            account = account_for(self.data)
            self._open_root(account)
            with self._usage.alone():
                self._usage.join()
                try:
                    self._ensure_running(account)
                except BaseException:
                    if self._usage.leave():
                        self._halt()
                    raise
        except OSError as error:
            raise EmbeddedServerError(f"不能使用目录 {self.root}：{error}；请检查它的权限和剩余空间") from error

    def attach(self) -> bool:
        """Use the server if it runs already; otherwise change nothing and return False."""
        if not self.root.is_dir():
            return False
        with self._usage.alone():
            if not self.running():
                return False
            self._check_attached()
            self._usage.join()
        return True

    def stop(self) -> None:
        """Use the server no longer, and stop it if nobody else does; without a `start()` nothing happens."""
        if self._usage.joined:
            with self._usage.alone():
                if self._usage.leave():
                    self._halt()
                    self._clear_socket_folder()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @abstractmethod
    def _check_attached(self) -> None:
        """Refuse a running server that does not promise what this object was asked for."""

    def _ensure_running(self, account: Account) -> None:
        if not self._settled():
            open_socket_folder(self.sockets, account)
            require_reachable(self.sockets / self.socket_name, account)
            self._launch(account)
        self._check_attached()

    def _settled(self) -> bool:
        """Wait for a server in the midst of starting or stopping; tell whether it ended up running."""
        wait_until(lambda: self.running() or not self._alive(), f"{self.data} 上的服务器迟迟没有就绪")
        return self.running()

    def _clear_socket_folder(self) -> None:
        if self.sockets.parent != self.root:  # in a shared temporary folder we leave nothing
            with suppress(OSError):
                self.sockets.rmdir()

    def _open_root(self, account: Account) -> None:
        missing = [folder for folder in (self.root, *self.root.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            if account.switched:
                # Ours to open, whatever the umask; folders of others are never changed, only named.
                folder.chmod(0o755)
        require_reachable(self.data, account)

    def _own_file(self, name: str, account: Account) -> Path:
        path = self.root / name
        path.touch(mode=0o600)
        hand_over(path, account, 0o600)
        return path


def wait_until(condition: Callable[[], bool], complaint: str, *, within_s: float = READY_WITHIN_S) -> None:
    """Return once the condition holds; raise EmbeddedServerError when it does not in time."""
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            raise EmbeddedServerError(f"{complaint}（已等 {within_s:.0f} 秒）：请查看该目录旁的日志")
        time.sleep(POLL_S)


def last_line(text: str) -> str:
    """Pick the line to show of a program's output: the last fatal one, else the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fatal = [line for line in lines if "FATAL" in line or "error:" in line]
    return (fatal or lines or ["没有输出"])[-1]
