"""Whether the start of construction is said where a later node shows it; and the first day of what counts alike."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from yipanqi_core.mechanism.facts import ItemFacts, ProjectFacts
from yipanqi_core.mechanism.references import Finished
from yipanqi_core.rules.starts import undated_start
from yipanqi_core.vocabulary import ItemKind, Nature, UnitKind
from yipanqi_plugins.qingshui.parameters import Parameters

FACTS = ProjectFacts(
    "2024-06", date(2024, 6, 30), "水库", Nature.GOVERNMENT_INVESTMENT, "水利", None, Decimal(5000), None, "县水利局",
    "县水投公司", UnitKind.STATE_ENTERPRISE, None, (), {},
)  # fmt: skip
P = Parameters()


def done(title: str, on: date, kind: ItemKind = ItemKind.NODE) -> ItemFacts:
    return ItemFacts(kind, title, None, None, on)


@pytest.mark.clause("QS-1.7", "YC-4.1", "ZZ-1.1")
def test_a_later_node_shows_a_start_that_is_not_dated() -> None:
    rule = undated_start("undated", "SM-1.1", ("开工", "竣工", "投产"))
    later = replace(FACTS, items=(done("投产", date(2024, 6, 2)), done("竣工", date(2024, 5, 2))))
    (found,) = rule(later, P)
    assert (found.code, found.ruling.clause, found.subject.unit) == ("undated", "SM-1.1", "县水利局")
    assert found.ruling.facts == {"later": ["竣工", "投产"], "later_on": date(2024, 5, 2)}
    assert "补记开工日期后消除" in found.ruling.because
    assert rule(replace(later, items=(*later.items, done("开工", date(2024, 1, 2)))), P) == ()
    assert rule(FACTS, P) == ()
    assert rule(replace(FACTS, items=(done("达效", date(2024, 5, 2)),)), P) == ()


@pytest.mark.clause("YC-4.5", "ZZ-2.1")
def test_of_items_that_count_alike_the_earliest_date_is_read_where_that_is_asked() -> None:
    approvals = {"项目立项": date(2024, 6, 1), "核准备案": date(2024, 1, 10)}
    facts = replace(FACTS, items=tuple(done(title, day, ItemKind.PROCEDURE) for title, day in approvals.items()))
    named = Finished(("项目立项", "核准备案"), ItemKind.PROCEDURE)
    assert named.read(facts) == date(2024, 6, 1)
    assert replace(named, earliest=True).read(facts) == date(2024, 1, 10)
    assert replace(named, earliest=True).read(FACTS) is None
