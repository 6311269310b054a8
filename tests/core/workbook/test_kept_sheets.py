"""The optional sheets 目标 and 指标: planned, applied, corrected and exported like all others."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from tests.conftest import make_county

from yipanqi_core.database.connection import Database
from yipanqi_core.figures import queries
from yipanqi_core.figures.tables import figures, targets
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.workbook.export import export_county
from yipanqi_core.workbook.service import load_file

UNITS = [
    ("单位名称*", "类别*"),
    ("县发展和改革局", "县直部门"), ("北留乡人民政府", "乡镇"), ("业主公司", "项目业主"),
]  # fmt: skip
PROJECTS = [
    ("项目名称*", "项目性质*", "行业分类*", "总投资(万元)*", "业主单位*", "责任单位*"),
    ("某项目", "企业投资", "产业", 1000, "业主公司", "县发展和改革局"),
]
TARGETS = [
    ("目标*", "单位", "年度*", "数值*", "基数", "起算日期"),
    ("固定资产投资目标", None, 2024, "160.05亿元", 1455000, None),
    ("签约目标", "北留乡人民政府", 2024, 3, None, date(2024, 4, 1)),
]
SERIES = [
    ("指标*", "单位", "月份*", "数值*"),
    ("固定资产投资", None, "2024-05", 800000),
    ("固定资产投资", None, "2024-06", 960300),
]


def book(**sheets: Any) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for title, rows in {"单位": UNITS, "项目": PROJECTS, "目标": TARGETS, "指标": SERIES, **sheets}.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


@pytest.fixture
async def racing(database: Database) -> County:
    return await make_county(database, "yangcheng", "阳城县")


async def load(database: Database, county: County, data: bytes) -> dict[str, Any]:
    async with database.transaction(county.id) as connection:
        result, _ = await load_file(Scope(connection, county.id, "test"), installed(), data, "县.xlsx", year=2024)
        return result


async def test_targets_and_figures_come_with_the_workbook_and_are_left_when_unchanged(
    database: Database, racing: County
) -> None:
    first = await load(database, racing, book())
    assert first["errors"] == []
    assert (first["created"]["targets"], first["created"]["series"]) == (2, 2)
    again = await load(database, racing, book())
    assert (again["created"]["targets"], again["changed"]["targets"], again["changed"]["series"]) == (0, 0, 0)


async def test_a_corrected_cell_is_a_round_of_its_own_whose_reason_is_the_workbook(
    database: Database, racing: County
) -> None:
    await load(database, racing, book())
    changed = await load(database, racing, book(指标=[*SERIES[:2], ("固定资产投资", None, "2024-06", 960000)]))
    assert (changed["changed"]["series"], len(changed["changes"])) == (1, 1)
    assert "960300.00 → 960000.00" in changed["changes"][0]
    async with database.transaction(racing.id) as connection:
        (june,) = [
            row for row in await queries.figures_on(connection, racing.id, date(2024, 6, 30)) if row.month.month == 6
        ]
        rounds = await queries.rounds(connection, racing.id, figures, june.figure_id)
    assert [(str(row.value), row.reason) for row in rounds] == [
        ("960300.00", None), ("960000.00", "县域工作簿 县.xlsx"),
    ]  # fmt: skip


async def test_an_export_loaded_into_an_empty_county_gives_the_same(database: Database, racing: County) -> None:
    await load(database, racing, book())
    async with database.transaction(racing.id) as connection:
        data = await export_county(Scope(connection, racing.id, "test"), installed(), year=2024)
    other = await make_county(database, "yangcheng", "邻县")
    done = await load(database, other, data)
    assert done["errors"] == []
    async with database.transaction(other.id) as connection:
        found = [
            (row.code, row.unit, row.value, row.base, row.since_on)
            for row in await connection.execute(queries.standing(targets, other.id).order_by(targets.c.code))
        ]
        june = await queries.figures_on(connection, other.id, date(2024, 6, 30))
    assert [(code, unit, str(value)) for code, unit, value, _, _ in found] == [
        ("batch_signed", "北留乡人民政府", "3.00"), ("fai", None, "1600500.00"),
    ]  # fmt: skip
    assert found[0][4] == date(2024, 4, 1)
    assert str(found[1][3]) == "1455000.00"
    assert [str(row.value) for row in june] == ["800000.00", "960300.00"]


async def test_what_is_amiss_is_told_with_sheet_row_and_column(database: Database, racing: County) -> None:
    bad = book(
        目标=[
            TARGETS[0],
            ("固定资产投资目标", "北留乡人民政府", 2024, 1, None, None),
            ("签约目标", None, 2024, 1, None, None),
            ("落地目标", "北留乡人民政府", 2024, 1, None, date(2023, 1, 1)),
            ("月亮目标", None, 2024, 1, None, None),
        ],
        指标=[SERIES[0], SERIES[1], SERIES[1], ("固定资产投资", None, "2031-01", 1)],
    )
    found = {(one["sheet"], one["row"], one["column"]) for one in (await load(database, racing, bad))["errors"]}
    assert found == {
        ("目标", 2, "单位"), ("目标", 3, "单位"), ("目标", 4, "起算日期"), ("目标", 5, "目标"),
        ("指标", 3, "数值"), ("指标", 4, "月份"),
    }  # fmt: skip


async def test_a_county_without_such_figures_knows_no_such_sheets(database: Database, county: County) -> None:
    done = await load(database, county, book())
    assert any("目标" in line for line in done["warnings"])
    assert done["created"]["targets"] == 0
