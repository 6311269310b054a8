"""Posts that nobody holds: the gaps between tenures, the finding, and duties that are nobody's to do."""

from collections import namedtuple
from dataclasses import replace
from datetime import date

import pytest
from tests.core.rules.test_duties import NoParameters, county, deed, owed, project, visits

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.facts.vacancies import Gap, Tenure, gaps
from yipanqi_core.mechanism.facts import ChainFacts, PartFacts
from yipanqi_core.mechanism.vacancy_facts import VacancyFacts
from yipanqi_core.rules.as_of import as_of
from yipanqi_core.rules.duties import MET, UNMET, VACANT, judgement
from yipanqi_core.rules.vacancies import vacant_heads, vacant_leader, vacant_parts
from yipanqi_core.vocabulary import ResponsibilityKind

ON, LEADER = date(2024, 6, 30), "副县长甲"
FIND = vacant_leader("leader_vacant", "QS-2.1", "包抓领导")
Case = namedtuple("Case", "tenures gaps")


def _june(day: int) -> date:
    return date(2024, 6, day)


@pytest.mark.parametrize(
    "case",
    [
        Case([(None, None)], []),
        Case([], [(None, None)]),
        Case([(_june(3), None)], [(None, _june(3))]),
        Case([(None, _june(10)), (_june(10), None)], []),  # the successor's first day is the day that the other left
        Case([(None, _june(10)), (_june(11), None)], [(_june(10), _june(11))]),
        Case([(None, _june(30))], [(_june(30), None)]),
        Case([(None, date(2024, 7, 1))], []),  # he leaves tomorrow
        Case([(None, _june(20)), (_june(5), _june(9))], [(_june(20), None)]),  # two held it for a while
        Case([(None, _june(10)), (date(2024, 7, 1), None)], [(_june(10), None)]),  # who comes tomorrow is not known yet
        Case([(_june(4), _june(4))], [(None, None)]),  # not held for a day
    ],
)
def test_a_gap_is_what_no_tenure_covers_up_to_the_day(case: Case) -> None:
    tenures: list[Tenure] = case.tenures
    found: list[Gap] = list(gaps(tenures, ON))
    assert found == case.gaps


@pytest.mark.parametrize(
    ("day", "there"), [(_june(9), False), (_june(10), True), (_june(19), True), (_june(20), False)]
)
def test_a_vacancy_holds_from_its_first_day_until_the_successors(day: date, there: bool) -> None:
    assert VacancyFacts(LEADER, "县政府", _june(10), _june(20)).holds_on(day) is there


@pytest.mark.clause("QS-2.1", "ZZ-3.1", "SM-4.2", "YC-4.2")
def test_a_leaders_post_that_nobody_holds_on_the_day_is_found_with_its_remedy() -> None:
    vacant = replace(project("甲项目"), vacancies=(VacancyFacts(LEADER, "县政府", _june(21)),))
    (found,) = FIND(vacant, NoParameters())
    assert (found.subject.project, found.subject.unit) == ("甲项目", "县水利局")
    assert found.ruling.because == (
        "包抓领导“副县长甲”自 2024-06-21 起空缺，至 2024-06-30 无人任职；接任者到任并登记任职，或改定包抓领导后消除"
    )
    assert found.ruling.facts == {"post": LEADER, "since_on": _june(21)}
    never = replace(vacant, vacancies=(VacancyFacts(LEADER, "县政府", None),))
    assert "没有任职记录" in FIND(never, NoParameters())[0].ruling.because


@pytest.mark.clause("QS-2.1")
def test_a_post_filled_again_or_of_somebody_else_is_no_finding() -> None:
    filled = VacancyFacts(LEADER, "县政府", _june(10), ON)
    others = VacancyFacts("副县长乙", "县政府", _june(10))
    assert FIND(replace(project("甲项目"), vacancies=(filled, others)), NoParameters()) == ()
    nobody = replace(project("甲项目", leader=None), vacancies=(others,))
    assert FIND(nobody, NoParameters()) == ()


