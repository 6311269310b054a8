"""How a key chain is sent and shown."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.references import PostReference, Reference


class ChainChange(msgspec.Struct, forbid_unknown_fields=True):
    """A chain from a day on; what is null is not named yet, and a finding until it is."""

    name: Annotated[str, Meta(min_length=1, max_length=50)]
    head_post_id: Annotated[UUID | None, Meta(description="链长（岗位）")] = None
    lead_unit_id: Annotated[UUID | None, Meta(description="牵头单位")] = None
    person: Annotated[str, Meta(min_length=1, max_length=50)] | None = None
    task_force: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    from_on: Annotated[date | None, Meta(description="自哪一天起；缺省为今天")] = None


class ChainTerm(msgspec.Struct):
    """Who had a chain in hand from when to when."""

    head: PostReference | None
    lead_unit: Reference | None
    person: Annotated[str | None, Meta(description="牵头单位负责人")]
    task_force: Annotated[str | None, Meta(description="工作专班")]
    from_on: date
    to_on: date | None

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a term."""
        holder = Reference.maybe(row.holder_id, row.holder)
        return cls(
            head=None if row.head_post_id is None else PostReference(row.head_post_id, row.head, holder),
            lead_unit=Reference.maybe(row.unit_id, row.unit),
            person=row.person,
            task_force=row.task_force,
            from_on=row.from_on,
            to_on=getattr(row, "to_on", None),
        )


class ChainRow(msgspec.Struct):
    """A chain as it is kept now."""

    id: UUID
    name: str
    present: ChainTerm
    projects: Annotated[int, Meta(description="链上项目数")]
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, actions: list[Action]) -> Self:
        """Show a row."""
        return cls(row.id, row.name, ChainTerm.of(row), row.projects, row.version, actions)


class ChainView(msgspec.Struct):
    """One chain with how it has been kept."""

    id: UUID
    name: str
    present: ChainTerm
    history: list[ChainTerm]
    projects: int
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def with_history(cls, row: Any, terms: Iterable[Any], actions: list[Action]) -> Self:
        """Show one chain."""
        history = [ChainTerm.of(term) for term in terms]
        return cls(row.id, row.name, ChainTerm.of(row), history, row.projects, row.version, actions)
