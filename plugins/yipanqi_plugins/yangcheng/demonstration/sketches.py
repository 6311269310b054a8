"""The demonstration's projects in a few words each; what they add up to is what was published for 2024."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from yipanqi_plugins.yangcheng.demonstration.units import (
    COMPANIES,
    EDUCATION,
    ENERGY,
    EXECUTIVE,
    FARMING,
    HEALTH,
    HOUSING,
    INDUSTRIAL,
    INDUSTRY,
    RESOURCES,
    RURAL,
    SOCIAL,
    TOURISM,
    TOWNS,
    TRANSPORT,
    WATER,
    ZONE,
)

PUBLISHED = {
    "省重点": (6, Decimal("1069900.00"), Decimal("176100.00")),
    "市重点": (18, Decimal("7094000.00"), Decimal("269700.00")),
    "县重点": (102, Decimal("3130600.00"), Decimal("785600.00")),
}
"""Count, total investment and year's plan of each level, in 万元."""

NEW, PRELIMINARY = 113, 9
_CONTINUED = {"省重点": 4, "市重点": 9, "县重点": 27}

THEMES = (
    ("智能陶瓷生产线项目", INDUSTRY, INDUSTRIAL, True, COMPANIES[3]),
    ("煤层气勘探开发利用项目", ENERGY, INDUSTRIAL, True, COMPANIES[4]),
    ("丝绸家纺产业园项目", INDUSTRY, INDUSTRIAL, True, COMPANIES[5]),
    ("精细化工新材料项目", INDUSTRY, INDUSTRIAL, True, COMPANIES[6]),
    ("装备零部件制造项目", INDUSTRY, INDUSTRIAL, True, COMPANIES[7]),
    ("农光互补光伏发电项目", ENERGY, INDUSTRIAL, True, COMPANIES[8]),
    ("桑蚕标准化养殖基地项目", FARMING, RURAL, True, COMPANIES[9]),
    ("古堡文旅康养项目", TOURISM, SOCIAL, True, COMPANIES[2]),
    ("仓储冷链物流园项目", INDUSTRY, INDUSTRIAL, True, COMPANIES[10]),
    ("农村公路提质改造工程", TRANSPORT, RESOURCES, False, COMPANIES[0]),
    ("供水管网改造工程", WATER, RURAL, False, COMPANIES[1]),
    ("污水处理提标改造工程", HOUSING, RESOURCES, False, COMPANIES[0]),
    ("学校改扩建工程", EDUCATION, SOCIAL, False, COMPANIES[0]),
    ("医养结合服务中心项目", HEALTH, SOCIAL, False, COMPANIES[11]),
    ("河道综合治理工程", WATER, RURAL, False, COMPANIES[1]),
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A project: `kind` is continued, new, preliminary, reserve or planned."""

    name: str
    town: str
    lead: str
    leader: str
    owner: str
    industrial: bool
    promoted: bool
    level: str | None
    kind: str
    total: Decimal
    plan: Decimal | None

    @property
    def chance(self) -> Random:
        """The same chance every time: nothing secret."""
        return Random(self.name)  # noqa: S311


def sketches() -> tuple[Sketch, ...]:
    """Every project: the published key ones by level, then those without a level."""
    names = _places()
    found = [sketch for level in PUBLISHED for sketch in _of_level(level, names)]
    others = (
        ("new", NEW - (126 - sum(_CONTINUED.values()))),
        ("preliminary", PRELIMINARY),
        ("reserve", 14),
        ("planned", 48),
    )
    for kind, count in others:
        for _ in range(count):
            place, theme = next(names)
            chance = Random(place + theme[0] + kind)  # noqa: S311
            most = 400000 if kind == "planned" else 60000
            total = Decimal(chance.randrange(2000, most, 50))
            plan = Decimal(int(total * 3 / 10)) if kind == "new" else None
            found.append(_sketch(place, theme, None, kind, total, plan))
    return tuple(found)


def _places() -> Iterator[tuple[str, tuple[str, str, str, bool, str]]]:
    """Towns and themes in an order that never gives one pair twice."""
    towns = (ZONE, *TOWNS)
    for turn in range(len(THEMES)):
        for number, town in enumerate(towns):
            yield town, THEMES[(number + turn) % len(THEMES)]


def _of_level(level: str, names: Iterator[tuple[str, tuple[str, str, str, bool, str]]]) -> Iterator[Sketch]:
    count, total, plan = PUBLISHED[level]
    totals, plans = _shares(level, total, count), _shares(f"{level}计划", plan, count)
    for number in range(count):
        place, theme = next(names)
        kind = "continued" if number < _CONTINUED[level] else "new"
        yield _sketch(place, theme, level, kind, totals[number], min(plans[number], totals[number]))


def _shares(seed: str, whole: Decimal, count: int) -> list[Decimal]:
    """Split an amount into parts between half and one and a half of the mean; the last takes what is left."""
    chance = Random(seed)  # noqa: S311
    weights = [chance.randint(50, 150) for _ in range(count)]
    parts = [(whole * weight / sum(weights)).quantize(Decimal("0.01")) for weight in weights]
    parts[-1] += whole - sum(parts)
    return parts


def _sketch(  # noqa: PLR0917
    town: str,
    theme: tuple[str, str, str, bool, str],
    level: str | None,
    kind: str,
    total: Decimal,
    plan: Decimal | None,
) -> Sketch:
    title, lead, leader, industrial, owner = theme
    place = "经开区" if town == ZONE else town
    promoted = industrial and sum(map(ord, town + title)) % 3 > 0
    leader = EXECUTIVE if level == "省重点" else leader
    return Sketch(f"阳城县{place}{title}", town, lead, leader, owner, industrial, promoted, level, kind, total, plan)
