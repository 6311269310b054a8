"""Classes, breakdowns, queues, and facts as of an earlier day."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

from yipanqi_core.mechanism.breakdowns import Breakdown
from yipanqi_core.mechanism.classifications import Classification, ClassValue
from yipanqi_core.mechanism.facts import IssueFacts, ItemFacts, MonthFacts, PassageFacts, ProjectFacts, ReplanFacts
from yipanqi_core.mechanism.orders import Order, Place
from yipanqi_core.mechanism.rulings import Ruling, RulingKind
from yipanqi_core.rules.as_of import BEGAN, ENDED, PLANNED, as_of
from yipanqi_core.rules.breakdowns import cut
from yipanqi_core.rules.classes import classes
from yipanqi_core.rules.orders import queue
from yipanqi_core.vocabulary import ItemKind, Level, Nature, UnitKind, Urgency


class Nothing(BaseModel):
    """A mechanism without parameters."""


NO = Nothing()


def project(**what: Any) -> ProjectFacts:
    given: dict[str, Any] = {
        "period": "2024-06", "on": date(2024, 6, 30), "project": "甲", "nature": Nature.GOVERNMENT_INVESTMENT,
        "sector": "水利", "level": Level.COUNTY, "total_investment": Decimal("100.00"), "annual_plan": Decimal("10.00"),
        "lead_unit": "水利局", "owner": "业主", "owner_kind": UnitKind.OWNER, "leader": None, "deputies": (),
        "fields": {}, "passages": (PassageFacts("listed", date(2024, 1, 1), None, None),),
    }  # fmt: skip
    return ProjectFacts(**{**given, **what})


def big(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    if facts.sector == "其他":
        return None
    return Ruling("big" if facts.total_investment >= 100 else None, "C-1", "按总投资")


SIZE = Classification("size", "规模", "C-1", (ClassValue("big", "大"),), big)


def test_a_project_has_a_class_no_class_or_is_not_concerned() -> None:
    def found(**what: Any) -> list[tuple[str, str | None]]:
        return [(one.code, one.ruling.value) for one in classes((SIZE,), project(**what), NO)]

    assert found() == [("size", "big")]
    assert found(total_investment=Decimal("99.99")) == [("size", None)]
    assert found(sector="其他") == []
    assert found(passages=()) == []
    assert classes((SIZE,), project(), NO)[0].kind is RulingKind.CLASS


def test_projects_off_the_lists_are_classified_where_the_kind_says_so() -> None:
    registered = Classification("size", "规模", "C-1", (), big, registered=True)
    assert [one.ruling.value for one in classes((registered,), project(passages=()), NO)] == ["big"]


def test_the_parts_of_a_breakdown_add_up_and_the_declared_ones_are_always_there() -> None:
    levels = Breakdown(
        "level", "层级", "C-2", lambda one, _: None if one.level is None else one.level.label, ("省重点", "市重点")
    )
    some = [
        project(project="甲", level=Level.CITY), project(project="乙", annual_plan=None),
        project(project="丙", total_investment=Decimal("0.05")), project(project="丁", level=None),
    ]  # fmt: skip
    parts = cut(levels, NO, some)
    assert [(one.key, one.count, one.total_investment, one.annual_plan) for one in parts] == [
        ("省重点", 0, Decimal("0.00"), Decimal("0.00")),
        ("市重点", 1, Decimal("100.00"), Decimal("10.00")),
        ("县重点", 2, Decimal("100.05"), Decimal("10.00")),
    ]


def test_a_queue_stands_by_band_then_by_day_then_by_name_and_those_without_a_day_are_last() -> None:
    def place(facts: ProjectFacts, _: BaseModel) -> Place | None:
        since = facts.fields.get("since")
        assert since is None or isinstance(since, date)
        return None if facts.sector == "其他" else Place((0 if facts.level is Level.CITY else 1,), "按层级", since)

    some = [
        project(project="戊"), project(project="丁", fields={"since": date(2024, 2, 1)}),
        project(project="丙", fields={"since": date(2024, 1, 1)}), project(project="乙", sector="其他"),
        project(project="甲", level=Level.CITY), project(project="丙二", fields={"since": date(2024, 1, 1)}),
    ]  # fmt: skip
    queued = queue(Order("land", "用地", "C-3", place), NO, some)
    assert [(one.number, one.facts.project) for one in queued] == [
        (1, "甲"),
        (2, "丙"),
        (3, "丙二"),
        (4, "丁"),
        (5, "戊"),
    ]


def test_facts_as_of_an_earlier_day_know_nothing_that_came_later() -> None:
    new_year = date(2024, 1, 1)
    later = date(2024, 3, 1)
    facts = project(
        items=(
            ItemFacts(ItemKind.NODE, "开工", None, date(2024, 9, 1), later),
            ItemFacts(ItemKind.PROCEDURE, "立项", None, None, new_year),
        ),
        replans=(
            ReplanFacts(ItemKind.NODE, "开工", 1, date(2024, 4, 1), date(2024, 6, 1), date(2023, 12, 1), ""),
            ReplanFacts(ItemKind.NODE, "开工", 2, date(2024, 6, 1), date(2024, 9, 1), later, ""),
        ),
        figures=(MonthFacts("2024-01", None, Decimal(1)), MonthFacts("2024-02", Decimal(2), Decimal(3))),
        passages=(PassageFacts("a", date(2023, 1, 1), later, None), PassageFacts("b", later, None, None)),
        issues=(
            IssueFacts("水", Urgency.URGENT, date(2023, 5, 1), None, later),
            IssueFacts("电", Urgency.URGENT, later, None, None),
        ),
    )
    then = as_of(facts, new_year)
    assert (then.on, then.step) == (new_year, "a")
    assert [(one.planned_on, one.finished_on) for one in then.items] == [(date(2024, 6, 1), None), (None, new_year)]
    assert [one.completed for one in then.figures] == [Decimal(1), None]
    assert [(one.category, one.resolved_on) for one in then.issues] == [("水", None)]
    assert len(then.replans) == 1
    assert as_of(facts, facts.on) == facts
    with pytest.raises(ValueError, match="2024-07-01"):
        as_of(facts, date(2024, 7, 1))


def test_every_date_of_a_fact_is_known_to_begin_to_end_or_to_be_planned() -> None:
    shapes = [get_args(shape)[0] for shape in get_type_hints(ProjectFacts).values() if get_origin(shape) is tuple]
    names = {
        field.name
        for shape in shapes
        if is_dataclass(shape)
        for field in fields(shape)
        if get_type_hints(shape)[field.name] in (date, date | None)
    }
    assert names <= {*BEGAN, *ENDED, *PLANNED}
