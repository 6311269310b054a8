"""Key projects: those that the office has marked as such, with the day (ZZ-3.1)."""

from datetime import date

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.marks import Mark
from yipanqi_core.mechanism.references import FieldDate
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.zhangzi.seats import OFFICE

KEY = Mark("key_project", "县重点项目", "ZZ-3.1", seats=(OFFICE,), lasting=True)
SINCE = FieldDate("key_since", "列为重点项目日期")
UNTIL = FieldDate("key_until", "不再列为重点项目日期")


def key(facts: ProjectFacts) -> bool:
    """Whether the project is a key project on the day: by the office's mark, or as the register brought it along."""
    since, until = SINCE.read(facts), UNTIL.read(facts)
    registered = since is not None and (until is None or until < since)
    return registered or KEY.of(facts, facts.on.year) is not None


def finished_on(facts: ProjectFacts, *titles: str) -> date | None:
    """Give the actual date of the first of these nodes that has one."""
    for title in titles:
        for item in facts.of(ItemKind.NODE):
            if item.title == title and item.finished_on is not None:
                return item.finished_on
    return None
