"""What a case may expect: a rating, a class, a finding, a letter, a score …, each by the case's clause."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from yipanqi_core.mechanism.acts import Act, Motion
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind
from yipanqi_core.testing import expected_figures
from yipanqi_core.testing.came import Came
from yipanqi_core.testing.faults import CaseFileError
from yipanqi_core.vocabulary import Colour

_QUALIFIERS = {"项目", "单位", "条款", "依据", "到"}
_ADMITTED = {"可以": "admitted", "不可以": "refused", "参照": "reference"}
_DONE = {"已完成": "met", "未完成": "unmet", "岗位空缺": "vacant"}


Test = Callable[[Came, Any, Mapping[str, Any], Sequence[str]], str | None]


def unmet(came: Came, expected: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
    """Say in one sentence what did not come as expected; None when it did. Raises CaseFileError."""
    words = [key for key in expected if key not in _QUALIFIERS]
    if len(words) != 1 or words[0] not in _TESTS:
        raise CaseFileError(f"“应得”每项须恰有一个：{'、'.join(_TESTS)}；另可写：{'、'.join(sorted(_QUALIFIERS))}")
    meant = [expected["条款"]] if "条款" in expected else list(clauses)
    return _TESTS[words[0]](came, expected[words[0]], expected, meant)


def _of_kind(*kinds: RulingKind) -> Test:
    def test(came: Came, value: Any, expected: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
        titles = came.titles()
        some = [one for one in came.outcome.judgements if one.kind in kinds and _concerns(one, expected)]
        named = [one for one in some if value in titles.get(one.code, {one.code})]
        return _found(named, some, str(value), expected, clauses)

    return test


def _rating(kind: RulingKind) -> Test:
    def test(came: Came, value: Any, expected: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
        some = [one for one in came.outcome.judgements if one.kind is kind and _concerns(one, expected)]
        named = [one for one in some if _same_rating(one.ruling.value, value)]
        return _found(named, some, f"评级 {value}", expected, clauses)

    return test


def _same_rating(found: str | None, expected: Any) -> bool:
    if expected in (None, "未评级"):
        return found is None
    labels = {colour.value: {colour.value, colour.label, f"{colour.label}色"} for colour in Colour}
    return found is not None and expected in labels.get(found, {found})


def _classes(came: Came, value: Any, expected: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
    for kind, meant in value.items():
        known = next((one for one in came.edition.classifications if kind in (one.kind, one.title)), None)
        if known is None:
            raise CaseFileError(f"本县机制没有归类“{kind}”")
        codes = {one.title: one.code for one in known.values}
        code = None if meant in (None, "无") else codes.get(meant, meant)
        of_kind = [one for one in came.outcome.judgements if one.kind is RulingKind.CLASS and one.code == known.kind]
        some = [one for one in of_kind if _concerns(one, expected)]
        told = _found([one for one in some if one.ruling.value == code], some, f"{kind} {meant}", expected, clauses)
        if told is not None:
            return told
    return None


def _duties(came: Came, value: Any, expected: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
    for kind, meant in value.items():
        some = [one for one in came.outcome.judgements if one.kind is RulingKind.DUTY and _concerns(one, expected)]
        of_kind = [one for one in some if kind in (one.code, one.ruling.facts.get("kind"))]
        named = [one for one in of_kind if one.ruling.value == _DONE.get(meant, meant)]
        told = _found(named, of_kind, f"{kind} {meant}", expected, clauses)
        if told is not None:
            return told
    return None


def _admission(came: Came, value: Any, expected: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
    ruling = came.edition.admission(came.project(expected.get("项目")), came.parameters)
    if ruling.value != _ADMITTED.get(value, value):
        return f"入单应为“{value}”，实为 {ruling.value}：{ruling.because}"
    return _clause_and_reason(ruling, expected, clauses)


def _motion(came: Came, expected: Mapping[str, Any], name: str) -> tuple[Act, ProjectFacts, Motion]:
    facts = came.project(expected.get("项目"))
    act = next((one for one in came.edition.acts if name in (one.code, one.title)), None)
    if act is None:
        raise CaseFileError(f"本县机制没有“{name}”这种办理事项")
    title = expected.get("到")
    target = None if title is None else came.edition.track.by_title(title)
    if title is not None and target is None:
        raise CaseFileError(f"没有清单“{title}”")
    return act, facts, Motion(facts.step, None if target is None else target.code)


def _refused(came: Came, value: Any, expected: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
    act, facts, motion = _motion(came, expected, str(value))
    ruling = act.refused(facts, motion, came.parameters)
    return f"“{value}”应不准，实际未予禁止" if ruling is None else _clause_and_reason(ruling, expected, clauses)


def _signed(came: Came, value: Any, expected: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
    for name, stages in value.items():
        act, facts, motion = _motion(came, expected, name)
        if act.clause not in clauses:
            return f"“{name}”所依条款为 {act.clause}，不是 {'、'.join(clauses)}"
        found = {stage.title: list(stage.seats(facts, motion)) for stage in act.stages}
        if any(found.get(stage) != seats for stage, seats in stages.items()):
            return f"“{name}”应由 {stages} 经手，实为 {found}"
    return None


def _inspected(came: Came, value: Any, expected: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
    kind = next((one for one in came.edition.inspections if value in (one.code, one.title)), None)
    if kind is None or kind.due is None:
        raise CaseFileError(f"本县机制没有按事实提出的督查“{value}”")
    ruling = kind.due(came.project(expected.get("项目")), came.parameters)
    return f"应提出“{value}”，实际没有" if ruling is None else _clause_and_reason(ruling, expected, clauses)


def _concerns(one: Judgement, expected: Mapping[str, Any]) -> bool:
    project, unit = expected.get("项目"), expected.get("单位")
    return project in (None, one.subject.project) and unit in (None, one.subject.unit)


def _found(
    named: Sequence[Judgement],
    some: Sequence[Judgement],
    what: str,
    expected: Mapping[str, Any],
    clauses: Sequence[str],
) -> str | None:
    if not named:
        told = "、".join(f"{one.code}={one.ruling.value}（{one.ruling.clause}）" for one in some) or "没有"
        return f"应有“{what}”，实有：{told}"
    wrong = [_clause_and_reason(one.ruling, expected, clauses) for one in named]
    return None if None in wrong else wrong[0]


def _clause_and_reason(ruling: Ruling, expected: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
    if ruling.clause not in clauses:
        return f"所依条款为 {ruling.clause}，不是 {'、'.join(clauses)}"
    text = expected.get("依据")
    return None if text is None or str(text) in ruling.because else f"依据中没有“{text}”：{ruling.because}"


_TESTS: dict[str, Test] = {
    "评级": _rating(RulingKind.RATING),
    "参考评级": _rating(RulingKind.REFERENCE),
    "归类": _classes,
    "提示": _of_kind(RulingKind.FINDING),
    "文书": _of_kind(RulingKind.LETTER),
    "任务": _of_kind(RulingKind.TASK),
    "变化": _of_kind(RulingKind.CHANGE),
    "履职": _duties,
    "入单": _admission,
    "时限": expected_figures.due,
    "得分": expected_figures.score,
    "分组": expected_figures.cut_into,
    "排序": expected_figures.queued,
    "目标": expected_figures.target,
    "督查": _inspected,
    "不准": _refused,
    "经手": _signed,
}
