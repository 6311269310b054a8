"""Loading a second workbook into a county: corrections in place, nothing erased, nothing done behind anyone's back."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from yipanqi_core.assessments.service import assess
from yipanqi_core.audit.tables import audit
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import appointments, posts, users
from yipanqi_core.projects.tables import (
    annual_plans,
    corrections,
    item_plans,
    items,
    passages,
    project_events,
    projects,
    responsibilities,
)
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope, county_scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.vocabulary import Role
from yipanqi_core.workbook.errors import StalePlanError, WorkbookRefusedError
from yipanqi_core.workbook.service import apply_plan, load_workbook, make_plan


async def rows(database: Database, county: County, statement: Any) -> list[Any]:
    async with database.transaction(county.id) as connection:
        return list(await connection.execute(statement))


async def test_a_correction_is_made_in_place_and_told_old_and_new(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    await load(county, parts)
    parts["项目"][1][3] = 1500
    parts["项目"][1][6] = "发改局"
    parts["项目"][1][4] = 250
    parts["节点"][1][4] = "2024-07-15"
    done = await load(county, parts)
    assert {kind: number for kind, number in done.changed.items() if number} == {"projects": 1, "items": 1}
    assert not any(done.created.values())
    lines = [
        "项目“河堤加固项目”：总投资(万元) 1000.00 → 1500.00",
        "项目“河堤加固项目”：年度计划投资(万元) 200.00 → 250.00",
        "项目“河堤加固项目”：责任单位 县水利局 → 县发展和改革局",
        "项目“河堤加固项目”的节点“开工”：计划日期 2024-06-30 → 2024-07-15",
    ]
    assert list(done.changes) == lines
    told = select(project_events.c.line).where(project_events.c.kind == "corrected").order_by(project_events.c.id)
    assert [row.line for row in await rows(database, county, told)] == [f"县域工作簿“县.xlsx”更正：{x}" for x in lines]
    body = (await rows(database, county, select(audit.c.body).order_by(audit.c.id.desc()).limit(1)))[0].body
    assert json.loads(body)["changes"] == lines
    held = await rows(database, county, select(responsibilities).where(responsibilities.c.kind == "lead_unit"))
    assert len(held) == 2
    assert [row.amount for row in await rows(database, county, select(annual_plans))] == [250]
    search = (await rows(database, county, select(projects).where(projects.c.name == "河堤加固项目")))[0].search
    assert "县发展和改革局" in search


@pytest.mark.clause("SM-5.2")
async def test_a_correction_is_kept_and_told_by_the_months_assessment(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    async with database.transaction(county.id) as connection:
        await set_dates(Scope(connection, county.id, "test"), clock_date=date(2024, 6, 20))
    await load(county, parts)
    assert await rows(database, county, select(corrections)) == []
    parts["项目"][1][3], parts["项目"][1][4] = 1500, 250
    parts["节点"][1][4], parts["节点"][2][5] = "2024-07-15", "2024-03-06"
    parts["月度投资"][1][3], parts["月度投资"][2][3] = 13, 21  # the second is reported for the first time
    parts["问题"][1][5], parts["问题"][1][6] = "2024-03-02", "2024-04-01"
    await load(county, parts)
    kept = await rows(database, county, select(corrections).order_by(corrections.c.id))
    assert [(one.field, one.title, one.old, one.new) for one in kept] == [
        ("total_investment", "总投资(万元)", "1000.00", "1500.00"),
        ("annual_plan.2024", "2024 年度计划投资(万元)", "200.00", "250.00"),
        ("item.planned_on", "节点“开工”的计划日期", "2024-06-30", "2024-07-15"),
        ("item.finished_on", "要素“用地”的实际日期", "2024-03-05", "2024-03-06"),
        ("completed.2024-01", "2024-01 完成投资(万元)", "12.50", "13.00"),
        ("issue.required_on", "问题“征地受阻”的要求解决日期", "2024-03-01", "2024-03-02"),
    ]
    assert {(one.reason, one.corrected_on, one.attested_by) for one in kept} == {
        ("县域工作簿 县.xlsx", date(2024, 6, 20), None)
    }
    async with county_scope(database, county.code, "张三") as scope:
        told = await assess(scope, installed(), Period.parse("2024-06"))
    said = [one.ruling.because for one in told.judgements if one.code == "correction"]
    assert len(said) == 6
    assert "更正“总投资(万元)”：由“1000.00”改为“1500.00”，理由：县域工作簿 县.xlsx" in said[0]


async def test_a_correction_by_a_signed_in_person_is_attested_by_them(
    database: Database, county: County, load: Any, parts: Any, file: Any
) -> None:
    await load(county, parts)
    parts["项目"][1][3] = 1500
    async with county_scope(database, county.code, "zhao") as scope:
        await load_workbook(scope, installed(), file(parts), "县.xlsx", role=Role.OFFICE)
    statement = select(users.c.login).join(corrections, corrections.c.attested_by == users.c.id)
    assert [one.login for one in await rows(database, county, statement)] == ["zhao"]


async def test_an_approved_re_plan_is_not_undone_by_a_workbook(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    await load(county, parts)
    item = (await rows(database, county, select(items).where(items.c.title == "开工")))[0]
    async with database.transaction(county.id) as connection:
        replan = {"round": 1, "planned_on": date(2024, 9, 1), "approved_on": date(2024, 6, 1), "reason": "汛期"}
        await connection.execute(
            insert(item_plans).values(tenant_id=county.id, item_id=item.id, approved_by="王建国", **replan)
        )
    for unchanged in ("2024-06-30", "2024-09-01"):
        parts["节点"][1][4] = unchanged
        done = await load(county, parts)
        assert not any(done.changed.values())
        assert not any("批准调整" in one for one in done.warnings)
    parts["节点"][1][4], parts["节点"][1][5] = "2024-09-10", "2024-09-12"
    done = await load(county, parts)
    assert done.changes == ("项目“河堤加固项目”的节点“开工”：实际日期 （空） → 2024-09-12",)
    assert any("已批准调整为 2024-09-01，工作簿所填 2024-09-10 未采用" in one for one in done.warnings)
    assert (await rows(database, county, select(items).where(items.c.id == item.id)))[0].planned_on == date(2024, 6, 30)


async def test_rows_and_cells_that_the_workbook_leaves_out_stay(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    await load(county, parts)
    parts["月度投资"] = [parts["月度投资"][0], ["河堤加固项目", "2024-01", 10, None]]
    parts["节点"].pop()
    parts["项目"].pop()
    done = await load(county, parts)
    assert not any(done.changed.values())
    assert done.changes == ()
    assert (done.left["figures"], done.left["items"], done.left["projects"]) == (1, 1, 1)
    assert "“月度投资”表“完成(万元)”有 1 行空着而县里已有内容，保留县里的内容，不清空" in done.warnings


async def test_a_successor_takes_the_post_over_on_the_first_day_in_it(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    await load(county, parts)
    parts["人员"].append(["钱进", "qian", "县水利局", "局长", "部门", None, date(2024, 5, 1)])
    done = await load(county, parts)
    assert done.changes == ("sun 任“县水利局局长”：至 （空） → 2024-05-01",)
    held = (
        select(users.c.login, appointments.c.from_on, appointments.c.to_on)
        .join(users, users.c.id == appointments.c.user_id)
        .where(users.c.login.in_(["sun", "qian"]))
        .order_by(appointments.c.from_on)
    )
    expected = [("sun", date(2023, 1, 1), date(2024, 5, 1)), ("qian", date(2024, 5, 1), None)]
    assert [tuple(row) for row in await rows(database, county, held)] == expected
    assert not any((await load(county, parts)).changed.values())
    assert [tuple(row) for row in await rows(database, county, held)] == expected


async def test_a_new_post_ends_the_old_one_and_needs_its_first_day(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    await load(county, parts)
    parts["人员"][3][3], parts["人员"][3][6] = "党组书记", None
    with pytest.raises(WorkbookRefusedError) as refused:
        await load(county, parts)
    assert "现任“县水利局局长”" in refused.value.plan.problems[0].message
    parts["人员"][3][6] = date(2024, 8, 1)
    await load(county, parts)
    held = (
        select(posts.c.title, appointments.c.to_on)
        .join(appointments, appointments.c.post_id == posts.c.id)
        .join(users, users.c.id == appointments.c.user_id)
        .where(users.c.login == "sun")
        .order_by(appointments.c.from_on)
    )
    assert [tuple(row) for row in await rows(database, county, held)] == [
        ("局长", date(2024, 8, 1)),
        ("党组书记", None),
    ]


async def tenures(database: Database, county: County, login: str) -> list[tuple[str, date | None, date | None]]:
    held = (
        select(posts.c.title, appointments.c.from_on, appointments.c.to_on)
        .join(appointments, appointments.c.post_id == posts.c.id)
        .join(users, users.c.id == appointments.c.user_id)
        .where(users.c.login == login)
        .order_by(appointments.c.from_on.nulls_first())
    )
    return [tuple(row) for row in await rows(database, county, held)]


async def test_who_comes_back_to_a_post_begins_a_new_tenure_of_it(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    rows_of = parts["人员"]
    for title, since in (("副县长", date(2020, 1, 1)), ("县委常委", date(2023, 1, 1)), ("副县长", date(2024, 6, 1))):
        rows_of[1][3], rows_of[1][6] = title, since
        parts["项目"][1][7] = None
        parts["履职"] = parts["履职"][:1]
        await load(county, parts)
    come_back = [
        ("副县长", date(2020, 1, 1), date(2023, 1, 1)),
        ("县委常委", date(2023, 1, 1), date(2024, 6, 1)),
        ("副县长", date(2024, 6, 1), None),
    ]
    assert await tenures(database, county, "wang") == come_back
    assert not any((await load(county, parts)).changed.values())
    rows_of[1][6] = date(2020, 1, 1)
    await load(county, parts)
    assert await tenures(database, county, "wang") == come_back


async def test_a_predecessor_without_first_day_was_there_from_the_beginning(
    database: Database, county: County, load: Any, plan: Any, parts: Any
) -> None:
    parts["人员"][3][6] = None
    parts["人员"].append(["钱进", "qian", "县水利局", "局长", "部门", None, date(2024, 5, 1)])
    await load(county, parts)
    assert await tenures(database, county, "sun") == [("局长", None, date(2024, 5, 1))]
    assert await tenures(database, county, "qian") == [("局长", date(2024, 5, 1), None)]
    parts["人员"].append(["周远", "zhou", "县水利局", "局长", "部门", None, None])
    problems = (await plan(county, parts)).problems
    assert [(one.row, one.column) for one in problems] == [(4, "到任日期"), (6, "到任日期")]


async def test_a_new_role_voids_the_tokens_given_for_the_old(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    await load(county, parts)
    parts["人员"][3][4] = "督查"
    parts["人员"][2][0] = "赵立"
    await load(county, parts)
    epochs = {row.login: row.token_epoch for row in await rows(database, county, select(users))}
    assert epochs == {"wang": 1, "zhao": 1, "sun": 2}


@pytest.mark.clause("SM-1.2")
async def test_a_changed_list_ends_the_stay_and_begins_the_next_today(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    await load(county, parts)
    parts["项目"][1][8] = "已开工"
    done = await load(county, parts)
    assert (done.created["listed"], done.changed["listed"]) == (0, 1)
    today = county.today
    assert done.changes == (f"项目“河堤加固项目”：清单 拟开工 → 已开工（自 {today}，载入之日）",)
    stays = await rows(database, county, select(passages).order_by(passages.c.entered_on))
    assert [(row.step, row.entered_on, row.left_on) for row in stays] == [
        ("to_start", date(2024, 1, 1), today),
        ("started", today, None),
    ]
    assert not any((await load(county, parts)).changed.values())


@pytest.mark.clause("SM-1.1")
async def test_a_total_that_falls_below_later_leaves_the_project_listed(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    await load(county, parts)
    parts["项目"][1][3] = 999.99
    done = await load(county, parts)
    assert [one.project for one in done.not_listed] == ["灌渠配套项目"]
    assert [row.left_on for row in await rows(database, county, select(passages))] == [None]


@pytest.mark.clause("SM-1.1")
async def test_a_total_that_rises_to_1000_brings_the_project_on_its_list(county: County, load: Any, parts: Any) -> None:
    await load(county, parts)
    parts["项目"][2][3] = 1000
    done = await load(county, parts)
    assert (done.created["listed"], done.not_listed) == (1, ())
    assert "项目“灌渠配套项目”：列入“拟开工”清单（自 2024-01-01）" in done.changes


async def test_who_has_left_the_lists_does_not_come_back_with_an_old_workbook(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    await load(county, parts)
    async with database.transaction(county.id) as connection:
        await connection.execute(update(passages).values(left_on=date(2024, 7, 5)))
    done = await load(county, parts)
    assert done.created["listed"] == 0
    assert any("已于 2024-07-05 退出清单，未重新列入" in one for one in done.warnings)
    for row, value in zip(parts["项目"], ("入单日期", date(2024, 9, 1), None), strict=True):
        row.append(value)
    assert (await load(county, parts)).created["listed"] == 1
    causes = [row.cause for row in await rows(database, county, select(passages).order_by(passages.c.entered_on))]
    assert causes == ["register", "addition"]


async def test_a_plan_is_refused_once_the_county_has_moved_on(
    database: Database, county: County, load: Any, parts: Any, file: Any
) -> None:
    await load(county, parts)
    parts["项目"][1][3] = 1500
    async with county_scope(database, county.code, "张三") as scope:
        shown = await make_plan(scope, installed(), file(parts), "县.xlsx")
    async with database.transaction(county.id) as connection:
        await connection.execute(update(projects).values(total_investment=1300, id=projects.c.id))
    with pytest.raises(StalePlanError, match="请重新生成计划"):
        async with county_scope(database, county.code, "张三") as scope:
            await apply_plan(scope, installed(), shown, digest=shown.digest)
    async with county_scope(database, county.code, "张三") as scope:
        done = await apply_plan(scope, installed(), shown)
    assert "项目“河堤加固项目”：总投资(万元) 1300.00 → 1500.00" in done.changes


async def test_two_issues_of_one_wording_stay_two_in_any_order(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    parts["问题"].append(["河堤加固项目", "征地受阻", "用地", "重", "2024-02-01", None, "2024-04-01"])
    await load(county, parts)
    parts["问题"][1], parts["问题"][2] = parts["问题"][2], parts["问题"][1]
    done = await load(county, parts)
    assert (done.created["issues"], done.changed["issues"], done.left["issues"]) == (0, 0, 0)
