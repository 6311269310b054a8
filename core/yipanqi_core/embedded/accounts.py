"""The system account an embedded server runs under, and whether that account can reach its files."""

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yipanqi_core.embedded.errors import EmbeddedServerError

CANDIDATES = ("nobody", "postgres", "daemon")
ENVIRONMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class Account:
    """A system account; `switched` when it is not the one this process runs under."""

    name: str
    uid: int
    gid: int
    switched: bool


def account_for(data: Path) -> Account:
    """Choose who runs the server: ourselves, or for root the data's owner, or a stand-in."""
    mine = os.geteuid()
    owner = data.stat().st_uid if data.exists() else None
    if mine != 0:
        if owner not in {None, mine}:
            raise EmbeddedServerError(f"数据目录 {data} 属于另一系统用户（uid {owner}）：请换回该用户，或改用另一目录")
        return Account(_name(mine), mine, os.getegid(), switched=False)
    if owner:
        return Account(_name(owner), owner, data.stat().st_gid, switched=True)
    for entry in map(_entry, CANDIDATES):
        if entry is not None and entry.pw_uid != 0:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switched=True)
    raise EmbeddedServerError("以 root 运行时需要一个普通系统账号来运行数据库：请建立 nobody 账号，或改用普通用户运行")


def require_reachable(path: Path, account: Account) -> None:
    """Raise EmbeddedServerError naming the first folder above `path` that the account may not enter."""
    if not account.switched:
        return
    for folder in reversed(path.resolve().parents):
        if not _permits(folder, account, stat.S_IXOTH):
            raise EmbeddedServerError(f"系统用户 {account.name} 进不了目录 {folder}：请执行 chmod o+x {folder}")


def require_executable(binary: Path, account: Account) -> None:
    """Raise EmbeddedServerError unless the account can reach and run this program."""
    if not binary.is_file():
        raise EmbeddedServerError(f"缺少程序 {binary}：请重新执行 make setup")
    require_reachable(binary, account)
    if account.switched and not _permits(binary, account, stat.S_IROTH | stat.S_IXOTH):
        folder = binary.parent.parent
        raise EmbeddedServerError(f"系统用户 {account.name} 不能执行 {binary}：请执行 chmod -R o+rX {folder}")


def hand_over(path: Path, account: Account, mode: int) -> None:
    """Give an existing file or folder to the account, with exactly these permissions."""
    if account.switched:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
    path.chmod(mode)


def hand_over_tree(folder: Path, account: Account) -> None:
    """Give a folder and all it holds to the account, permissions unchanged."""
    for parent, _, names in os.walk(folder):
        for path in (Path(parent), *(Path(parent, name) for name in names)):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)


def run_as(
    account: Account, argv: Sequence[str | Path], *, folder: Path, timeout_s: float
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end under the account, in `folder`, with an environment free of ours."""
    try:
        return subprocess.run(  # noqa: S603 — programs of the wheels, arguments of ours
            [str(part) for part in argv],
            cwd=folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout_s,
            umask=0o077,
            user=account.uid if account.switched else None,
            group=account.gid if account.switched else None,
            extra_groups=[] if account.switched else None,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise EmbeddedServerError(f"{argv[0]} 超过 {timeout_s:.0f} 秒没有结束：请查看 {folder} 下的日志") from error
    except OSError as error:
        raise EmbeddedServerError(f"不能以系统用户 {account.name} 运行 {argv[0]}：{error.strerror}") from error


def _permits(path: Path, account: Account, others: int) -> bool:
    facts = path.stat()
    if facts.st_uid == account.uid:
        needed = others << 6
    elif facts.st_gid == account.gid:
        needed = others << 3
    else:
        needed = others
    return facts.st_mode & needed == needed


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
