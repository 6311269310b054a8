"""Who may take a step, and what is said when the project's leader can do it and nobody is there."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.core.rules.test_duties import NoParameters, project

from yipanqi_core.acts.standing import Standing
from yipanqi_core.auth.identity import Identity
from yipanqi_core.facts.names import Names
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.seats import PROJECT_DEPUTY
from yipanqi_core.refusals import WrongActorError
from yipanqi_core.vocabulary import Role

ON, POST = date(2024, 6, 30), UUID(int=7)
SOMEONE = Identity(uuid4(), uuid4(), uuid4(), "office1", "甲", Role.OFFICE, uuid4(), "县发改局", (), 1)


def refused(vacant: frozenset[UUID] = frozenset(), **changes: Any) -> str:
    """What someone of the office is told who tries to take the leader's step."""
    names = Names({}, {POST: "副县长甲"}, {}, {"副县长甲": POST}, {}, {}, vacant)
    edition, facts = installed().in_force("qingshui", ON), replace(project("甲项目"), **changes)
    stands = Standing(edition, NoParameters(), ON, uuid4(), facts, frozenset(), SOMEONE, names)
    with pytest.raises(WrongActorError) as wrong:
        stands.require_one_of((PROJECT_DEPUTY,), "审批", "QS-2.1")
    return str(wrong.value)


@pytest.mark.clause("QS-2.1")
def test_a_held_post_acts_itself_a_vacant_or_unclear_one_is_told_with_its_remedy() -> None:
    assert refused() == "审批由项目包抓领导办理（QS-2.1）"
    assert refused(frozenset({POST})) == (
        "审批由项目包抓领导办理；该项目包抓领导（副县长甲）岗位空缺，请先登记接任者或改定包抓领导（QS-2.1）"
    )
    assert "不明确，请先明确包抓领导或分管领域" in refused(deputies=(), leader=None)
