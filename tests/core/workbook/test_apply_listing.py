"""On which list a loaded project stands: as the workbook says, else where the facts put it, if it is admitted."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from yipanqi_core.database.connection import Database
from yipanqi_core.projects.tables import passages, projects
from yipanqi_core.tenants.queries import County


async def standing(database: Database, county: County) -> dict[str, tuple[str, date, str]]:
    async with database.transaction(county.id) as connection:
        stays = select(projects.c.name, passages.c.step, passages.c.entered_on, passages.c.cause).join(
            passages, passages.c.project_id == projects.c.id
        )
        return {row.name: (row.step, row.entered_on, row.cause) for row in await connection.execute(stays)}


def project(parts: Any, **cells: object) -> None:
    """Change the first project; a new heading is a new column."""
    for heading, value in cells.items():
        if heading not in parts["项目"][0]:
            for row in parts["项目"]:
                row.append(heading if row is parts["项目"][0] else None)
        parts["项目"][1][parts["项目"][0].index(heading)] = value


@pytest.mark.clause("SM-1.2")
@pytest.mark.parametrize(
    ("nature", "item", "step"),
    [
        ("政府投资", ("环评", "要素", None), "planned"),
        ("招商引资", ("洽谈签约", "节点", "2024-03-01"), "to_start"),
        ("政府投资", ("可研批复", "手续", "2024-03-01"), "to_start"),
        ("政府投资", ("开工", "节点", "2024-05-01"), "started"),
        ("企业投资", ("环评", "要素", None), "to_start"),
        ("政府投资", ("开工", "节点", "2025-02-01"), "planned"),
    ],
)
async def test_without_a_list_a_project_goes_where_the_facts_of_the_workbooks_year_put_it(
    database: Database, county: County, load: Any, parts: Any, nature: str, item: Any, step: str
) -> None:
    project(parts, 清单=None, 项目性质=nature)
    title, kind, finished = item
    parts["节点"] = [parts["节点"][0], ["河堤加固项目", title, kind, None, "2024-06-30", finished]]
    await load(county, parts)
    assert await standing(database, county) == {"河堤加固项目": (step, date(2024, 1, 1), "register")}


@pytest.mark.clause("SM-1.1")
async def test_an_enterprise_project_is_kept_off_the_planned_list_with_the_clause(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    project(parts, 清单="拟签约/拟立项", 项目性质="企业投资")
    done = await load(county, parts)
    assert [(one.project, one.clause) for one in done.not_listed] == [
        ("河堤加固项目", "SM-1.1"),
        ("灌渠配套项目", "SM-1.1"),
    ]
    assert "自拟开工起入单" in done.not_listed[0].because
    assert await standing(database, county) == {}


@pytest.mark.clause("SM-1.2")
async def test_a_project_with_a_day_of_entry_is_an_addition_of_that_day(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    project(parts, 入单日期="2024-05-06")
    await load(county, parts)
    assert await standing(database, county) == {"河堤加固项目": ("to_start", date(2024, 5, 6), "addition")}


async def test_a_project_marked_as_not_listed_is_kept_off_and_said_to_be(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    project(parts, 清单="未列入")
    done = await load(county, parts)
    assert ("河堤加固项目", "SM-1.2") in [(one.project, one.clause) for one in done.not_listed]
    assert await standing(database, county) == {}


async def test_a_workbook_takes_no_project_off_its_list(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    await load(county, parts)
    project(parts, 清单="未列入")
    done = await load(county, parts)
    assert any("退出清单须由有权者决定" in one for one in done.warnings)
    assert list(await standing(database, county)) == ["河堤加固项目"]


async def stays(database: Database, county: County) -> list[tuple[str, date, date | None]]:
    async with database.transaction(county.id) as connection:
        found = select(passages.c.step, passages.c.entered_on, passages.c.left_on).order_by(passages.c.entered_on)
        return [tuple(row) for row in await connection.execute(found)]


@pytest.mark.clause("SM-1.7")
@pytest.mark.parametrize(
    ("named", "started", "on", "by"),
    [
        ("2024-05-06", "2024-04-20", date(2024, 5, 6), "入单日期"),
        ("2024-05-06", None, date(2024, 5, 6), "入单日期"),
        (None, "2024-04-20", date(2024, 4, 20), "条件成就之日"),
        (None, "2025-02-03", date(2025, 2, 3), "条件成就之日"),
        (None, "2023-12-20", None, "载入之日"),
        ("2024-01-01", None, None, "载入之日"),
    ],
)
async def test_a_changed_list_takes_the_named_day_or_else_that_of_its_fact(
    database: Database,
    county: County,
    load: Any,
    parts: Any,
    named: str | None,
    started: str | None,
    on: date | None,
    by: str,
) -> None:
    await load(county, parts)
    project(parts, 清单="已开工", 入单日期=named)
    parts["节点"][1][5] = started
    done = await load(county, parts)
    day = on or county.today
    assert f"项目“河堤加固项目”：清单 拟开工 → 已开工（自 {day}，{by}）" in done.changes
    assert await stays(database, county) == [("to_start", date(2024, 1, 1), day), ("started", day, None)]


async def test_a_changed_list_cannot_date_from_before_the_present_one(
    database: Database, county: County, load: Any, plan: Any, parts: Any
) -> None:
    await load(county, parts)
    project(parts, 清单="已开工", 入单日期="2023-12-31")
    problems = (await plan(county, parts)).problems
    assert [(one.sheet, one.row, one.column) for one in problems] == [("项目", 2, "入单日期")]
    assert "早于列入现清单“拟开工”的日期 2024-01-01" in problems[0].message
    assert await stays(database, county) == [("to_start", date(2024, 1, 1), None)]
