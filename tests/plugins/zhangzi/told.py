"""A project and a county of 长子 as rules are told of them, for tests of the rules alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import (
    CountyFacts,
    ItemFacts,
    MarkFacts,
    PassageFacts,
    ProjectFacts,
    UnitFacts,
)
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.mechanism.rulings import Judgement
from yipanqi_core.vocabulary import ItemKind, Nature, UnitKind
from yipanqi_plugins.zhangzi import MECHANISM
from yipanqi_plugins.zhangzi.parameters import Parameters

EDITION = MECHANISM.editions[-1]
P = Parameters()
ON = date(2024, 6, 30)
LEAD, LEADER = "县水利局", "分管农业副县长"
CODE = "2024-140428-76-01-100004"
"""A code of the national shape whose check digit is right."""


def project(**other: object) -> ProjectFacts:
    """A government project of one panel, on the first step of the library since January, nothing recorded of it."""
    made = ProjectFacts(
        "2024-06", ON, "王村水库", Nature.GOVERNMENT_INVESTMENT, "基础设施", None, Decimal("5000.00"), None, LEAD,
        "县水投公司", UnitKind.STATE_ENTERPRISE, LEADER, (LEADER,), {},
        passages=(PassageFacts("idea", date(2024, 1, 1), None, "register"),),
    )  # fmt: skip
    return replace(made, **other)  # type: ignore[arg-type]


def at(step: str | None, **other: object) -> ProjectFacts:
    """The same on another step."""
    stays = () if step is None else (PassageFacts(step, date(2024, 1, 1), None, "register"),)
    return project(passages=stays, **other)


def key_project(**other: object) -> ProjectFacts:
    """A project with the office's mark."""
    return at("works", marks=(MarkFacts("key_project", 2024, {}),), **other)


def promoted(**other: object) -> ProjectFacts:
    """An investment-promotion project."""
    return at("works", nature=Nature.INVESTMENT_PROMOTION, **{"registered_on": date(2024, 1, 10), **other})


def item(
    kind: ItemKind, title: str, planned: date | None = None, finished: date | None = None, **other: object
) -> ItemFacts:
    """A dated item of the lead unit."""
    made = ItemFacts(kind, title, LEAD, planned, finished)
    return replace(made, **other)  # type: ignore[arg-type]


def node(title: str, planned: date | None = None, finished: date | None = None) -> ItemFacts:
    """A node."""
    return item(ItemKind.NODE, title, planned, finished)


def procedure(title: str, planned: date | None = None, finished: date | None = None, **other: object) -> ItemFacts:
    """A procedure."""
    return item(ItemKind.PROCEDURE, title, planned, finished, **other)


def county(**other: object) -> CountyFacts:
    """The county with three units in the two groups."""
    units = (
        UnitFacts(LEAD, UnitKind.DEPARTMENT, "部门"),
        UnitFacts("县工信局", UnitKind.DEPARTMENT, "部门"),
        UnitFacts("丹朱镇人民政府", UnitKind.TOWNSHIP, "乡镇"),
    )
    return replace(CountyFacts("2024-06", ON, units), **other)  # type: ignore[arg-type]


def deed(kind: str, day: date, by: str = LEAD, **other: object) -> RecordFacts:
    """Work that was recorded."""
    made = RecordFacts(f"{kind}{day}{by}", kind, day, by, by, by.endswith("县长"))
    return replace(made, **other)  # type: ignore[arg-type]


def found(
    rule: Callable[[ProjectFacts, BaseModel], tuple[Judgement, ...]], facts: ProjectFacts
) -> list[tuple[str, str | None, str, str]]:
    """Give (code, unit, clause, because) of what a check finds."""
    return [(one.code, one.subject.unit, one.ruling.clause, one.ruling.because) for one in rule(facts, P)]
