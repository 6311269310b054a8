"""How a consequence looks, how one is put forward and how one is decided."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.references import Reference, Word
from yipanqi_api.rulings import RulingView
from yipanqi_core.mechanism.edition import Edition

_STATES = {"proposed": "待决定", "decided": "已采纳", "dismissed": "不予采纳"}


class NewReport(msgspec.Struct, forbid_unknown_fields=True):
    """A matter put forward with its evidence."""

    kind: Annotated[str, Meta(min_length=1, max_length=50, examples=["major_loss"])]
    unit: UUID
    happened_on: date
    what: Annotated[str, Meta(min_length=1, max_length=2000, description="事由")]
    evidence: Annotated[str, Meta(min_length=1, max_length=2000, description="证据")]
    project: UUID | None = None


class NewDecision(msgspec.Struct, forbid_unknown_fields=True):
    """What is decided, and why."""

    adopted: Annotated[bool, Meta(description="是否采纳")]
    reason: Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"\S")]


class ConsequenceView(msgspec.Struct):
    """What results call for; nothing follows before a person has decided."""

    id: UUID
    kind: Word
    period: str
    unit: Reference | None
    project: Reference | None
    ruling: RulingView
    state: Annotated[Word, Meta(description="proposed、decided、dismissed")]
    decided_by_seat: Annotated[Word, Meta(description="由谁决定")]
    proposed_on: date
    proposed_by: str
    decided_on: date | None
    decided_by: str | None
    reason: str | None
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, edition: Edition, actions: list[Action]) -> Self:
        """Show a row."""
        kind = next(one for one in edition.consequences if one.code == row.kind)
        seat = next(one for one in edition.seats if one.code == kind.decided_by)
        return cls(
            id=row.id,
            kind=Word(kind.code, kind.title),
            period=row.period,
            unit=Reference.maybe(row.unit_id, row.unit),
            project=Reference.maybe(row.project_id, row.project),
            ruling=RulingView(row.value, row.clause, row.because, msgspec.Raw(row.facts)),
            state=Word(row.state, _STATES[row.state]),
            decided_by_seat=Word(seat.code, seat.title),
            proposed_on=row.proposed_on,
            proposed_by=row.proposed_by,
            decided_on=row.decided_on,
            decided_by=row.decided_by,
            reason=row.reason,
            version=row.version,
            actions=actions,
        )
