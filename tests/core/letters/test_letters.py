"""SM-4.2: notices issued with the month's publication, numbered without gaps, answered in parts, frozen."""

import asyncio
import io
import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import docx
import pytest
from sqlalchemy import text

from yipanqi_core.assessments.publication import publish
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.letters.service import as_file, reply
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.work.records import NewRecord, add_record

R = installed()
DATA = Path(__file__).resolve().parents[2] / "data"
EDITION = R.in_force("shimian", date(2024, 6, 1))
COLOURS = json.loads((DATA / "shimian-2024.expected.json").read_text())["ratings"]
JUNE, ON = Period.parse("2024-06"), date(2024, 7, 3)


async def published(database: Database, county: County) -> list[Any]:
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await set_dates(scope, clock_date=ON)
        await publish(scope, R, JUNE, ON)
    return await letters(database, county)


async def letters(database: Database, county: County) -> list[Any]:
    async with database.transaction(county.id) as connection:
        return list(
            await connection.execute(
                text(
                    "SELECT l.*, p.name AS project, u.name AS unit, "
                    "(SELECT id FROM users x WHERE x.unit_id = l.unit_id LIMIT 1) AS user_id "
                    "FROM letters l JOIN projects p ON p.id = l.project_id "
                    "JOIN units u ON u.id = l.unit_id ORDER BY l.letterhead, l.serial"
                )
            )
        )


@pytest.mark.clause("SM-4.2")
async def test_every_yellow_and_red_project_gets_one_notice_numbered_without_gaps(
    database: Database, loaded: County
) -> None:
    issued = await published(database, loaded)
    behind = {project for project, colour in COLOURS["2024-06"].items() if colour in ("yellow", "red")}
    assert sorted(one.project for one in issued) == sorted(behind)
    for letterhead in {one.letterhead for one in issued}:
        serials = [one.serial for one in issued if one.letterhead == letterhead]
        assert serials == list(range(1, len(serials) + 1))
    assert issued[0].number == "石发改函〔2024〕1号"
    assert {one.issued_on for one in issued} == {ON}
    assert {one.reply_due_on for one in issued} == {date(2024, 7, 10)}  # five working days


@pytest.mark.clause("SM-4.2")
async def test_publishing_again_issues_nothing_more(database: Database, loaded: County) -> None:
    first = await published(database, loaded)
    assert [one.number for one in await published(database, loaded)] == [one.number for one in first]


@pytest.mark.clause("SM-4.2")
async def test_the_next_month_goes_on_numbering_and_two_at_once_share_no_number(
    database: Database, loaded: County
) -> None:
    await published(database, loaded)
    async with database.transaction(loaded.id) as connection:
        await set_dates(Scope(connection, loaded.id, "test"), clock_date=date(2024, 9, 30))

    async def another(period: str) -> None:
        async with database.transaction(loaded.id) as connection:
            await publish(Scope(connection, loaded.id, "test"), R, Period.parse(period), date(2024, 9, 30))

    await asyncio.gather(another("2024-07"), another("2024-08"))
    issued = await letters(database, loaded)
    for letterhead in {one.letterhead for one in issued}:
        serials = [one.serial for one in issued if one.letterhead == letterhead]
        assert serials == list(range(1, len(serials) + 1))


@pytest.mark.clause("SM-4.2")
async def test_a_late_publication_sends_its_notices_on_the_day_it_runs(database: Database, loaded: County) -> None:
    late = date(2025, 1, 6)
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await set_dates(scope, clock_date=late)
        await publish(scope, R, JUNE, ON)
        dated = (await connection.execute(text("SELECT published_on FROM publications"))).scalars().all()
        received = (await connection.execute(text("SELECT received_on FROM inbox"))).scalars().all()
        opened = (await connection.execute(text("SELECT opened_on FROM tasks"))).scalars().all()
    issued = await letters(database, loaded)
    assert dated == [ON]
    assert {one.issued_on for one in issued} | set(received) | set(opened) == {late}
    assert {one.year for one in issued} == {2025}
    assert issued[0].number == "石发改函〔2025〕1号"
    assert {one.reply_due_on for one in issued} == {date(2025, 1, 13)}


