"""What the ranking is used for (QS-6.6): praise and criticism each quarter, rewards each year; a person decides."""

from collections.abc import Iterator

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.consequences import Consequence, Proposal
from yipanqi_core.mechanism.rulings import Ruling, Subject
from yipanqi_core.rules.scoring import Score
from yipanqi_plugins.qingshui.aspects import DEPARTMENTS, GROUPS, TOWNSHIPS
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.seats import COUNTY_HEAD

CLAUSE = "QS-6.6"


def first(scores: tuple[Score, ...], group: str, places: int) -> tuple[Score, ...]:
    """Those of the group whose rank is among the first places; ties at the edge all stand, without a point nobody."""
    return tuple(
        one for one in scores if one.group == group and one.rank is not None and one.rank <= places and one.points
    )


def last(scores: tuple[Score, ...], group: str, places: int) -> tuple[Score, ...]:
    """Those of the group that fewer than so many units score below; ties at the edge all stand.

    Where all have the same points nobody is last.
    """
    members = [one for one in scores if one.group == group and one.points is not None]
    if len({one.points for one in members}) == 1:
        return ()
    return tuple(
        one
        for one in members
        if sum(other.points < one.points for other in members if other.points is not None and one.points is not None)
        < places
    )


def praise(scores: tuple[Score, ...], parameters: BaseModel) -> tuple[Proposal, ...]:
    """The first of each group are praised in a county bulletin."""
    assert isinstance(parameters, Parameters)
    return tuple(
        _proposal(one, "praise", f"列前 {parameters.praised_places} 名，建议在全县通报表扬")
        for group in GROUPS
        for one in first(scores, group.title, parameters.praised_places)
    )


def criticise(scores: tuple[Score, ...], parameters: BaseModel) -> tuple[Proposal, ...]:
    """The last of each group are criticised and interviewed; nobody who is praised."""
    assert isinstance(parameters, Parameters)
    return tuple(_criticised(scores, parameters))


def _criticised(scores: tuple[Score, ...], parameters: Parameters) -> Iterator[Proposal]:
    for group in GROUPS:
        praised = {one.unit for one in first(scores, group.title, parameters.praised_places)}
        for one in last(scores, group.title, parameters.criticised_places):
            if one.unit not in praised:
                yield _proposal(one, "criticise", f"列后 {parameters.criticised_places} 名，建议通报批评并约谈")


def reward(scores: tuple[Score, ...], parameters: BaseModel) -> tuple[Proposal, ...]:
    """The year's first departments and townships are rewarded."""
    assert isinstance(parameters, Parameters)
    places = {DEPARTMENTS.title: parameters.rewarded_departments, TOWNSHIPS.title: parameters.rewarded_townships}
    return tuple(
        _proposal(one, "reward", f"全年列前 {many} 名，建议给予奖励")
        for group, many in places.items()
        for one in first(scores, group, many)
    )


def _proposal(one: Score, value: str, told: str) -> Proposal:
    because = f"{one.unit}得 {one.points} 分，在{one.group}中列第 {one.rank} 名，{told}"
    figures = {"group": one.group, "points": one.points, "rank": one.rank}
    return Proposal(Subject(unit=one.unit), Ruling(value, CLAUSE, because, figures))


CONSEQUENCES = (
    Consequence("praise", "季度通报表扬", CLAUSE, COUNTY_HEAD, each=PeriodKind.QUARTER, of_ranking=praise),
    Consequence("criticise", "季度通报批评并约谈", CLAUSE, COUNTY_HEAD, each=PeriodKind.QUARTER, of_ranking=criticise),
    Consequence("reward", "年度奖励", CLAUSE, COUNTY_HEAD, each=PeriodKind.YEAR, of_ranking=reward),
)
