"""Every sheet of the demonstration's workbook as plain rows, each cell under its heading."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from yipanqi_core.calendar import CHINA
from yipanqi_plugins.yangcheng.demonstration.sketches import Sketch, sketches
from yipanqi_plugins.yangcheng.demonstration.units import (
    APPROVALS,
    ENVIRONMENT,
    FINANCE,
    HOUSING,
    LAND,
    PROMOTION,
    REFORM,
    TOWNS,
    ZONE,
    Row,
    people_rows,
    person,
    town_unit,
    unit_rows,
)

YEAR, UNTIL = 2024, date(2024, 10, 21)
_PROCEDURES = (
    ("核准备案", APPROVALS, 150, "县级"), ("用地批复", LAND, 95, "市级"), ("环评批复", ENVIRONMENT, 70, "市级"),
    ("施工许可", HOUSING, 15, "县级"),
)  # fmt: skip
_SEASON = (4, 3, 8, 9, 10, 10, 9, 9, 11, 10, 10, 7)
_TO_DATE = ("32000", "98000", "245000", "401000", "637000", "960300", "1089000", "1214000", "1330000")
_TROUBLES = (
    ("用地", "地块内附着物补偿标准未谈妥，无法交地"),
    ("环评", "环评报告需补充地下水专项论证"),
    ("资金", "配套资金拨付滞后，施工单位垫资"),
    ("电", "临时用电容量不足，需增设变压器"),
    ("征拆", "三户房屋尚未签订搬迁协议"),
    ("水", "供水接入方案与管网规划冲突"),
)


def rows() -> dict[str, list[Row]]:
    """Give every sheet's rows."""
    projects = sketches()
    return {
        "单位": list(unit_rows()),
        "项目": [project_row(number, one) for number, one in enumerate(projects, start=1)],
        "人员": list(people_rows()),
        "节点": _all(item_rows(one) for one in projects),
        "月度投资": _all(month_rows(one) for one in projects),
        "问题": [row for number, one in enumerate(projects) if number % 4 == 1 for row in issue_rows(number, one)],
        "履职": list(record_rows()),
        "目标": list(target_rows()),
        "指标": [
            {"指标": "固定资产投资", "月份": f"{YEAR}-{month:02d}", "数值": Decimal(value)}
            for month, value in enumerate(_TO_DATE, start=1)
        ],
    }


def _all(parts: Iterable[Iterable[Row]]) -> list[Row]:
    return [row for part in parts for row in part]


def project_row(number: int, one: Sketch) -> Row:
    """A project; its code is a serial number of the demonstration, no real one."""
    return {
        "项目名称": one.name,
        "项目代码": f"演示-{YEAR}-{number:03d}",
        "项目性质": "招商引资" if one.promoted else "企业投资" if one.industrial else "政府投资",
        "行业分类": "产业" if one.industrial else "基础设施和民生",
        "层级": one.level,
        "总投资(万元)": one.total,
        "年度计划投资(万元)": one.plan,
        "建设地点": town_unit(one.town),
        "业主单位": one.owner,
        "责任单位": one.lead,
        "包抓领导": one.leader,
        "计划开工年度": YEAR if one.kind == "new" else None,
        "前期项目年度": YEAR if one.kind == "preliminary" else None,
        "产业项目": "是" if one.industrial else None,
        "全代办代办员": person(one.town) if one.promoted and number % 9 else None,
        "跟踪专人": person(one.lead) if number % 14 else None,
        "施工合同日期": _paper(one, 5),
        "首笔付款日期": _paper(one, 40),
    }


def start_of(one: Sketch) -> tuple[date, date | None] | None:
    """The planned and the actual day of 开工; None for what is not to be started yet."""
    chance = one.chance
    if one.kind == "continued":
        planned = date(2022 + chance.randint(0, 1), chance.randint(3, 11), chance.randint(1, 28))
        return planned, _working(planned + timedelta(chance.randint(-10, 30)))
    if one.kind != "new":
        return None
    planned = date(YEAR, chance.randint(3, 12), chance.randint(1, 28))
    actual = _working(planned + timedelta(chance.choice((-8, -2, 0, 0, 3, 12, 25, 70, 400))))
    return planned, actual if actual <= UNTIL else None


