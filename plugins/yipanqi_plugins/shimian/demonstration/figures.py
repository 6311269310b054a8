"""A sketch's monthly investment: the year's plan over the seasons, and what the pace makes of it."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from yipanqi_plugins.shimian.demonstration.sketch import Sketch, ratios

Row = dict[str, object]

YEAR = 2025
_SEASON = (4, 3, 7, 9, 10, 10, 9, 9, 11, 10, 10, 8)
"""How the year's work falls on its months: little in winter and at the Spring Festival."""

_TENTH = Decimal("0.1")


def figure_rows(sketch: Sketch) -> Iterator[Row]:
    """Give the months of a project's year; a project without a plan has none."""
    if sketch.plan is None:
        return
    plans = _plans(sketch)
    measured = plans if sketch.monthly else dict.fromkeys(range(1, 13), Decimal(sketch.plan) / 12)
    done = _completed(sketch, measured)
    for month in range(1, 13):
        planned = plans.get(month) if sketch.monthly else None
        if planned is not None or month in done:
            yield {
                "项目名称": sketch.name,
                "月份": f"{YEAR}-{month:02d}",
                "计划(万元)": planned,
                "完成(万元)": done.get(month),
            }


def _plans(sketch: Sketch) -> dict[int, Decimal]:
    """Break the year's plan down; what rounding leaves falls on December."""
    whole = Decimal(sketch.plan or 0)
    months = range(sketch.begins, 13)
    weight = sum(_SEASON[month - 1] for month in months)
    found = {month: (whole * _SEASON[month - 1] / weight).quantize(_TENTH) for month in months}
    found[12] += whole - sum(found.values())
    return found


def _completed(sketch: Sketch, plans: dict[int, Decimal]) -> dict[int, Decimal]:
    """Work out each month's completion so that the pace comes out, never less than nothing.

    A month without a report is made up for in the next; of December, not over yet, only what is done is reported.
    """
    chance = Random(sketch.name)  # noqa: S311  # the same county every time, nothing secret
    planned = reached = Decimal(0)
    found: dict[int, Decimal] = {}
    for month, ratio in ratios(sketch.pace).items():
        planned += plans[month] if month >= sketch.begins else 0
        target = (planned * Decimal(str(round(ratio + chance.uniform(-0.005, 0.005), 4)))).quantize(_TENTH)
        if month in sketch.unreported:
            continue
        amount = max(target - reached, Decimal(0))
        reached += amount
        if amount or month != 12:
            found[month] = amount
    return found
