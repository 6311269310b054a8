"""Passwords: argon2id in threads, as many at a time as there are cores, and a rule that keeps the worst out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from yipanqi_core.auth.errors import WeakPasswordError

SHORTEST, LONGEST, KINDS = 10, 128, 3

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_NOBODY = (  # the hash of a random password that nobody knows, so that unknown names take as long
    "$argon2id$v=19$m=19456,t=2,p=1$ZBByjxEMDbzR1P0+s57uEA$aA6oWbJNUcTpUbM3s2IH32RXf7pllqAXLnxmwh/QQnY"
)


class Passwords:
    """Hashes and verifies without holding up the event loop; `at_once` bounds threads and memory (19 MiB each)."""

    def __init__(self, at_once: int = 2) -> None:
        self._turns = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn before taking a connection, so that a flood of sign-ins cannot hold the whole pool."""
        async with self._turns:
            yield

    async def verify(self, stored: str | None, password: str) -> bool:
        """Tell whether the password is the stored one; as slow when nothing is stored. Call within a turn."""
        matches = await asyncio.to_thread(_matches, stored or _NOBODY, password)
        return matches and stored is not None

    async def hash(self, password: str) -> str:
        """Hash a password for keeping. Call within a turn."""
        return await asyncio.to_thread(_hasher.hash, password)


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def hash_now(password: str) -> str:
    """Hash a password here and now; for the command line and demonstration data, never in a request."""
    return _hasher.hash(password)


def require_strong(password: str, login: str) -> None:
    """Keep the rule: length, three kinds of characters, not widely known, not the login. Raises WeakPasswordError."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPasswordError(f"密码应为 {SHORTEST}–{LONGEST} 个字符，现有 {len(password)} 个。")
    kinds = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
    if sum(any(kind(character) for character in password) for kind in kinds) < KINDS:
        raise WeakPasswordError(f"密码应含大写字母、小写字母、数字、符号中的至少{'零一二三'[KINDS]}类。")
    if login.casefold() in password.casefold():
        raise WeakPasswordError("密码不能包含登录名。")
    if _plain(password) in _breached():
        raise WeakPasswordError("该密码出现在公开泄露的常用密码中（含常见变形），请另选一个。")


def _plain(password: str) -> str:
    """Take off what people add to a known password to please a rule: case, look-alikes, trailing figures and signs."""
    looks = str.maketrans("@$!01345", "asioieas")
    stripped = password.casefold().rstrip("0123456789!@#$%^&*._-")
    return stripped.translate(looks)


@cache
def _breached() -> frozenset[str]:
    lines = files("yipanqi_core.auth").joinpath("breached.txt").read_text("utf-8").splitlines()
    return frozenset(_plain(line) for line in lines if line and not line.startswith("#"))
