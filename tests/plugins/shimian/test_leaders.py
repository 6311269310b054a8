"""SM-2.6, SM-2.12: chain, line and point leaders, and who drives which stage."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from yipanqi_core.mechanism.facts import ChainFacts, CountyFacts, PartFacts, ProjectFacts
from yipanqi_core.rules.drivers import drive
from yipanqi_core.rules.engine import judge_month
from yipanqi_core.rules.responsibilities import findings, may_have
from yipanqi_core.vocabulary import Nature, ResponsibilityKind
from yipanqi_plugins.shimian.edition_2024 import EDITION
from yipanqi_plugins.shimian.leaders import chain_incomplete
from yipanqi_plugins.shimian.parameters import Parameters

Build = Callable[..., ProjectFacts]
LINE = PartFacts(ResponsibilityKind.LINE, "副县长甲")
POINT = PartFacts(ResponsibilityKind.POINT, "乡长乙")
CHAIN = PartFacts(ResponsibilityKind.CHAIN, "锂电产业链", "县工业局")
SEATS = {"promotion_office": "县经济合作和商务局"}
PROMOTION: dict[str, Any] = {"nature": Nature.INVESTMENT_PROMOTION}


@pytest.mark.clause("SM-2.6")
@pytest.mark.parametrize(
    ("nature", "parts", "missing"),
    [
        (Nature.GOVERNMENT_INVESTMENT, (), True),
        (Nature.GOVERNMENT_INVESTMENT, (LINE,), True),
        (Nature.GOVERNMENT_INVESTMENT, (LINE, POINT), False),
        (Nature.GOVERNMENT_INVESTMENT, (CHAIN,), True),
        (Nature.ENTERPRISE_INVESTMENT, (POINT,), True),
        (Nature.INVESTMENT_PROMOTION, (), True),
        (Nature.INVESTMENT_PROMOTION, (CHAIN,), False),
        (Nature.INVESTMENT_PROMOTION, (LINE, POINT), False),
    ],
)
def test_a_listed_project_has_its_chain_or_a_line_and_a_point_leader(
    project: Build, nature: Nature, parts: tuple[PartFacts, ...], missing: bool
) -> None:
    found = findings(EDITION.responsibilities, project(nature=nature, parts=parts))
    assert [one.ruling.clause for one in found] == (["SM-2.6"] if missing else [])
    if found:
        assert found[0].subject.unit == "县水利局"
        assert "线长和点长" in found[0].ruling.because


@pytest.mark.clause("SM-2.6")
def test_a_month_shows_who_lacks_a_leader_and_a_project_off_the_lists_does_not_count(project: Build) -> None:
    county = CountyFacts("2024-06", date(2024, 6, 30), ())
    listed, off = project(project="甲"), project(project="乙", passages=())
    outcome = judge_month(EDITION, Parameters(), county, [listed, off])
    assert [one.subject.project for one in outcome.judgements if one.code == "leaders_missing"] == ["甲"]


@pytest.mark.clause("SM-2.6")
def test_only_promotion_projects_take_the_head_of_a_chain(project: Build) -> None:
    chain = ResponsibilityKind.CHAIN
    refusing = may_have(EDITION.responsibilities, project(), chain)
    assert refusing is not None
    assert refusing.clause == "SM-2.6"
    assert may_have(EDITION.responsibilities, project(**PROMOTION), chain) is None
    assert may_have(EDITION.responsibilities, project(), ResponsibilityKind.LEADER) is None


@pytest.mark.clause("SM-2.6")
def test_a_chain_without_one_of_its_parts_is_a_finding_that_names_it() -> None:
    whole = ChainFacts("锂电", "县长", "县工业局", "吴某", "锂电专班")
    lacking = ChainFacts("花岗岩", None, "县工业局", None, "石材专班")
    facts = CountyFacts("2024-06", date(2024, 6, 30), (), chains=(whole, lacking))
    (found,) = chain_incomplete(facts, Parameters())
    assert (found.subject.unit, found.ruling.clause) == ("县工业局", "SM-2.6")
    assert "花岗岩" in found.ruling.because
    assert found.ruling.facts["missing"] == ["链长", "牵头单位负责人"]


@pytest.mark.clause("SM-2.12")
def test_the_driver_of_a_promotion_project_follows_from_its_stage(project: Build, node: Callable[..., Any]) -> None:
    def driver(**changes: Any) -> str | None:
        ruling = drive(EDITION.drivers, project(**PROMOTION, **changes), SEATS)
        assert ruling is not None
        assert ruling.clause == "SM-2.12"
        return ruling.value

    signed = node("洽谈签约", None, date(2024, 2, 1))
    started = node("开工", None, date(2024, 5, 1))
    assert driver() == "县经济合作和商务局"
    assert driver(items=(signed,)) == "县水利局"
    assert driver(items=(signed, started)) == "县水利局"
    assert driver(items=(signed, started), parts=(CHAIN,)) == "县工业局"
    assert driver(items=(signed,), parts=(CHAIN,)) == "县水利局"


@pytest.mark.clause("SM-2.12")
def test_projects_that_are_not_investment_promotion_have_no_such_driver(project: Build) -> None:
    assert drive(EDITION.drivers, project(), SEATS) is None
