"""Letters that a person may issue: offered for a project and for a unit, or refused by the kind's clause."""

from collections.abc import Callable
from functools import lru_cache
from typing import cast
from uuid import UUID

import msgspec

from yipanqi_api.actions import Action, Schema, action
from yipanqi_api.items.schemas import schema_of
from yipanqi_api.letters.views import NewLetter
from yipanqi_core.letters.by_hand import require_issuer
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.letters import LetterKind

PATH = "/v1/letters"
_ANY = "ffffffff-ffff-ffff-ffff-ffffffffffff"  # where an id goes; nobody's own


def letter_actions(
    edition: Edition, seats: frozenset[str], *, project_id: UUID | None = None, unit_id: UUID | None = None
) -> list[Action]:
    """Offer each kind of letter that people issue, upon the project or to the unit, asked of the route's own guard."""
    about, key = ("project_id", project_id) if project_id is not None else ("unit_id", unit_id)
    return [
        action(
            f"issue_letter:{kind.kind}",
            f"签发{kind.kind}",
            "POST",
            PATH,
            _guard(edition, kind, seats),
            _of(kind.kind, about, key),
        )
        for kind in edition.letters
        if kind.by_hand is not None
    ]


def _guard(edition: Edition, kind: LetterKind, seats: frozenset[str]) -> Callable[[], None]:
    def ask() -> None:
        require_issuer(edition, kind, seats)

    return ask


def _of(kind: str, about: str, key: UUID | None) -> Schema:
    return cast("Schema", msgspec.Raw(_input(kind, about).replace(_ANY.encode(), str(key).encode())))


@lru_cache(64)
def _input(kind: str, about: str) -> bytes:
    """Write the input down once; the id goes in for each."""
    schema = schema_of(NewLetter)
    fixed = {"kind": {"const": kind}, about: {"const": _ANY}}
    required = sorted({*schema.get("required", []), about})
    whole = {**schema, "properties": {**schema["properties"], **fixed}, "required": required}
    return msgspec.json.encode(whole)
