"""One project, one team (QS-2.2), and the leader that each key project gets at the start of the year (QS-2.1)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.marks import Mark, MarkPart
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.seasons import Season
from yipanqi_core.mechanism.teams import Team, TeamPart, Topic
from yipanqi_core.rules.vacancies import TITLE as VACANT
from yipanqi_core.rules.vacancies import vacant_leader
from yipanqi_plugins.qingshui.findings import Findings, against_lead
from yipanqi_plugins.qingshui.natures import listed
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.seats import REFORM

PROJECT_TEAM = Team(
    code="project_team",
    title="项目工作专班",
    clause="QS-2.2",
    applies=listed,
    parts=(
        TeamPart("head", "组长", most=1),
        TeamPart("deputy", "副组长"),
        TeamPart("member", "成员"),
    ),
    plan="工作方案",
    topics=(
        Topic("land_acquisition", "征地拆迁"),
        Topic("tendering", "招投标"),
        Topic("construction_supervision", "工程监理"),
        Topic("funding", "资金筹措"),
        Topic("execution", "项目实施"),
        Topic("acceptance", "竣工验收"),
    ),
)


def _january(_: BaseModel) -> str:
    return "01-01"


def _until(parameters: BaseModel) -> str:
    assert isinstance(parameters, Parameters)
    return parameters.assignment_until


ASSIGNING = Season("leader_assignment", "年度领导包抓安排", "QS-2.1", _january, _until)

ASSIGNMENT = Mark(
    code="leader_assignment",
    title="年度领导包抓安排",
    clause="QS-2.1",
    seats=(REFORM,),
    parts=(MarkPart("decided_by", "审定会议"), MarkPart("document", "印发文号")),
)
"""That the year's assignment of leaders, with this project in it, was decided and issued."""


def leader_lacking(facts: ProjectFacts, parameters: BaseModel) -> Findings:
    """A key project after the start of the year without its county leader, or whose assignment was not issued."""
    stay = facts.passage
    last = ASSIGNING.window(facts.on.year, parameters)[1]
    if stay is None or facts.on < max(last, stay.entered_on):
        return ()
    found = []
    if len(facts.deputies) != 1:
        several = f"按分管领域有 {len(facts.deputies)} 位（{'、'.join(facts.deputies)}）" if facts.deputies else "尚无"
        because = f"该项目应有一名县级领导包抓，现{several}；明确包抓领导后消除"
        ruling = Ruling("missing", "QS-2.1", because, {"deputies": list(facts.deputies)})
        found.append(against_lead("leader_missing", facts, ruling))
    if ASSIGNMENT.of(facts, facts.on.year) is None:
        because = f"{facts.on.year} 年领导包抓安排未见审定印发；登记审定会议和印发文号后消除"
        found.append(against_lead("assignment_not_issued", facts, Ruling("missing", "QS-2.1", because)))
    return tuple(found)


TEAM_CHECKS = (
    Check("leader_missing", "包抓领导未明确或未印发", "QS-2.1", leader_lacking),
    Check("leader_vacant", f"包抓领导{VACANT}", "QS-2.1", vacant_leader("leader_vacant", "QS-2.1", "包抓领导")),
)
