"""ZZ-3.1: one project, one leader, one working group; who leads a key project and who belongs to its group."""

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement
from yipanqi_core.mechanism.teams import Team, TeamPart
from yipanqi_core.rules.vacancies import TITLE as VACANT
from yipanqi_core.rules.vacancies import vacant_leader
from yipanqi_plugins.zhangzi.findings import finding
from yipanqi_plugins.zhangzi.key_projects import key

CLAUSE = "ZZ-3.1"

GROUP = Team(
    "group",
    "工作小组",
    CLAUSE,
    key,
    parts=(
        TeamPart("head", "组长（包联单位主要领导）", most=1),
        TeamPart("deputy_head", "副组长（相关部门分管领导）"),
        TeamPart("member", "成员（业务科室负责人）"),
    ),
)


def without_leader(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A key project for which no leader, or more than one, can be told."""
    if not key(facts) or len(facts.deputies) == 1:
        return ()
    how = "有多位分管县领导" if facts.deputies else "没有"
    because = f"重点项目{how}，包项目领导不明确；填写包抓领导后消除"
    return (finding("no_leader", CLAUSE, facts, because, {"candidates": list(facts.deputies)}),)


TEAM_CHECKS = (
    Check("no_leader", "包项目领导不明确", CLAUSE, without_leader),
    Check("leader_vacant", f"包项目领导{VACANT}", CLAUSE, vacant_leader("leader_vacant", CLAUSE, "包项目领导", key)),
)
