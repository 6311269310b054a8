"""ZZ-2: the four stages of promotion projects, the appraisal, the hand-over and the named helpers."""

from dataclasses import replace
from datetime import date

import pytest
from tests.plugins.zhangzi.told import EDITION, P, found, node, procedure, project, promoted

from yipanqi_core.mechanism.facts import ReviewFacts
from yipanqi_core.mechanism.reviews import ReviewState
from yipanqi_core.rules import clocks
from yipanqi_core.rules.breakdowns import cut
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.zhangzi.appraisal import EIGHT_ASPECTS, no_signing_yet, signed_unappraised
from yipanqi_plugins.zhangzi.landing import landed_on, landing_stage, unhelped
from yipanqi_plugins.zhangzi.parameters import Parameters

SIGNED = node("洽谈签约", None, date(2024, 4, 30))
FILED = procedure("核准备案", None, date(2024, 5, 10))
LAND = procedure("用地批复", None, date(2024, 5, 25))
ALL = tuple(one.seat for one in EIGHT_ASPECTS.asks)


def appraised(state: ReviewState = ReviewState.COMPLETE, seats: tuple[str, ...] = ALL) -> ReviewFacts:
    return ReviewFacts("appraisal", date(2024, 3, 1), seats, state=state)


@pytest.mark.clause("ZZ-2.1")
def test_a_promotion_project_passes_four_stages_and_the_days_in_each_are_told() -> None:
    one = promoted(items=(SIGNED, FILED, LAND), reviews=(appraised(),))
    ruling = landing_stage(one, P)
    assert ruling is not None
    assert (ruling.value, ruling.clause) == ("landed", "ZZ-2.1")
    assert ruling.facts["days"] == {"前期": 60, "评估": 60, "签约": 25, "落地": 36}
    values = [
        landing_stage(promoted(), P),
        landing_stage(promoted(reviews=(appraised(ReviewState.OPEN, ()),)), P),
        landing_stage(promoted(items=(SIGNED, FILED)), P),
    ]
    assert [one.value for one in values if one is not None] == ["early", "appraised", "agreed"]
    assert landing_stage(project(), P) is None


@pytest.mark.clause("ZZ-2.1")
def test_landed_is_the_later_of_approval_and_land() -> None:
    assert landed_on(promoted(items=(FILED, LAND)), P) == date(2024, 5, 25)
    assert landed_on(promoted(items=(FILED,), fields={"land_settled_on": "2024-04-01"}), P) == date(2024, 5, 10)
    assert landed_on(promoted(items=(LAND,)), P) is None


@pytest.mark.clause("ZZ-2.1")
def test_which_titles_mean_filing_and_land_is_the_countys_to_say() -> None:
    own = Parameters(filing_titles="企业投资备案、项目核准", land_titles="不动产权证、用地批复")
    filed = procedure("企业投资备案", None, date(2024, 5, 12))
    deed = procedure("不动产权证", None, date(2024, 6, 3))
    one = promoted(items=(SIGNED, filed, deed, LAND))
    assert landed_on(one, own) == date(2024, 6, 3)  # the first title that is done, not the earliest day
    assert landed_on(one, P) is None
    ruling = landing_stage(one, own)
    assert ruling is not None
    assert ruling.facts["since"] == date(2024, 6, 3)
    assert landed_on(promoted(items=(FILED, LAND)), own) is None
    for wrong in ("", "用地批复、", "用地 批复"):
        with pytest.raises(ValueError, match="land_titles"):
            Parameters(land_titles=wrong)


@pytest.mark.clause("ZZ-2.2")
def test_who_speaks_for_an_aspect_is_a_parameter_that_names_units_of_the_document() -> None:
    asked = {one.about: one for one in EIGHT_ASPECTS.asks}
    changed = Parameters(appraisal_units="投资强度=县行政审批服务管理局; 区域规划 = 县自然资源局；")
    assert EIGHT_ASPECTS.speaker(asked["投资强度"], changed) == "approvals"
    assert EIGHT_ASPECTS.speaker(asked["区域规划"], changed) == "land"
    assert EIGHT_ASPECTS.speaker(asked["产出效益"], changed) == "finance"
    assert all(EIGHT_ASPECTS.speaker(one, P) == one.seat for one in EIGHT_ASPECTS.asks)
    for wrong, told in (
        ("风水=县工信局", "不是会商评估的方面"),
        ("区域规划=县长", "单位须是"),
        ("区域规划", "单位须是"),
        ("区域规划=县工信局；区域规划=县水利局", "写了不止一次"),
    ):
        with pytest.raises(ValueError, match=told):
            Parameters(appraisal_units=wrong)


@pytest.mark.clause("ZZ-2.1")
def test_numbers_and_amounts_of_each_stage_are_told_per_unit() -> None:
    by_unit = next(one for one in EDITION.breakdowns if one.by == "unit_stage")
    some = [promoted(), promoted(items=(SIGNED,)), promoted(lead_unit="县工信局"), project()]
    parts = {part.key: (part.count, str(part.total_investment)) for part in cut(by_unit, P, some)}
    assert parts == {
        "县水利局·前期": (1, "5000.00"),
        "县水利局·签约": (1, "5000.00"),
        "县工信局·前期": (1, "5000.00"),
    }