def _working(day: date) -> date:
    while not CHINA.is_working(day):
        day -= timedelta(1)
    return day


def _paper(one: Sketch, days: int) -> date | None:
    start = start_of(one)
    day = None if start is None or start[1] is None else start[1] + timedelta(days)
    return day if day is not None and day <= UNTIL and one.chance.random() < 0.3 else None


def item_rows(one: Sketch) -> Iterator[Row]:
    """Procedures before the start, nodes from the signing to full output."""
    start, chance = start_of(one), one.chance
    if one.kind in ("continued", "new") and start is not None:
        for title, unit, before, level in _PROCEDURES:
            planned = start[0] - timedelta(before)
            actual: date | None = _working(planned + timedelta(chance.choice((-12, -3, 0, 4, 9, 200))))
            if start[1] is not None:
                actual = min(actual or planned, _working(start[1] - timedelta(1)))
            elif actual is not None and actual > UNTIL:
                actual = None
            yield _item(one, title, "手续", unit, planned, actual, level)
        yield from _nodes(one, *start)
    elif one.kind in ("preliminary", "reserve"):
        for number, (title, unit, _, level) in enumerate(_PROCEDURES):
            planned = date(YEAR, 4 + 2 * number, 20)
            done = (one.kind == "reserve" and number == 0) or (planned < date(YEAR, 6, 30) and chance.random() < 0.6)
            yield _item(one, title, "手续", unit, planned, _working(planned) if done else None, level)


def _nodes(one: Sketch, planned: date, actual: date | None) -> Iterator[Row]:
    if one.promoted:
        signed = _working(planned - timedelta(170))
        yield _item(one, "洽谈签约", "节点", one.owner, signed, signed if signed <= UNTIL else None, None)
    yield _item(one, "开工", "节点", one.owner, planned, actual, None)
    steps = ("主体完工", "竣工", "投产", "达效") if one.industrial else ("主体完工", "竣工")
    for number, title in enumerate(steps, start=1):
        due = planned + timedelta(150 * number)
        done = None if actual is None else _working(actual + timedelta(150 * number + one.chance.randint(-20, 40)))
        yield _item(one, title, "节点", one.owner, due, done if done is not None and done <= UNTIL else None, None)


def _item(  # noqa: PLR0917
    one: Sketch, title: str, kind: str, unit: str, planned: date, actual: date | None, level: str | None
) -> Row:
    return {
        "项目名称": one.name, "节点名称": title, "类型": kind, "责任单位": unit, "责任人": person(unit),
        "计划日期": planned, "实际日期": actual, "办理层级": level,
    }  # fmt: skip


def month_rows(one: Sketch) -> Iterator[Row]:
    """The year's plan over the seasons, and what was done of it to September."""
    if one.plan is None:
        return
    start, left, chance = start_of(one), one.plan, one.chance
    for month, weight in enumerate(_SEASON, start=1):
        planned = left if month == 12 else (one.plan * weight / sum(_SEASON)).quantize(Decimal("0.01"))
        left -= planned
        begun = start is not None and start[1] is not None and start[1] <= date(YEAR, month, 28)
        pace = Decimal(chance.randint(70, 118)) / 100
        done = (planned * pace).quantize(Decimal("0.01")) if begun and month < UNTIL.month else None
        yield {"项目名称": one.name, "月份": f"{YEAR}-{month:02d}", "计划(万元)": planned, "完成(万元)": done}


def issue_rows(number: int, one: Sketch) -> Iterator[Row]:
    """An issue of every fourth project, half of them solved."""
    category, text = _TROUBLES[number % len(_TROUBLES)]
    raised = date(YEAR, 2 + number % 8, 1 + number % 27)
    solved = raised + timedelta(20 + number % 40) if number % 2 else None
    yield {
        "项目名称": one.name, "问题": text, "类别": category, "轻重缓急": ("急", "重", "缓")[number % 3],
        "提出日期": raised, "要求解决日期": raised + timedelta(45),
        "解决日期": solved if solved is not None and solved <= UNTIL else None,
    }  # fmt: skip


