"""Who may open, keep, pass and send back a case, and when: asked before acting, and to show what may be done."""

from typing import Any

from pydantic import BaseModel

from yipanqi_core.mechanism.cases import CaseKind, CaseStep
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects.standing import Standing
from yipanqi_core.refusals import RefusedError, WrongActorError


def require_may_open(stands: Standing, kind: CaseKind, parameters: BaseModel, year: int | None = None) -> None:
    """Let pass who may open such a case of this project, of a year or of the usual one.

    Raises WrongActorError, RefusedError.
    """
    stands.require_seat(f"的{kind.title}", kind.clause, *kind.openers)
    if not kind.applies(stands.facts):
        raise RefusedError(f"“{stands.facts.project}”不适用{kind.title}（{kind.clause}）", kind.clause)
    ruling = kind.refused(stands.facts, parameters)
    if ruling is not None:
        raise RefusedError(ruling.because, ruling.clause)
    if kind.single:
        usual = None if kind.collection is None else kind.collection.year(stands.today.year)
        _require_only_one(stands, kind, year or usual)


def _require_only_one(stands: Standing, kind: CaseKind, year: int | None) -> None:
    """Refuse a second one at a time, or of a year."""
    same = [one for one in stands.facts.cases if one.kind == kind.code and (year is None or one.year == year)]
    if year is not None:
        same += [one for one in stands.facts.closed_cases if one.kind == kind.code and one.year == year]
    if same:
        at, which = kind.step(same[0].step).title, f" {year} 年度的" if year else "在办的"
        raise RefusedError(
            f"“{stands.facts.project}”已有{which}{kind.title}“{same[0].title}”（{at}），"
            f"请在原事项上办理（{kind.clause}）",
            kind.clause,
        )


def require_may_keep(edition: Edition, seats: frozenset[str], kind: CaseKind, case: Any) -> None:
    """Let pass the seat that keeps the case, or that passes its present step. Raises WrongActorError, RefusedError."""
    able = (kind.kept_by, *kind.deciders(case.step))
    if seats.isdisjoint(able):
        raise WrongActorError(f"{kind.title}由{_titles(edition, able)}填报、指定跟踪人和转入下一阶段", kind.clause)
    _require_unclosed(kind, case)


def require_may_pass(stands: Standing, kind: CaseKind, case: Any, parameters: BaseModel) -> CaseStep | None:
    """Give the step that follows (None: the case ends here), if this person may pass the present one now.

    Raises WrongActorError, RefusedError (closed, a field or a fact lacking).
    """
    _require_unclosed(kind, case)
    require_decides(stands.edition, stands.seats, kind, case.step)
    step, following = kind.step(case.step), kind.after(case.step)
    if following is None and kind.closes(case.step):
        raise RefusedError(f"{kind.title}“{case.title}”已在最后阶段", kind.clause)
    onward = f"转入“{following.title}”" if following is not None else f"办结“{step.title}”"
    for name in step.required:
        if case.fields.get(name) is None:
            title = kind.fields.model_fields[name].title
            raise RefusedError(f"{onward}前须填写“{title}”（{kind.clause}）", kind.clause)
    ruling = step.unmet(stands.facts, parameters)
    if ruling is not None:
        raise RefusedError(ruling.because, ruling.clause)
    return following


def require_decides(edition: Edition, seats: frozenset[str], kind: CaseKind, step: str) -> str:
    """Give the seat in which this person passes a step. Raises WrongActorError."""
    able = kind.deciders(step)
    held = [seat for seat in able if seat in seats]
    if held:
        return held[0]
    at = kind.step(step)
    who = f"{at.body}办理，由{_titles(edition, able)}代为登记" if at.body else f"{_titles(edition, able)}办理"
    raise WrongActorError(f"{kind.title}的“{at.title}”由{who}（{kind.clause}）", kind.clause)


def require_may_send_back(stands: Standing, kind: CaseKind, case: Any) -> tuple[CaseStep, ...]:
    """Give the steps to which the case may be sent back by this person. Raises WrongActorError, RefusedError."""
    _require_unclosed(kind, case)
    require_decides(stands.edition, stands.seats, kind, case.step)
    before = kind.before(case.step)
    if not before:
        raise RefusedError(f"{kind.title}“{case.title}”在第一步，无处可退", kind.clause)
    return before


def _require_unclosed(kind: CaseKind, case: Any) -> None:
    if case.closed_on is not None:
        raise RefusedError(f"{kind.title}“{case.title}”已于 {case.closed_on} 办结", kind.clause)


def _titles(edition: Edition, seats: tuple[str, ...]) -> str:
    return "或".join(dict.fromkeys(edition.seat_title(seat) for seat in seats))
