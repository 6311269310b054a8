"""Yearly marks: the annual government-investment list (SM-2.9) and the 县重点项目清单 (SM-1.9), with their seasons."""

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.marks import Mark, MarkPart
from yipanqi_core.mechanism.seasons import Season
from yipanqi_plugins.shimian.parameters import Parameters
from yipanqi_plugins.shimian.tracks import GOVERNMENT


def _january(_: BaseModel) -> str:
    return "01-01"


def _decided_by(parameters: BaseModel) -> str:
    assert isinstance(parameters, Parameters)
    return parameters.annual_list_until


def _mid_term_first(parameters: BaseModel) -> str:
    assert isinstance(parameters, Parameters)
    return parameters.mid_term_first


def _mid_term_last(parameters: BaseModel) -> str:
    assert isinstance(parameters, Parameters)
    return parameters.mid_term_last


DECISION = Season("annual_list", "年度政府投资项目清单集中审定", "SM-2.9", _january, _decided_by)
MID_TERM = Season("mid_term", "年中调整", "SM-1.9", _mid_term_first, _mid_term_last)

ANNUAL_LIST = Mark(
    code="annual_government_list",
    title="年度政府投资项目清单",
    clause="SM-2.9",
    seats=("reform_office",),
    parts=(
        MarkPart("responsible_unit", "责任单位"),
        MarkPart("task", "目标任务"),
        MarkPart("funds_source", "资金来源"),
        MarkPart("budget_link", "与县级预算衔接"),
    ),
    natures=GOVERNMENT,
    set_in=DECISION,
)

KEY_LIST = Mark(
    code="county_key_list",
    title="县重点项目清单",
    clause="SM-1.9",
    seats=("reform_office",),
    ended_in=MID_TERM,
)

MARKS = (ANNUAL_LIST, KEY_LIST)


def on_annual_list(facts: ProjectFacts) -> bool:
    """Whether an annual government-investment list holds the project: by its mark, or by the register's own column."""
    marked = any(one.mark == ANNUAL_LIST.code for one in facts.marks)
    return marked or facts.fields.get("on_annual_government_list") is True
