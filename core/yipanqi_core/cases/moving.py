"""Moving cases along their path: passed step by step, sent back with a reason, put in together under one number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import update

from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.cases import queries
from yipanqi_core.cases.entering import enter_track
from yipanqi_core.cases.guards import require_decides, require_may_pass, require_may_send_back
from yipanqi_core.cases.lookups import require_listed
from yipanqi_core.cases.service import change, enter, held_case, kind_of
from yipanqi_core.cases.tables import case_passages
from yipanqi_core.mechanism.cases import CaseKind, CaseStep
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects.standing import Standing, standing, standings
from yipanqi_core.refusals import InvalidInputError, RefusedError
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Passing:
    """That a step is passed: on which day (none named: today), on which document, with which note."""

    note: str | None = None
    evidence: str | None = None
    on: date | None = None


async def move_on(scope: Scope, edition: Edition, case: Any, passing: Passing, who: Identity) -> None:
    """Pass the present step of a case held by `held_case`; the last one closes it.

    Raises WrongActorError, RefusedError (as `require_may_pass`, or a batched step alone), InvalidInputError.
    """
    kind = kind_of(edition, case.kind)
    stands = await standing(scope, edition, case.project_id, who)
    following = require_may_pass(stands, kind, case, await read_in_force(scope, edition, stands.today))
    if not {one.field for one in kind.lookups}.isdisjoint(kind.step(case.step).required):
        await require_listed(scope, edition, kind, case.fields, case.year, stands.today)
    if kind.step(case.step).batched:
        raise RefusedError(f"“{kind.step(case.step).title}”分批次办理，请编入批次（{kind.clause}）", kind.clause)
    await _pass(scope, kind, case, passing, stands, following)


async def _pass(  # noqa: PLR0917
    scope: Scope,
    kind: CaseKind,
    case: Any,
    passing: Passing,
    stands: Standing,
    following: CaseStep | None,
    batch: int | None = None,
) -> None:
    on = _day(stands, case, passing)
    _require_evidence(kind, case, passing)
    left = {
        "outcome": "passed", "passed_by": scope.actor, "evidence": passing.evidence, "note": passing.note,
        "passed_seat": require_decides(stands.edition, stands.seats, kind, case.step),
    }  # fmt: skip
    await _leave(scope, case, on if following is not None else None, left)
    if following is not None:
        await enter(scope, case.id, case.position + 1, following.code, on)
    closed = following is None or kind.closes(following.code)
    numbered = {} if batch is None else {"batch": batch}
    await change(scope, case, **numbered, **({"closed_on": on} if closed else {}))
    await _tell_passed(scope, kind, case, stands, None if following is None else following.title)
    if closed and kind.enters is not None:
        await enter_track(scope, kind, case, stands, on)


async def send_back(scope: Scope, edition: Edition, case: Any, to: str | None, reason: str, who: Identity) -> None:  # noqa: PLR0917
    """Send a case back to an earlier step (none named: the one before) with a reason.

    Raises WrongActorError, RefusedError, InvalidInputError (not an earlier step).
    """
    kind = kind_of(edition, case.kind)
    stands = await standing(scope, edition, case.project_id, who)
    before = require_may_send_back(stands, kind, case)
    step = next((one for one in before if one.code == (to or before[-1].code)), None)
    if step is None:
        able = "、".join(f"{one.code}（{one.title}）" for one in before)
        raise InvalidInputError(f"只能退回到以前的阶段：{able}", "/step")
    seat = require_decides(edition, stands.seats, kind, case.step)
    left = {"outcome": "returned", "passed_by": scope.actor, "passed_seat": seat, "reason": reason}
    await _leave(scope, case, stands.today, left)
    await enter(scope, case.id, case.position + 1, step.code, stands.today)
    await change(scope, case)
    line = f"{kind.title}“{case.title}”由“{kind.step(case.step).title}”退回“{step.title}”：{reason}"
    await add_event(scope, case.project_id, stands.today, "case", line, kind.clause)
    await record(scope, "send_back_case", f"case:{case.id}", {"from": case.step, "to": step.code, "reason": reason})


async def put_in(  # noqa: PLR0917
    scope: Scope, edition: Edition, kind: CaseKind, case_ids: Sequence[UUID], passing: Passing, who: Identity
) -> tuple[int | None, int]:
    """Pass a batched step of several cases of one year together; gives the year and the batch's number in it.

    Raises NotFoundError, WrongActorError, RefusedError, InvalidInputError (of another kind, year or step).
    """
    held = [await held_case(scope, case_id) for case_id in sorted(set(case_ids))]
    for case in held:
        if case.kind != kind.code or case.closed_on is not None or not kind.step(case.step).batched:
            raise InvalidInputError(f"“{case.title}”不在可以编入批次的阶段", "/case_ids")
    years = {case.year for case in held}
    if len(years) != 1:
        raise InvalidInputError("同一批次应为同一年度的事项，请分年度办理", "/case_ids")
    year = years.pop()
    stand = await standings(scope, edition, {case.project_id for case in held}, who)
    parameters = await read_in_force(scope, edition, await today(scope.connection))
    number = await queries.next_batch(scope.connection, scope.tenant_id, kind.code, year)
    for case in held:
        stands = stand[case.project_id]
        following = require_may_pass(stands, kind, case, parameters)
        await _pass(scope, kind, case, passing, stands, following, number)
    return year, number


def _day(stands: Standing, case: Any, passing: Passing) -> date:
    on = passing.on or stands.today
    if on > stands.today:
        raise InvalidInputError(f"办理日期 {on} 晚于今天 {stands.today}", "/on")
    if on < case.entered_on:
        raise InvalidInputError(f"办理日期 {on} 早于进入本阶段的日期 {case.entered_on}", "/on")
    return on


def _require_evidence(kind: CaseKind, case: Any, passing: Passing) -> None:
    if kind.step(case.step).evidence and not (passing.evidence or "").strip():
        title = kind.step(case.step).title
        raise InvalidInputError(f"“{title}”须写明依据的文件、文号或附件（{kind.clause}）", "/evidence")


async def _leave(scope: Scope, case: Any, on: date | None, values: dict[str, Any]) -> None:
    """Write how the present step was left; the last one of a path stays the present one."""
    s = case_passages.c
    await scope.connection.execute(
        update(case_passages)
        .where(s.tenant_id == scope.tenant_id, s.case_id == case.id, s.position == case.position)
        .values(left_on=on, **values)
    )


async def _tell_passed(scope: Scope, kind: CaseKind, case: Any, stands: Standing, onward: str | None) -> None:
    step = kind.step(case.step).title
    line = f"{kind.title}“{case.title}”" + (f"转入“{onward}”" if onward else f"办结“{step}”")
    await add_event(scope, case.project_id, stands.today, "case", line, kind.clause)
    await record(scope, "move_case", f"case:{case.id}", {"passed": case.step, "onward": onward})