MINUTED_FROM = date(YEAR, 9, 1)
TOLD_FROM = 7
TOLD = ("前期手续月通报", "招商月通报")
MINUTED = ("前期手续周调度", "前期手续会商", "招商专班调度", "六专班调度", "用地专题会")


def record_rows() -> Iterator[Row]:
    """What the task forces did in their cadences; now and then one is missing.

    From September on their meetings are prepared and minuted (`force_meetings`), from July on their monthly bulletins
    go out by themselves: those have no record beside.
    """
    weekly = ((PROMOTION, "招商专班下沉一线", 1), (APPROVALS, "前期手续周调度", 2))
    for holder, kind, weekday in weekly:
        day = date(YEAR, 1, 1) + timedelta(weekday)
        while day <= UNTIL:
            if day.isocalendar().week % 11 and not (kind in MINUTED and day >= MINUTED_FROM):
                yield _record(holder, kind, day)
            day += timedelta(7)
    for month in range(1, UNTIL.month + 1):
        for holder, kind, on, skipped in (
            (PROMOTION, "招商专班调度", 12, 7), (PROMOTION, "招商月通报", 18, 9), (APPROVALS, "前期手续会商", 9, 0),
            (APPROVALS, "前期手续会商", 20, 5), (APPROVALS, "前期手续月通报", 19, 0), (REFORM, "六专班调度", 15, 0),
            (PROMOTION, "外出招商", 6, 0), (PROMOTION, "外出招商", 17, 4),
        ):  # fmt: skip
            minuted = kind in MINUTED and month >= MINUTED_FROM.month
            if month != skipped and not minuted and not (kind in TOLD and month >= TOLD_FROM):
                yield _record(holder, kind, date(YEAR, month, on))
    for month, on in ((3, 21), (6, 18), (9, 12)):
        if month < MINUTED_FROM.month:
            yield _record(LAND, "用地专题会", date(YEAR, month, on))
        yield _record(PROMOTION, "招商专班季通报", date(YEAR, month, on))
        yield _record(REFORM, "开工投产仪式", date(YEAR, month, on + 1))
    yield _record(PROMOTION, "招商季评比", date(YEAR, 4, 8))
    yield _record(PROMOTION, "综合性招商推介活动", date(YEAR, 5, 16))
    for month, chain in ((3, "陶瓷"), (5, "蚕桑"), (7, "文旅"), (9, "煤层气")):
        yield _record(PROMOTION, "产业链招商推介活动", date(YEAR, month, 23), f"{chain}产业链专场")
    yield _record(FINANCE, "政银企对接会", date(YEAR, 4, 25))


def _record(holder: str, kind: str, on: date, note: str = "按机制要求开展") -> Row:
    return {"职务或单位": holder, "类型": kind, "日期": _working(on), "说明": note}


def target_rows() -> Iterator[Row]:
    """The county's target, and those of the zone and of all towns but three."""
    yield {"目标": "固定资产投资目标", "年度": YEAR, "数值": Decimal("1600500.00"), "基数": Decimal("1455000.00")}
    for number, town in enumerate((ZONE, *TOWNS[:15])):
        unit = town_unit(town)
        yield {"目标": "乡镇固定资产投资目标", "单位": unit, "年度": YEAR, "数值": Decimal(60000 + 7000 * (number % 6))}
        yield {"目标": "新开工项目目标", "单位": unit, "年度": YEAR, "数值": Decimal(4 + number % 4)}
        for place, batch in enumerate(("签约", "落地", "开工", "投产", "达效")):
            if (number + place) % 7:
                yield {"目标": f"{batch}目标", "单位": unit, "年度": YEAR, "数值": Decimal(1 + (number + place) % 4)}
