"""Points and the three groups of units, ranked on red and black boards (SM-4.4)."""

from collections.abc import Mapping
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.scores import BoardRule, Group, Scoring
from yipanqi_core.rules.rating_points import summed
from yipanqi_core.vocabulary import Colour, ItemKind, UnitKind
from yipanqi_plugins.shimian.parameters import Parameters


def leads(facts: ProjectFacts) -> frozenset[str]:
    """The unit that leads the project."""
    return frozenset({facts.lead_unit})


def guarantees(facts: ProjectFacts) -> frozenset[str]:
    """Units with a guarantee item unfinished at the month's end or finished within the month; each once."""
    start = facts.on.replace(day=1)
    return frozenset(
        item.unit
        for item in facts.of(ItemKind.GUARANTEE)
        if item.unit is not None and (item.finished_on is None or item.finished_on >= start)
    )


def owns(facts: ProjectFacts) -> frozenset[str]:
    """The owner, if it is a county state enterprise."""
    return frozenset({facts.owner}) if facts.owner_kind is UnitKind.STATE_ENTERPRISE else frozenset()


def points(parameters: BaseModel) -> Mapping[str | None, Decimal]:
    """Points per colour and month; an unrated project counts 0."""
    assert isinstance(parameters, Parameters)
    return {
        Colour.RED: parameters.red_points,
        Colour.YELLOW: parameters.yellow_points,
        Colour.BLUE: parameters.blue_points,
        Colour.GREEN: parameters.green_points,
        None: Decimal(0),
    }


def boards(parameters: BaseModel) -> BoardRule:
    """How many places the boards have."""
    assert isinstance(parameters, Parameters)
    return BoardRule(red=parameters.red_board_places, black=parameters.black_board_places)


SCORING = Scoring(
    clause="SM-4.4",
    points=points,
    unit_scores=summed(points, {"县级牵头部门": leads, "县级要素保障部门": guarantees, "县属国企": owns}),
    groups=(
        Group("lead", "县级牵头部门"),
        Group("guarantee", "县级要素保障部门"),
        Group("state_enterprise", "县属国企"),
    ),
    boards=boards,
)
