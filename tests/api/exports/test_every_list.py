"""Any list can be taken away as a workbook: also one that nobody thought of when exports were written."""

import inspect
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import openpyxl
import pytest
from tests.api.reading_lists import all_of

from yipanqi_api.exports.columns import OF_LIST
from yipanqi_api.exports.routes import columns_of, lists_of, title_of
from yipanqi_api.openapi.__main__ import generate
from yipanqi_api.routers import ROUTES
from yipanqi_core.workbook.writer import OutColumn, OutSheet, write_workbook

LISTS = dict(lists_of(ROUTES))
NEEDED = {"/v1/findings": "period=2024-06", "/v1/scores": "period=2024-06", "/v1/ratings": "period=2024-06"}
ADMINS = {"/v1/audit", "/v1/webhooks"}


def address(path: str, project: str) -> str:
    known = {"{project_id:uuid}": project, "{step_code:str}": "started", "{kind:str}": "land", "{year:int}": "2024"}
    for place, value in known.items():
        path = path.replace(place, value)
    return path


async def file_of(caller: Any, url: str) -> Any:
    answer = await caller.get(url)
    assert answer.status_code == 200, (url, answer.text)
    book: Any = openpyxl.load_workbook(io.BytesIO(answer.content))
    return book.worksheets[0]


@pytest.mark.parametrize("path", [path for path in LISTS if "{" not in path or "project_id" in path or "step" in path])
async def test_each_list_comes_out_with_as_many_rows_frozen_heads_and_filters(year: Any, path: str) -> None:
    caller = year.admin if path in ADMINS else year.office
    projects = (await year.office.get("/v1/projects?limit=1")).json()["data"]
    url = address(path, projects[0]["id"])
    query = f"subject=project:{projects[0]['id']}" if path == "/v1/evidence" else NEEDED.get(path, "")
    more = "imports/export" if path == "/v1/workbooks" else "export"
    sheet = await file_of(caller, f"{url}/{more}?{query}")
    rows = await all_of(caller, f"{url}?limit=200&{query}")
    if path != "/v1/audit":  # reading it may add to it
        assert sheet.max_row - 1 == len(rows)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


@pytest.mark.parametrize("path", LISTS)
def test_each_lists_heads_are_chinese_and_no_two_alike(path: str) -> None:
    headings = [column.heading for column in columns_of(LISTS[path])]
    assert len(headings) == len(set(headings)), headings
    foreign = [heading for heading in headings if not re.search("[一-鿿]", heading)]
    assert foreign == [], f"{path}：在 exports/headings.py 里为 {foreign} 各写一个中文表头"
    assert re.fullmatch(r"[一-鿿、，及与的]{1,31}", title_of(LISTS[path])), title_of(LISTS[path])


@pytest.mark.parametrize("path", ["/v1/figures", "/v1/targets"])
def test_values_of_any_measure_claim_no_unit_in_the_head_and_name_it_beside(path: str) -> None:
    headings = [column.heading for column in columns_of(LISTS[path])]
    assert {"数值", "计量单位"} <= set(headings)
    assert not any("万元" in heading for heading in headings)


def test_every_paged_list_of_the_document_has_its_export_for_the_same_people() -> None:
    paths = generate()["paths"]
    paged = {
        path
        for path, item in paths.items()
        if any(one["name"] == "cursor" for one in item.get("get", {}).get("parameters", ()))
    }
    assert len(paged) >= 40
    exported = {
        path.removesuffix("/imports/export").removesuffix("/export") for path in paths if path.endswith("/export")
    }
    assert paged <= exported


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("path", [path for path, one in LISTS.items() if one.operation_id not in OF_LIST])
def test_whatever_a_list_can_show_can_be_written(path: str, full: bool) -> None:
    answer = get_type_hints(inspect.unwrap(LISTS[path].fn))["return"]
    (shown,) = get_args(answer)
    view = (get_args(shown) or get_args(get_type_hints(shown)["data"]))[0]
    item, columns = example(view, full=full), columns_of(LISTS[path])
    heads = [OutColumn(column.heading, column.kind, column.width) for column in columns]
    assert write_workbook(
        [OutSheet("表", heads, [[column.value(item) for column in columns]])], datetime(2024, 8, 5, tzinfo=UTC)
    )


def example(hint: Any, *, full: bool) -> Any:
    """Make something of a type: with all its parts, or with as few as it may have."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return example(parts[0], full=full)
    if origin in (Union, UnionType):
        return example(next(one for one in parts if one is not type(None)), full=full) if full else None
    if origin in (list, tuple):
        return [example(parts[0], full=full)] if full else []
    if origin is dict:
        return {"面积": example(parts[1], full=full)} if full else {}
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint(
            **{name: example(kind, full=full) for name, kind in get_type_hints(hint, include_extras=True).items()}
        )
    known: dict[Any, Any] = {
        str: "=1+1", int: 3, bool: True, Decimal: Decimal("1.50"), date: date(2024, 8, 5), UUID: UUID(int=1),
        datetime: datetime(2024, 8, 5, tzinfo=UTC), msgspec.Raw: msgspec.Raw(b"{}"), Any: "文字",
    }  # fmt: skip
    return known[hint]


async def test_who_may_not_read_a_list_may_not_take_it_away(year: Any) -> None:
    answer = await year.office.get("/v1/audit/export")
    assert (answer.status_code, (await year.office.get("/v1/audit")).status_code) == (403, 403)


async def test_a_foreign_projects_parts_are_as_unknown_as_none(year: Any, neighbour_year: Any) -> None:
    foreign = (await neighbour_year.office.get("/v1/projects?limit=1")).json()["data"][0]["id"]
    for part in ("items", "passages", "corrections"):
        listed = await year.office.get(f"/v1/projects/{foreign}/{part}")
        exported = await year.office.get(f"/v1/projects/{foreign}/{part}/export")
        assert exported.status_code == listed.status_code == 404


async def test_money_names_its_unit_and_a_pool_its_own(year: Any) -> None:
    sheet = await file_of(year.office, "/v1/pools/export")
    heads = [cell.value for cell in sheet[1]]
    assert {"计量单位", "总额"} <= set(heads)
    candidates = next(columns_of(one) for path, one in LISTS.items() if path.endswith("/candidates"))
    assert "总投资（万元）" in [column.heading for column in candidates]


@pytest.mark.clause("SM-4.1")
async def test_a_rating_stands_in_its_colour_with_the_word(year: Any) -> None:
    sheet = await file_of(year.office, "/v1/ratings/export?period=2024-06")
    heads = [cell.value for cell in sheet[1]]
    cells = [row[heads.index("颜色")] for row in sheet.iter_rows(min_row=2)]
    assert {cell.value for cell in cells} <= {"红", "黄", "蓝", "绿", "未评级"}
    fills = {cell.value: cell.fill.fgColor.rgb for cell in cells if cell.value in "红黄蓝绿"}
    assert len(fills) == len(set(fills.values())) > 1
