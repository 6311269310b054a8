"""A mechanism's description: how projects travel, what falls due when, its parameters, its clauses."""

import pytest

from yipanqi_core.describing.calendar import EFFECTS
from yipanqi_core.describing.mechanism import describe
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.schedules import Effect

CODES = installed().codes()


@pytest.mark.parametrize("code", CODES)
def test_every_county_can_be_described_with_all_its_clauses_and_parameters(code: str) -> None:
    mechanism = installed().mechanism(code)
    edition = mechanism.editions[-1]
    text = describe(mechanism, edition)
    assert mechanism.title in text
    for clause in edition.clauses:
        assert f"| {clause.id} | {clause.title} |" in text
    for name in edition.parameters.model_fields:
        assert f"`{name}`" in text
    for step in edition.track.steps:
        assert f'{step.code}["{step.title}"]' in text
    for duty in edition.duties:
        assert f"| {duty.title} |" in text


def test_a_track_is_a_diagram_and_a_clause_names_what_rests_on_it() -> None:
    mechanism = installed().mechanism("shimian")
    text = describe(mechanism, mechanism.editions[0])
    assert '    to_start -->|"开工（SM-1.7）"| started' in text
    assert "| 按月评估 | 每月 | 2024年1月的在 2024-02-01 00:10 | 评估存档 | SM-1.6 |" in text
    line = next(one for one in text.splitlines() if one.startswith("| SM-3.2 |"))
    assert "问题逐级推进" in line
    assert "参数“部门办理时限”" in line


def test_every_effect_of_a_schedule_has_words() -> None:
    assert set(EFFECTS) == set(Effect)
