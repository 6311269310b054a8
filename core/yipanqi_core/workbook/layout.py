"""The layout of a county workbook as data: its sheets, their columns, what each column holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Level, Nature, ResponsibilityKind, Role, UnitKind, Urgency

UNITS, PROJECTS, PEOPLE, ITEMS = "单位", "项目", "人员", "节点"
FIGURES, ISSUES, RECORDS = "月度投资", "问题", "履职"
TARGETS, SERIES, CHAINS = "目标", "指标", "产业链"

FIXED = (UNITS, PROJECTS, PEOPLE, ITEMS, FIGURES, ISSUES, RECORDS, TARGETS, SERIES, CHAINS)
"""The titles that are the same in every county."""

OFF_THE_LISTS = "未列入"
"""What 清单 says of a project that is deliberately kept off the lists."""


class Kind(StrEnum):
    """What a column holds; a unit, post, holder or project is named and must be known."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    LIST = "list"
    CHOICE = "choice"
    YES_NO = "yes_no"
    MONEY = "money"
    NUMBER = "number"
    DECIMAL = "decimal"
    DATE = "date"
    MONTH = "month"
    UNIT = "unit"
    POST = "post"
    HOLDER = "holder"
    PROJECT = "project"
    CHAIN = "chain"
    LOGIN = "login"
    PARTS = "parts"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the row's attribute (or the mechanism's own field) it fills, and what it may hold.

    `past` marks days that must have come; `words` maps the words that a choice allows to their values. What is `own`
    is kept among the row's fields; of those, what is `inner` is data within one column of its table. `model` is the
    shape of each line of a cell that holds `PARTS`; what is `RAW` is read by what else its row says.
    """

    heading: str
    attribute: str
    kind: Kind = Kind.TEXT
    required: bool = False
    longest: int = 200
    past: bool = False
    words: Mapping[str, object] = field(default_factory=dict)
    own: bool = False
    inner: bool = False
    model: type[BaseModel] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its columns in the order in which we write them."""

    title: str
    columns: tuple[Column, ...]
    required: bool = False

    def column(self, attribute: str) -> Column:
        """Give the column that fills an attribute. Raises KeyError."""
        return {column.attribute: column for column in self.columns}[attribute]


def _project(required: bool = True) -> Column:
    return Column("项目名称", "project", Kind.PROJECT, required)


def _choice(heading: str, attribute: str, words: Mapping[str, object], required: bool = True) -> Column:
    return Column(heading, attribute, Kind.CHOICE, required, words=words)


def _day(heading: str, attribute: str, required: bool = False, past: bool = False) -> Column:
    return Column(heading, attribute, Kind.DATE, required, past=past)


_UNITS = (
    Column("单位名称", "name", required=True),
    _choice("类别", "kind", UnitKind.by_label()),
    Column("考核组", "assessment_group"),
    Column("简称", "short_names", Kind.LIST),
    Column("统一社会信用代码", "credit_code"),
)
_PROJECTS = (
    Column("项目名称", "name", required=True),
    Column("项目代码", "code"),
    _choice("项目性质", "nature", Nature.by_label()),
    Column("行业分类", "sector", required=True),
    _choice("层级", "level", Level.by_label(), required=False),
    Column("总投资(万元)", "total_investment", Kind.MONEY, required=True),
    Column("年度计划投资(万元)", "annual_plan", Kind.MONEY),
    Column("建设地点", "site"),
    Column("建设内容", "content", Kind.LONG_TEXT, longest=5000),
    Column("业主单位", "owner", Kind.UNIT, required=True),
    Column("责任单位", "lead_unit", Kind.UNIT, required=True),
    Column("包抓领导", "leader", Kind.POST),
)
_PEOPLE = (
    Column("姓名", "name", required=True),
    Column("登录名", "login", required=True, longest=64),
    Column("单位", "unit", Kind.UNIT, required=True),
    Column("职务", "title"),
    _choice("角色", "role", Role.by_label()),
    Column("分管领域", "portfolio", Kind.LIST),
    _day("到任日期", "from_on"),
    Column("办公电话", "office_phone", longest=64),
)
_ITEMS = (
    _project(),
    Column("节点名称", "title", required=True),
    _choice("类型", "kind", ItemKind.by_label()),
    Column("责任单位", "unit", Kind.UNIT),
    Column("责任人", "person"),
    _day("计划日期", "planned_on", required=True),
    _day("实际日期", "finished_on", past=True),
    _choice("办理层级", "decided_at", DecidingLevel.by_label(), required=False),
)
_FIGURES = (
    _project(),
    Column("月份", "month", Kind.MONTH, required=True),
    Column("计划(万元)", "planned", Kind.MONEY),
    Column("完成(万元)", "completed", Kind.MONEY),
)
_ISSUES = (
    _project(),
    Column("问题", "description", Kind.LONG_TEXT, required=True, longest=2000),
    Column("类别", "category", required=True),
    _choice("轻重缓急", "urgency", Urgency.by_label()),
    _day("提出日期", "raised_on", required=True, past=True),
    _day("要求解决日期", "required_on"),
    _day("解决日期", "resolved_on", past=True),
)
_RECORDS = (
    Column("职务或单位", "holder", Kind.HOLDER, required=True),
    Column("类型", "kind", required=True),
    _project(required=False),
    _day("日期", "on_date", required=True, past=True),
    Column("说明", "note", Kind.LONG_TEXT, longest=5000),
)


