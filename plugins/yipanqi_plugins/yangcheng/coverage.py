"""Which key projects were supervised over all ten aspects in a month (YC-3.3)."""

from datetime import date, timedelta

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.rules.duties import listed
from yipanqi_plugins.yangcheng.library import is_key
from yipanqi_plugins.yangcheng.works import SUPERVISION, covers


def covered(facts: ProjectFacts, within: date | None = None) -> bool:
    """Whether a record of the month (of the facts' day, or of `within`) has a word on each of the ten aspects."""
    month = f"{within or facts.on:%Y-%m}"
    return any(one.kind == SUPERVISION and f"{one.on:%Y-%m}" == month and covers(one) for one in facts.records)


def missed_last_month(facts: ProjectFacts) -> date | None:
    """The last day of the month before, if the key project was listed then and not covered in that month.

    In January nothing is said: what was recorded in the year before is not among the facts.
    """
    end = facts.on.replace(day=1) - timedelta(days=1)
    if end.year != facts.on.year or not is_key(facts) or not listed(facts, end) or covered(facts, end):
        return None
    return end
