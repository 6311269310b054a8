"""Lists as workbooks: the same rows in the same order, colours with their words, nothing that runs."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from tests.api.reading_lists import all_of, statements

from yipanqi_api.exports import whole
from yipanqi_api.services import Services

LISTS = ("projects", "letters", "issues", "findings", "scores", "tasks", "records")
NAMES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "projects": ("项目名称", lambda one: one["name"]),
    "letters": ("文号", lambda one: one["number"]),
    "issues": ("问题", lambda one: one["description"]),
    "findings": ("情况", lambda one: one["ruling"]["because"]),
    "scores": ("单位", lambda one: one["unit"]["name"]),
    "tasks": ("任务", lambda one: one["title"]),
    "records": ("类别", lambda one: one["kind"]),
}


async def sheet_of(caller: Any, url: str) -> Any:
    answer = await caller.get(url)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert "attachment" in answer.headers["content-disposition"]
    book: Any = openpyxl.load_workbook(io.BytesIO(answer.content))
    return book.worksheets[0]


def column(sheet: Any, heading: str) -> list[Any]:
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(heading)] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_and_its_export_hold_the_same_rows_in_the_same_order(year: Any, name: str) -> None:
    query = "period=2024-06" if name == "scores" else ""  # no quarter is stored, of which scores are by default
    listed = await all_of(year.office, f"/v1/{name}?limit=200&{query}")
    sheet = await sheet_of(year.office, f"/v1/{name}/export?{query}")
    heading, shown = NAMES[name]
    assert listed
    assert [cell.value for cell in column(sheet, heading)] == [shown(one) for one in listed]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("projects", "colour=red&sort=-total_investment"),
        ("letters", "colour=yellow&answered=false&sort=number"),
        ("issues", "open=true&urgency=urgent"),
        ("findings", "period=2024-05"),
        ("scores", "period=2024-06"),
        ("tasks", "open=true"),
        ("records", "on_gte=2024-03-01&sort=on"),
    ],
)
async def test_filters_and_order_are_those_of_the_list(year: Any, name: str, query: str) -> None:
    listed = await all_of(year.office, f"/v1/{name}?{query}")
    sheet = await sheet_of(year.office, f"/v1/{name}/export?{query}")
    heading, shown = NAMES[name]
    assert [cell.value for cell in column(sheet, heading)] == [shown(one) for one in listed]


async def test_mine_is_the_callers_own(year: Any) -> None:
    for name in ("projects", "letters", "tasks"):
        sheet = await sheet_of(year.leader, f"/v1/{name}/export?mine=true")
        listed = await all_of(year.leader, f"/v1/{name}?mine=true")
        assert [cell.value for cell in column(sheet, NAMES[name][0])] == [NAMES[name][1](one) for one in listed]


@pytest.mark.clause("SM-4.1")
async def test_a_colour_is_a_fill_with_its_word_and_money_names_its_unit(year: Any) -> None:
    coloured: dict[Any, Any] = {}
    for month in range(1, 8):
        sheet = await sheet_of(year.office, f"/v1/projects/export?listed=true&period=2024-0{month}")
        coloured |= {
            cell.value: cell.fill.fgColor.rgb for cell in column(sheet, "评级") if str(cell.value) in "红黄蓝绿"
        }
    assert set(coloured) == {"红", "黄", "蓝", "绿"}
    assert len(set(coloured.values())) == 4
    listed = {one["name"]: one for one in await all_of(year.office, "/v1/projects?listed=true&limit=200")}
    for name, total in zip(column(sheet, "项目名称"), column(sheet, "总投资（万元）"), strict=True):
        assert f"{total.value:.2f}" == listed[name.value]["total_investment"]


async def test_cells_are_inert_whatever_they_begin_with(fresh_year: Any) -> None:
    posts = (await fresh_year.leader.get("/v1/auth/me")).json()["post_ids"]
    for note in ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0"):
        body = {"kind": "约谈", "on": "2024-08-02", "post_id": posts[0], "note": note}
        assert (await fresh_year.leader.post("/v1/records", json=body)).status_code == 201
    answer = await fresh_year.office.get("/v1/records/export")
    cells = column(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0], "内容")
    assert {"=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0"} <= {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        assert not any(b"<f>" in file.read(part) for part in file.namelist())


async def test_more_rows_than_a_file_holds_are_refused_with_what_to_do(
    year: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "MAX_ROWS", 3)
    answer = await year.office.get("/v1/projects/export")
    assert (answer.status_code, answer.json()["code"]) == (409, "rule_refuses")
    assert "筛选" in answer.json()["detail"]


async def test_what_is_no_filter_of_the_list_is_refused(year: Any) -> None:
    for query in ("limit=5", "cursor=x", "count=true", "nonsense=1", "sort=secret", "colour=purple"):
        assert (await year.office.get(f"/v1/projects/export?{query}")).status_code == 400, query
    assert (await year.office.client.get("/v1/projects/export")).status_code == 401


async def test_an_export_shows_nothing_of_a_neighbour(year: Any, neighbour_year: Any) -> None:
    own = await sheet_of(year.office, "/v1/projects/export")
    foreign = (await all_of(neighbour_year.office, "/v1/units"))[0]["id"]
    assert len(column(own, "项目名称")) == len(await all_of(year.office, "/v1/projects?limit=200"))
    empty = await sheet_of(year.office, f"/v1/projects/export?lead_unit={foreign}")
    assert column(empty, "项目名称") == []


async def test_an_export_costs_as_many_statements_as_a_page_and_the_county(year: Any, services: Services) -> None:
    with statements(services) as page:
        await year.office.get("/v1/projects")
    with statements(services) as export:
        await year.office.get("/v1/projects/export")
    counted = [[one for one in sent if "token_epoch" not in one] for sent in (page, export)]  # who asks is remembered
    assert len(counted[1]) <= len(counted[0]) + 1
