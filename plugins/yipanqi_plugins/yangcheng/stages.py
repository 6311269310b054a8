"""How far a project is: procedures obtained, construction started, and the days on which it reached each batch."""

from datetime import date

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Items
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.references import Finished
from yipanqi_core.rules.duties import listed
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.yangcheng.parameters import Parameters

ITEMS = Items(
    nodes=("洽谈签约", "开工", "复工", "主体完工", "竣工", "投产", "达效"),
    guarantees=("用地", "规划", "环评", "能评", "水", "电", "气", "路", "网", "资金", "征拆"),
    procedures=("项目立项", "核准备案", "可研批复", "用地批复", "环评批复", "施工许可"),
    clause="YC-5.1",
    procedure_clause="YC-3.2",
)

SIGNED = Finished(("洽谈签约",), ItemKind.NODE)
CONSTRUCTION = ("开工", "主体完工", "竣工", "投产")

START_NODE, RESTART = "开工", "复工"
SIGN, LANDED, START, PRODUCE, EFFECT = "signed", "landed", "started", "producing", "effective"
BATCHES = ((SIGN, "签约"), (LANDED, "落地"), (START, "开工"), (PRODUCE, "投产"), (EFFECT, "达效"))


def started_on(facts: ProjectFacts) -> date | None:
    """The earliest day of 开工 or a later node: a start entered after them cannot move it; None before construction."""
    days = (item.finished_on for item in facts.of(ItemKind.NODE) if item.title in CONSTRUCTION)
    return min((day for day in days if day is not None), default=None)


def obtained(facts: ProjectFacts) -> tuple[str, ...]:
    """The procedures that have been obtained."""
    return tuple(item.title for item in facts.of(ItemKind.PROCEDURE) if item.finished_on is not None)


def approved_on(facts: ProjectFacts, parameters: BaseModel) -> date | None:
    """The earliest day of what means approval, verification or filing."""
    assert isinstance(parameters, Parameters)
    titles = tuple(parameters.approval_titles.split("、"))
    return Finished(titles, ItemKind.PROCEDURE, earliest=True).read(facts)


def site_titles(parameters: BaseModel) -> tuple[str, ...]:
    """The procedures and guarantees that mean a settled site, the most telling first."""
    assert isinstance(parameters, Parameters)
    return tuple(parameters.site_titles.split("、"))


def site_on(facts: ProjectFacts, parameters: BaseModel) -> date | None:
    """The day of the first of what means a settled site that is done."""
    for title in site_titles(parameters):
        for kind in (ItemKind.PROCEDURE, ItemKind.GUARANTEE):
            day = Finished((title,), kind).read(facts)
            if day is not None:
                return day
    return None


def landed_on(facts: ProjectFacts, parameters: BaseModel) -> date | None:
    """The later day of approval (or filing) and of a settled site (YC-4.5)."""
    approved, site = approved_on(facts, parameters), site_on(facts, parameters)
    return None if approved is None or site is None else max(approved, site)


def batch_on(facts: ProjectFacts, batch: str, parameters: BaseModel) -> date | None:
    """The day on which a project reached a batch."""
    if batch == LANDED:
        return landed_on(facts, parameters)
    if batch == START:
        return started_on(facts)
    title = {SIGN: "洽谈签约", PRODUCE: "投产", EFFECT: "达效"}[batch]
    return Finished((title,), ItemKind.NODE).read(facts)


def in_library(facts: ProjectFacts, day: date) -> bool:
    """Whether what befell the project on a day counts: it is in the library now, or was on that day."""
    return facts.step is not None or listed(facts, day)


def is_new(facts: ProjectFacts) -> bool:
    """新建 of the year: bears the year's mark, begun or not; without that mark, construction started in the year."""
    if facts.fields.get("new_in_year") == facts.on.year:
        return True
    started = started_on(facts)
    return started is not None and started.year == facts.on.year


def is_preliminary(facts: ProjectFacts) -> bool:
    """Whether it is one of the year's preliminary projects (YC-3.2)."""
    return facts.fields.get("preliminary_in_year") == facts.on.year
