"""Meetings of task forces and of the office over all six: their minutes are the dispatches that are owed."""

from collections.abc import Iterator, Mapping
from datetime import date

from yipanqi_core.mechanism.demonstration import DiaryPage
from yipanqi_plugins.yangcheng.demonstration.rows import YEAR
from yipanqi_plugins.yangcheng.demonstration.units import (
    APPROVALS,
    ENVIRONMENT,
    FINANCE,
    HOUSING,
    LAND,
    PROMOTION,
    REFORM,
    STATISTICS,
)
from yipanqi_plugins.yangcheng.works import HALF_MONTHLY, LAND_MEETING, OFFICE_MEETING, PROMOTION_MEETING, WEEKLY

_SIX = (PROMOTION, APPROVALS, REFORM, LAND, STATISTICS, FINANCE)
_HELD = (
    (OFFICE_MEETING, REFORM, ((9, 27),), _SIX),
    (WEEKLY, APPROVALS, ((9, 3), (9, 10), (9, 18), (9, 24), (10, 9), (10, 15)), (APPROVALS, LAND, ENVIRONMENT)),
    (HALF_MONTHLY, APPROVALS, ((9, 12), (9, 26), (10, 12)), (APPROVALS, LAND, ENVIRONMENT, HOUSING)),
    (PROMOTION_MEETING, PROMOTION, ((9, 25),), (PROMOTION, FINANCE)),
    (LAND_MEETING, LAND, ((9, 19),), (LAND, REFORM, HOUSING)),
)
_DECISIONS = ("责任单位一周内补齐资料并报送", None, "牵头单位上门指导，明确专人跟办", None, None)


def force_meetings(logins: Mapping[str, str]) -> Iterator[DiaryPage]:
    """Give the meetings of each series, prepared and minuted by the unit whose head convenes."""
    for series, unit, days, there in _HELD:
        for month, day in days:
            data: dict[str, object] = {"attendance": list(there), "unit": unit, "decisions": list(_DECISIONS)}
            yield DiaryPage(series, date(YEAR, month, day), data, act="hold_meeting", who=logins[unit])