@pytest.mark.clause("SM-2.6")
def test_line_and_point_leaders_and_heads_of_chains_are_found_likewise() -> None:
    line, chain = PartFacts(ResponsibilityKind.LINE, LEADER), PartFacts(ResponsibilityKind.CHAIN, "轻工", "县工信局")
    gone = (VacancyFacts(LEADER, "县政府", _june(21)), VacancyFacts("轻工", "县政府", _june(21)))
    facts = replace(project("甲项目", leader=None), parts=(line, chain), vacancies=gone)
    (found,) = vacant_parts("leader_vacant", "SM-2.6")(facts, NoParameters())
    assert found.ruling.because.startswith("线长“副县长甲”自 2024-06-21 起空缺")
    chains = (
        ChainFacts("轻工", LEADER, "县工信局", "某某", "专班"),
        ChainFacts("农产品", "副县长乙", None, None, None),
    )
    (head,) = vacant_heads("chain_head_vacant", "SM-2.6", "链长")(county(chains=chains, vacancies=gone), NoParameters())
    assert (head.subject.unit, head.ruling.because[:15]) == ("县工信局", "“轻工”链长“副县长甲”自 2")


@pytest.mark.clause("QS-2.3")
def test_what_is_undone_while_nobody_holds_the_post_is_told_and_is_neither_met_nor_unmet() -> None:
    gone = county(posts=(), vacancies=(VacancyFacts(LEADER, "县政府", _june(21)),))
    (one,) = owed(visits(), project("甲项目", deed(_june(3))), about=gone)
    told = judgement(one)
    assert (told.ruling.value, told.subject.unit, told.ruling.facts["vacant_since"]) == (VACANT, "县政府", _june(21))
    assert told.ruling.because == (
        "2024年6月应有“现场调研”2 次，已有 1 次（06-03），副县长甲自 2024-06-21 起空缺，无人任职，不计完成与否；"
        "接任者到任或改定包抓领导后由其履行"
    )


@pytest.mark.clause("QS-2.3")
def test_what_the_predecessor_did_whole_is_met_though_he_has_left() -> None:
    gone = county(posts=(), vacancies=(VacancyFacts(LEADER, "县政府", _june(21)),))
    (one,) = owed(visits(), project("甲项目", deed(_june(3)), deed(_june(20))), about=gone)
    assert (judgement(one).ruling.value, one.vacant) == (MET, False)


@pytest.mark.clause("QS-2.1", "QS-2.3")
@pytest.mark.parametrize(("until", "value"), [(ON, UNMET), (None, VACANT), (date(2024, 6, 29), UNMET)])
def test_whoever_holds_the_post_on_the_last_day_owes_the_month(until: date | None, value: str) -> None:
    about = county(vacancies=(VacancyFacts(LEADER, "县政府", _june(1), until),))
    (one,) = owed(visits(), project("甲项目", deed(_june(30))), about=about)
    assert judgement(one).ruling.value == value


def test_a_week_is_asked_for_its_own_last_day_not_the_months() -> None:
    weekly = visits(cadence=PeriodKind.WEEK, required=lambda _: 1)
    about = county(vacancies=(VacancyFacts(LEADER, "县政府", None, _june(10)),))  # came on the 10th, a Monday
    found = owed(weekly, project("甲项目"), about=about)
    assert [judgement(one).ruling.value for one in found if one.period.end <= ON] == [
        VACANT,
        VACANT,
        UNMET,
        UNMET,
        UNMET,
    ]


def test_while_the_month_runs_a_vacancy_of_today_is_told() -> None:
    today = replace(county(vacancies=(VacancyFacts(LEADER, "县政府", _june(5)),)), on=_june(12))
    (one,) = owed(visits(), replace(project("甲项目"), on=_june(12)), about=today)
    assert (one.period.end, judgement(one).ruling.value) == (ON, VACANT)


def test_as_of_an_earlier_day_a_vacancy_is_open_or_has_not_begun() -> None:
    facts = replace(project("甲项目"), vacancies=(VacancyFacts(LEADER, "县政府", _june(10), _june(20)),))
    assert as_of(facts, _june(12)).vacancies == (VacancyFacts(LEADER, "县政府", _june(10)),)
    assert as_of(facts, _june(20)).vacancies == facts.vacancies
    assert as_of(facts, _june(9)).vacancies == ()
