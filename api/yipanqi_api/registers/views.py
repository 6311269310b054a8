"""How rows of registers are written, changed and shown, and their sums."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.declared_schemas import declared_schema
from yipanqi_api.figures.views import Reason
from yipanqi_api.references import Reference, Word
from yipanqi_api.values import Instant, Money, local
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.figures import OWN_UNIT
from yipanqi_core.mechanism.registers import Register

Fields = Annotated[
    dict[str, str | int | bool | None],
    Meta(description="各栏，见 GET /v1/registers 中该台账的 fields；金额和小数写成字符串，日期写成 2024-06-30"),
]


class NewEntry(msgspec.Struct, forbid_unknown_fields=True):
    """A row to be written."""

    fields: Fields
    project_id: Annotated[UUID | None, Meta(description="按项目登记的台账填项目")] = None
    unit_id: Annotated[UUID | None, Meta(description="按单位登记的台账填单位")] = None
    year: Annotated[int, Meta(ge=2000, le=2100, description="分年度的台账填年度")] | None = None
    since_on: Annotated[date | None, Meta(description="自何日起；缺省为今天")] = None


class ChangedEntry(msgspec.Struct, forbid_unknown_fields=True):
    """Fields of a row that change, one at least; those left out stay, null empties."""

    fields: Annotated[Fields, Meta(min_length=1)]
    reason: Reason
    since_on: Annotated[date | None, Meta(description="自何日起变更；缺省为更正现行内容，自其起算日起")] = None


class Withdrawal(msgspec.Struct, forbid_unknown_fields=True):
    """Why a row is withdrawn."""

    reason: Reason


class RegisterView(msgspec.Struct):
    """A register as the mechanism declares it."""

    code: str
    title: str
    clause: str
    subject: Annotated[Word, Meta(description="每行关于谁：全县、单位或项目")]
    yearly: bool
    named: Annotated[str, Meta(description="以哪一栏称呼一行")]
    amounts: Annotated[list[str], Meta(description="可以合计的金额栏")]
    kept_by: list[Word]
    kinds: list[Word]
    fields: Annotated[dict[str, Any], Meta(description="各栏的 JSON Schema")]

    @classmethod
    def of(cls, register: Register, edition: Edition) -> Self:
        """Show a declaration."""
        return cls(
            code=register.code,
            title=register.title,
            clause=register.clause,
            subject=Word.of(register.subject),
            yearly=register.yearly,
            named=register.named,
            amounts=list(register.amounts),
            kept_by=[Word(one, "该单位" if one == OWN_UNIT else edition.seat_title(one)) for one in register.kept_by],
            kinds=[Word.of(one) for one in sorted(register.kinds)],
            fields=declared_schema(register.row),
        )


class EntryRoundView(msgspec.Struct):
    """A row as it was written at one time."""

    round: int
    fields: dict[str, Any]
    since_on: date
    withdrawn: bool
    reason: str | None
    recorded_by: str
    recorded_on: date
    recorded_at: Instant

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a round."""
        return cls(
            row.round, row.fields, row.since_on, row.withdrawn, row.reason, row.recorded_by, row.recorded_on,
            local(row.recorded_at),
        )  # fmt: skip


class EntryView(msgspec.Struct):
    """A row of a register with its changes."""

    id: UUID
    register: Word
    clause: str
    project: Reference | None
    unit: Reference | None
    year: int | None
    name: str
    fields: dict[str, Any]
    since_on: date
    recorded_by: str
    recorded_on: date
    withdrawn: bool
    version: int
    rounds: Annotated[list[EntryRoundView], Meta(description="历次登记和变更；列表中为空")]
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, register: Register, rounds: Sequence[Any], actions: list[Action]) -> Self:
        """Show a row."""
        return cls(
            id=row.entry_id,
            register=Word(register.code, register.title),
            clause=register.clause,
            project=Reference.maybe(row.project_id, row.project),
            unit=Reference.maybe(row.unit_id, row.unit),
            year=row.year,
            name=str(row.fields.get(register.named, "")),
            fields=row.fields,
            since_on=row.since_on,
            recorded_by=row.recorded_by,
            recorded_on=row.recorded_on,
            withdrawn=row.withdrawn,
            version=row.round,
            rounds=[EntryRoundView.of(one) for one in rounds],
            actions=actions,
        )


class AmountSum(msgspec.Struct):
    """The sum of one amount field."""

    field: str
    title: str
    sum: Money


class SumView(msgspec.Struct):
    """The rows of one key: how many, and their amounts added up."""

    key: Annotated[str | None, Meta(description="空：未填，或没有分组")]
    count: int
    amounts: list[AmountSum]


class SumsView(msgspec.Struct):
    """Sums of a register's rows, cut by a field or by unit, project or year."""

    register: str
    by: str | None
    data: list[SumView]
    total: SumView
