"""How pools, allotments and candidates are set and shown."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.references import Reference, Word
from yipanqi_api.values import Money
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.pools import PoolKind
from yipanqi_core.vocabulary import Level

_AMOUNT = r"^[0-9]{1,16}(\.[0-9]{1,2})?$"
Quantity = Annotated[
    Decimal, Meta(description="以该指标的单位计", extra_json_schema={"type": "string", "pattern": _AMOUNT})
]
QuantityText = Annotated[str, Meta(description="以该指标的单位计，十进制字符串", pattern=_AMOUNT)]
Reason = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]
_LEVELS = {level.value: Word.of(level) for level in Level}


class NewQuota(msgspec.Struct, forbid_unknown_fields=True):
    """A year's quota."""

    quota: QuantityText


class NewAllotment(msgspec.Struct, forbid_unknown_fields=True):
    """What a project shall have."""

    project_id: UUID
    amount: QuantityText
    reason: Reason


class Usage(msgspec.Struct, forbid_unknown_fields=True):
    """How much has been used in all."""

    used: QuantityText


class TakenBack(msgspec.Struct, forbid_unknown_fields=True):
    """Why an allotment is taken back."""

    reason: Reason


class PoolView(msgspec.Struct):
    """A year's pool: quota, allotted, used, free."""

    kind: Word
    year: int
    unit: Annotated[str, Meta(description="计量单位")]
    clause: str
    quota: Quantity
    allotted: Annotated[Quantity, Meta(description="已分配；收回的只计已用部分")]
    used: Quantity
    free: Quantity
    set_by: str
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, kind: PoolKind | None, actions: list[Action]) -> Self:
        """Show a row; a kind that the edition no longer knows goes by its code."""
        return cls(
            kind=Word(row.kind, row.kind if kind is None else kind.title),
            year=row.year,
            unit="" if kind is None else kind.unit,
            clause="" if kind is None else kind.clause,
            quota=row.quota,
            allotted=row.allotted,
            used=row.used,
            free=row.free,
            set_by=row.set_by,
            version=row.version,
            actions=actions,
        )


class AllotmentView(msgspec.Struct):
    """An allotment: dated, decided by a person, perhaps taken back."""

    id: UUID
    pool: Word
    year: int
    unit: str
    project: Reference
    amount: Quantity
    used: Quantity
    allotted_on: date
    returned_on: Annotated[date | None, Meta(description="收回之日")]
    reason: str
    decided_by: str
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, edition: Edition, actions: list[Action]) -> Self:
        """Show a row."""
        kind = next((one for one in edition.pools if one.code == row.kind), None)
        return cls(
            id=row.id,
            pool=Word(row.kind, row.kind if kind is None else kind.title),
            year=row.year,
            unit="" if kind is None else kind.unit,
            project=Reference(row.project_id, row.project),
            amount=row.amount,
            used=row.used,
            allotted_on=row.allotted_on,
            returned_on=row.returned_on,
            reason=row.reason,
            decided_by=row.decided_by,
            actions=actions,
        )


class CandidateView(msgspec.Struct):
    """A project that may be given some, in the mechanism's order."""

    project: Reference
    level: Word | None
    total_investment: Money
    allotted: Annotated[Quantity, Meta(description="当年已分配")]
    listed: Annotated[bool, Meta(description="在清单上")]

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        level = None if row.level is None else _LEVELS[row.level]
        return cls(Reference(row.id, row.name), level, row.total_investment, row.allotted, row.listed)
