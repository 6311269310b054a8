"""Re-planning an item: a request with a reason, the consent it takes, and the new plan beside the baseline."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.replanning import Replanning
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT
from yipanqi_core.people.seats import Seated
from yipanqi_core.projects import writing_queries as queries
from yipanqi_core.projects.items import held_item
from yipanqi_core.projects.standing import Standing, standing
from yipanqi_core.projects.tables import item_plans, replan_requests
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import ItemKind, Role

LEADING = frozenset({Role.LEADER, Role.OFFICE, Role.DEPARTMENT, Role.TOWNSHIP})
"""The roles that speak for their unit; those who prepare papers (经办) do not."""


def require_may_ask(stands: Standing, item: Any, rule: Replanning) -> None:
    """Let pass the owner and the lead unit for a planned, unfinished item. Raises WrongActorError, RefusedError."""
    stands.require_seat(f"“{item.title}”调整计划的申请", rule.clause, OWNER_UNIT, LEAD_UNIT)
    if item.finished_on is not None:
        raise RefusedError(f"“{item.title}”已于 {item.finished_on} 完成，不再调整计划", rule.clause)
    if item.in_force_on is None:
        raise RefusedError(f"“{item.title}”尚未排定计划日期，请先排定", rule.clause)


async def ask(  # noqa: PLR0917
    scope: Scope, edition: Edition, item: Any, to_on: date, reason: str, who: Seated
) -> UUID:
    """Ask to move the plan of an item held by `items.held_item`.

    Raises WrongActorError, RefusedError (finished, undated, one is waiting), InvalidInputError (the same day).
    """
    rule = rule_of(edition)
    stands = await standing(scope, edition, item.project_id, who)
    require_may_ask(stands, item, rule)
    if to_on == item.in_force_on:
        raise InvalidInputError(f"现行计划就是 {to_on}，请填写调整后的日期", "/to_on")
    if await queries.has_open_request(scope.connection, scope.tenant_id, item.id):
        raise RefusedError(f"“{item.title}”已有一份调整计划的申请待批，办结后再申请", rule.clause)
    request_id = new_id()
    row = {
        "item_id": item.id, "from_on": item.in_force_on, "to_on": to_on, "reason": reason, "state": "open",
        "requested_on": stands.today, "requested_by": scope.actor,
    }  # fmt: skip
    await scope.connection.execute(insert(replan_requests).values(tenant_id=scope.tenant_id, id=request_id, **row))
    line = f"申请将{ItemKind.of(item.kind).label}“{item.title}”由 {item.in_force_on} 调整到 {to_on}：{reason}"
    await add_event(scope, item.project_id, stands.today, "replan", line, rule.clause)
    await record(scope, "ask_replan", f"item:{item.id}", row)
    return request_id


def required(request: Any, rule: Replanning) -> tuple[str, ...]:
    """Say whose consent a request takes: the lead unit's, and for a later year that of a further seat."""
    later = request.to_on.year > request.from_on.year
    return (LEAD_UNIT, rule.later_year) if later else (LEAD_UNIT,)


def require_may_decide(stands: Standing, request: Any, role: Role, rule: Replanning) -> tuple[str, ...]:
    """Give the seats in which this person may decide an open request now. Raises RefusedError, WrongActorError."""
    if request.state != "open":
        raise RefusedError("这份申请已经办结", rule.clause)
    waiting = [
        seat
        for seat, given in zip(
            required(request, rule), (request.leader_consented_on, request.deputy_consented_on), strict=False
        )
        if given is None
    ]
    mine = tuple(seat for seat in waiting if seat in stands.seats and (seat != LEAD_UNIT or role in LEADING))
    if not mine:
        able = "、".join(
            "项目责任单位的负责人" if seat == LEAD_UNIT else stands.edition.seat_title(seat) for seat in waiting
        )
        raise WrongActorError(f"调整计划由{able}审批", rule.clause)
    return mine


async def decide(  # noqa: PLR0917
    scope: Scope, edition: Edition, request: Any, consent: bool, reason: str | None, who: Identity
) -> None:
    """Consent to a request held by `held_request`, or refuse it with a reason; the last consent moves the plan.

    Raises RefusedError, WrongActorError, InvalidInputError (a refusal without a reason).
    """
    rule = rule_of(edition)
    stands = await standing(scope, edition, request.project_id, who)
    item = await held_item(scope, request.item_id)
    seats = require_may_decide(stands, request, who.role, rule)
    if item.finished_on is not None and consent:
        raise RefusedError(f"“{item.title}”已于 {item.finished_on} 完成，不再调整计划", rule.clause)
    if not consent and not (reason or "").strip():
        raise InvalidInputError("不同意调整计划须说明理由", "/reason")
    values = _consented(scope, request, stands, seats) if consent else _refused(scope, stands, reason)
    done = consent and _all_given(request, values, rule)
    if done:
        values |= {"state": "approved", "closed_on": stands.today}
        await _move(scope, request, stands)
    await scope.connection.execute(
        update(replan_requests)
        .where(replan_requests.c.tenant_id == scope.tenant_id, replan_requests.c.id == request.id)
        .values(**values, version=request.version + 1)
    )
    said = ("同意，计划改为" if done else "同意，待另一级审批，拟改为") if consent else f"不同意（{reason}），未改为"
    line = f"{ItemKind.of(item.kind).label}“{item.title}”调整计划：{said} {request.to_on}"
    await add_event(scope, item.project_id, stands.today, "replan", line, rule.clause)
    await record(scope, "decide_replan", f"item:{item.id}", {"request": request.id, **values})


async def held_request(scope: Scope, request_id: UUID) -> Any:
    """Hold a request for this transaction. Raises NotFoundError."""
    row = await queries.held_request(scope.connection, scope.tenant_id, request_id)
    if row is None:
        raise NotFoundError("没有这份调整计划的申请")
    return row


def rule_of(edition: Edition) -> Replanning:
    """Give the mechanism's rule of re-planning. Raises NotFoundError when it has none."""
    if edition.replanning is None:
        raise NotFoundError("本县机制没有调整计划的规定")
    return edition.replanning


def _consented(scope: Scope, request: Any, stands: Standing, seats: tuple[str, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if LEAD_UNIT in seats:
        values |= {"leader_consented_on": stands.today, "leader_consented_by": scope.actor}
    if any(seat != LEAD_UNIT for seat in seats):
        values |= {"deputy_consented_on": stands.today, "deputy_consented_by": scope.actor}
    return values


def _refused(scope: Scope, stands: Standing, reason: str | None) -> dict[str, Any]:
    return {"state": "refused", "closed_on": stands.today, "refused_by": scope.actor, "refusal": reason}


def _all_given(request: Any, values: dict[str, Any], rule: Replanning) -> bool:
    leader = request.leader_consented_on or values.get("leader_consented_on")
    deputy = request.deputy_consented_on or values.get("deputy_consented_on")
    return bool(leader) and (len(required(request, rule)) == 1 or bool(deputy))


async def _move(scope: Scope, request: Any, stands: Standing) -> None:
    """Add the new plan; the baseline stays in the item itself."""
    before = await queries.last_round(scope.connection, scope.tenant_id, request.item_id)
    row = {
        "item_id": request.item_id, "round": before + 1, "planned_on": request.to_on, "approved_on": stands.today,
        "reason": request.reason, "approved_by": scope.actor,
    }  # fmt: skip
    await scope.connection.execute(insert(item_plans).values(tenant_id=scope.tenant_id, **row))
