"""ZZ-3.1: one project, one leader, one working group; who leads a key project and who belongs to its group.

The linked unit (包联单位) is the project's lead unit. Departments are the county's own and the townships: no
enterprise has a deputy in charge or a section head of the group.
"""

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_core.mechanism.teams import Team, TeamPart
from yipanqi_core.rules.vacancies import TITLE as VACANT
from yipanqi_core.rules.vacancies import vacant_leader
from yipanqi_plugins.zhangzi.findings import finding
from yipanqi_plugins.zhangzi.key_projects import key
from yipanqi_plugins.zhangzi.seats import DEPARTMENTS

CLAUSE = "ZZ-3.1"
HEAD, IN_CHARGE, SECTION_HEAD = "主要领导", "分管领导", "科室负责人"

GROUP = Team(
    "group",
    "工作小组",
    CLAUSE,
    key,
    parts=(
        TeamPart("head", "组长（包联单位主要领导）", most=1, ranks=(HEAD,), of=LEAD_UNIT),
        TeamPart("deputy_head", "副组长（相关部门分管领导）", ranks=(IN_CHARGE,), kinds=DEPARTMENTS),
        TeamPart("member", "成员（业务科室负责人）", ranks=(SECTION_HEAD,), kinds=DEPARTMENTS),
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
