"""How proposals look, and how they are decided."""

from datetime import date
from typing import Annotated, Any, Literal, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.references import Reference, Word
from yipanqi_api.values import Instant, local
from yipanqi_core.mechanism.edition import Edition

MAX_REASON = 1000
"""Characters that a reason or cause may have."""

Reason = Annotated[str, Meta(max_length=MAX_REASON)]
Decision = Literal["approve", "return", "refuse", "submit", "withdraw"]
STATES = {"open": "在办", "returned": "已退回", "done": "已办结", "refused": "未通过", "withdrawn": "已撤回"}
_DECISIONS = {
    "submitted": "提请",
    "approved": "同意",
    "returned": "退回",
    "refused": "不予通过",
    "withdrawn": "撤回",
}


class NewDecision(msgspec.Struct, forbid_unknown_fields=True):
    """A decision on a proposal; returning and refusing take a reason."""

    decision: Annotated[
        Decision, Meta(description="approve 同意，return 退回，refuse 不予通过，submit 补正再报，withdraw 撤回")
    ]
    reason: Reason | None = None


class ProposalRow(msgspec.Struct):
    """A proposal as lists show it."""

    id: UUID
    project: Reference
    act: Word
    from_step: Word | None
    to_step: Annotated[Word | None, Meta(description="办结后所在清单；退出为 null")]
    stage: Word
    state: Word
    waits_for: Annotated[list[Word], Meta(description="本阶段尚待办理的席位")]
    ground: str | None
    cause: str | None
    clause: str
    opened_on: date
    opened_by: str
    closed_on: date | None
    round: int
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, edition: Edition, actions: list[Action]) -> Self:
        """Show a row."""
        return cls(**_shown(row, edition), actions=actions)


class DecisionView(msgspec.Struct):
    """What was decided at a stage, in which seat, by whom."""

    round: int
    stage: Word
    seat: Word
    decision: Word
    reason: str | None
    user: Reference
    decided_on: date
    decided_at: Instant


class ProposalView(ProposalRow, kw_only=True):
    """A proposal with everything decided of it."""

    decisions: list[DecisionView]

    @classmethod
    def whole(cls, row: Any, edition: Edition, actions: list[Action], decided: Any) -> Self:
        """Show one proposal."""
        views = [
            DecisionView(
                one.round,
                stage_word(edition, row.act, one.stage),
                seat_word(edition, one.seat),
                Word(one.decision, _DECISIONS.get(one.decision, one.decision)),
                one.reason,
                Reference(one.user_id, one.user),
                one.decided_on,
                local(one.decided_at),
            )
            for one in decided
        ]
        return cls(**_shown(row, edition), actions=actions, decisions=views)


def seat_word(edition: Edition, code: str) -> Word:
    """Name a seat of the mechanism or of the project."""
    return Word(code, edition.seat_title(code))


def stage_word(edition: Edition, act_code: str, code: str) -> Word:
    """Name a stage of an act; one of an earlier edition goes by its code."""
    act = edition.act(act_code)
    titles = {} if act is None else {stage.code: stage.title for stage in act.stages}
    return Word(code, titles.get(code, code))


def _step(edition: Edition, code: str | None) -> Word | None:
    titles = {step.code: step.title for step in edition.track.steps}
    return None if code is None else Word(code, titles.get(code, code))


def _shown(row: Any, edition: Edition) -> dict[str, Any]:
    act = edition.act(row.act)
    return {
        "id": row.id,
        "project": Reference(row.project_id, row.project),
        "act": Word(row.act, row.act if act is None else act.title),
        "from_step": _step(edition, row.from_step),
        "to_step": _step(edition, row.to_step),
        "stage": stage_word(edition, row.act, row.stage),
        "state": Word(row.state, STATES[row.state]),
        "waits_for": [seat_word(edition, seat) for seat in row.waits_for],
        "ground": row.ground,
        "cause": row.cause,
        "clause": row.clause,
        "opened_on": row.opened_on,
        "opened_by": row.opened_by,
        "closed_on": row.closed_on,
        "round": row.round,
        "version": row.version,
    }
