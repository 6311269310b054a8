"""How projects come on the county's list within the year and leave it (QS-1.11)."""

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.acts import Act, ActKind, Due, Motion, Stage
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_plugins.qingshui.natures import built_by
from yipanqi_plugins.qingshui.reviews import in_reserve, undecided
from yipanqi_plugins.qingshui.seats import GOVERNMENT, REFORM

CLAUSE = "QS-1.11"


def _units(_: ProjectFacts, __: Motion) -> tuple[str, ...]:
    return (LEAD_UNIT, REFORM)


def _reform(_: ProjectFacts, __: Motion) -> tuple[str, ...]:
    return (REFORM,)


def _government(_: ProjectFacts, __: Motion) -> tuple[str, ...]:
    return (GOVERNMENT,)


def _undecided(facts: ProjectFacts, _: Motion, __: BaseModel) -> Ruling | None:
    return undecided(facts) if in_reserve(facts) else None


def built(facts: ProjectFacts) -> Due | None:
    """A listed project in production (without that node: completed) leaves at the year's end."""
    last = built_by(facts)
    done = last.read(facts)
    if facts.step is None or done is None:
        return None
    return Due(None, f"{last.title}已于 {done} 完成，年末退出县列重点项目清单")


ACTS = (
    Act(
        code="addition",
        title="年中增列",
        clause=CLAUSE,
        kind=ActKind.ENTER,
        opens=_units,
        stages=(Stage("drawing_up", "县发改局审核", _reform), Stage("decision", "县政府审定", _government)),
        shown=CLAUSE,
        refused=_undecided,
    ),
    Act(
        code="removal",
        title="调出清单",
        clause=CLAUSE,
        kind=ActKind.LEAVE,
        opens=_units,
        stages=(Stage("drawing_up", "县发改局审核", _reform), Stage("decision", "县政府审定", _government)),
        shown=CLAUSE,
    ),
    Act(
        code="built",
        title="建成退出",
        clause=CLAUSE,
        kind=ActKind.LEAVE,
        opens=_reform,
        stages=(Stage("confirmation", "县发改局确认", _reform),),
        shown=CLAUSE,
        due=built,
        due_each=PeriodKind.YEAR,
    ),
)
