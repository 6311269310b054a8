"""What the results are used for (SM-4.5): the annual appraisal, and matters put forward for discipline inspection."""

from collections import defaultdict
from collections.abc import Iterator

from pydantic import BaseModel

from yipanqi_core.mechanism.consequences import Consequence, Proposal, SeenMonth, Standing
from yipanqi_core.mechanism.rulings import Ruling, Subject
from yipanqi_core.rules.progress import LateItem, late
from yipanqi_core.vocabulary import Colour, ItemKind
from yipanqi_plugins.shimian.parameters import Parameters

CLAUSE = "SM-4.5"


def looked_at(parameters: BaseModel) -> int:
    """One month-end more than the run needs: so that a run that goes on is told from one just completed."""
    assert isinstance(parameters, Parameters)
    return parameters.lagging_month_ends + 1


def lagging_guarantee(seen: tuple[SeenMonth, ...], parameters: BaseModel) -> tuple[Proposal, ...]:
    """One guarantee item unfinished past its date at so many month-ends running while its project is red.

    Proposed at the month-end that completes the run, once; a run that goes on is not put forward again.
    """
    assert isinstance(parameters, Parameters)
    needed = parameters.lagging_month_ends
    by_unit: dict[str, list[LateItem]] = defaultdict(list)
    for one in _overdue(seen[-1]):
        if _run(seen, one.item.title) == needed:
            by_unit[one.item.unit or seen[-1].facts.lead_unit].append(one)
    return tuple(_proposal(seen, unit, items, needed) for unit, items in sorted(by_unit.items()))


def _overdue(month: SeenMonth) -> tuple[LateItem, ...]:
    return late(month.facts, ItemKind.GUARANTEE) if month.colour == Colour.RED else ()


def _run(seen: tuple[SeenMonth, ...], title: str) -> int:
    """Count the month-ends running, up to the last, at which the item was overdue and its project red."""
    count = 0
    for month in reversed(seen):
        if all(one.item.title != title for one in _overdue(month)):
            break
        count += 1
    return count


def _proposal(seen: tuple[SeenMonth, ...], unit: str, items: list[LateItem], needed: int) -> Proposal:
    facts = seen[-1].facts
    told = "；".join(
        f"要素事项“{one.item.title}”计划 {one.item.planned_on} 完成，至 {facts.on} 逾期 {one.days} 天" for one in items
    )
    because = (
        f"{facts.project}连续 {needed} 个月末评为红色，{unit}负责的{told}，属要素保障工作严重滞后，"
        "提请常务副县长研究是否移交；期间任一月末事项办结或项目脱红，则不提请"
    )
    figures = {
        "months": [one.facts.period for one in seen[-needed:]],
        "items": [{"title": one.item.title, "planned_on": one.item.planned_on, "days": one.days} for one in items],
    }
    return Proposal(Subject(facts.project, unit), Ruling("lagging", CLAUSE, because, figures))


def annual_appraisal(standings: tuple[Standing, ...], parameters: BaseModel) -> tuple[Proposal, ...]:
    """+1 for each quarter on the red board, −1 for each on the black one, into the unit's annual appraisal."""
    assert isinstance(parameters, Parameters)
    return tuple(_appraisals(standings, parameters))


def _appraisals(standings: tuple[Standing, ...], parameters: Parameters) -> Iterator[Proposal]:
    for one in standings:
        red, black = one.quarters.get("red", ()), one.quarters.get("black", ())
        if not red and not black:
            continue
        points = len(red) * parameters.red_board_appraisal + len(black) * parameters.black_board_appraisal
        because = (
            f"{one.unit}全年列红榜 {len(red)} 次、黑榜 {len(black)} 次，年度考核计 {points:+} 分，并记入干部实绩；"
            f"红榜每次 {parameters.red_board_appraisal:+} 分，黑榜每次 {parameters.black_board_appraisal:+} 分"
        )
        figures = {"points": points, "red": list(red), "black": list(black), "year": dict(one.points)}
        yield Proposal(Subject(unit=one.unit), Ruling(f"{points:+}", CLAUSE, because, figures))


CONSEQUENCES = (
    Consequence("annual_appraisal", "年度考核加减分", CLAUSE, "executive_deputy", of_year=annual_appraisal),
    Consequence(
        "lagging_guarantee",
        "要素保障严重滞后，提请移交",
        CLAUSE,
        "executive_deputy",
        months=looked_at,
        of_months=lagging_guarantee,
    ),
    Consequence("major_loss", "重大损失或不良影响，提请移交", CLAUSE, "executive_deputy", on_report=True),
)
