"""What may be done with a project on the lists now: correct it, put it forward, move or release it, mark it."""

from functools import lru_cache
from typing import Any

import msgspec

from yipanqi_api.actions import Action, Schema, action, written
from yipanqi_api.proposals.views import MAX_REASON
from yipanqi_api.registering.views import ProjectCorrection
from yipanqi_core.acts.marking import MAX_PART, require_markable
from yipanqi_core.acts.opening import Opening
from yipanqi_core.acts.service import require_openable
from yipanqi_core.acts.standing import Standing
from yipanqi_core.mechanism.acts import Act, ActKind, Motion
from yipanqi_core.mechanism.marks import Mark, MarkPart
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_core.projects.filling import fillable
from yipanqi_core.projects.guards import require_may_register
from yipanqi_core.refusals import RefusedError
from yipanqi_core.tenants.scope import Scope

_PATHS = {ActKind.ENTER: "nominations", ActKind.MOVE: "transfers", ActKind.LEAVE: "exits"}
_CORRECTION = written(msgspec.json.schema(ProjectCorrection))
_CAUSE = {"type": "string", "title": "说明", "minLength": 1, "maxLength": MAX_REASON}
_KEPT = 512  # schemas of what editions declare


async def listing_actions(scope: Scope, at: Standing) -> list[Action]:
    """List what this user may do with the project on the lists, each offered, or refused with reason and clause."""
    edition, href = at.edition, f"/v1/projects/{at.project_id}"

    def may_correct() -> None:
        if fillable(edition, at.seats):
            return
        leads = LEAD_UNIT in at.seats
        require_may_register(at.who, at.who.unit_id if leads else None, edition, corrects=True)

    proposable = [act for act in edition.acts if act.due_each is None and at.fitting(act) is act]
    return [
        action("correct", "更正", "PATCH", href, may_correct, _CORRECTION),
        *[await _act(scope, at, act, f"{href}/{_PATHS[act.kind]}") for act in proposable],
        *[_mark(at, mark, href) for mark in edition.marks],
    ]


async def _act(scope: Scope, at: Standing, act: Act, href: str) -> Action:
    refused: RefusedError | None = None
    motion = Motion(at.facts.step, None)
    try:
        motion = await require_openable(scope, at, Opening(act))
    except RefusedError as error:
        refused = error

    def guard() -> None:
        if refused is not None:
            raise refused
        at.require_one_of(act.opens(at.facts, motion), f"{act.title}提请", act.clause)

    return action(act.code, act.title, "POST", href, guard, _input(at, act, motion))


def _input(at: Standing, act: Act, motion: Motion) -> Schema:
    if act.kind is ActKind.LEAVE:
        return _leaving(tuple(act.grounds(at.facts, motion)))
    if act.kind is ActKind.MOVE:
        return _moving(motion.target)
    return _entering(tuple(one.code for one in at.edition.track.steps))


@lru_cache(_KEPT)
def _leaving(grounds: tuple[str, ...]) -> Schema:
    ground = {"ground": {"enum": list(grounds), "title": "事由"}} if grounds else {}
    return _object({**ground, "cause": _CAUSE}, ["cause", *ground])


@lru_cache(_KEPT)
def _moving(target: str | None) -> Schema:
    return _object({"to_step": {"enum": [target], "title": "清单"}}, [])


@lru_cache(_KEPT)
def _entering(steps: tuple[str, ...]) -> Schema:
    return _object({"to_step": {"enum": list(steps), "title": "清单"}, "cause": _CAUSE}, [])


def _mark(at: Standing, mark: Mark, href: str) -> Action:
    path = f"{href}/marks/{mark.code}/{at.on.year}"
    what = f"{mark.title}登记"
    return action(mark.code, what, "PUT", path, lambda: require_markable(at, mark), _marking(mark.parts))


@lru_cache(_KEPT)
def _marking(parts: tuple[MarkPart, ...]) -> Schema:
    texts = {part.code: {"type": "string", "title": part.title, "maxLength": MAX_PART} for part in parts}
    noted = {"type": "object", "properties": texts, "additionalProperties": False}
    return _object({"borne": {"type": "boolean"}, "parts": noted}, ["borne"])


def _object(properties: dict[str, Any], required: list[str]) -> Schema:
    return written({"type": "object", "properties": properties, "required": required, "additionalProperties": False})
