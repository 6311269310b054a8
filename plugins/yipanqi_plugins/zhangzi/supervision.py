"""ZZ-4.1, ZZ-4.2: listed supervision by letter, and the ladder and list of issues."""

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit
from yipanqi_core.mechanism.ladders import HolderKind, Ladder, Rung
from yipanqi_core.mechanism.ledgers import Ledger
from yipanqi_core.mechanism.letters import ByHand, LetterKind, ReplyPart
from yipanqi_core.vocabulary import Urgency
from yipanqi_plugins.zhangzi.items import CATEGORIES
from yipanqi_plugins.zhangzi.parameters import Parameters
from yipanqi_plugins.zhangzi.seats import CHIEF, INSPECTORS, OFFICE

JOINT = "joint_meeting"


def reply_within(parameters: BaseModel) -> Duration:
    """The time to answer, from receipt (ZZ-4.1)."""
    assert isinstance(parameters, Parameters)
    return Duration(parameters.reply_working_days, DurationUnit.WORKING_DAYS)


SUPERVISION = LetterKind(
    kind="挂牌督办通知书",
    clause="ZZ-4.1",
    letterheads={OFFICE: "长重项督"},
    title="关于{of_project}{matter}的\n挂牌督办通知书",
    body=(
        "为加快推进全县重点项目建设，根据《长子县重点项目谋划储备等五项制度》（长政办发〔2020〕66号），"
        "现对你单位承担的{of_project}{matter}事项实行挂牌督办。",
        "#一、办理要求",
        "请你单位于{deadline}前（含当日）协调解决到位，并将办理结果报县重点项目办公室。",
        "#二、复函要求",
        "请在收到本通知书后{reply_within}内书面复函，复函须写明{reply_parts}等五项内容，缺一不可。逾期未复函的，"
        "将报请联席会议总召集人处理，并在督查通报中列示。",
        "特此通知。",
    ),
    reply_parts=(
        ReplyPart("measures", "解决办法"),
        ReplyPart("unit", "责任单位"),
        ReplyPart("leader", "责任领导"),
        ReplyPart("person", "责任人"),
        ReplyPart("deadline", "解决时限"),
    ),
    reply_within=reply_within,
    by_hand=ByHand(escalated_to=CHIEF),
)

LADDER = Ladder(
    title="问题协调推进",
    clause="ZZ-3.2",
    closing_clause="ZZ-4.2",
    rungs=(
        Rung("unit", "责任单位", HolderKind.DEPARTMENT),
        Rung("leader", "包项目领导", HolderKind.DEPUTY),
        Rung(JOINT, "联席会议", HolderKind.SEAT, seat=CHIEF),
    ),
    raised="unit",
    loaded="unit",
    major=JOINT,
    closing_seats=(OFFICE, INSPECTORS),
)

ISSUE_LIST = Ledger(
    code="issue_list",
    title="问题清单",
    clause="ZZ-4.2",
    compilers=(OFFICE, INSPECTORS),
    urgencies=(Urgency.URGENT, Urgency.IMPORTANT, Urgency.ROUTINE),
    categories=CATEGORIES,
)
