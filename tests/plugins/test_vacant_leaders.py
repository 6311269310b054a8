"""In every county whose document asks for a leader, a leader's post that nobody holds is found by its clause."""

from dataclasses import replace
from datetime import date

import pytest
from tests.core.rules.test_duties import NoParameters, project

from yipanqi_core.mechanism.facts import PartFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.vacancy_facts import VacancyFacts
from yipanqi_core.vocabulary import ResponsibilityKind

ON, POST = date(2024, 6, 30), "副县长甲"
VACANT = (VacancyFacts(POST, "县政府", date(2024, 6, 10)),)


@pytest.mark.clause("QS-2.1", "ZZ-3.1", "SM-4.2", "SM-2.6", "YC-4.2")
@pytest.mark.parametrize(
    ("county", "code", "clause", "called"),
    [
        ("qingshui", "leader_vacant", "QS-2.1", "包抓领导"),
        ("zhangzi", "leader_vacant", "ZZ-3.1", "包项目领导"),
        ("shimian", "deputy_vacant", "SM-4.2", "分管县领导"),
        ("shimian", "leader_vacant", "SM-2.6", "点长"),
        ("yangcheng", "deputy_vacant", "YC-4.2", "分管副县长"),
    ],
)
def test_a_vacant_leader_is_found_by_the_countys_own_clause(county: str, code: str, clause: str, called: str) -> None:
    edition = installed().in_force(county, ON)
    (check,) = [one for one in edition.checks if one.code == code]
    held = replace(
        project("甲项目"),
        fields={"key_since": "2024-01-01"},
        parts=(PartFacts(ResponsibilityKind.POINT, POST),),
    )
    assert check.find(held, NoParameters()) == ()
    (found,) = check.find(replace(held, vacancies=VACANT), NoParameters())
    assert (found.code, found.ruling.clause, check.clause) == (code, clause, clause)
    assert found.ruling.because.startswith(f"{called}“{POST}”自 2024-06-10 起空缺")
