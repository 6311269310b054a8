"""The fingerprint of an edition: worked out once in a process, and noted with everything that it judges."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from yipanqi_core.fingerprints.declared import Declared
from yipanqi_core.fingerprints.sources import county_sources, engine_sources
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import Registry

SHOWN = 12
"""How many signs of a fingerprint are shown to people; all of them are stored and compared."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What judged: the county's text, which is its data and the source of its rules, and the core's engine."""

    text: str
    engine: str


_known: dict[int, tuple[Edition, Fingerprint]] = {}
_MOST = 64  # editions of one process; tests make more


def fingerprint(edition: Edition) -> Fingerprint:
    """Give an edition's fingerprint. Raises SourceMissingError."""
    found = _known.get(id(edition))
    if found is None:
        if len(_known) >= _MOST:
            _known.clear()
        found = _known[id(edition)] = edition, Fingerprint(_text(edition), engine())
    return found[1]


def note_all(registry: Registry) -> None:
    """Note the fingerprints of all editions installed, when a process starts: of what it has loaded, as it lies there.

    Raises SourceMissingError.
    """
    for code in registry.codes():
        for edition in registry.mechanism(code).editions:
            fingerprint(edition)


def _text(edition: Edition) -> str:
    declared = Declared()
    data = declared.plain(edition)
    return _digest(encode(data), county_sources(declared.modules))


@cache
def engine() -> str:
    """Give the fingerprint of the core's engine."""
    return _digest(b"", engine_sources())


def _digest(data: bytes, sources: Mapping[str, str]) -> str:
    total = hashlib.sha256(data)
    for name, text in sources.items():
        body = text.encode()
        total.update(f"\n{name} {len(body)}\n".encode() + body)
    return total.hexdigest()
