"""Referring an issue to the city: the county's row, the city's copy, and the answer that comes back."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, holders_named, holds
from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder import guards, queries
from yipanqi_core.ladder.service import go
from yipanqi_core.ladder.standing import IssueState
from yipanqi_core.ladder.tables import referrals
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.rules import ladder as rules
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Agreement:
    """The completion date that owner and guarantee unit have agreed, with who agreed for each."""

    agreed_owner: str
    agreed_unit: str
    agreed_completion_on: date


async def refer(scope: Scope, who: Identity, state: IssueState, agreed: Agreement, reason: str) -> UUID:
    """Hand an issue to the city above; gives the referral.

    Raises WrongActorError, RefusedError (also without a city above), InvalidInputError.
    """
    guards.require_may_refer(who, state)
    after = rules.refer(state.ladder, state.standing, state.seen.on)
    if agreed.agreed_completion_on < state.seen.on:
        raise InvalidInputError("共同商定完成时间已经过去，请填今天或以后的日期", "/agreed_completion_on")
    own = await queries.own_tenant(scope.connection, scope.tenant_id)
    referral_id, issue = new_id(), state.row
    row = {
        "issue_id": issue.id,
        "county": own.name,
        "project": issue.project,
        "description": issue.description,
        "category": issue.category,
        "urgency": issue.urgency,
        "reason": reason,
        **asdict(agreed),
        "state": "sent",
        "sent_on": state.seen.on,
        "sent_by": who.name,
        "clause": state.ladder.clause,
    }
    await scope.connection.execute(insert(referrals).values(tenant_id=scope.tenant_id, id=referral_id, **row))
    city = await queries.hand_over(scope.connection, referral_id)
    if city is None:
        raise RefusedError("本县尚未关联上级市，无法上报；请由平台管理员关联后再办", state.ladder.clause)
    await go(scope, state, after, reason)
    await record(scope, "refer_issue", f"referral:{referral_id}", {**row, "city": city})
    return referral_id


def require_may_answer(who: Identity, kind: str, referral: Any) -> None:
    """Let the city's people answer what they have received, once. Raises WrongActorError, RefusedError."""
    if kind != "city":
        raise WrongActorError("上报的问题由市级答复", referral.clause)
    if not holds(who.role, Permission.HANDLE_ISSUE):
        able = holders_named(Permission.HANDLE_ISSUE)
        raise WrongActorError(f"“{who.role.label}”角色不能答复；可由以下角色办理：{able}", referral.clause)
    if referral.state == "answered":
        raise RefusedError(f"该上报事项已于 {referral.answered_on} 答复", referral.clause)


async def answer(scope: Scope, who: Identity, referral_id: UUID, text: str) -> None:
    """Answer a referral as the city; the answer comes back to the county's issue, which stands where it was before.

    Raises NotFoundError, WrongActorError, RefusedError.
    """
    connection, tenant = scope.connection, scope.tenant_id
    found = await queries.referral_row(connection, tenant, referral_id, lock=True)
    if found is None:
        raise NotFoundError("没有这件上报事项")
    require_may_answer(who, (await queries.own_tenant(connection, tenant)).kind, found)
    row = {"state": "answered", "answer": text, "answered_on": await today(connection), "answered_by": who.name}
    r = referrals.c
    await connection.execute(update(referrals).where(r.tenant_id == tenant, r.id == referral_id).values(**row))
    body = encode({"answer": text, "state": "answered"})
    await queries.hand_back(connection, referral_id, (new_id(), new_id(), new_id()), body)
    await record(scope, "answer_referral", f"referral:{referral_id}", row)
