"""Where a project lies: the township or zone that its site names."""

from yipanqi_core.mechanism.facts import ProjectFacts, UnitFacts
from yipanqi_core.mechanism.seats import ProjectSeat
from yipanqi_core.vocabulary import UnitKind

TOWNSHIP = "township"
TOWNS = frozenset({UnitKind.TOWNSHIP, UnitKind.ZONE})
_ENDINGS = ("人民政府", "管理委员会", "管委会")


def townships(facts: ProjectFacts, units: tuple[UnitFacts, ...]) -> tuple[str, ...]:
    """The townships and zones whose names the site holds; without any, the lead unit where it is one itself."""
    site = facts.site or ""
    found = tuple(unit.name for unit in units if unit.kind in TOWNS and short(unit.name) in site)
    if found:
        return found
    return tuple(unit.name for unit in units if unit.kind in TOWNS and unit.name == facts.lead_unit)


def short(name: str) -> str:
    """The name of a township without the words for its government."""
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    return name


def at(facts: ProjectFacts, unit: str) -> bool:
    """Whether the project lies in this township or zone."""
    return unit in facts.own_seats.get(TOWNSHIP, ())


SEAT = ProjectSeat(TOWNSHIP, "属地乡镇（开发区）", "YC-4.5", townships)