@pytest.mark.clause("SM-4.2")
async def test_the_notice_names_unit_figures_clause_and_deadline_and_is_copied_to_the_deputy(
    database: Database, loaded: County
) -> None:
    letter = (await published(database, loaded))[0]
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        number, data = await as_file(scope, letter.id, "docx")
        _, again = await as_file(scope, letter.id, "docx")
        _, pdf = await as_file(scope, letter.id, "pdf")
        leader = (
            await connection.execute(text("SELECT title FROM posts WHERE id = :id"), {"id": letter.copy_post_id})
        ).scalar_one()
    assert data == again
    assert pdf.startswith(b"%PDF")
    assert number == letter.number
    document = docx.Document(io.BytesIO(data))
    words = "\n".join(one.text for one in document.paragraphs)
    words += "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for expected in (letter.project, letter.unit, "SM-4.1", "2024年7月10日", "滞后原因、整改措施", leader):
        assert expected in words, expected


@pytest.mark.clause("SM-4.2")
async def test_the_addressee_and_the_deputy_find_the_notice_in_their_inboxes(
    database: Database, loaded: County
) -> None:
    issued = await published(database, loaded)
    async with database.transaction(loaded.id) as connection:
        rows = (await connection.execute(text("SELECT letter_id, unit_id, post_id FROM inbox"))).all()
    units = {(row.letter_id, row.unit_id) for row in rows if row.unit_id}
    posts = {(row.letter_id, row.post_id) for row in rows if row.post_id}
    assert units == {(one.id, one.unit_id) for one in issued}
    assert posts == {(one.id, one.copy_post_id) for one in issued if one.copy_post_id}


async def answered(database: Database, county: County, letter: Any, parts: dict[str, str], unit: UUID) -> None:
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await reply(scope, EDITION, letter.id, parts, user_id=letter.user_id, unit_id=unit)


GOOD = {"causes": "征地未完成", "measures": "七月底前完成征地，县局局长负责"}


@pytest.mark.clause("SM-4.2")
async def test_a_reply_needs_causes_and_measures_comes_once_and_from_the_addressee(
    database: Database, loaded: County, neighbour: County
) -> None:
    letter = next(one for one in await published(database, loaded) if one.user_id)
    with pytest.raises(RefusedError, match="缺少“整改措施”") as missing:
        await answered(database, loaded, letter, {"causes": "征地", "measures": " "}, letter.unit_id)
    assert missing.value.clause == "SM-4.2"
    with pytest.raises(InvalidInputError, match="没有“excuse”这一项"):
        await answered(database, loaded, letter, {**GOOD, "excuse": "x"}, letter.unit_id)
    with pytest.raises(WrongActorError, match="收文单位"):
        await answered(database, loaded, letter, GOOD, new_id())
    with pytest.raises(NotFoundError):
        await answered(database, neighbour, letter, GOOD, letter.unit_id)
    await answered(database, loaded, letter, GOOD, letter.unit_id)
    with pytest.raises(RefusedError, match="不能再次回复"):
        await answered(database, loaded, letter, GOOD, letter.unit_id)


@pytest.mark.clause("SM-4.2")
async def test_a_late_reply_is_taken_and_says_how_late(database: Database, loaded: County) -> None:
    letter = next(one for one in await published(database, loaded) if one.user_id)
    async with database.transaction(loaded.id) as connection:
        await set_dates(Scope(connection, loaded.id, "test"), clock_date=date(2024, 7, 12))
    await answered(database, loaded, letter, GOOD, letter.unit_id)
    async with database.transaction(loaded.id) as connection:
        line = (await connection.execute(text("SELECT line FROM project_events WHERE kind = 'reply'"))).scalar_one()
    assert "逾期 2 天" in line


@pytest.mark.clause("SM-4.2")
async def test_red_opens_an_interview_for_the_deputy_which_its_record_closes(
    database: Database, loaded: County
) -> None:
    await published(database, loaded)
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        tasks = list(await connection.execute(text("SELECT * FROM tasks")))
        red = [project for project, colour in COLOURS["2024-06"].items() if colour == "red"]
        assert len(tasks) == len(red)
        task = tasks[0]
        visit = NewRecord("现场调研", task.project_id, task.post_id, None, ON, None)
        await add_record(scope, EDITION, visit)
        other = next(one.post_id for one in tasks if one.post_id != task.post_id)
        await add_record(scope, EDITION, NewRecord("约谈", task.project_id, other, None, ON, None))
        still = await connection.execute(text("SELECT count(*) FROM tasks WHERE done_on IS NOT NULL"))
        assert still.scalar_one() == 0
        await add_record(scope, EDITION, NewRecord("约谈", task.project_id, task.post_id, None, ON, "已约谈"))
        (done,) = list(await connection.execute(text("SELECT id, done_on FROM tasks WHERE done_on IS NOT NULL")))
    assert (done.id, done.done_on) == (task.id, ON)
