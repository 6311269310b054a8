"""The four-colour measure that several counties share, each with its own thresholds."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from yipanqi_core.mechanism.facts import ItemFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.rules.progress import Investment, LateItem, finished_early, investment, late, shown
from yipanqi_core.vocabulary import Colour, ItemKind


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the colours part: days late and investment ratios, as the county's parameters set them."""

    red_late_days: int  # more than so many days late
    red_ratio: Decimal  # below
    yellow_late_days: int  # so many days late or more
    yellow_ratio: Decimal  # below
    green_ratio: Decimal  # at or above
    green_early_days: int  # finished so many days before the plan, or more
    green_early_ratio: Decimal  # then at or above this, or undefined


@dataclass(frozen=True, slots=True)
class Measure:
    """What the colour is read from."""

    investment: Investment
    late: tuple[LateItem, ...]
    early: ItemFacts | None

    @property
    def days(self) -> int:
        """Days late of the latest node; 0 when none is."""
        return self.late[0].days if self.late else 0


def measure(facts: ProjectFacts, thresholds: Thresholds) -> Measure:
    """Read a project's month-end state."""
    since = facts.on.replace(day=1)
    return Measure(
        investment(facts),
        late(facts, ItemKind.NODE),
        finished_early(facts, since, thresholds.green_early_days),
    )


def rate(facts: ProjectFacts, thresholds: Thresholds, clause: str) -> Ruling:
    """Give a project's colour at the month's end; value None when it has neither nodes nor anything planned."""
    state = measure(facts, thresholds)
    figures = _figures(facts, state, thresholds)
    if not facts.of(ItemKind.NODE) and not state.investment.planned:
        because = "没有任何节点，至月末也没有计划投资，未排计划，不予评级；排定节点或计划投资后即可评级"
        return Ruling(None, clause, because, figures)
    colour, because = _colour(state, thresholds)
    return Ruling(colour.value, clause, because, figures)


def _colour(state: Measure, limits: Thresholds) -> tuple[Colour, str]:
    ratio = state.investment.ratio
    if state.days > limits.red_late_days or _below(ratio, limits.red_ratio):
        return Colour.RED, _behind(state, limits.red_late_days, limits.red_ratio, "超过", Colour.RED)
    if state.days >= limits.yellow_late_days or _below(ratio, limits.yellow_ratio):
        return Colour.YELLOW, _behind(state, limits.yellow_late_days, limits.yellow_ratio, "达到", Colour.YELLOW)
    if state.days == 0 and ratio is not None and ratio >= Fraction(limits.green_ratio):
        return Colour.GREEN, f"没有逾期节点，投资完成率 {shown(ratio)} 不低于 {limits.green_ratio}，评为绿色"
    early = state.early
    if state.days == 0 and early is not None and (ratio is None or ratio >= Fraction(limits.green_early_ratio)):
        return Colour.GREEN, (
            f"没有逾期节点，节点“{early.title}”计划 {early.planned_on}，实际 {early.finished_on}，"
            f"提前不少于 {limits.green_early_days} 天，{_ratio_text(state)}，评为绿色"
        )
    return Colour.BLUE, (
        f"没有应完成未完成的节点，{_ratio_text(state)}，评为蓝色；"
        f"投资完成率达到 {limits.green_ratio}，或当月有节点提前 {limits.green_early_days} 天以上完成且"
        f"完成率不低于 {limits.green_early_ratio}，则为绿色"
    )


def _behind(state: Measure, days: int, ratio: Decimal, reach: str, colour: Colour) -> str:
    """Say why the project is behind: the nodes over the limit, the ratio under it, and what would lift it."""
    over = [one for one in state.late if (one.days > days if reach == "超过" else one.days >= days)]
    reasons = [f"节点“{one.item.title}”计划 {one.item.planned_on} 未完成，逾期 {one.days} 天" for one in over[:3]]
    if over:
        more = f"（共 {len(over)} 个节点）" if len(over) > 3 else ""
        reasons[-1] += f"，{reach} {days} 天{more}"
    done = state.investment.ratio
    low = _below(done, ratio)
    if low and done is not None:
        reasons.append(f"投资完成率 {_short_of(done, ratio)} 低于 {ratio}")
    mend = []
    if over:
        mend.append("上述节点完成或按程序调整计划")
    if low:
        short = Fraction(ratio) * state.investment.planned - state.investment.completed
        mend.append(f"再完成投资 {_ceil(short)} 万元")
    return f"{'；'.join(reasons)}，评为{colour.label}色；{'且'.join(mend)}，则不为{colour.label}色"


def _below(ratio: Fraction | None, limit: Decimal) -> bool:
    return ratio is not None and ratio < Fraction(limit)


def _short_of(ratio: Fraction, limit: Decimal) -> str:
    """Write a ratio below a limit with four decimals, or with as many as it takes to be seen below it."""
    return next(text for digits in range(4, 60) if Decimal(text := shown(ratio, digits)) < limit)


def _ceil(amount: Fraction) -> str:
    """Write an amount in 万元, rounded up to the next 0.01: less would not do."""
    return f"{Decimal(-(-amount * 100 // 1)) / 100:.2f}"


def _ratio_text(state: Measure) -> str:
    ratio = state.investment.ratio
    return "年度尚无计划投资，投资完成率不计" if ratio is None else f"投资完成率 {shown(ratio)}"


def _figures(facts: ProjectFacts, state: Measure, limits: Thresholds) -> dict[str, object]:
    money = state.investment
    return {
        "on": facts.on,
        "planned_to_date": shown(money.planned, 2),
        "completed_to_date": shown(money.completed, 2),
        "ratio": None if money.ratio is None else shown(money.ratio),
        "unreported_months": list(money.unreported),
        "late_nodes": [
            {"title": one.item.title, "planned_on": one.item.planned_on, "days": one.days} for one in state.late
        ],
        "early_node": None if state.early is None else state.early.title,
        "thresholds": {
            "red_late_days": limits.red_late_days,
            "red_ratio": limits.red_ratio,
            "yellow_late_days": limits.yellow_late_days,
            "yellow_ratio": limits.yellow_ratio,
            "green_ratio": limits.green_ratio,
            "green_early_days": limits.green_early_days,
            "green_early_ratio": limits.green_early_ratio,
        },
    }
