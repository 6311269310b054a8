"""Inspection and assessment as one: monthly inspection, reward, criticism, exposure (YC-4.6, YC-5.2)."""

from collections.abc import Callable

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit, PeriodKind
from yipanqi_core.mechanism.bulletins import InspectionBulletin
from yipanqi_core.mechanism.consequences import Consequence, Proposal
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.inspections import Aspect, InspectionKind, SpecialReport
from yipanqi_core.mechanism.rulings import Ruling, Subject
from yipanqi_core.rules.scoring import Score
from yipanqi_core.vocabulary import UnitKind
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.seats import CHIEF, EXECUTIVE, INSPECTORS, REFORM
from yipanqi_plugins.yangcheng.targets import missed

CLAUSE = "YC-4.6"
_INSPECTED = frozenset({UnitKind.TOWNSHIP, UnitKind.ZONE, UnitKind.DEPARTMENT})


def inspected(county: CountyFacts) -> tuple[str, ...]:
    """Every township, zone and department."""
    return tuple(unit.name for unit in county.units if unit.kind in _INSPECTED)


def _rectify_within(parameters: BaseModel) -> Duration:
    assert isinstance(parameters, Parameters)
    return Duration(parameters.rectify_working_days, DurationUnit.WORKING_DAYS)


INSPECTION = InspectionKind(
    code="monthly_inspection",
    title="项目推进督查",
    clause=CLAUSE,
    bodies=(INSPECTORS,),
    of_units=inspected,
    missed=("not_inspected", "本月未督查"),
    aspects=(
        Aspect("implementation", "贯彻落实"),
        Aspect("arrangement", "机制运行"),
        Aspect("dispatch", "工作调度"),
        Aspect("results", "工作成效"),
    ),
    tells=(REFORM, EXECUTIVE),
    report=SpecialReport(
        "项目推进督查通报",
        "阳政督通",
        "关于{period}项目推进督查情况的通报",
        "各乡（镇）人民政府，开发区管委会，县直有关单位",
        (REFORM, EXECUTIVE, CHIEF),
    ),
    rectify_within=_rectify_within,
)

INSPECTORS_BULLETIN = InspectionBulletin(
    "督查通报", CLAUSE, INSPECTORS, "阳政督通报", "各乡（镇）人民政府，开发区管委会，县直有关单位"
)

Chosen = Callable[[list[Score], Parameters], list[Score]]


def _ranking(code: str, choose: Chosen, words: str) -> Callable[[tuple[Score, ...], BaseModel], tuple[Proposal, ...]]:
    def propose(scores: tuple[Score, ...], parameters: BaseModel) -> tuple[Proposal, ...]:
        assert isinstance(parameters, Parameters)
        groups: dict[str, list[Score]] = {}
        for one in scores:
            if one.rank is not None:
                groups.setdefault(one.group, []).append(one)
        return tuple(
            Proposal(
                Subject(unit=one.unit),
                Ruling(
                    code,
                    CLAUSE,
                    f"{one.unit}在{group}中得 {one.points} 分，列第 {one.rank} 名（共 {len(ranked)} 个单位），{words}",
                    {"group": group, "points": one.points, "rank": one.rank},
                ),
            )
            for group, ranked in groups.items()
            for one in choose(ranked, parameters)
        )

    return propose


def first(ranked: list[Score], parameters: Parameters) -> list[Score]:
    """The first of a group."""
    return [one for one in ranked if (one.rank or 0) <= parameters.first_places]


def last(ranked: list[Score], parameters: Parameters) -> list[Score]:
    """The last of a group: fewer than so many score lower; never who is among the first."""
    praised = {one.unit for one in first(ranked, parameters)}
    points = [one.points for one in ranked if one.points is not None]
    return [
        one
        for one in ranked
        if one.unit not in praised
        and one.points is not None
        and len([lower for lower in points if lower < one.points]) < parameters.last_places
    ]


def exposed(county: CountyFacts, projects: tuple[ProjectFacts, ...], parameters: BaseModel) -> tuple[Proposal, ...]:
    """Units that missed any of their own targets in the year: investment, new starts, batches (YC-5.2)."""
    of_units: dict[str, list[str]] = {}
    for one in missed(county, projects, parameters):
        of_units.setdefault(one.unit, []).append(one.told)
    return tuple(
        Proposal(
            Subject(unit=unit),
            Ruling(
                "exposure",
                "YC-5.2",
                f"{unit}全年未完成目标：{'、'.join(told)}；提请研究是否通报曝光",
                {"missed": told},
            ),
        )
        for unit, told in of_units.items()
    )


CONSEQUENCES = (
    Consequence(
        "criticism", "通报批评", CLAUSE, EXECUTIVE, each=PeriodKind.MONTH,
        of_ranking=_ranking("criticism", last, "提请通报批评"),
    ),
    Consequence(
        "reward", "宣传奖励", CLAUSE, CHIEF, each=PeriodKind.YEAR, of_ranking=_ranking("reward", first, "提请宣传奖励"),
    ),
    Consequence(
        "admonition", "诫勉谈话", CLAUSE, CHIEF, each=PeriodKind.YEAR,
        of_ranking=_ranking("admonition", last, "提请诫勉谈话"),
    ),
    Consequence("exposure", "通报曝光", "YC-5.2", EXECUTIVE, each=PeriodKind.YEAR, of_county=exposed),
    Consequence("good_practice", "好经验好做法宣传", "YC-5.2", EXECUTIVE, on_report=True),
)  # fmt: skip
