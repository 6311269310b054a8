"""Further sheets of one table each: marks, teams and bodies with work plans, annual plans, pools, promotions."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from yipanqi_core.acts.tables import project_marks
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.teams import Body, Team
from yipanqi_core.pools.tables import allotments, pools
from yipanqi_core.projects.tables import annual_plans
from yipanqi_core.promotions.tables import promotions
from yipanqi_core.teams.tables import team_members, work_plans
from yipanqi_core.vocabulary import Level
from yipanqi_core.workbook.layout import Kind, Sheet
from yipanqi_core.workbook.supplements import columns as of
from yipanqi_core.workbook.supplements.flat import Flat
from yipanqi_core.workbook.supplements.line import Naming
from yipanqi_core.workbook.supplements.supplement import Told, in_order
from yipanqi_core.workbook.typed_rows import TypedRow

_NOT_APPLICABLE = "不适用"


def year_amiss(row: TypedRow, _: Told) -> Iterable[tuple[str, str]]:
    """Refuse what is no year."""
    year = row.values.get("year")
    if year is not None and (year != int(year) or not 2000 <= year <= 2100):
        yield "year", f"“{year}”不是年度；请填四位年份，如 2024"


def _marks(edition: Edition) -> Sheet | None:
    if not edition.marks:
        return None
    plain = (
        of.project(),
        of.choice("标记", "mark", {one.title: one.code for one in edition.marks}),
        of.number("年度", "year", required=True),
        of.day("起算日期", "since_on", required=True, past=True),
        of.day("截止日期", "until_on", past=True),
    )
    parts = of.titled(((part.code, part.title) for one in edition.marks for part in one.parts), plain)
    return Sheet("年度标记", (*plain, *parts))


def _mark_amiss(row: TypedRow, told: Told) -> Iterable[tuple[str, str]]:
    yield from year_amiss(row, told)
    mark = next((one for one in told.edition.marks if one.code == row.values.get("mark")), None)
    parts = {f".{part.code}" for part in mark.parts} if mark is not None else set()
    for attribute in row.values:
        if mark is not None and attribute.startswith(".") and attribute not in parts:
            yield attribute, f"“{mark.title}”没有这一项；请清空"
    yield from in_order(row, "since_on", "until_on")


def _teams(edition: Edition) -> Sheet | None:
    every: tuple[Team | Body, ...] = (*edition.teams, *edition.bodies)
    if not every:
        return None
    columns = (
        of.choice("专班", "team", {one.title: one.code for one in every}),
        of.project(required=False),
        of.text("职责", "part", required=True),
        of.of(Kind.POST, "职务", "post"),
        of.of(Kind.UNIT, "单位", "unit"),
        of.text("姓名", "person"),
        of.text("职级", "rank"),
        of.day("起始日期", "from_on", past=True),
        of.day("截止日期", "to_on", past=True),
    )
    return Sheet("专班", columns)


def _member_amiss(row: TypedRow, told: Told) -> Iterable[tuple[str, str]]:
    yield from in_order(row, "from_on", "to_on")
    values, found = row.values, _team(told.edition, row.values.get("team"))
    team = found if isinstance(found, Team) else None
    if found is None:
        return
    if team is not None and "project" not in values and row.complete:
        yield "project", f"“{team.title}”是项目的；请填写项目名称"
    if team is None and "project" in values:
        yield "project", f"“{found.title}”是全县的；请清空“项目名称”"
    part = next((one for one in found.parts if one.title == values.get("part")), None)
    if "part" in values and part is None:
        yield "part", f"“{found.title}”没有这一职责；可填：{'、'.join(one.title for one in found.parts)}"
    if part is not None and part.ranks and values.get("rank", part.ranks[0]) not in part.ranks:
        yield "rank", f"“{part.title}”的职级应为：{'、'.join(part.ranks)}"
    if row.complete and not values.keys() & {"post", "unit", "person"}:
        yield "post", "没有写明是谁；请填写职务、单位或姓名"


def _team(edition: Edition, code: object) -> Team | Body | None:
    every: tuple[Team | Body, ...] = (*edition.teams, *edition.bodies)
    return next((one for one in every if one.code == code), None)


def _part_told(edition: Edition, values: dict[str, Any]) -> dict[str, Any]:
    """Name a part as its own team names it."""
    team = _team(edition, values["team"])
    part = None if team is None else team.part(values["part"])
    return values if part is None else values | {"part": part.title}


def _part_stored(edition: Edition, values: dict[str, Any]) -> dict[str, Any]:
    team = _team(edition, values["team"])
    codes = {} if team is None else {part.title: part.code for part in team.parts}
    return values | {"part": codes.get(values["part"], values["part"])}


def _work_plans(edition: Edition) -> Sheet | None:
    teams = [one for one in edition.teams if one.plan is not None]
    if not teams:
        return None
    plain = (
        of.project(),
        of.choice("专班", "team", {one.title: one.code for one in teams}),
        of.day("制定日期", "set_on", required=True, past=True),
        of.text("工作方案", "plan", required=True, longest=20_000),
    )
    topics = of.titled(((topic.code, topic.title) for one in teams for topic in one.topics), plain)
    return Sheet("专班工作方案", (*plain, *topics))


def _topic_amiss(row: TypedRow, _: Told) -> Iterable[tuple[str, str]]:
    for attribute, value in row.values.items():
        if attribute.startswith(".") and value != _NOT_APPLICABLE and not _is_day(value):
            yield attribute, f"“{value}”应为日期（如 2024-06-30）或“{_NOT_APPLICABLE}”"


def _is_day(text: str) -> bool:
    try:
        return str(date.fromisoformat(text)) == text
    except ValueError:
        return False


def _annual_plans(_: Edition) -> Sheet | None:
    amount = of.of(Kind.MONEY, "计划投资(万元)", "amount", required=True)
    return Sheet("其他年度计划", (of.project(), of.number("年度", "year", required=True), amount))


def _plan_amiss(row: TypedRow, told: Told) -> Iterable[tuple[str, str]]:
    yield from year_amiss(row, told)
    if told.year is not None and row.values.get("year") == told.year:
        yield "year", f"{told.year} 年是本工作簿的年度；请填在“项目”表的“年度计划投资(万元)”列"


def _of_another_year(row: Row[Any], naming: Naming) -> bool:
    return bool(row.year != naming.year)


def _pools(edition: Edition) -> Sheet | None:
    if not edition.pools:
        return None
    what = of.choice("指标", "kind", {f"{one.title}({one.unit})": one.code for one in edition.pools})
    return Sheet(
        "统筹指标", (what, of.number("年度", "year", required=True), of.number("总量", "quota", required=True))
    )


def _allotments(edition: Edition) -> Sheet | None:
    if not edition.pools:
        return None
    columns = (
        of.choice("指标", "kind", {f"{one.title}({one.unit})": one.code for one in edition.pools}),
        of.number("年度", "year", required=True),
        of.project(),
        of.day("分配日期", "allotted_on", required=True, past=True),
        of.number("分配数量", "amount", required=True),
        of.number("已用数量", "used", required=True),
        of.day("收回日期", "returned_on", past=True),
        of.text("依据", "reason", required=True, longest=2000),
    )
    return Sheet("指标分配", columns)


def _quantity_amiss(row: TypedRow, told: Told) -> Iterable[tuple[str, str]]:
    yield from year_amiss(row, told)
    for name in ("quota", "amount", "used"):
        value = row.values.get(name)
        if value is not None and (value < 0 or value != value.quantize(Decimal("0.01")) or value >= Decimal(10) ** 16):
            yield name, f"“{value}”不是数量；应不小于 0，最多两位小数"
    amount, used = row.values.get("amount"), row.values.get("used")
    if amount == 0:
        yield "amount", "分配数量应大于 0；没有分配的不必填写"
    elif amount is not None and used is not None and used > amount:
        yield "used", f"已用数量 {used} 超过分配数量 {amount}；请核对"
    yield from in_order(row, "allotted_on", "returned_on")


def _promotions(edition: Edition) -> Sheet | None:
    if edition.promotion is None:
        return None
    levels = {level.label: level.value for level in Level}
    columns = (
        of.project(),
        of.choice("原层级", "from_level", levels, required=False),
        of.choice("升为", "to_level", levels),
        of.day("日期", "promoted_on", required=True, past=True),
        of.text("依据", "basis", required=True, longest=2000),
    )
    return Sheet("层级提升", columns)


_MEMBER = ("team", "project", "part", "post", "unit", "person", "from_on")
MARKS = Flat("marks", project_marks, _marks, ("project", "mark", "year"), "data", ("set_by",), amiss=_mark_amiss)
MEMBERS = Flat("members", team_members, _teams, _MEMBER, amiss=_member_amiss, told=_part_told, stored=_part_stored)
WORK_PLANS = Flat(
    "work_plans",
    work_plans,
    _work_plans,
    ("project", "team", "set_on"),
    "topics",
    ("set_by",),
    appended=True,
    amiss=_topic_amiss,
    absent=_NOT_APPLICABLE,
)
ANNUAL_PLANS = Flat(
    "annual_plans", annual_plans, _annual_plans, ("project", "year"), amiss=_plan_amiss, shown=_of_another_year
)
POOLS = Flat("pools", pools, _pools, ("kind", "year"), actor=("set_by",), amiss=_quantity_amiss)
ALLOTMENTS = Flat(
    "allotments",
    allotments,
    _allotments,
    ("kind", "year", "project", "allotted_on", "amount", "reason"),
    actor=("decided_by",),
    amiss=_quantity_amiss,
)
PROMOTIONS = Flat(
    "promotions", promotions, _promotions, ("project", "promoted_on"), actor=("recorded_by",), appended=True, fixed=True
)
