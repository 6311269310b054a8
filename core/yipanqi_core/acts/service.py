"""Opening proposals to list, move or release a project, and deciding them stage by stage."""

from dataclasses import replace
from uuid import UUID

from yipanqi_core.acts import queries
from yipanqi_core.acts.deciding import Deciding
from yipanqi_core.acts.opening import Opening
from yipanqi_core.acts.standing import Standing, standing
from yipanqi_core.acts.writing import decided, tell, write_proposal
from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.acts import ActKind, Motion
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.rules.acts import forbids
from yipanqi_core.tenants.scope import Scope


async def open_proposal(scope: Scope, edition: Edition, who: Identity, project_id: UUID, opening: Opening) -> UUID:
    """Propose an act upon a project.

    Raises NotFoundError, WrongActorError (not who may propose it), RefusedError (a rule forbids it, or another is
    pending), InvalidInputError (an unknown step or ground, no cause).
    """
    at = await standing(scope, edition, who, project_id)
    opening = replace(opening, act=at.fitting(opening.act))
    motion = await require_openable(scope, at, opening)
    held = at.require_one_of(opening.act.opens(at.facts, motion), f"{opening.act.title}提请", opening.act.clause)
    _require_cause(opening, at, motion)
    proposal_id = await write_proposal(scope, at.on, at.project_id, opening.act, motion, at.facts, edition, opening)
    await decided(scope, at, proposal_id, 1, opening.act.stages[0].code, held[:1], "submitted", opening.cause)
    where = "" if motion.target is None else f"“{edition.track.step(motion.target).title}”清单"
    why = f"：{opening.cause}" if opening.cause else ""
    await tell(scope, at, f"提请{opening.act.title}{where}{why}，由{who.name}对真实性负责", opening.act.clause)
    return proposal_id


async def require_openable(scope: Scope, at: Standing, opening: Opening) -> Motion:
    """Give the motion, unless lists, a rule or another proposal forbid it. Raises RefusedError, InvalidInputError."""
    act, track = opening.act, at.edition.track
    if opening.target is not None and opening.target not in {step.code for step in track.steps}:
        known = "、".join(step.code for step in track.steps)
        raise InvalidInputError(f"没有清单“{opening.target[:30]}”；可填：{known}", "/to_step")
    motion = Motion(at.facts.step, _target(at, opening))
    if (at.facts.step is None) != (act.kind is ActKind.ENTER):
        where = "不在清单" if at.facts.step is None else f"已在“{track.step(at.facts.step).title}”清单"
        raise RefusedError(f"该项目{where}，不能{act.title}", act.clause)
    pending = await queries.pending_row(scope.connection, scope.tenant_id, at.project_id)
    if pending is not None:
        known_act = at.edition.act(pending.act)
        name = pending.act if known_act is None else known_act.title
        raise RefusedError(f"该项目“{name}”自 {pending.opened_on} 起在办，办结或撤回后再提", act.clause)
    ruling = forbids(at.edition, act, motion, at.facts, at.parameters)
    if ruling is not None:
        raise RefusedError(ruling.because, ruling.clause)
    return motion


def _target(at: Standing, opening: Opening) -> str | None:
    act = opening.act
    if act.due is not None:
        return at.due(act, opening.target).target
    if act.kind is not ActKind.ENTER:
        return None
    target = opening.target or at.edition.track.place(at.facts)
    if target is None:
        raise RefusedError(f"没有清单收{at.facts.nature.label}项目", at.edition.track.clause)
    return target


def _require_cause(opening: Opening, at: Standing, motion: Motion) -> None:
    grounds = opening.act.grounds(at.facts, motion)
    if opening.ground is not None and opening.ground not in grounds:
        able = f"可填：{'、'.join(grounds)}" if grounds else "此项不限事由，不必填写，请在 cause 中说明"
        raise InvalidInputError(f"事由“{opening.ground[:30]}”不在规定之内；{able}", "/ground")
    if grounds and opening.ground is None:
        raise InvalidInputError(f"应填明事由：{'、'.join(grounds)}（{opening.act.clause}）", "/ground")
    if opening.act.kind is ActKind.LEAVE and opening.act.due is None and not (opening.cause or "").strip():
        raise InvalidInputError("应说明退出原因", "/cause")


async def decide(  # noqa: PLR0917
    scope: Scope, edition: Edition, who: Identity, proposal_id: UUID, decision: str, reason: str | None
) -> None:
    """Decide a proposal where it stands: approve, return or refuse it; submit it again or withdraw it.

    Raises NotFoundError, WrongActorError, RefusedError, InvalidInputError (no reason where one is due).
    """
    found = await queries.proposal_row(scope.connection, scope.tenant_id, proposal_id)
    if found is None:
        raise NotFoundError("没有这件提请")
    at = await standing(scope, edition, who, found.project_id)
    row = await queries.proposal_row(scope.connection, scope.tenant_id, proposal_id)  # as it is now, under the lock
    assert row is not None
    act = edition.act(row.act)
    if act is None:
        raise RefusedError(f"现行机制没有“{row.act}”这一事项，不能再办理", row.clause)
    step = Deciding(scope, at, act, row, Motion(row.from_step, row.to_step), (reason or "").strip() or None)
    held = step.require(decision)
    if decision in ("return", "refuse") and step.reason is None:
        raise InvalidInputError("退回或不予通过应写明理由", "/reason")
    await step.take(decision, held)
