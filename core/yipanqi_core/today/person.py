"""Who is asked about today: what the person holds, and what waits in the person's seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Person:
    """What decides what concerns a person; a part of None is a seat of the county that the person holds."""

    user_id: UUID
    unit_id: UUID
    post_ids: tuple[UUID, ...]
    proposals: Sequence[UUID] = ()
    asked: Sequence[tuple[str, str]] = ()  # (kind of joint review, seat) in which an opinion is asked of the person
    decides: Sequence[str] = ()  # the kinds of consequences that the person decides
    confirms: Sequence[str] = ()  # the kinds of bulletins whose rectifications the person confirms
    inspects: Sequence[str] = ()  # the kinds of inspections likewise
    moves: Sequence[tuple[str, str, str | None]] = ()  # (kind of case, step, part) that the person passes
    replans: Sequence[UUID] = ()
    reviews_decided: Sequence[str] = ()
    rungs: Sequence[str] = ()  # the rungs of the ladder that the person holds beside another seat
    resubmits: Sequence[tuple[str, str | None]] = ()  # (kind of review, part) that comes back to the person
