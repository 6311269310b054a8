"""Opening reviews, giving opinions, handing in again: every round kept, a last round decided and never sent back."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.reviews import Opinion, ReviewKind, ReviewState
from yipanqi_core.projects.items import held_item, write_completion
from yipanqi_core.projects.standing import Standing, standing
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.reviews import queries
from yipanqi_core.reviews.guards import (
    answers,
    may_return,
    require_may_answer,
    require_may_open,
    require_may_resubmit,
)
from yipanqi_core.reviews.tables import review_opinions, review_rounds, reviews
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.scope import Scope

_ENDS = {
    Opinion.APPROVE: ReviewState.APPROVED,
    Opinion.REJECT: ReviewState.REJECTED,
    Opinion.RETURN: ReviewState.RETURNED,
}


def kind_of(edition: Edition, code: str) -> ReviewKind:
    """Give a kind of review. Raises InvalidInputError."""
    found = next((kind for kind in edition.reviews if kind.code == code), None)
    if found is None:
        known = "、".join(f"{kind.code}（{kind.title}）" for kind in edition.reviews) or "本县机制没有联审"
        raise InvalidInputError(f"没有“{code[:50]}”这一类审查；可填：{known}", "/kind")
    return found


async def open_review(  # noqa: PLR0917
    scope: Scope,
    edition: Edition,
    kind: ReviewKind,
    project_id: UUID,
    item_id: UUID | None,
    document: str | None,
    who: Identity,
) -> UUID:
    """Open a review with its first submission; after a rejection it counts as a new application.

    Raises NotFoundError, InvalidInputError (an item missing or out of place), WrongActorError, RefusedError.
    """
    stands = await standing(scope, edition, project_id, who)
    title = await _subject(scope, kind, project_id, item_id)
    require_may_open(stands, kind, await read_in_force(scope, edition, stands.today))
    application = await _application(scope, kind, project_id, item_id, title)
    review_id = new_id()
    row = {
        "kind": kind.code, "project_id": project_id, "item_id": item_id, "state": ReviewState.OPEN.value, "round": 1,
        "application": application, "opened_on": stands.today, "opened_by": scope.actor, "clause": kind.clause,
    }  # fmt: skip
    await scope.connection.execute(insert(reviews).values(tenant_id=scope.tenant_id, id=review_id, **row))
    await _submit(scope, review_id, 1, stands, document)
    again = f"，第 {application} 次申请" if application > 1 else ""
    await add_event(scope, project_id, stands.today, "review", f"{title}：开始{kind.title}{again}", kind.clause)
    await record(scope, "open_review", f"review:{review_id}", row)
    return review_id


async def resubmit(scope: Scope, edition: Edition, review: Any, document: str | None, who: Identity) -> None:
    """Hand in again what was returned, a review held by `held_review`. Raises WrongActorError, RefusedError."""
    kind = kind_of(edition, review.kind)
    stands = await standing(scope, edition, review.project_id, who)
    require_may_resubmit(stands, kind, review)
    number = review.round + 1
    await _submit(scope, review.id, number, stands, document)
    await _change(scope, review, state=ReviewState.OPEN.value, round=number)
    what = f"“{review.item}”" if review.item else "项目"
    line = f"{what}：{kind.title}第 {number} 次报送"
    await add_event(scope, review.project_id, stands.today, "review", line, kind.clause)
    await record(scope, "resubmit_review", f"review:{review.id}", {"round": number, "document": document})


async def give_opinion(  # noqa: PLR0917
    scope: Scope,
    edition: Edition,
    review: Any,
    opinion: Opinion,
    text: str,
    who: Identity,
    about: Collection[str] = (),
) -> None:
    """Answer a review held by `held_review`: all that this person is asked, or of it the aspects named in `about`.

    Raises InvalidInputError, WrongActorError, RefusedError (answered, ended, a second return).
    """
    kind = kind_of(edition, review.kind)
    if opinion not in kind.opinions:
        able = "、".join(f"{one.value}（{one.label}）" for one in kind.opinions)
        raise InvalidInputError(f"{kind.title}的意见只能是：{able}", "/opinion")
    stands = await standing(scope, edition, review.project_id, who)
    parameters = await read_in_force(scope, edition, stands.today)
    seats = require_may_answer(stands, kind, review, who.unit_id, parameters, about)
    if opinion is Opinion.RETURN:
        may_return(kind, review, parameters)
    for seat in seats:
        row = {
            "review_id": review.id, "round": review.round, "seat": seat, "unit_id": who.unit_id,
            "opinion": opinion.value, "text": text, "given_by": scope.actor, "given_on": stands.today,
        }  # fmt: skip
        await scope.connection.execute(insert(review_opinions).values(tenant_id=scope.tenant_id, **row))
    await _conclude(scope, kind, review, seats, opinion, stands, who)
    what = f"“{review.item}”" if review.item else "项目"
    line = f"{what}{kind.title}：{who.unit_name}{opinion.label}：{text}"
    await add_event(scope, review.project_id, stands.today, "review", line, kind.clause)
    body = {"round": review.round, "seats": seats, "opinion": opinion, "text": text}
    await record(scope, "give_opinion", f"review:{review.id}", body)


async def held_review(scope: Scope, review_id: UUID) -> Any:
    """Hold a review for this transaction. Raises NotFoundError."""
    row = await queries.held_review(scope.connection, scope.tenant_id, review_id)
    if row is None:
        raise NotFoundError("没有这项审查")
    return row


async def _subject(scope: Scope, kind: ReviewKind, project_id: UUID, item_id: UUID | None) -> str:
    """Name what is reviewed; an approval is of one unfinished item of the project that has a unit."""
    if kind.joint:
        if item_id is not None:
            raise InvalidInputError(f"{kind.title}以项目为对象，不填 item_id", "/item_id")
        return "项目"
    if item_id is None:
        raise InvalidInputError(f"{kind.title}以要素或手续为对象，请填 item_id", "/item_id")
    item = await held_item(scope, item_id)
    if item.project_id != project_id:
        raise InvalidInputError("该事项不属于这个项目", "/item_id")
    if item.unit_id is None:
        raise RefusedError(f"“{item.title}”没有责任单位，请先明确由谁审批", kind.clause)
    if item.finished_on is not None:
        raise RefusedError(f"“{item.title}”已于 {item.finished_on} 办结", kind.clause)
    return f"“{item.title}”"


async def _application(scope: Scope, kind: ReviewKind, project_id: UUID, item_id: UUID | None, title: str) -> int:
    """Give the number of this application; only what was rejected, or a joint review that is complete, begins again."""
    earlier = await queries.earlier_reviews(scope.connection, scope.tenant_id, project_id, kind.code, item_id)
    if not earlier:
        return 1
    if earlier[0].state in (ReviewState.OPEN, ReviewState.RETURNED, ReviewState.SUBMITTED):
        raise RefusedError(f"{title}的{kind.title}正在办理，办结前不重复报送", kind.clause)
    if earlier[0].state == ReviewState.APPROVED:
        raise RefusedError(f"{title}已经批准，不再报送", kind.clause)
    return int(earlier[0].application) + 1


async def _submit(scope: Scope, review_id: UUID, number: int, stands: Standing, document: str | None) -> None:
    row = {"review_id": review_id, "round": number, "submitted_on": stands.today, "document": document}
    await scope.connection.execute(
        insert(review_rounds).values(tenant_id=scope.tenant_id, submitted_by=scope.actor, **row)
    )


async def _conclude(  # noqa: PLR0917
    scope: Scope,
    kind: ReviewKind,
    review: Any,
    seats: tuple[str, ...],
    opinion: Opinion,
    stands: Standing,
    who: Identity,
) -> None:
    """Move the review on: complete when the last seat has answered; an approval also finishes its item."""
    if kind.joint:
        state = _joint_state(kind, review, seats, opinion)
        closed = stands.today if state is ReviewState.COMPLETE else None
    else:
        state = _ENDS[opinion]
        closed = None if state is ReviewState.RETURNED else stands.today
    await _change(scope, review, state=state.value, closed_on=closed)
    if state is ReviewState.APPROVED:
        item = await held_item(scope, review.item_id)
        if item.finished_on is None:
            await write_completion(scope, stands.edition, item, stands.today, who.unit_name, stands.today)


def _joint_state(kind: ReviewKind, review: Any, seats: tuple[str, ...], opinion: Opinion) -> ReviewState:
    """Say where a joint review stands with this answer: nothing comes of it before all have answered."""
    given = {one["seat"]: one["opinion"] for one in answers(review)} | dict.fromkeys(seats, opinion.value)
    if any(one.seat not in given for one in kind.asks):
        return ReviewState.OPEN
    return kind.concluded(Opinion.AGAINST.value in given.values())


async def _change(scope: Scope, review: Any, **values: Any) -> None:
    await scope.connection.execute(
        update(reviews)
        .where(reviews.c.tenant_id == scope.tenant_id, reviews.c.id == review.id)
        .values(**values, version=review.version + 1)
    )
