"""SM-2.6: chain, line and point leaders come with the workbook, change by it, and go out with it."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook as open_workbook
from sqlalchemy import text

from yipanqi_core.database.connection import Database
from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import county_scope
from yipanqi_core.workbook.errors import WorkbookRefusedError
from yipanqi_core.workbook.export import export_county

EDITION = installed().edition("shimian", "2024")
HEADS = ["产业链名称*", "链长", "牵头单位", "牵头单位负责人", "工作专班"]


def with_leaders(parts: Any, **of_project: Any) -> Any:
    """Add a chain, and give the first project leaders by heading."""
    parts["产业链"] = [HEADS, ["清洁能源", "常务副县长", "水利局", "孙丽华", "能源专班"]]
    for heading, value in of_project.items():
        parts["项目"][0].append(heading)
        parts["项目"][1].append(value)
        parts["项目"][2].append(None)
    return parts


async def facts_of(database: Database, county: County, on: date) -> Any:
    async with county_scope(database, county.code, "test") as scope:
        return await gather(scope, EDITION, f"{on:%Y-%m}", on)


async def rows(database: Database, county: County, statement: str) -> list[Any]:
    async with database.transaction(county.id) as connection:
        return list(await connection.execute(text(statement)))


async def exported(database: Database, county: County) -> bytes:
    async with county_scope(database, county.code, "test") as scope:
        return await export_county(scope, installed())


@pytest.mark.clause("SM-2.6")
async def test_leaders_are_the_projects_from_the_workbook_on_and_go_with_their_posts(
    database: Database, county: County, neighbour: County, load: Any, parts: Any
) -> None:
    plan = await load(county, with_leaders(parts, 线长="常务副县长", 点长="县水利局局长"))
    assert plan.created["chains"] == 1
    gathered = await facts_of(database, county, date(2024, 2, 1))
    (project,) = [one for one in gathered.projects if one.project == "河堤加固项目"]
    assert [part.kind.label for part in project.parts] == ["线长", "点长"]
    (term,) = await rows(database, county, "SELECT c.name, t.* FROM chain_terms t JOIN chains c ON c.id = t.chain_id")
    assert (term.name, term.person, term.task_force, term.from_on) == (
        "清洁能源",
        "孙丽华",
        "能源专班",
        date(2024, 1, 1),
    )
    assert await rows(database, neighbour, "SELECT 1 FROM chains") == []
    assert not plan.warnings or not any("链长" in warning for warning in plan.warnings)


@pytest.mark.clause("SM-2.6")
async def test_what_went_in_comes_out_and_loads_into_an_empty_county_as_the_same(
    database: Database, county: County, neighbour: County, load: Any, parts: Any
) -> None:
    parts["项目"][1][1] = "招商引资"
    first = await load(county, with_leaders(parts, 产业链="清洁能源"))
    out = await exported(database, county)
    book = open_workbook(io.BytesIO(out))
    assert list(book["产业链"].values) == [tuple(HEADS), ("清洁能源", "常务副县长", "县水利局", "孙丽华", "能源专班")]
    heads, row, *_ = book["项目"].values
    own = dict(zip(heads, row, strict=True))
    assert (own["产业链"], own["线长"], own["点长"]) == ("清洁能源", None, None)
    assert (await load(neighbour, out)).created == first.created
    assert await exported(database, neighbour) == out
    again = await load(county, out)
    assert not any(again.created.values())
    assert not any(again.changed.values())


@pytest.mark.clause("SM-2.6")
async def test_a_correction_says_old_and_new_and_is_kept_as_one(
    database: Database, county: County, load: Any, plan: Any, parts: Any
) -> None:
    await load(county, with_leaders(parts, 线长="常务副县长"))
    parts["产业链"][1][3] = "钱进"
    parts["项目"][1][-1] = "发改局局长"
    planned = await plan(county, parts)
    assert planned.changed["chains"] == 1
    assert "产业链“清洁能源”：牵头单位负责人 孙丽华 → 钱进" in planned.changes
    assert any("线长 县人民政府常务副县长 → 县发展和改革局局长" in line for line in planned.changes), planned.changes
    await load(county, parts)
    (term,) = await rows(database, county, "SELECT person FROM chain_terms")
    assert term.person == "钱进"
    (part,) = await rows(
        database, county,
        "SELECT p.title FROM responsibilities r JOIN posts p ON p.id = r.post_id WHERE r.kind = 'line'",
    )  # fmt: skip
    assert part.title == "局长"
    (kept,) = await rows(database, county, "SELECT title, new FROM corrections WHERE field = 'line'")
    assert (kept.title, kept.new) == ("线长", "县发展和改革局局长")
    again = await plan(county, parts)
    assert not any(again.changed.values())


@pytest.mark.parametrize(
    ("heading", "value", "words"),
    [("产业链", "清洁能缘", "没有名为“清洁能缘”的产业链，是否为“清洁能源”"), ("线长", "乡长", "没有“乡长”这个职务")],
)
async def test_a_name_that_is_none_is_refused_with_its_place(
    county: County, load: Any, parts: Any, heading: str, value: str, words: str
) -> None:
    with pytest.raises(WorkbookRefusedError) as refused:
        await load(county, with_leaders(parts, **{heading: value}))
    (problem,) = refused.value.plan.problems
    assert (problem.sheet, problem.row, problem.column) == ("项目", 2, heading)
    assert words in problem.message


@pytest.mark.clause("SM-2.6")
async def test_one_chain_too_many_and_one_twice_are_refused(county: County, load: Any, parts: Any) -> None:
    with_leaders(parts)["产业链"] += [["绿色建材"], ["文旅康养"], ["特色农业"]]
    with pytest.raises(WorkbookRefusedError) as refused:
        await load(county, parts)
    assert "至多 3 条（SM-2.6）" in refused.value.plan.problems[0].message
    parts["产业链"][2:] = [["清洁能源"]]
    with pytest.raises(WorkbookRefusedError) as twice:
        await load(county, parts)
    assert (twice.value.plan.problems[0].row, twice.value.plan.problems[0].column) == (3, "产业链名称")


@pytest.mark.clause("SM-2.6")
async def test_a_leader_that_the_nature_does_not_have_is_loaded_and_remarked_on(
    county: County, load: Any, parts: Any
) -> None:
    plan = await load(county, with_leaders(parts, 产业链="清洁能源"))
    assert any("政府投资项目不设链长（SM-2.6）" in warning for warning in plan.warnings), plan.warnings
