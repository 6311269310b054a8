"""Where a server's unix socket lies: a private folder, with a path short enough for the system."""

import hashlib
import os
import stat
from pathlib import Path

from yipanqi_core.embedded.accounts import Account, hand_over
from yipanqi_core.embedded.errors import EmbeddedServerError

LONGEST_PATH = 103  # bytes: Linux takes 107, macOS 103
# These mean something in a connection URL or a list of hosts, and drivers disagree on how to escape them.
UNSAFE = frozenset(":,;%?#&+\"'\\")
# Not TMPDIR: it differs from shell to shell, and every command must come to the same folder.
SHORT_FOLDERS = Path("/tmp")  # noqa: S108


def socket_folder(root: Path, socket_name: str) -> Path:
    """Name the folder of this server's socket, the same for all: beside its data, or a short one."""
    beside = root / "run"
    fits = len(os.fsencode(beside / socket_name)) <= LONGEST_PATH
    if fits and not UNSAFE.intersection(str(beside)):
        return beside
    digest = hashlib.blake2b(os.fsencode(root), digest_size=8).hexdigest()
    return SHORT_FOLDERS.resolve() / f"yipanqi-{digest}"


def open_socket_folder(folder: Path, account: Account) -> None:
    """Make the folder, for the account alone: whoever can enter it is trusted by the server."""
    folder.mkdir(mode=0o700, exist_ok=True)
    facts = folder.lstat()
    # In a shared temporary folder a stranger may have been there first.
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in {account.uid, os.geteuid()}:
        raise EmbeddedServerError(f"套接字目录 {folder} 不属于本用户：请查明来历后删除它，再重新运行")
    hand_over(folder, account, 0o700)
