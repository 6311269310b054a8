"""How projects enter the library, move along it and leave it; the office decides (ZZ-1.1 to ZZ-1.3)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.acts import Act, ActKind, Due, Motion, Stage
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_core.rules.starts import undated_start
from yipanqi_plugins.zhangzi.brief import brief_lacks, missing_parts
from yipanqi_plugins.zhangzi.items import STARTED
from yipanqi_plugins.zhangzi.reserve import reserve_lacks, unmet
from yipanqi_plugins.zhangzi.seats import OFFICE
from yipanqi_plugins.zhangzi.tracks import IDEA, PACKAGED, RESERVE, WORKS


def _lead(_: ProjectFacts, __: Motion) -> tuple[str, ...]:
    return (LEAD_UNIT, OFFICE)


def _office(_: ProjectFacts, __: Motion) -> tuple[str, ...]:
    return (OFFICE,)


def entry_refused(facts: ProjectFacts, motion: Motion, _: BaseModel) -> Ruling | None:
    """What is lacking of the step on which a project is to enter: an idea needs nothing."""
    if motion.target in (None, IDEA):
        return None
    if motion.target == WORKS and STARTED.read(facts) is None:
        return Ruling("refused", "ZZ-1.1", f"尚无{STARTED.title}的实际日期，不能列入实施；补记后即可办理（ZZ-1.1）")
    lack = brief_lacks(facts)
    if lack is not None:
        return Ruling("refused", "ZZ-1.2", f"{lack}（ZZ-1.2）", {"missing": list(missing_parts(facts))})
    lack = reserve_lacks(facts) if motion.target == RESERVE else None
    return None if lack is None else Ruling("refused", "ZZ-1.3", f"{lack}（ZZ-1.3）", {"missing": list(unmet(facts))})


def packaging_due(facts: ProjectFacts) -> Due | None:
    """An idea whose brief is complete is put before the office."""
    if facts.step != IDEA or missing_parts(facts):
        return None
    return Due(PACKAGED, "项目说明书已齐，提请审核纳入项目管理库")


def packaging_lacks(facts: ProjectFacts) -> str | None:
    """What keeps an idea from the library."""
    return brief_lacks(facts) if facts.step == IDEA else None


def reserve_due(facts: ProjectFacts) -> Due | None:
    """A packaged project that meets all four conditions is put before the office."""
    if facts.step != PACKAGED or unmet(facts):
        return None
    return Due(RESERVE, "可研深度、专家评审、审批和赋码四项具备，提请列入储备")


def conditions_lack(facts: ProjectFacts) -> str | None:
    """What keeps a packaged project from the reserve."""
    return reserve_lacks(facts) if facts.step == PACKAGED else None


def works_due(facts: ProjectFacts) -> Due | None:
    """A project that has started is put before the office, wherever in the library it stood."""
    started = STARTED.read(facts)
    if facts.step in (None, WORKS) or started is None:
        return None
    return Due(WORKS, f"已于 {started} 开工，提请转入实施")


def works_lacks(facts: ProjectFacts) -> str | None:
    """What keeps a project of the reserve from works under way."""
    if facts.step != RESERVE or STARTED.read(facts) is not None:
        return None
    return f"尚无{STARTED.title}的实际日期，不能转入实施；补记后即可办理"


START_CHECKS = (
    Check("start_undated", "未记开工日期", "ZZ-1.1", undated_start("start_undated", "ZZ-1.1", STARTED.titles)),
)

ACTS = (
    Act(
        code="application",
        title="申报入库",
        clause="ZZ-1.2",
        kind=ActKind.ENTER,
        opens=_lead,
        stages=(Stage("admission", "县重点项目办公室审核", _office),),
        shown="ZZ-1.2",
        refused=entry_refused,
    ),
    Act(
        code="works",
        title="转入实施",
        clause="ZZ-1.1",
        kind=ActKind.MOVE,
        opens=_lead,
        stages=(Stage("confirmation", "县重点项目办公室确认", _office),),
        shown="ZZ-1.1",
        due=works_due,
        lacks=works_lacks,
    ),
    Act(
        code="packaging",
        title="包装入库",
        clause="ZZ-1.2",
        kind=ActKind.MOVE,
        opens=_lead,
        stages=(Stage("admission", "县重点项目办公室审核", _office),),
        shown="ZZ-1.2",
        due=packaging_due,
        lacks=packaging_lacks,
    ),
    Act(
        code="reserve",
        title="列入储备",
        clause="ZZ-1.3",
        kind=ActKind.MOVE,
        opens=_lead,
        stages=(Stage("confirmation", "县重点项目办公室确认", _office),),
        shown="ZZ-1.3",
        due=reserve_due,
        lacks=conditions_lack,
    ),
    Act(
        code="removal",
        title="移出",
        clause="ZZ-1.2",
        kind=ActKind.LEAVE,
        opens=_lead,
        stages=(Stage("confirmation", "县重点项目办公室确认", _office),),
        shown="ZZ-1.2",
    ),
)
