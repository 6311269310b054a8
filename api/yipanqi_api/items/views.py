"""How an item is named, mended, finished and re-planned, and how it is shown with what may be done."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.projects.part_views import ItemView
from yipanqi_api.references import Reference, Word
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.replanning import Replanning
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_core.projects.items import ItemChange, NewItem
from yipanqi_core.projects.replans import required
from yipanqi_core.vocabulary import DecidingLevel, ItemKind

Title = Annotated[str, Meta(min_length=1, max_length=50, pattern=r"\S")]
Name = Annotated[str, Meta(min_length=1, max_length=50, pattern=r"\S")]
Reason = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]

_STATES = {"open": Word("open", "待批"), "approved": Word("approved", "已批准"), "refused": Word("refused", "未同意")}


class NewItemBody(msgspec.Struct, forbid_unknown_fields=True):
    """An item to be named."""

    kind: Annotated[ItemKind, Meta(description="node 节点、guarantee 要素、procedure 手续")]
    title: Title
    unit_id: Annotated[UUID | None, Meta(description="责任单位")] = None
    person: Annotated[Name | None, Meta(description="责任人；节点必填")] = None
    planned_on: Annotated[date | None, Meta(description="计划日期，即基线")] = None
    decided_at: Annotated[DecidingLevel | None, Meta(description="办理层级")] = None

    def new(self) -> NewItem:
        """Give it to the service."""
        level = None if self.decided_at is None else self.decided_at.value
        return NewItem(self.kind, self.title.strip(), self.unit_id, self.person, self.planned_on, level)


class ChangedItem(msgspec.Struct, forbid_unknown_fields=True):
    """What of an item shall be otherwise; what is left out stays."""

    reason: Annotated[Reason, Meta(description="修改原因")]
    unit_id: UUID | msgspec.UnsetType | None = msgspec.UNSET
    person: Name | msgspec.UnsetType | None = msgspec.UNSET
    planned_on: Annotated[
        date | msgspec.UnsetType | None, Meta(description="只能补填；已排定的用 replans 申请调整")
    ] = msgspec.UNSET
    decided_at: DecidingLevel | msgspec.UnsetType | None = msgspec.UNSET

    def change(self, item: Any) -> ItemChange:
        """Give it to the service, over what the item has."""

        def kept(name: str) -> Any:
            value = getattr(self, name)
            return getattr(item, name) if value is msgspec.UNSET else value

        level = kept("decided_at")
        return ItemChange(
            unit_id=kept("unit_id"),
            person=kept("person"),
            planned_on=kept("planned_on"),
            decided_at=level.value if isinstance(level, DecidingLevel) else level,
            reason=self.reason,
        )


class Completion(msgspec.Struct, forbid_unknown_fields=True):
    """That an item was done, and who attests it."""

    finished_on: date
    attested_by: Annotated[Name, Meta(description="填报责任人")]


class NewReplan(msgspec.Struct, forbid_unknown_fields=True):
    """A request to move an item's plan."""

    to_on: Annotated[date, Meta(description="调整后的计划日期")]
    reason: Reason


class Decision(msgspec.Struct, forbid_unknown_fields=True):
    """Consent or its refusal."""

    consent: bool
    reason: Annotated[Reason | None, Meta(description="不同意时必填")] = None


class ListedItem(ItemView, kw_only=True):
    """An item of a project's list with what this user may do with it."""

    actions: list[Action] = msgspec.field(name="_actions")


class ItemDetail(ItemView, kw_only=True):
    """An item with its project and what this user may do with it."""

    project: Reference
    actions: list[Action] = msgspec.field(name="_actions")


class Consent(msgspec.Struct):
    """One consent that a request takes."""

    seat: Word
    given_on: date | None
    given_by: str | None


class ReplanRequestView(msgspec.Struct):
    """A request to move an item's plan, with the consents it takes."""

    id: UUID
    project: Reference
    item: Reference
    baseline_on: Annotated[date | None, Meta(description="基线")]
    from_on: Annotated[date, Meta(description="申请时的现行计划")]
    to_on: date
    reason: str
    state: Word
    requested_on: date
    requested_by: str
    consents: list[Consent]
    refusal: str | None
    refused_by: str | None
    closed_on: date | None
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, edition: Edition, rule: Replanning, actions: list[Action]) -> Self:
        """Show a row."""
        given = {
            LEAD_UNIT: (row.leader_consented_on, row.leader_consented_by),
            rule.later_year: (row.deputy_consented_on, row.deputy_consented_by),
        }
        return cls(
            id=row.id,
            project=Reference(row.project_id, row.project),
            item=Reference(row.item_id, row.title),
            baseline_on=row.baseline_on,
            from_on=row.from_on,
            to_on=row.to_on,
            reason=row.reason,
            state=_STATES[row.state],
            requested_on=row.requested_on,
            requested_by=row.requested_by,
            consents=[Consent(Word(seat, edition.seat_title(seat)), *given[seat]) for seat in required(row, rule)],
            refusal=row.refusal,
            refused_by=row.refused_by,
            closed_on=row.closed_on,
            version=row.version,
            actions=actions,
        )
