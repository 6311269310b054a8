"""A sketch's dated items as rows of the workbook: nodes, guarantee items, procedures."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from yipanqi_core.calendar import CHINA
from yipanqi_core.vocabulary import ItemKind, Nature
from yipanqi_plugins.shimian.demonstration.sketch import Dated, Sketch, dated
from yipanqi_plugins.shimian.demonstration.units import (
    APPROVALS,
    CONTACTS,
    ENVIRONMENT,
    FINANCE,
    FORESTRY,
    HOUSING,
    INDUSTRY,
    LAND,
    POWER,
    REFORM,
    TRANSPORT,
    WATER,
)
from yipanqi_plugins.shimian.tracks import STARTED

Row = dict[str, object]

_DOERS = {
    "用地": LAND, "规划": LAND, "用地批复": LAND,
    "环评": ENVIRONMENT, "环评批复": ENVIRONMENT,
    "林地": FORESTRY, "水": WATER, "电": POWER, "路": TRANSPORT, "材料运输": TRANSPORT, "网": INDUSTRY,
    "能评": REFORM, "资金": FINANCE, "融资": FINANCE,
    "项目立项": APPROVALS, "可研批复": APPROVALS, "施工许可": HOUSING,
}  # fmt: skip
_BEFORE_START = {"项目立项": 120, "可研批复": 88, "用地批复": 72, "环评批复": 60, "施工许可": 12}


def item_rows(sketch: Sketch) -> Iterator[Row]:
    """Give a project's items in the order in which they come to pass."""
    procedures = dated(sketch.procedures) or _past_procedures(sketch)
    for kind, items in (
        (ItemKind.PROCEDURE, procedures),
        (ItemKind.GUARANTEE, dated(sketch.guarantees)),
        (ItemKind.NODE, dated(sketch.nodes)),
    ):
        for item in items:
            yield _row(sketch, kind, item)


def _row(sketch: Sketch, kind: ItemKind, item: Dated) -> Row:
    named, planned, actual = item
    title, _, level = named.partition("@")
    unit = sketch.owner if kind is ItemKind.NODE else _DOERS[title]
    return {
        "项目名称": sketch.name,
        "节点名称": title,
        "类型": kind.label,
        "责任单位": unit,
        "责任人": CONTACTS.get(unit),
        "计划日期": planned,
        "实际日期": actual,
        "办理层级": level or ("县级" if kind is ItemKind.PROCEDURE else None),
    }


def _past_procedures(sketch: Sketch) -> tuple[Dated, ...]:
    """Give the procedures that a project under way must have been through before its start."""
    start = next(((plan, done) for title, plan, done in dated(sketch.nodes) if title == "开工"), None)
    if sketch.step != STARTED or start is None or start[1] is None:
        return ()
    chance = Random(sketch.name)  # noqa: S311  # the same county every time, nothing secret
    return tuple(
        _passed(title, start[0] - timedelta(days), start[1], chance)
        for title, days in _BEFORE_START.items()
        if title != "可研批复" or sketch.nature is Nature.GOVERNMENT_INVESTMENT
    )


def _passed(title: str, planned: date, started: date, chance: Random) -> Dated:
    actual = min(planned + timedelta(chance.randint(-5, 16)), started - timedelta(1))
    while not CHINA.is_working(actual):  # offices decide on working days
        actual -= timedelta(1)
    return title, planned, actual
