"""Who uses an embedded server: file locks that the kernel releases when their holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yipanqi_core.embedded.errors import EmbeddedServerError


class Usage:
    """The users of one server, counted by flocks in its folder.

    `<root>/lock` is held exclusively while a server is started or stopped: of two commands that start
    together one launches and the other finds it running. `<root>/users` is held shared by everyone who
    uses the server: whoever leaves and then gets it exclusively was the last. A crashed user needs no
    clearing up, its locks end with it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._users: int | None = None

    @property
    def joined(self) -> bool:
        """Whether this object counts as a user now."""
        return self._users is not None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold off everyone else who would start, attach to or stop this server."""
        lock = self._open("lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            _release(lock)

    def join(self) -> None:
        """Count as a user; call it inside `alone()`."""
        if self._users is None:
            self._users = self._open("users")
            fcntl.flock(self._users, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """Stop counting as a user and tell whether nobody is left; call it inside `alone()`."""
        if self._users is None:
            return False
        users, self._users = self._users, None
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            _release(users)
        return True

    def _open(self, name: str) -> int:
        path = self._root / name
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise EmbeddedServerError(
                f"打不开锁文件 {path}（{error.strerror}）：请换回首次运行时的系统用户，或改用另一目录"
            ) from error


def _release(descriptor: int) -> None:
    # Unlock first: a process forked at this moment holds a copy, and closing alone would not release.
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    os.close(descriptor)
