"""Referrals: a county sees those it has sent, a city those it has received and answers them."""

from datetime import date
from functools import partial
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta

from yipanqi_api.actions import Action, action
from yipanqi_api.answers import Answer
from yipanqi_api.etags import Condition, tagged
from yipanqi_api.guards import requires
from yipanqi_api.items.schemas import schema_of
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.references import Word
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.ladder import queries, referring
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Urgency

_STATES = {"sent": Word("sent", "待答复"), "answered": Word("answered", "已答复")}
PATH = "/v1/referrals"


class ReferralAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """The city's answer."""

    answer: Annotated[str, Meta(min_length=1, max_length=4000, pattern=r"\S")]


class ReferralRow(msgspec.Struct):
    """A referral as lists show it."""

    id: UUID
    county: str
    issue_id: Annotated[UUID | None, Meta(description="本县的问题；市级所收为 null")]
    project: str
    description: str
    category: str
    urgency: Word
    agreed_completion_on: Annotated[date, Meta(description="共同商定完成时间")]
    state: Word
    sent_on: date
    answered_on: date | None
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, actions: list[Action]) -> Self:
        """Show a row of the referrals' queries."""
        return cls(**_shown(row), actions=actions)


class ReferralView(ReferralRow, kw_only=True):
    """A referral with why it was sent, who agreed, and its answer."""

    reason: str
    agreed_owner: str
    agreed_unit: str
    sent_by: str
    answer: str | None
    answered_by: str | None
    clause: str


_ANSWER = schema_of(ReferralAnswer)


def _shown(row: Any) -> dict[str, Any]:
    same = ("id", "county", "issue_id", "project", "description", "category", "sent_on", "answered_on")
    return {
        **{name: getattr(row, name) for name in same},
        "urgency": Word.of(Urgency.of(row.urgency)),
        "agreed_completion_on": row.agreed_completion_on,
        "state": _STATES[row.state],
    }


@get("", operation_id="ListReferrals", summary="列出上报事项", guards=[requires(Permission.READ)])
async def list_referrals(
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    answered: Annotated[bool | None, QueryParameter(description="是否已答复")] = None,
    sort: Annotated[str | None, QueryParameter(description="sent_on；前加 - 为降序")] = None,
) -> Answer[Page[ReferralRow]]:
    """Referrals that a county has sent, or a city received: the latest first."""
    states = None if answered is None else ["answered" if answered else "sent"]
    statement = queries.referral_statement(transaction.tenant_id, states)
    sorts, last = queries.REFERRAL_SORTS, queries.REFERRAL_LAST
    own = await queries.own_tenant(transaction.connection, transaction.tenant_id)
    return await page_of(
        transaction, paging, statement, sorts, sort or "-sent_on", last,
        lambda row: ReferralRow.of(row, _actions(identity, own.kind, row)),
    )  # fmt: skip


@get("/{referral_id:uuid}", operation_id="ReadReferral", summary="查看上报事项", guards=[requires(Permission.READ)])
async def read_referral(
    referral_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[ReferralView]:
    """One referral."""
    shown = await _view(transaction, identity, referral_id)
    return condition.answer(shown, _version(shown))


@post(
    "/{referral_id:uuid}/answer",
    status_code=200,
    operation_id="AnswerReferral",
    summary="答复上报事项",
    guards=[requires(Permission.READ)],  # the answer's own guard says who may, with its clause
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def answer_referral(
    referral_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[ReferralAnswer],
) -> Answer[ReferralView]:
    """Answer as the city; the answer comes back to the county's issue."""
    await referring.answer(transaction, identity, referral_id, data.answer)
    shown = await _view(transaction, identity, referral_id)
    return tagged(shown, _version(shown))


def _version(shown: ReferralView) -> int:
    return 1 if shown.answer is None else 2


async def _view(transaction: Scope, identity: Identity, referral_id: UUID) -> ReferralView:
    connection, tenant = transaction.connection, transaction.tenant_id
    row = await queries.referral_row(connection, tenant, referral_id, lock=False)
    if row is None:
        raise NotFoundError("没有这件上报事项")
    own = await queries.own_tenant(connection, tenant)
    return ReferralView(
        **_shown(row),
        reason=row.reason,
        agreed_owner=row.agreed_owner,
        agreed_unit=row.agreed_unit,
        sent_by=row.sent_by,
        answer=row.answer,
        answered_by=row.answered_by,
        clause=row.clause,
        actions=_actions(identity, own.kind, row),
    )


def _actions(identity: Identity, kind: str, row: Any) -> list[Action]:
    guard = partial(referring.require_may_answer, identity, kind, row)
    return [action("answer", "答复", "POST", f"{PATH}/{row.id}/answer", guard, _ANSWER)]


referrals_router = Router(PATH, route_handlers=[list_referrals, read_referral, answer_referral], tags=["referrals"])
