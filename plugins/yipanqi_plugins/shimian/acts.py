"""How projects come on the lists, move and leave: who proposes, who decides, what forbids it (SM-1.3, 1.7, 1.9)."""

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.acts import Act, ActKind, Due, Motion, Stage
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.seats import LEAD_UNIT, PROJECT_DEPUTY
from yipanqi_core.rules.acts import gate_due
from yipanqi_core.vocabulary import ItemKind, Nature
from yipanqi_plugins.shimian.marks import KEY_LIST, MID_TERM
from yipanqi_plugins.shimian.parameters import Parameters
from yipanqi_plugins.shimian.tracks import LISTS, PLANNED, STARTED

REFORM, PROMOTION = "reform_office", "promotion_office"
BUILT = "已建成"
GROUNDS = ("市场变化", "不可抗力", "推进不力")


def promotes(facts: ProjectFacts, step: str | None) -> bool:
    """Whether the project is the promotion office's on this list: investment promotion, not yet started (SM-1.3)."""
    return facts.nature is Nature.INVESTMENT_PROMOTION and step != STARTED


def _collector(facts: ProjectFacts, step: str | None) -> tuple[str, ...]:
    return (PROMOTION,) if promotes(facts, step) else (REFORM,)


def _approver(facts: ProjectFacts, step: str | None) -> tuple[str, ...]:
    return ("promotion_deputy",) if promotes(facts, step) else (PROJECT_DEPUTY,)


def _lead(_: ProjectFacts, __: Motion) -> tuple[str, ...]:
    return (LEAD_UNIT,)


def _both(_: ProjectFacts, __: Motion) -> tuple[str, ...]:
    return (REFORM, PROMOTION)


def _collects_target(facts: ProjectFacts, motion: Motion) -> tuple[str, ...]:
    return _collector(facts, motion.target)


def _approves_target(facts: ProjectFacts, motion: Motion) -> tuple[str, ...]:
    return _approver(facts, motion.target)


def _approves_source(facts: ProjectFacts, motion: Motion) -> tuple[str, ...]:
    return _approver(facts, motion.source)


def _lead_or_target(facts: ProjectFacts, motion: Motion) -> tuple[str, ...]:
    return (LEAD_UNIT, *_collector(facts, motion.target))


def _lead_or_source(facts: ProjectFacts, motion: Motion) -> tuple[str, ...]:
    return (LEAD_UNIT, *_collector(facts, motion.source))


def _reform(_: ProjectFacts, __: Motion) -> tuple[str, ...]:
    return (REFORM,)


def _grounds(facts: ProjectFacts, motion: Motion) -> tuple[str, ...]:
    """Promotion projects not yet started may leave whatever the cause; all others for three causes (SM-1.9)."""
    return () if promotes(facts, motion.source) else GROUNDS


def key_project_stays(facts: ProjectFacts, motion: Motion, parameters: BaseModel) -> Ruling | None:
    """A project of the year's 县重点项目清单 leaves singly only in the mid-term window (SM-1.9)."""
    assert isinstance(parameters, Parameters)
    if motion.source == PLANNED or KEY_LIST.of(facts, facts.on.year) is None or MID_TERM.holds(facts.on, parameters):
        return None
    first, last = MID_TERM.window(facts.on.year, parameters)
    because = (
        f"该项目列入 {facts.on.year} 年{KEY_LIST.title}，原则上不单独退出；"
        f"可在年中调整期（{first} 至 {last}）内办理（SM-1.9）"
    )
    return Ruling("refused", "SM-1.9", because, {"first": first, "last": last})


def completed(facts: ProjectFacts) -> Due | None:
    """A started project in production (without that node: completed) is to leave as built (SM-1.7)."""
    if facts.step != STARTED:
        return None
    nodes = {item.title: item for item in facts.of(ItemKind.NODE)}
    last = nodes.get("投产") or nodes.get("竣工")
    if last is None or last.finished_on is None:
        return None
    return Due(None, f"{last.title}已于 {last.finished_on} 完成，应以“{BUILT}”退出“{LISTS.step(STARTED).title}”清单")


NOMINATION = Act(
    code="nomination",
    title="申报入单",
    clause="SM-1.3",
    kind=ActKind.ENTER,
    opens=_lead,
    stages=(
        Stage("verification", "核实收集", _collects_target),
        Stage("approval", "分管县领导审定", _approves_target),
        Stage("joint_review", "两局会审归并", _both),
    ),
    shown="SM-1.8",
)

TRANSFER = Act(
    code="transfer",
    title="转库",
    clause="SM-1.7",
    kind=ActKind.MOVE,
    opens=_lead_or_target,
    stages=(Stage("confirmation", "目标清单收集单位确认", _collects_target),),
    shown="SM-1.7",
    due=gate_due(LISTS),
)

EXIT = Act(
    code="exit",
    title="退出",
    clause="SM-1.9",
    kind=ActKind.LEAVE,
    opens=_lead_or_source,
    stages=(Stage("approval", "县领导审定", _approves_source),),
    shown="SM-1.9",
    grounds=_grounds,
    refused=key_project_stays,
)

COMPLETION = Act(
    code="completion",
    title=BUILT,
    clause="SM-1.7",
    kind=ActKind.LEAVE,
    opens=_reform,
    stages=(Stage("confirmation", "确认建成", _reform),),
    shown="SM-1.7",
    due=completed,
    due_each=PeriodKind.YEAR,
)

ACTS = (NOMINATION, TRANSFER, EXIT, COMPLETION)
