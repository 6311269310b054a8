"""ZZ-4.3: the four kinds of lag, found from the records at the month's end; at most one of each kind a project."""

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel

from yipanqi_core.documents.model import chinese_date
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement
from yipanqi_core.rules.progress import late
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.zhangzi.findings import finding
from yipanqi_plugins.zhangzi.records import TASK

CLAUSE = "ZZ-4.3"
PRELIMINARIES, START, COMPLETION, DISPATCHED = "preliminaries", "start", "completion", "task"
TITLES = {
    PRELIMINARIES: "前期工作未按时完成",
    START: "未按时开工",
    COMPLETION: "未按时竣工",
    DISPATCHED: "调度任务未按时落实",
}
Overdue = tuple[str, date, int]
"""What is late: its title, its date, the days past it."""


def lag(facts: ProjectFacts, code: str, some: Iterable[Overdue], unit: str | None = None) -> tuple[Judgement, ...]:
    """Give the lag of one kind, if anything is late; its days are those of the latest."""
    late_ones = sorted(some, key=lambda one: (-one[2], one[0]))
    if not late_ones:
        return ()
    days = late_ones[0][2]
    named = "、".join(f"“{title}”（{due} 到期，逾期 {over} 天）" for title, due, over in late_ones)
    because = f"{TITLES[code]}：{named}；完成并填报实际日期后消除"
    items = [{"title": title, "due_on": due, "days": over} for title, due, over in late_ones]
    return (finding(code, CLAUSE, facts, because, {"days": days, "items": items}, unit),)


def line(code: str, some: Iterable[Overdue]) -> tuple[str, ...]:
    """Say a lag as a document does: what was due when, and by how many days it is late."""
    late_ones = sorted(some, key=lambda one: (-one[2], one[0]))
    named = "；".join(f"“{title}”应于{chinese_date(due)}前完成，已逾期{days}天" for title, due, days in late_ones)
    return (f"{TITLES[code]}：{named}",) if late_ones else ()


_ITEMS: dict[str, tuple[ItemKind, tuple[str, ...]]] = {
    PRELIMINARIES: (ItemKind.PROCEDURE, ()),
    START: (ItemKind.NODE, ("开工",)),
    COMPLETION: (ItemKind.NODE, ("竣工",)),
}


def overdue(facts: ProjectFacts, code: str) -> list[Overdue]:
    """Give the items whose lag is of this kind."""
    kind, titles = _ITEMS[code]
    return [
        (one.item.title, one.item.planned_on, one.days)
        for one in late(facts, kind)
        if one.item.planned_on is not None and (not titles or one.item.title in titles)
    ]


def preliminaries(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """An unfinished procedure past its date."""
    return lag(facts, PRELIMINARIES, overdue(facts, PRELIMINARIES))


def start(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """The start of works past its date."""
    return lag(facts, START, overdue(facts, START))


def completion(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """The completion of works past its date."""
    return lag(facts, COMPLETION, overdue(facts, COMPLETION))


def tasks(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """Dispatch tasks past their deadline: one lag for each unit that owes any."""
    by_unit = sorted(overdue_tasks(facts).items())
    return tuple(made for unit, some in by_unit for made in lag(facts, DISPATCHED, some, unit))


def overdue_tasks(facts: ProjectFacts) -> dict[str, list[Overdue]]:
    """Give the dispatch tasks past their deadline, by the unit that owes them."""
    by_unit: dict[str, list[Overdue]] = {}
    for one in facts.tasks:
        if one.kind == TASK and one.done_on is None and one.due_on is not None and one.due_on < facts.on:
            by_unit.setdefault(one.unit, []).append((one.title, one.due_on, (facts.on - one.due_on).days))
    return by_unit


LAG_CHECKS = (
    Check(PRELIMINARIES, TITLES[PRELIMINARIES], CLAUSE, preliminaries),
    Check(START, TITLES[START], CLAUSE, start),
    Check(COMPLETION, TITLES[COMPLETION], CLAUSE, completion),
    Check(DISPATCHED, TITLES[DISPATCHED], CLAUSE, tasks),
)
