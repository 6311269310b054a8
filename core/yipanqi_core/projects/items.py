"""Writing a project's dated items: naming them, mending them, finishing them."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.acts.proposing import propose_due
from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT
from yipanqi_core.people.seats import Seated
from yipanqi_core.projects import writing_queries as queries
from yipanqi_core.projects.default_units import unit_for
from yipanqi_core.projects.standing import Standing, standing
from yipanqi_core.projects.tables import items
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import ItemKind


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be named; `planned_on` becomes its baseline."""

    kind: ItemKind
    title: str
    unit_id: UUID | None
    person: str | None
    planned_on: date | None
    decided_at: str | None


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What an item's unit, person, first plan and deciding level shall be, and why."""

    unit_id: UUID | None
    person: str | None
    planned_on: date | None
    decided_at: str | None
    reason: str


def require_may_plan(stands: Standing, kind: ItemKind | None = None) -> None:
    """Let pass the project's owner and its lead unit. Raises WrongActorError."""
    clause = stands.edition.items.clause_of(kind or ItemKind.GUARANTEE)
    stands.require_seat("的节点、要素、手续", clause, OWNER_UNIT, LEAD_UNIT)


def require_may_finish(stands: Standing, item: Any, unit_id: UUID) -> None:
    """Let pass the item's own unit, the owner and the lead unit while the item is open.

    Raises WrongActorError, RefusedError.
    """
    clause = stands.edition.items.clause_of(ItemKind.of(item.kind))
    if item.unit_id != unit_id and stands.seats.isdisjoint((OWNER_UNIT, LEAD_UNIT)):
        raise WrongActorError(f"“{item.title}”由其责任单位、项目业主或项目责任单位填报完成", clause)
    if item.finished_on is not None:
        raise RefusedError(f"“{item.title}”已于 {item.finished_on} 完成，不再填报", clause)
    refused = stands.edition.finish_refused
    ruling = None if refused is None else refused(stands.facts, ItemKind.of(item.kind), item.title)
    if ruling is not None:
        raise RefusedError(ruling.because, ruling.clause)


async def add_item(scope: Scope, edition: Edition, project_id: UUID, new: NewItem, who: Seated) -> UUID:
    """Name an item of a project.

    Raises NotFoundError, WrongActorError, InvalidInputError, RefusedError (there is one of this name).
    """
    stands = await standing(scope, edition, project_id, who)
    require_may_plan(stands, new.kind)
    clause = edition.items.clause_of(new.kind)
    await _require_fit(scope, edition, new.kind, new.unit_id, new.person)
    if await queries.item_named(scope.connection, scope.tenant_id, project_id, new.kind, new.title):
        raise RefusedError(f"该项目已有{new.kind.label}“{new.title}”，请修改原有的一项", clause)
    item_id = new_id()
    row = {**asdict(new), "project_id": project_id}
    if new.unit_id is None:
        row["unit_id"] = (await unit_for(scope, edition, [new.title])).get(new.title)
    await scope.connection.execute(insert(items).values(tenant_id=scope.tenant_id, id=item_id, **row))
    when = f"，计划 {new.planned_on} 完成" if new.planned_on else "，未明确计划日期"
    line = f"新增{new.kind.label}“{new.title}”{when}"
    await add_event(scope, project_id, stands.today, "item", line, clause)
    await record(scope, "add_item", f"item:{item_id}", row)
    return item_id


async def change_item(scope: Scope, edition: Edition, item: Any, change: ItemChange, who: Seated) -> None:
    """Mend an item held by `held_item`; a plan once set moves by re-planning alone.

    Raises WrongActorError, InvalidInputError, RefusedError.
    """
    stands = await standing(scope, edition, item.project_id, who)
    kind = ItemKind.of(item.kind)
    require_may_plan(stands, kind)
    await _require_fit(scope, edition, kind, change.unit_id, change.person)
    if item.planned_on is not None and change.planned_on != item.planned_on:
        raise RefusedError(
            f"“{item.title}”的计划 {item.planned_on} 已排定，原则上不作调整；确需调整的，说明理由申请调整计划"
            f"（POST /v1/items/{item.id}/replans）",
            None if edition.replanning is None else edition.replanning.clause,
        )
    new = {key: value for key, value in asdict(change).items() if key != "reason"}
    old = {key: getattr(item, key) for key in new}
    await scope.connection.execute(
        update(items)
        .where(items.c.tenant_id == scope.tenant_id, items.c.id == item.id)
        .values(**new, version=item.version + 1)
    )
    line = f"修改{kind.label}“{item.title}”：{change.reason}"
    await add_event(scope, item.project_id, stands.today, "item", line, edition.items.clause_of(kind))
    await record(scope, "change_item", f"item:{item.id}", {"before": old, "after": new, "reason": change.reason})


async def finish_item(  # noqa: PLR0917
    scope: Scope, edition: Edition, item: Any, finished_on: date, attested_by: str, who: Seated
) -> None:
    """Record that an item held by `held_item` was done on a day, and who attests it.

    Raises WrongActorError, RefusedError, InvalidInputError (a day to come).
    """
    stands = await standing(scope, edition, item.project_id, who)
    require_may_finish(stands, item, who.unit_id)
    await write_completion(scope, edition, item, finished_on, attested_by, stands.today)


async def write_completion(  # noqa: PLR0917
    scope: Scope, edition: Edition, item: Any, finished_on: date, attested_by: str, day: date
) -> None:
    """Write an item's actual date and propose what it brings about. Raises InvalidInputError when it lies ahead."""
    if finished_on > day:
        raise InvalidInputError(f"完成日期 {finished_on} 尚未到来，只能填报已经完成的", "/finished_on")
    await scope.connection.execute(
        update(items)
        .where(items.c.tenant_id == scope.tenant_id, items.c.id == item.id)
        .values(finished_on=finished_on, version=items.c.version + 1)
    )
    kind = ItemKind.of(item.kind)
    what = f"{kind.label}“{item.title}”"
    line = f"{what}于 {finished_on} 完成，{attested_by}填报{_early(item, finished_on)}"
    await add_event(scope, item.project_id, day, "item", line, edition.items.clause_of(kind))
    await record(scope, "finish_item", f"item:{item.id}", {"finished_on": finished_on, "attested_by": attested_by})
    await propose_due(scope, edition, only=[item.project_id])


async def held_item(scope: Scope, item_id: UUID) -> Any:
    """Hold an item for this transaction, with its plan in force. Raises NotFoundError."""
    day = await today(scope.connection)
    row = await queries.held_item(scope.connection, scope.tenant_id, item_id, day)
    if row is None:
        raise NotFoundError("没有这个节点、要素或手续")
    return row


def _early(item: Any, finished_on: date) -> str:
    if item.in_force_on is None:
        return ""
    days = (finished_on - item.in_force_on).days
    return f"，比计划迟 {days} 天" if days > 0 else f"，比计划提前 {-days} 天" if days < 0 else "，按计划完成"


async def _require_fit(
    scope: Scope, edition: Edition, kind: ItemKind, unit_id: UUID | None, person: str | None
) -> None:
    """A node has a named person where the mechanism re-plans nodes; a unit is one of the county's."""
    if kind is ItemKind.NODE and edition.replanning is not None and not (person or "").strip():
        raise InvalidInputError(f"节点须落实到具体责任人（{edition.replanning.clause}），请填写责任人", "/person")
    if unit_id is not None and not await queries.unit_exists(scope.connection, scope.tenant_id, unit_id):
        raise InvalidInputError("没有这个责任单位，请从 GET /v1/units 选取", "/unit_id")