def sheets(edition: Edition, own: tuple[Column, ...], recorded: tuple[Column, ...] = ()) -> tuple[Sheet, ...]:
    """Give the seven sheets of an edition and, where it has such, those of its chains, targets and monthly figures.

    `own` are the columns of the mechanism's own project fields, `recorded` those of what kinds of work hold besides.
    """
    steps = {step.title: step.code for step in edition.track.steps} | {OFF_THE_LISTS: OFF_THE_LISTS}
    listing = (_choice("清单", "listing", steps, required=False), _day("入单日期", "entered_on", past=True))
    leaders = _leaders(edition)
    shared = {column.heading for column in (*_PROJECTS, *listing, *leaders)}
    projects = (*_PROJECTS, *listing, *leaders, *(column for column in own if column.heading not in shared))
    return (
        Sheet(UNITS, _UNITS, required=True),
        Sheet(PROJECTS, projects, required=True),
        Sheet(PEOPLE, _PEOPLE),
        Sheet(ITEMS, _ITEMS),
        Sheet(FIGURES, _FIGURES),
        Sheet(ISSUES, _ISSUES),
        Sheet(RECORDS, (*_RECORDS, *recorded)),
        *_kept(edition),
    )


_PARTS = {
    ResponsibilityKind.LINE: Column("线长", "line", Kind.POST),
    ResponsibilityKind.POINT: Column("点长", "point", Kind.POST),
    ResponsibilityKind.CHAIN: Column("产业链", "chain", Kind.CHAIN),
}
_CHAINS = (
    Column("产业链名称", "name", required=True, longest=50),
    Column("链长", "head", Kind.POST),
    Column("牵头单位", "unit", Kind.UNIT),
    Column("牵头单位负责人", "person", longest=50),
    Column("工作专班", "task_force"),
)


def _leaders(edition: Edition) -> tuple[Column, ...]:
    """Give the columns of the leaders that the mechanism asks projects to have."""
    asked = {kind for one in edition.responsibilities for kind in one.kinds}
    chained = {ResponsibilityKind.CHAIN} if edition.chains is not None else set()
    return tuple(column for kind, column in _PARTS.items() if kind in asked | chained)


def _kept(edition: Edition) -> tuple[Sheet, ...]:
    """Give the sheets of what the mechanism counts beside its projects, in the unit of measure of each."""
    unit = Column("单位", "unit", Kind.UNIT)
    value = Column("数值", "value", Kind.MONEY, required=True)
    found = [] if edition.chains is None else [Sheet(CHAINS, _CHAINS)]
    if edition.targets:
        what = _choice("目标", "code", {one.title: one.code for one in edition.targets})
        year = Column("年度", "year", Kind.NUMBER, required=True)
        more = (Column("基数", "base", Kind.MONEY), _day("起算日期", "since_on"))
        found.append(Sheet(TARGETS, (what, unit, year, value, *more)))
    if edition.figures:
        what = _choice("指标", "code", {one.title: one.code for one in edition.figures})
        month = Column("月份", "month", Kind.MONTH, required=True)
        found.append(Sheet(SERIES, (what, unit, month, value)))
    return tuple(found)
