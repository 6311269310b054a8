"""Versions on the wire: ETag `"version.digest"`; a change must name the version it rests on.

The digest tells caches about everything shown, the version tells writers about what is stored: `_actions` or a
day passing changes what is shown and must not make a writer's version stale.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import msgspec
from litestar.params import HeaderParameter

from yipanqi_api.answers import Answer
from yipanqi_api.problems.general import STALE_VERSION, VERSION_REQUIRED
from yipanqi_api.problems.kinds import ProblemError

T = TypeVar("T")
_TAG = re.compile(r'(?:W/)?"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Condition:
    """The If-None-Match of a reader."""

    seen: tuple[str, ...]

    def answer(self, content: T, version: int) -> Answer[T]:
        """Answer an item with its ETag, or 304 when the caller has exactly this."""
        answer: Answer[T] = self.answer_encoded(*encoded(content, version))
        return answer

    def answer_encoded(self, body: bytes, tag: str) -> Any:
        """Answer what is encoded already."""
        unchanged = tag in self.seen or "*" in self.seen
        return _tagged(b"", tag, 304) if unchanged else _tagged(body, tag, 200)


@dataclass(frozen=True, slots=True)
class Expected:
    """The If-Match of a writer: the versions that the change may rest on."""

    versions: frozenset[int] | None  # None: `*`, any version

    def require(self, version: int) -> None:
        """Refuse with 412 unless the present version is an expected one. Lock the row before asking."""
        if self.versions is not None and version not in self.versions:
            raise ProblemError(STALE_VERSION)


def tagged(content: T, version: int, *, status_code: int = 200, location: str | None = None) -> Answer[T]:
    """Answer a changed or new item with its ETag."""
    answer: Answer[T] = _tagged(*encoded(content, version), status_code)
    if location:
        answer.headers["Location"] = location
    return answer


def provide_condition(
    if_none_match: Annotated[str | None, HeaderParameter(name="If-None-Match", description="已有内容的 ETag")] = None,
) -> Condition:
    """Read If-None-Match."""
    tags = _TAG.findall(if_none_match or "")
    return Condition(("*",) if (if_none_match or "").strip() == "*" else tuple(tags))


def provide_expected(
    if_match: Annotated[str | None, HeaderParameter(name="If-Match", description="所依据版本的 ETag，必填")] = None,
) -> Expected:
    """Read If-Match, which a change must carry."""
    if if_match is None:
        raise ProblemError(VERSION_REQUIRED)
    if if_match.strip() == "*":
        return Expected(None)
    versions = (tag.partition(".")[0] for tag in _TAG.findall(if_match))
    return Expected(frozenset(int(each) for each in versions if each.isascii() and each.isdigit() and len(each) < 10))


def encoded(content: Any, version: int) -> tuple[bytes, str]:
    """Give an item's bytes and its tag."""
    body = msgspec.json.encode(content)
    return body, f"{version}.{hashlib.blake2b(body, digest_size=8).hexdigest()}"


def _tagged(body: bytes, tag: str, status_code: int) -> Any:
    return Answer(body, status_code=status_code, media_type="application/json", headers={"ETag": f'"{tag}"'})
