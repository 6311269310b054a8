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


def _asked(facts: ProjectFacts, parameters: BaseModel) -> bool:
    """Whether the year's leader of a key project is asked for: after the start of the year, once it is listed."""
    last = ASSIGNING.window(facts.on.year, parameters)[1]
    return facts.passage is not None and facts.on >= max(last, facts.passage.entered_on)


def leader_lacking(facts: ProjectFacts, parameters: BaseModel) -> Findings:
    """A key project after the start of the year without its county leader."""
    if not _asked(facts, parameters) or len(facts.deputies) == 1:
        return ()
    several = f"按分管领域有 {len(facts.deputies)} 位（{'、'.join(facts.deputies)}）" if facts.deputies else "尚无"
    because = f"该项目应有一名县级领导包抓，现{several}；明确包抓领导后消除"
    ruling = Ruling("missing", "QS-2.1", because, {"deputies": list(facts.deputies)})
    return (against_lead("leader_missing", facts, ruling),)


def not_issued(facts: ProjectFacts, parameters: BaseModel) -> Findings:
    """A key project after the start of the year that stands in no issued assignment of leaders."""
    if not _asked(facts, parameters) or ASSIGNMENT.of(facts, facts.on.year) is not None:
        return ()
    because = f"{facts.on.year} 年领导包抓安排未见审定印发；登记审定会议和印发文号后消除"
    return (against_lead("assignment_not_issued", facts, Ruling("missing", "QS-2.1", because)),)


TEAM_CHECKS = (
    Check("leader_missing", "包抓领导未明确", "QS-2.1", leader_lacking),
    Check("assignment_not_issued", "包抓安排未印发", "QS-2.1", not_issued),
    Check("leader_vacant", f"包抓领导{VACANT}", "QS-2.1", vacant_leader("leader_vacant", "QS-2.1", "包抓领导")),
)
