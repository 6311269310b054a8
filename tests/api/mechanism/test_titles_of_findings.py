"""Whatever the rules find is called something in Chinese, in every county."""

import re
from datetime import date

import pytest

from yipanqi_api.mechanism.declared import titles_of
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.rules.teams import BODY_LACKING, LACKING, NO_PLAN, UNDATED

COUNTIES = ("shimian", "qingshui", "zhangzi", "yangcheng")


@pytest.mark.parametrize("county", COUNTIES)
def test_every_finding_that_the_rules_can_bring_forth_has_a_title(county: str) -> None:
    edition = installed().in_force(county, date(2024, 6, 30))
    codes = {LACKING, NO_PLAN, UNDATED, BODY_LACKING}
    codes |= {one.code for one in edition.checks} | {one.code for one in edition.county_checks}
    codes |= {one.code for one in edition.responsibilities}
    codes |= {one.missed[0] for one in edition.inspections if one.missed is not None}
    codes |= {one.missed[0] for one in edition.meetings if one.missed is not None}
    codes |= {f"{part.code}_unnamed" for body in edition.bodies for part in body.parts if part.each_of is not None}
    titles = titles_of(county, edition.name)
    untitled = sorted(code for code in codes if not re.search(r"[一-鿿]", titles.get(code, "")))
    assert untitled == []
