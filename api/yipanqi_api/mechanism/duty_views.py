"""Duties as a mechanism declares them."""

from typing import Annotated

import msgspec
from msgspec import Meta
from pydantic import BaseModel

from yipanqi_api.references import Word
from yipanqi_core.mechanism.duties import Duty, DutyHolder

_HOLDERS = {
    DutyHolder.LEADER: "项目包抓领导",
    DutyHolder.LEAD_UNIT: "项目责任单位",
    DutyHolder.UNITS: "各单位",
    DutyHolder.SEAT: "席位",
}


class DutyKindView(msgspec.Struct):
    """What is owed how often, by whom, and which records fulfil it."""

    code: str
    title: str
    clause: str
    cadence: Word
    holder: Word
    holders: Annotated[str, Meta(description="由谁履职")]
    seat: str | None
    fulfilled_by: Annotated[list[str], Meta(description="哪些工作记录算作履职")]
    required: Annotated[int, Meta(description="每期至少几次；0 为现行参数不要求")]
    each_project: Annotated[bool, Meta(description="true 为每个项目各算一次，false 为每个岗位或单位合并计算")]
    names_project: bool
    meetings: Annotated[list[str], Meta(description="哪些会议系列的纪要算作履职，不必另记")]
    bulletins: Annotated[list[str], Meta(description="印发哪些通报算作履职，不必另记")]


def duty(one: Duty, parameters: BaseModel) -> DutyKindView:
    """Show a duty as the parameters set it."""
    return DutyKindView(
        code=one.code,
        title=one.title,
        clause=one.clause,
        cadence=Word(one.cadence.value, one.cadence.label),
        holder=Word(one.holder.value, _HOLDERS[one.holder]),
        holders=one.holders,
        seat=one.seat,
        fulfilled_by=list(one.fulfilled_by),
        required=one.required(parameters),
        each_project=one.holder is not DutyHolder.UNITS and one.each_project(parameters),
        names_project=one.names_project,
        meetings=list(one.meetings),
        bulletins=list(one.bulletins),
    )