@pytest.mark.clause("ZZ-2.2")
def test_eight_named_units_are_asked_one_aspect_each() -> None:
    assert [one.about for one in EIGHT_ASPECTS.asks] == [
        "区域规划", "产业前景", "生态环境", "水土保持", "国土空间", "安全生产", "投资强度", "产出效益",
    ]  # fmt: skip
    assert len(set(ALL)) == 8
    assert set(ALL) <= {seat.code for seat in EDITION.seats}


@pytest.mark.clause("ZZ-2.2")
def test_signing_is_refused_until_all_eight_are_in_and_with_one_against_until_the_meeting_has_decided() -> None:
    refused = no_signing_yet(promoted(reviews=(appraised(ReviewState.OPEN, ALL[:7]),)), ItemKind.NODE, "洽谈签约")
    assert refused is not None
    assert (refused.clause, refused.facts["missing"]) == ("ZZ-2.2", ["产出效益"])
    against = no_signing_yet(promoted(reviews=(appraised(ReviewState.SUBMITTED),)), ItemKind.NODE, "洽谈签约")
    assert against is not None
    assert "须经联席会议议定" in against.because
    for state in (ReviewState.COMPLETE, ReviewState.APPROVED):
        assert no_signing_yet(promoted(reviews=(appraised(state),)), ItemKind.NODE, "洽谈签约") is None
    assert no_signing_yet(promoted(), ItemKind.NODE, "开工") is None
    assert no_signing_yet(project(), ItemKind.NODE, "洽谈签约") is None
    assert EIGHT_ASPECTS.concluded(against=True) is ReviewState.SUBMITTED
    assert EIGHT_ASPECTS.concluded(against=False) is ReviewState.COMPLETE


@pytest.mark.clause("ZZ-2.2")
def test_a_register_that_brings_a_signed_project_without_appraisal_is_told_what_is_lacking() -> None:
    ((code, _, clause, because),) = found(signed_unappraised, promoted(items=(SIGNED,)))
    assert (code, clause) == ("signed_without_appraisal", "ZZ-2.2")
    assert because.startswith("已于 2024-04-30 签约，会商评估尚缺区域规划、产业前景")
    assert found(signed_unappraised, promoted(items=(SIGNED,), reviews=(appraised(),))) == []


@pytest.mark.clause("ZZ-2.3")
def test_a_signed_project_is_handed_over_in_five_working_days_and_planned_in_ten() -> None:
    handover, timetable, task_list = EDITION.clocks
    signed = promoted(items=(SIGNED,))
    reading = clocks.read(handover, signed, P)
    assert reading is not None
    assert (reading.due_on, reading.state) == (date(2024, 5, 10), clocks.ClockState.OVERDUE)  # 1–5 May are holidays
    assert clocks.read(timetable, signed, P) is None
    handed = promoted(items=(SIGNED,), fields={"handed_over_on": "2024-05-09", "timetable_on": "2024-05-22"})
    reading = clocks.read(timetable, handed, P)
    assert reading is not None
    assert (reading.due_on, reading.state) == (date(2024, 5, 22), clocks.ClockState.KEPT)
    (overdue,) = clocks.findings((timetable, task_list, handover), handed, P)
    assert (overdue.code, overdue.ruling.clause) == ("task_list", "ZZ-2.3")
    assert clocks.read(handover, project(items=(SIGNED,)), P) is None


@pytest.mark.clause("ZZ-2.4")
def test_open_procedures_of_a_landing_project_without_a_named_person_are_listed() -> None:
    site = procedure("规划选址", unit="县自然资源局")
    named = procedure("环评批复", person="李工")
    told = found(unhelped, promoted(items=(SIGNED, site, named, FILED)))
    assert [(code, unit, clause) for code, unit, clause, _ in told] == [("helper_unnamed", "县自然资源局", "ZZ-2.4")]
    assert "“规划选址”未明确协助办理的专人" in told[0][3]
    assert found(unhelped, promoted(items=(site,))) == []  # not signed yet
    assert found(unhelped, promoted(items=(SIGNED, site, FILED, LAND))) == []  # landed


@pytest.mark.clause("ZZ-2.1")
def test_a_loaded_project_counts_from_its_listing_and_not_from_the_day_of_loading() -> None:
    loaded_on = date(2026, 11, 22)
    one = landing_stage(promoted(registered_on=loaded_on), P)
    off = landing_stage(replace(promoted(registered_on=loaded_on), passages=()), P)
    assert one is not None
    assert off is not None
    assert one.facts["days"] == {"前期": 181}
    assert off.facts["days"] == {"前期": 181}


@pytest.mark.clause("ZZ-2.1")
def test_landed_asks_for_filing_and_land_alone_as_the_score_does() -> None:
    ruling = landing_stage(promoted(items=(FILED, LAND)), P)
    assert ruling is not None
    assert ruling.value == "landed"
    late = node("洽谈签约", None, date(2024, 6, 20))
    ruling = landing_stage(promoted(items=(late, FILED, LAND)), P)
    assert ruling is not None
    assert ruling.facts["days"] == {"前期": 145, "签约": 0, "落地": 36}
