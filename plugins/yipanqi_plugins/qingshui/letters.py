"""The three letters of the office (QS-4.1): which is due at a month's end, the gravest of those that are."""

from collections.abc import Mapping
from fractions import Fraction

from pydantic import BaseModel

from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.facts import IssueFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling, RulingKind
from yipanqi_core.rules.progress import Investment, LateItem, investment, late, shown
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.seats import REFORM

CLAUSE = "QS-4.1"
REMINDING, PUSHING, SUPERVISING = "提醒函", "推进函", "督办函"
START = "开工"
_BEFORE = {1: "上月", 2: "前两个月"}
GRADES = {REMINDING: 1, PUSHING: 2, SUPERVISING: 3}
"""The gravest of the letters due goes out."""


def letters_due(facts: ProjectFacts, _: Ruling | None, parameters: BaseModel) -> tuple[Ruling, ...]:
    """Give every letter due at the month's end: 提醒函 for a low ratio, 推进函 for a late start, 督办函 for either.

    督办函 is due for issues past their day, and when one of the first two is due as in each of the two months before.
    """
    assert isinstance(parameters, Parameters)
    money, start, issues = investment(facts), _late_start(facts), overdue(facts)
    before, many = _letters_before(facts, parameters.letter_months_before), len(issues) >= parameters.letter_issues
    slow = money.ratio is not None and money.ratio < Fraction(parameters.letter_ratio)
    why = _why(start, money, parameters)
    due: list[tuple[str, str]] = [(REMINDING, why)] if slow else []
    if start is not None:
        due.append((PUSHING, why))
    if due and len(before) == parameters.letter_months_before:
        months = "、".join(f"{Period.parse(month).title}{kind}" for month, kind in sorted(before.items()))
        due.append((SUPERVISING, f"{_BEFORE[len(before)]}连续应发函件（{months}），本月仍未扭转，{why}"))
    if many:
        told = f"逾期未解决的问题 {len(issues)} 个，已满 {parameters.letter_issues} 个，问题较多"
        due = [*(one for one in due if one[0] != SUPERVISING), (SUPERVISING, told)]
    return tuple(
        Ruling(
            kind,
            CLAUSE,
            f"{because}，应发{kind}；{_remedy(kind, start, money, issues, parameters)}",
            _figures(facts, money, start, issues, before, because),
        )
        for kind, because in due
    )


def letter_due(facts: ProjectFacts, parameters: BaseModel) -> Ruling | None:
    """Give the one that goes out."""
    return max(letters_due(facts, None, parameters), key=lambda one: GRADES[one.value or ""], default=None)


def overdue(facts: ProjectFacts) -> tuple[IssueFacts, ...]:
    """The open issues that were to be solved before the facts' day."""
    return tuple(
        one
        for one in facts.issues
        if one.resolved_on is None and one.required_on is not None and one.required_on < facts.on
    )


def _late_start(facts: ProjectFacts) -> LateItem | None:
    return next((one for one in late(facts, ItemKind.NODE) if one.item.title == START), None)


def _letters_before(facts: ProjectFacts, many: int) -> dict[str, str]:
    """The letters that were due in each of so many months before, by month."""
    month, months = Period.parse(facts.period), set[str]()
    for _ in range(many):
        month = month.previous()
        months.add(str(month))
    return {
        one.period: one.value
        for one in facts.earlier
        if one.kind == RulingKind.LETTER and one.period in months and one.value is not None
    }


def _why(start: LateItem | None, money: Investment, parameters: Parameters) -> str:
    reasons = []
    if start is not None:
        reasons.append(f"“开工”计划 {start.item.planned_on}，逾期 {start.days} 天未开工")
    if money.ratio is not None and money.ratio < Fraction(parameters.letter_ratio):
        limit = f"{(parameters.letter_ratio * 100).normalize():f}%"
        reasons.append(f"年初以来投资完成率 {percent(money.ratio)}，低于 {limit}")
    return "，".join(reasons)


def percent(ratio: Fraction) -> str:
    """Write a ratio in per cent, cut off after two places: what is below a limit is not shown as reaching it."""
    return f"{shown(Fraction(ratio * 10000 // 1, 100), 2)}%"


def _remedy(
    kind: str,
    start: LateItem | None,
    money: Investment,
    issues: tuple[IssueFacts, ...],
    parameters: Parameters,
) -> str:
    if kind == SUPERVISING and len(issues) >= parameters.letter_issues:
        return f"解决其中 {len(issues) - parameters.letter_issues + 1} 个，则不因问题较多发督办函"
    lacking = []
    if start is not None:
        lacking.append("开工或按程序调整开工计划")
    if money.ratio is not None and money.ratio < Fraction(parameters.letter_ratio):
        short = Fraction(parameters.letter_ratio) * money.planned - money.completed
        lacking.append(f"再完成投资 {shown(Fraction(-(-short * 100 // 1), 100), 2)} 万元")
    return f"{'且'.join(lacking)}，则不发函"


def _figures(  # noqa: PLR0917
    facts: ProjectFacts,
    money: Investment,
    start: LateItem | None,
    issues: tuple[IssueFacts, ...],
    before: Mapping[str, str],
    because: str,
) -> dict[str, object]:
    return {
        "issuer": REFORM,
        "deputies": list(facts.deputies),
        "rating": because,
        "on": facts.on,
        "planned_to_date": shown(money.planned, 2),
        "completed_to_date": shown(money.completed, 2),
        "ratio": None if money.ratio is None else shown(money.ratio),
        "unreported_months": list(money.unreported),
        "start": None if start is None else {"planned_on": start.item.planned_on, "days": start.days},
        "issues": [
            {"category": one.category, "raised_on": one.raised_on, "required_on": one.required_on} for one in issues
        ],
        "before": dict(before),
    }
