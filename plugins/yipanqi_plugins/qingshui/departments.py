"""Departments together: the green lane (QS-4.3) and which department answers for what (QS-4.4)."""

from functools import cache

from pydantic import BaseModel

from yipanqi_core.mechanism.lanes import FastLane
from yipanqi_core.mechanism.reviews import ReviewKind
from yipanqi_plugins.qingshui.natures import listed
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.seats import default_units_of

GREEN_LANE = FastLane("绿色通道", "QS-4.3", listed)

APPROVAL = ReviewKind("approval", "绿色通道审批事项", "QS-4.3", listed)
"""The approval of one item by its unit: handed in, answered, and timed for the lane."""

_table = cache(default_units_of)


def default_unit(title: str, parameters: BaseModel) -> str | None:
    """Give the seat that answers for an item of this title when it names no unit (QS-4.4)."""
    assert isinstance(parameters, Parameters)
    return _table(parameters.default_units).get(title)
