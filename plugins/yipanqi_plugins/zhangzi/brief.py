"""ZZ-1.1, ZZ-1.2: the panels, and the brief with which a project enters the library."""

from pydantic import BaseModel

from yipanqi_core.mechanism.breakdowns import Breakdown
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling
from yipanqi_core.rules.engine import ADMITTED
from yipanqi_plugins.zhangzi.findings import finding
from yipanqi_plugins.zhangzi.tracks import IDEA, LIBRARY, PACKAGED, RESERVE, WORKS

PANELS = ("产业转型", "基础设施", "社会民生", "科技创新")
NO_PANEL = "未归入板块"


def admit(facts: ProjectFacts, _: BaseModel) -> Ruling:
    """Every registered project may stand in the library; on which step is for its brief and the facts (ZZ-1.2)."""
    because = "项目纳入重点项目管理库实行动态管理；所处环节由项目说明书和各项条件决定（ZZ-1.2）"
    return Ruling(ADMITTED, "ZZ-1.2", because, {"step": facts.step})


def missing_parts(facts: ProjectFacts) -> tuple[str, ...]:
    """Name the parts of the brief that are not there yet."""
    parts = (
        ("投资主体", facts.owner),
        ("投资额度", facts.total_investment > 0),
        ("建设地点", facts.site),
        ("建设内容", facts.content),
        ("经济效益", facts.fields.get("economic_benefit")),
        ("社会效益", facts.fields.get("social_benefit")),
        ("专职人员", facts.fields.get("brief_author")),
    )
    return tuple(title for title, value in parts if not value)


def brief_lacks(facts: ProjectFacts) -> str | None:
    """Say in a sentence what the brief lacks."""
    missing = missing_parts(facts)
    return f"项目说明书缺{'、'.join(missing)}；补齐后由县重点项目办公室审核入库" if missing else None


def incomplete_brief(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A project in the library whose brief has lost or never had a part."""
    missing = missing_parts(facts)
    if facts.step not in (PACKAGED, RESERVE) or not missing:
        return ()
    because = f"项目说明书缺{'、'.join(missing)}；补齐后消除"
    return (finding("brief_incomplete", "ZZ-1.2", facts, because, {"missing": list(missing)}),)


def without_panel(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A project that belongs to none of the four panels."""
    if facts.sector in PANELS:
        return ()
    because = f"行业分类为“{facts.sector}”，未归入{'、'.join(PANELS)}四大板块；改填其中一个板块后消除"
    return (finding("no_panel", "ZZ-1.1", facts, because, {"sector": facts.sector}),)


def panel(facts: ProjectFacts) -> str:
    """Give the panel of a project."""
    return facts.sector if facts.sector in PANELS else NO_PANEL


def _by_panel(facts: ProjectFacts, _: BaseModel) -> str | None:
    return panel(facts) if facts.step is not None else None


def _by_flow(facts: ProjectFacts, _: BaseModel) -> str | None:
    return f"{panel(facts)}·{LIBRARY.step(facts.step).title}" if facts.step is not None else None


FLOW_KEYS = tuple(f"{one}·{LIBRARY.step(step).title}" for one in PANELS for step in (IDEA, PACKAGED, RESERVE, WORKS))

BREAKDOWNS = (
    Breakdown("panel", "四大板块", "ZZ-1.1", _by_panel, PANELS),
    Breakdown("flow", "各板块谋划、包装、储备、实施", "ZZ-1.1", _by_flow, FLOW_KEYS),
)

BRIEF_CHECKS = (
    Check("no_panel", "未归入四大板块", "ZZ-1.1", without_panel),
    Check("brief_incomplete", "项目说明书不完整", "ZZ-1.2", incomplete_brief),
)
