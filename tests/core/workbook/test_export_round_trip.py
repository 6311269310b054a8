"""A county comes out as a workbook that goes into an empty county as the same register."""

import io
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook as open_workbook
from sqlalchemy import update

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.projects.tables import passages
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import county_scope
from yipanqi_core.workbook.export import export_county

SAMPLE = (Path(__file__).resolve().parents[2] / "data" / "shimian-2024.xlsx").read_bytes()


async def exported(database: Database, county: County) -> bytes:
    async with county_scope(database, county.code, "test") as scope:
        return await export_county(scope, installed())


def cells(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in open_workbook(io.BytesIO(data))}


async def test_the_sample_comes_out_and_goes_into_an_empty_county_as_the_same_bytes(
    database: Database, county: County, neighbour: County, load: Any
) -> None:
    first = await load(county, SAMPLE)
    out = await exported(database, county)
    second = await load(neighbour, out)
    assert second.created == first.created
    assert second.not_listed == first.not_listed
    assert await exported(database, neighbour) == out


async def test_what_went_in_comes_out(database: Database, county: County, load: Any) -> None:
    await load(county, SAMPLE)
    before, after = cells(SAMPLE), cells(await exported(database, county))
    for title, rows in before.items():
        headings = [str(heading) for heading in rows[0]]
        plain = [str(heading).removesuffix("*") for heading in after[title][0]]
        places = [plain.index(heading) for heading in headings if heading != "清单"]
        taken = [index for index, heading in enumerate(headings) if heading != "清单"]
        went_in = [tuple(row[index] for index in taken) for row in rows[1:]]
        came_out = [tuple(row[place] for place in places) for row in after[title][1:]]
        assert sorted(map(repr, came_out)) == sorted(map(repr, went_in)), title


async def test_an_export_loaded_back_into_its_own_county_changes_nothing(
    database: Database, county: County, load: Any
) -> None:
    await load(county, SAMPLE)
    again = await load(county, await exported(database, county))
    assert not any(again.created.values())
    assert not any(again.changed.values())
    assert again.changes == ()


async def test_fields_of_the_mechanism_titles_that_repeat_and_successions_survive_the_way(
    database: Database, county: County, neighbour: County, load: Any, parts: Any
) -> None:
    parts["人员"].append(["钱进", "qian", "县水利局", "局长", "部门", "水利", date(2024, 5, 1)])
    parts["项目"][0] += ["议定日期", "年度政府投资清单内", "项目代码", "建设内容"]
    parts["项目"][1] += ["2024-02-03", "否", "2402-510000-04-01-123456", "加固两岸堤防\n共 3.2 公里"]
    parts["项目"][1][7] = "县水利局局长"
    parts["节点"][0] += ["责任人", "办理层级"]
    parts["节点"][1] += ["周工", "市级"]
    parts["履职"].append(["发改委局长", "推进会", "河堤加固项目", "2024-03-03", "-1+1"])
    first = await load(county, parts)
    assert first.created["records"] == 3
    out = await exported(database, county)
    shown = cells(out)
    own = dict(zip(shown["项目"][0], shown["项目"][1], strict=True))
    assert (own["议定日期"].date(), own["年度政府投资清单内"]) == (date(2024, 2, 3), "否")
    assert shown["履职"][3][0] == "县发展和改革局局长"
    assert (await load(neighbour, out)).created == first.created
    assert await exported(database, neighbour) == out


async def test_a_stay_that_began_later_keeps_its_day_and_a_project_off_the_lists_stays_off(
    database: Database, county: County, neighbour: County, load: Any, parts: Any
) -> None:
    for row, value in zip(parts["项目"], ("入单日期", date(2024, 3, 8), None), strict=True):
        row.append(value)
    await load(county, parts)
    out = await exported(database, county)
    await load(neighbour, out)
    async with database.transaction(neighbour.id) as connection:
        stays = (await connection.execute(passages.select())).all()
        assert [(row.step, row.entered_on, row.cause) for row in stays] == [("to_start", date(2024, 3, 8), "addition")]
    async with database.transaction(county.id) as connection:
        await connection.execute(update(passages).values(left_on=date(2024, 7, 5)))
    listing = cells(await exported(database, county))["项目"][0].index("清单")
    assert [row[listing] for row in cells(await exported(database, county))["项目"][1:]] == ["未列入", "未列入"]


async def test_an_empty_county_comes_out_as_its_empty_sheets(database: Database, county: County) -> None:
    shown = cells(await exported(database, county))
    assert list(shown) == [
        "单位", "项目", "人员", "节点", "月度投资", "问题", "履职", "产业链",
        "用地报批", "流程", "年度标记", "统筹指标", "指标分配", "其他年度计划",
        "计划调整", "清单流转", "责任变更", "任职经历",
    ]  # fmt: skip
    assert all(len(rows) == 1 for rows in shown.values())
