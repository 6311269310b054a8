"""ZZ-5.1 to ZZ-5.3: the joint meeting, its six kinds of business, its members and their liaison officers."""

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.meetings import AgendaSource, AgendaTopic, MeetingSeries
from yipanqi_core.mechanism.records import RecordKind
from yipanqi_core.mechanism.reviews import ReviewState
from yipanqi_core.mechanism.teams import Body, TeamPart
from yipanqi_plugins.zhangzi.appraisal import EIGHT_ASPECTS
from yipanqi_plugins.zhangzi.brief import brief_lacks
from yipanqi_plugins.zhangzi.lags import COMPLETION, DISPATCHED, PRELIMINARIES, START, line, overdue, overdue_tasks
from yipanqi_plugins.zhangzi.landing import AGREED, TITLES, promoted, stages
from yipanqi_plugins.zhangzi.seats import CHIEF, EXECUTIVE, JOINT_SERIES, MEMBERS, OFFICE
from yipanqi_plugins.zhangzi.supervision import JOINT
from yipanqi_plugins.zhangzi.tracks import IDEA

BODY, MEMBER = "joint_meeting", "member"
GENERAL, CONVENER = "general_convener", "convener"
DECIDED, DONE = "议定事项", "议定事项落实"

Lines = tuple[str, ...]


def planning(facts: ProjectFacts, _: BaseModel) -> Lines:
    """Ideas ready to be packaged."""
    return ("项目说明书已齐，待纳入项目管理库",) if facts.step == IDEA and brief_lacks(facts) is None else ()


def promotion(facts: ProjectFacts, parameters: BaseModel) -> Lines:
    """Promotion projects that wait for the meeting's word, or have signed and not landed."""
    if not promoted(facts):
        return ()
    waiting = [
        "会商评估有不同意见，提请议定"
        for one in facts.reviews
        if one.kind == EIGHT_ASPECTS.code and one.state == ReviewState.SUBMITTED
    ]
    now = stages(facts, parameters)[-1]
    landing = [f"已签约 {now.days} 天，尚未{TITLES['landed']}"] if now.stage == AGREED else []
    return tuple(waiting + landing)


def procedures(facts: ProjectFacts, _: BaseModel) -> Lines:
    """Procedures past their dates."""
    return line(PRELIMINARIES, overdue(facts, PRELIMINARIES))


def measures(facts: ProjectFacts, _: BaseModel) -> Lines:
    """Starts and completions past their dates, for which measures are to be found."""
    return (*line(START, overdue(facts, START)), *line(COMPLETION, overdue(facts, COMPLETION)))


def results(facts: ProjectFacts, _: BaseModel) -> Lines:
    """Dispatch tasks past their deadlines, each with the unit that owes it."""
    owed = sorted(overdue_tasks(facts).items())
    return tuple(f"{unit}{text}" for unit, some in owed for text in line(DISPATCHED, some))


JOINT_MEETING = MeetingSeries(
    code=JOINT_SERIES,
    title="重点项目建设联席会议",
    clause="ZZ-5.1",
    cadence=PeriodKind.MONTH,
    convener=CHIEF,
    convener_title="总召集人（县长）或召集人（常务副县长、分管副县长）",
    convening_parts=(GENERAL, CONVENER),
    convening_clause="ZZ-5.2",
    sources=(),
    letterhead="长子县重点项目建设联席会议纪要",
    task=DECIDED,
    closed_by=DONE,
    decides=True,
    rung=JOINT,
    topics=(
        AgendaTopic("plans", "重点项目规划和年度计划", planning, (AgendaSource.LISTS,)),
        AgendaTopic("promotion", "招商引资项目论证、考察、签约", promotion),
        AgendaTopic("procedures", "重点项目手续办理", procedures),
        AgendaTopic("problems", "推进中的重大问题", sources=(AgendaSource.ISSUES,)),
        AgendaTopic("measures", "重大项目推进措施", measures),
        AgendaTopic("results", "推进进度和问题解决成效督导", results),
    ),
    body=BODY,
    missed=("no_joint_meeting", "当月未召开联席会议"),
    issuer=OFFICE,
)

JOINT_BODY = Body(
    BODY,
    "重点项目建设联席会议",
    "ZZ-5.2",
    kept_by=OFFICE,
    parts=(
        TeamPart(GENERAL, "总召集人", most=1),
        TeamPart(CONVENER, "召集人"),
        TeamPart(MEMBER, "成员单位"),
        TeamPart("liaison", "联络员（副科级）", ranks=("副科级",), each_of=MEMBER, clause="ZZ-5.3"),
    ),
    founding={GENERAL: (CHIEF,), CONVENER: (EXECUTIVE,), MEMBER: MEMBERS},
    deputies_part=CONVENER,
)

CARRIED_OUT = RecordKind(DONE, "ZZ-5.1")
