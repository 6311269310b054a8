"""SM-4.3: a quarter's bulletin, numbered and frozen, and the problems it feeds back tracked to their end."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import docx
import pytest
from sqlalchemy import text

from yipanqi_core.assessments.publication import publish
from yipanqi_core.bulletins.inspection import Written, issue_written
from yipanqi_core.bulletins.issue import issue_bulletin
from yipanqi_core.bulletins.rectifications import Measure, confirm, report_measure
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.letters.service import render
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.vocabulary import Role

R = installed()
EDITION = R.in_force("shimian", date(2024, 6, 1))
(BULLETIN,) = EDITION.bulletins
ON, QUARTER = date(2024, 7, 3), Period.parse("2024-Q2")

pytestmark = pytest.mark.clause("SM-4.3")


@dataclass(frozen=True)
class Sitting:
    unit_id: UUID
    post_ids: tuple[UUID, ...] = ()
    role: Role = Role.DEPARTMENT


@pytest.fixture
async def issued(database: Database, loaded: County) -> County:
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await set_dates(scope, clock_date=ON)
        for month in QUARTER.months():
            await publish(scope, R, month, ON)
        await publish(scope, R, QUARTER, ON)
        assert await issue_bulletin(scope, EDITION, BULLETIN, QUARTER, ON) == "石发改通〔2024〕1号"
    return loaded


async def rows(database: Database, county: County, query: str) -> list[Any]:
    async with database.transaction(county.id) as connection:
        return list(await connection.execute(text(query)))


async def test_a_late_bulletin_bears_the_day_it_goes_out(database: Database, loaded: County) -> None:
    late = date(2025, 1, 6)
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await set_dates(scope, clock_date=late)
        for month in QUARTER.months():
            await publish(scope, R, month, ON)
        assert await issue_bulletin(scope, EDITION, BULLETIN, QUARTER, ON) == "石发改通〔2025〕1号"
    (told,) = await rows(database, loaded, "SELECT issued_on, year FROM bulletins")
    assert (told.issued_on, told.year) == (late, 2025)
    received = await rows(database, loaded, "SELECT DISTINCT received_on FROM inbox")
    assert [one.received_on for one in received] == [late]


async def test_it_is_issued_once_with_the_quarters_figures_tables_and_charts_in_both_forms(
    database: Database, issued: County
) -> None:
    async with database.transaction(issued.id) as connection:
        scope = Scope(connection, issued.id, "test")
        assert await issue_bulletin(scope, EDITION, BULLETIN, QUARTER, ON) is None
    (bulletin,) = await rows(database, issued, "SELECT * FROM bulletins")
    file = render(bytes(bulletin.document), "docx")
    assert file == render(bytes(bulletin.document), "docx")
    assert render(bytes(bulletin.document), "pdf").startswith(b"%PDF")
    opened = docx.Document(io.BytesIO(file))
    words = "\n".join(one.text for one in opened.paragraphs)
    words += "\n".join(cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    for expected in ("县委、县政府", "项目 53 个", "拟开工", "黑榜", "县住房和城乡建设局", "2024年7月24日"):
        assert expected in words, expected
    assert len(opened.inline_shapes) == 2
    pictured = [one._inline.docPr.get("descr") for one in opened.inline_shapes]
    assert any("6月：红 8、黄 25、蓝 17" in one for one in pictured)


async def test_the_figures_stay_as_issued_whatever_comes_later(database: Database, issued: County) -> None:
    (before,) = await rows(database, issued, "SELECT document FROM bulletins")
    async with database.transaction(issued.id) as connection:
        await connection.execute(text("UPDATE projects SET total_investment = total_investment + 5"))
    (after,) = await rows(database, issued, "SELECT document FROM bulletins")
    assert render(bytes(before.document), "docx") == render(bytes(after.document), "docx")


async def test_every_owner_and_unit_gets_its_own_problems_with_a_date(database: Database, issued: County) -> None:
    fed_back = await rows(
        database,
        issued,
        "SELECT r.*, u.name AS unit, u.kind FROM rectifications r JOIN units u ON u.id = r.unit_id",
    )
    assert {one.due_on for one in fed_back} == {date(2024, 7, 24)}  # fifteen working days
    behind = await rows(
        database,
        issued,
        "SELECT r.project_id, r.unit_id FROM rulings r JOIN assessments a ON a.id = r.assessment_id"
        " WHERE a.period = '2024-06' AND r.kind = 'rating' AND r.value IN ('red', 'yellow')",
    )
    owners = await rows(
        database, issued, "SELECT project_id, unit_id FROM responsibilities WHERE kind = 'owner' AND to_on IS NULL"
    )
    told = {(one.project_id, one.unit_id) for one in fed_back}
    late = {one.project_id for one in behind}
    assert {(one.project_id, one.unit_id) for one in behind} <= told
    assert {(one.project_id, one.unit_id) for one in owners if one.project_id in late} <= told
    inbox = {
        one.unit_id for one in await rows(database, issued, "SELECT unit_id FROM inbox WHERE subject LIKE '%反馈问题%'")
    }
    assert inbox == {one.unit_id for one in fed_back}


async def test_a_problem_is_reported_by_its_unit_and_confirmed_by_the_office_until_it_is_done(
    database: Database, issued: County, neighbour: County
) -> None:
    problem = (await rows(database, issued, "SELECT * FROM rectifications ORDER BY id LIMIT 1"))[0]
    (office,) = await rows(database, issued, "SELECT unit_id FROM seat_bindings WHERE seat = 'reform_office'")
    unit, reform = Sitting(problem.unit_id), Sitting(office.unit_id)
    done = Measure("倒排工期，增派力量", ON, "完工验收单")
    async with database.transaction(neighbour.id) as connection:
        with pytest.raises(NotFoundError):
            await report_measure(Scope(connection, neighbour.id, "x"), problem.id, done, unit)
    async with database.transaction(issued.id) as connection:
        scope = Scope(connection, issued.id, "test")
        with pytest.raises(WrongActorError) as wrong:
            await report_measure(scope, problem.id, done, Sitting(new_id()))
        assert wrong.value.clause == problem.clause
        with pytest.raises(RefusedError, match="尚未报告"):
            await confirm(scope, EDITION, problem.id, reform, accepted=True, opinion=None)
        with pytest.raises(InvalidInputError, match="佐证"):
            await report_measure(scope, problem.id, Measure("措施", ON, None), unit)
        with pytest.raises(InvalidInputError, match="之间"):
            await report_measure(scope, problem.id, Measure("措施", date(2024, 7, 9), "x"), unit)
        await report_measure(scope, problem.id, done, unit)
        with pytest.raises(WrongActorError, match="县发展和改革局") as other:
            await confirm(scope, EDITION, problem.id, Sitting(new_id()), accepted=True, opinion=None)
        assert other.value.clause == "SM-4.3"
        with pytest.raises(InvalidInputError, match="意见"):
            await confirm(scope, EDITION, problem.id, reform, accepted=False, opinion=None)
        await confirm(scope, EDITION, problem.id, reform, accepted=False, opinion="现场仍未完工")
        await report_measure(scope, problem.id, done, unit)
        await confirm(scope, EDITION, problem.id, reform, accepted=True, opinion=None)
        with pytest.raises(RefusedError, match="确认整改到位"):
            await report_measure(scope, problem.id, done, unit)


async def test_the_three_inspectors_receive_it_and_issue_their_own_once(database: Database, issued: County) -> None:
    async with database.transaction(issued.id) as connection:
        scope = Scope(connection, issued.id, "test")
        unit = new_id()
        names = {"tenant": issued.id, "id": unit, "binding": new_id()}
        await connection.execute(
            text("INSERT INTO units (tenant_id, id, name, kind) VALUES (:tenant, :id, '县委督查室', 'office')"), names
        )
        await connection.execute(
            text(
                "INSERT INTO seat_bindings (tenant_id, id, seat, unit_id)"
                " VALUES (:tenant, :binding, 'committee_inspectors', :id)"
            ),
            names,
        )
        written = Written("县委督查通报", "2024-Q2", "关于二季度三张清单督查情况的通报", ("督查情况如下。",))
        with pytest.raises(WrongActorError, match="县委督查室") as wrong:
            await issue_written(scope, EDITION, written, Sitting(new_id()))
        assert wrong.value.clause == "SM-4.3"
        await issue_written(scope, EDITION, written, Sitting(unit))
        with pytest.raises(RefusedError, match="已经印发"):
            await issue_written(scope, EDITION, written, Sitting(unit))
        early = Written("县委督查通报", "2024-Q3", "x", ("y",))
        with pytest.raises(RefusedError, match="尚未印发"):
            await issue_written(scope, EDITION, early, Sitting(unit))
        numbers = (await connection.execute(text("SELECT number FROM bulletins ORDER BY id"))).scalars().all()
        assert numbers == ["石发改通〔2024〕1号", "石委督通〔2024〕1号"]
        third = Period.parse("2024-Q3")
        await set_dates(scope, clock_date=date(2024, 10, 9))
        await issue_bulletin(scope, EDITION, BULLETIN, third, date(2024, 10, 9))
        received = (await connection.execute(text("SELECT subject FROM inbox WHERE unit_id = :id"), names)).scalars()
        assert list(received) == ["石发改通〔2024〕2号 三张清单季度通报"]
