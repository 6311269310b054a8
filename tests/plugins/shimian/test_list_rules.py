"""Rules of the lists: seats, classification, transfers, exits, the annual list, projects that no one nominates."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.mechanism.acts import Motion
from yipanqi_core.mechanism.canonical import decode, encode
from yipanqi_core.mechanism.facts import CorrectionFacts, MarkFacts, PassageFacts, ProjectFacts, ProposalFacts
from yipanqi_core.mechanism.seats import LEAD_UNIT, PROJECT_DEPUTY
from yipanqi_core.rules.acts import as_counted, forbids, gate_due
from yipanqi_core.rules.changes import changes
from yipanqi_core.rules.engine import judge_project
from yipanqi_core.vocabulary import Nature
from yipanqi_plugins.shimian.acts import ACTS, COMPLETION, EXIT, NOMINATION, TRANSFER, completed, key_project_stays
from yipanqi_plugins.shimian.checks_lists import annual_list_parts, class_unknown, transfer_unconfirmed, unreported
from yipanqi_plugins.shimian.clocks import outside_annual_list
from yipanqi_plugins.shimian.edition_2024 import EDITION
from yipanqi_plugins.shimian.marks import ANNUAL_LIST, DECISION, KEY_LIST, MID_TERM
from yipanqi_plugins.shimian.parameters import Parameters
from yipanqi_plugins.shimian.tracks import LISTS

Build = Callable[..., Any]
P = Parameters()
PROMOTED: dict[str, Any] = {"nature": Nature.INVESTMENT_PROMOTION}
REFORM, PROMOTION = ("reform_office",), ("promotion_office",)


def on_list(step: str) -> tuple[PassageFacts, ...]:
    return (PassageFacts(step, date(2024, 1, 1), None, "register"),)


@pytest.mark.clause("SM-1.3")
@pytest.mark.parametrize(
    ("nature", "target", "collects", "approves"),
    [
        (Nature.INVESTMENT_PROMOTION, "planned", PROMOTION, ("promotion_deputy",)),
        (Nature.INVESTMENT_PROMOTION, "to_start", PROMOTION, ("promotion_deputy",)),
        (Nature.INVESTMENT_PROMOTION, "started", REFORM, (PROJECT_DEPUTY,)),
        (Nature.GOVERNMENT_INVESTMENT, "planned", REFORM, (PROJECT_DEPUTY,)),
        (Nature.GOVERNMENT_INVESTMENT, "to_start", REFORM, (PROJECT_DEPUTY,)),
        (Nature.ENTERPRISE_INVESTMENT, "to_start", REFORM, (PROJECT_DEPUTY,)),
        (Nature.ENTERPRISE_INVESTMENT, "started", REFORM, (PROJECT_DEPUTY,)),
    ],
)
def test_each_list_has_its_collector_its_deputy_and_both_offices_sign(
    project: Build, nature: Nature, target: str, collects: tuple[str, ...], approves: tuple[str, ...]
) -> None:
    facts, motion = project(nature=nature, passages=()), Motion(None, target)
    assert NOMINATION.opens(facts, motion) == (LEAD_UNIT,)
    assert [stage.seats(facts, motion) for stage in NOMINATION.stages] == [
        collects,
        approves,
        ("reform_office", "promotion_office"),
    ]


@pytest.mark.clause("SM-1.3", "SM-1.1")
def test_a_nomination_below_the_threshold_or_to_a_list_of_other_natures_is_forbidden(project: Build) -> None:
    def ruling(target: str, **what: Any) -> Any:
        return forbids(EDITION, NOMINATION, Motion(None, target), project(passages=(), **what), P)

    assert ruling("planned") is None
    small = ruling("planned", total_investment=Decimal("999.99"))
    assert (small.clause, "SM-5.1" in small.because) == ("SM-1.1", True)
    assert ruling("planned", nature=Nature.ENTERPRISE_INVESTMENT).clause == "SM-1.1"


@pytest.mark.clause("SM-1.5")
@pytest.mark.parametrize(
    ("sector", "share", "counts"),
    [
        ("基础设施", "2500.00", Nature.GOVERNMENT_INVESTMENT),  # half is not mainly
        ("基础设施", "2500.01", Nature.INVESTMENT_PROMOTION),
        ("民生保障", "5000.00", Nature.INVESTMENT_PROMOTION),
        ("产业发展", "5000.00", Nature.GOVERNMENT_INVESTMENT),
        ("基础设施", None, Nature.GOVERNMENT_INVESTMENT),
    ],
)
def test_what_state_enterprises_mainly_invest_counts_as_promotion(
    project: Build, sector: str, share: str | None, counts: Nature
) -> None:
    facts = project(sector=sector, fields={} if share is None else {"state_enterprise_investment": share})
    counted = as_counted(EDITION, P, facts)
    assert counted.nature is counts
    declared = None if counts is facts.nature else Nature.GOVERNMENT_INVESTMENT
    assert counted.declared_nature is declared
    again = as_counted(EDITION, P, counted)
    assert (again.nature, again.declared_nature) == (counts, declared)


@pytest.mark.clause("SM-1.5")
def test_what_counts_as_promotion_takes_its_office_deputy_and_gate(
    project: Build, node: Build, procedure: Build
) -> None:
    facts = project(fields={"state_enterprise_investment": "4000.00"}, passages=on_list("planned"))
    counted = as_counted(EDITION, P, facts)
    assert NOMINATION.stages[0].seats(counted, Motion(None, "to_start")) == PROMOTION
    assert EXIT.stages[0].seats(counted, Motion("planned", None)) == ("promotion_deputy",)
    due = gate_due(LISTS)
    studied = as_counted(EDITION, P, project(
        fields=facts.fields, passages=facts.passages, items=(procedure("可研批复", None, date(2024, 6, 1)),)
    ))  # fmt: skip
    assert due(studied) is None
    signed = as_counted(EDITION, P, project(
        fields=facts.fields, passages=facts.passages, items=(node("洽谈签约", None, date(2024, 6, 1)),)
    ))  # fmt: skip
    asked = due(signed)
    assert asked is not None
    assert asked.target == "to_start"


@pytest.mark.clause("SM-1.5")
def test_an_industry_class_outside_the_four_is_a_finding(project: Build) -> None:
    assert class_unknown(project(), P) == ()
    (found,) = class_unknown(project(sector="旅游"), P)
    assert (found.ruling.clause, found.subject.unit) == ("SM-1.5", "县水利局")


@pytest.mark.clause("SM-1.7")
def test_a_transfer_unconfirmed_at_the_months_end_is_a_finding_against_the_target_lists_office(
    project: Build,
) -> None:
    offices = {"reform_office": "县发改局", "promotion_office": "县经合局"}

    def found(target: str, closed: date | None = None, **what: Any) -> list[str | None]:
        proposals = (ProposalFacts("transfer", None, target, date(2024, 6, 20), closed, None),)
        judged = transfer_unconfirmed(project(proposals=proposals, offices=offices, **what), P)
        assert {one.ruling.clause for one in judged} <= {"SM-1.7"}
        return [one.subject.unit for one in judged]

    assert found("started") == ["县发改局"]
    assert found("to_start", **PROMOTED) == ["县经合局"]
    assert found("started", **PROMOTED) == ["县发改局"]
    assert found("started", closed=date(2024, 6, 30)) == []


@pytest.mark.clause("SM-1.7")
def test_who_is_in_production_or_without_that_node_completed_is_to_leave_as_built(project: Build, node: Build) -> None:
    done, later = date(2024, 6, 1), date(2024, 9, 1)
    assert completed(project(items=(node("竣工", done, done),))) is not None
    assert completed(project(items=(node("竣工", done, done), node("投产", later)))) is None
    asked = completed(project(items=(node("投产", done, done),)))
    assert asked is not None
    assert asked.target is None
    assert completed(project(items=(node("投产", done, done),), passages=on_list("to_start"))) is None
    assert [stage.seats(project(), Motion("started", None)) for stage in COMPLETION.stages] == [REFORM]


@pytest.mark.clause("SM-1.8", "SM-1.7", "SM-1.9")
def test_the_assessment_tells_additions_transfers_and_exits_under_their_clauses(project: Build) -> None:
    def told(*stays: PassageFacts) -> list[tuple[str, str]]:
        found = changes(LISTS, project(passages=stays), date(2024, 6, 1), ACTS)
        return [(one.code, one.ruling.clause) for one in found]

    june = date(2024, 6, 9)
    assert told(PassageFacts("planned", june, None, "addition")) == [("addition", "SM-1.8")]
    before = PassageFacts("to_start", date(2024, 1, 1), june, "register")
    assert told(before, PassageFacts("started", june, None, "transfer")) == [("transfer", "SM-1.7")]
    assert told(PassageFacts("started", date(2024, 1, 1), june, "register", "市场变化")) == [("exit", "SM-1.9")]
    assert told(PassageFacts("started", date(2024, 1, 1), june, "register", "已建成")) == [("exit", "SM-1.7")]


@pytest.mark.clause("SM-1.9")
def test_exits_are_decided_by_the_deputy_of_the_list_and_some_need_one_of_three_causes(project: Build) -> None:
    def of(nature: Nature, step: str) -> tuple[Any, Any]:
        facts, motion = project(nature=nature, passages=on_list(step)), Motion(step, None)
        return EXIT.stages[0].seats(facts, motion), bool(EXIT.grounds(facts, motion))

    assert of(Nature.INVESTMENT_PROMOTION, "planned") == (("promotion_deputy",), False)
    assert of(Nature.INVESTMENT_PROMOTION, "to_start") == (("promotion_deputy",), False)
    assert of(Nature.INVESTMENT_PROMOTION, "started") == ((PROJECT_DEPUTY,), True)
    assert of(Nature.GOVERNMENT_INVESTMENT, "planned") == ((PROJECT_DEPUTY,), True)
    assert of(Nature.ENTERPRISE_INVESTMENT, "to_start") == ((PROJECT_DEPUTY,), True)


@pytest.mark.clause("SM-1.9")
def test_a_key_project_leaves_singly_only_in_the_mid_term_window(project: Build) -> None:
    def stays(on: date, step: str = "started", year: int = 2024) -> bool:
        facts = project(on=on, marks=(MarkFacts("county_key_list", year, {}),), passages=on_list(step))
        ruling = key_project_stays(facts, Motion(step, None), P)
        assert ruling is None or ruling.clause == "SM-1.9"
        return ruling is not None

    assert stays(date(2024, 6, 30))
    assert not stays(date(2024, 7, 1))
    assert not stays(date(2024, 7, 31))
    assert stays(date(2024, 8, 1))
    assert stays(date(2024, 8, 1), "to_start")
    assert not stays(date(2024, 8, 1), "planned")
    assert not stays(date(2025, 8, 1))  # last year's list binds no more
    assert MID_TERM.window(2024, P) == (date(2024, 7, 1), date(2024, 7, 31))
    moved = Parameters(mid_term_first="02-29", mid_term_last="03-05")
    assert MID_TERM.window(2025, moved) == (date(2025, 2, 28), date(2025, 3, 5))


@pytest.mark.clause("SM-2.9")
def test_each_part_that_the_annual_list_lacks_is_a_finding(project: Build) -> None:
    whole = {part.code: "有" for part in ANNUAL_LIST.parts}

    def lacking(data: dict[str, str] | None, **fields: Any) -> list[Any]:
        marks = () if data is None else (MarkFacts(ANNUAL_LIST.code, 2024, data),)
        return [one.ruling.facts["part"] for one in annual_list_parts(project(marks=marks, fields=fields), P)]

    assert lacking(None) == []
    assert lacking(whole) == []
    assert lacking(whole | {"funds_source": " "}) == ["funds_source"]
    assert len(lacking({})) == len(lacking(None, on_annual_government_list=True)) == 4
    assert DECISION.window(2025, P) == (date(2025, 1, 1), date(2025, 1, 31))
    assert not outside_annual_list(project(marks=(MarkFacts(ANNUAL_LIST.code, 2024, {}),)))
    assert outside_annual_list(project(marks=(MarkFacts(KEY_LIST.code, 2024, {}),)))


@pytest.mark.clause("SM-5.2")
def test_a_registered_project_that_no_one_nominates_for_a_month_is_a_finding(project: Build) -> None:
    def found(registered: date | None, **what: Any) -> bool:
        facts = project(passages=what.pop("passages", ()), registered_on=registered, **what)
        judged = unreported(facts, P)
        assert all((one.ruling.clause, one.subject.unit) == ("SM-5.2", "县水利局") for one in judged)
        return bool(judged)

    def nominated(outcome: str | None) -> tuple[ProposalFacts, ...]:
        return (ProposalFacts("nomination", None, "planned", date(2024, 5, 1), None, outcome),)

    assert found(date(2024, 5, 29))
    assert not found(date(2024, 5, 30))  # due on the month's last day: in time
    assert not found(None)
    assert not found(date(2024, 1, 1), total_investment=Decimal("999.99"))
    assert not found(date(2024, 1, 1), passages=on_list("planned"))
    assert not found(date(2024, 1, 1), proposals=nominated(None))
    assert not found(date(2024, 1, 1), proposals=nominated("refused"))
    assert found(date(2024, 1, 1), proposals=nominated("withdrawn"))
    codes = [one.code for one in judge_project(EDITION, P, project(passages=(), registered_on=date(2024, 1, 1)))]
    assert "unreported" in codes
    assert "colour" not in codes


@pytest.mark.clause("SM-5.2")
def test_a_correction_shows_in_the_assessment_of_its_month_with_old_new_and_why(project: Build) -> None:
    correction = CorrectionFacts("总投资(万元)", "5000.00", "5200.00", "批复调整", date(2024, 6, 9))
    (told,) = [one for one in judge_project(EDITION, P, project(corrections=(correction,))) if one.code == "correction"]
    assert told.ruling.clause == "SM-5.2"
    assert "由“5000.00”改为“5200.00”，理由：批复调整" in told.ruling.because


@pytest.mark.clause("SM-1.6")
def test_facts_stored_before_these_were_known_still_read(project: Build) -> None:
    names = ("proposals", "marks", "corrections", "offices", "registered_on", "declared_nature")
    told = json.loads(encode(project()))
    old = decode(json.dumps({name: value for name, value in told.items() if name not in names}).encode(), ProjectFacts)
    assert (old.proposals, old.marks, old.corrections, old.registered_on) == ((), (), (), None)


@pytest.mark.clause("SM-1.7")
def test_a_transfer_is_confirmed_by_the_office_that_collects_the_target(project: Build) -> None:
    (stage,) = TRANSFER.stages
    assert stage.seats(project(**PROMOTED), Motion("planned", "to_start")) == PROMOTION
    assert stage.seats(project(**PROMOTED), Motion("to_start", "started")) == REFORM
    assert stage.seats(project(), Motion("planned", "to_start")) == REFORM


def unmet(facts: ProjectFacts) -> list[tuple[str, object]]:
    found = [one for one in judge_project(EDITION, P, facts) if one.code == "gate_unmet"]
    return [(one.ruling.clause, one.ruling.facts["missing"]) for one in found]


@pytest.mark.clause("SM-1.7")
def test_a_project_that_the_register_puts_past_a_gate_without_its_fact_is_a_finding(
    project: Build, node: Build, procedure: Build
) -> None:
    assert unmet(project(passages=on_list("planned"))) == []
    assert unmet(project(passages=on_list("to_start"))) == [("SM-1.7", ["可研批复"])]
    assert unmet(project(passages=on_list("to_start"), **PROMOTED)) == [("SM-1.7", ["洽谈签约"])]
    assert unmet(project(passages=on_list("started"))) == [("SM-1.7", ["可研批复"]), ("SM-1.7", ["开工"])]
    enterprise = {"nature": Nature.ENTERPRISE_INVESTMENT}
    assert unmet(project(passages=on_list("to_start"), **enterprise)) == []
    assert unmet(project(passages=on_list("started"), **enterprise)) == [("SM-1.7", ["开工"])]
    approved = procedure("可研批复", date(2024, 1, 5), date(2024, 1, 5))
    for later in ("开工", "主体完工", "竣工", "投产"):
        begun = node(later, date(2024, 2, 5), date(2024, 2, 5))
        assert unmet(project(passages=on_list("started"), items=(approved, begun))) == []


@pytest.mark.clause("SM-1.7")
def test_an_unmet_gate_changes_neither_the_list_nor_the_colour(project: Build, node: Build, procedure: Build) -> None:
    late = node("竣工", date(2024, 6, 1))
    approved = procedure("可研批复", date(2024, 1, 5), date(2024, 1, 5))
    begun = node("开工", date(2024, 2, 5), date(2024, 2, 5))
    for items in ((late,), (late, approved, begun)):
        facts = project(passages=on_list("started"), items=items)
        rated = [one.ruling.value for one in judge_project(EDITION, P, facts) if one.kind == "rating"]
        assert (facts.step, rated) == ("started", ["yellow"])
