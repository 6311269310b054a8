"""Letters that a person issues: a deadline, a receipt, a reply in parts, and what follows silence."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import docx
import pytest
from pydantic import BaseModel
from sqlalchemy import text

from yipanqi_core.bulletins.issue import issue_bulletin
from yipanqi_core.calendar import Duration, DurationUnit, Period
from yipanqi_core.database.connection import Database
from yipanqi_core.documents.model import Block, Paragraph
from yipanqi_core.identifiers import new_id
from yipanqi_core.letters.by_hand import NewLetter, issue_by_hand
from yipanqi_core.letters.receipts import escalate_unanswered, record_receipt
from yipanqi_core.letters.service import as_file, reply
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.letters import ByHand, LetterKind, ReplyPart
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.vocabulary import Role

ISSUED, LAST = date(2024, 4, 29), date(2024, 5, 8)
PARTS = ("办法", "责任单位", "责任领导", "责任人", "时限")
KIND = "挂牌督办通知书"


def three_working_days(_: BaseModel) -> Duration:
    return Duration(3, DurationUnit.WORKING_DAYS)


LISTED = LetterKind(
    kind=KIND,
    clause="SM-4.2",
    letterheads={"reform_office": "石督办"},
    title="关于{matter}的挂牌督办通知书",
    body=("对{matter}实行挂牌督办，请{unit}于{deadline}前办结。", "请于{reply_due}前回复{reply_parts}。"),
    reply_parts=tuple(ReplyPart(f"part{number}", title) for number, title in enumerate(PARTS)),
    reply_within=three_working_days,
    by_hand=ByHand(escalated_to="executive_deputy"),
)


def shown(facts: BulletinFacts, _: BaseModel) -> tuple[Block, ...]:
    return tuple(Paragraph(f"{one.unit}未回复{one.number}（{one.matter}）") for one in facts.unanswered)


_EDITION = installed().in_force("shimian", date(2024, 6, 1))
BULLETIN = replace(_EDITION.bulletins[0], blocks=shown, problems=lambda _, __: (), shows_unanswered=True)
EDITION = replace(_EDITION, letters=(*_EDITION.letters, LISTED), bulletins=(BULLETIN,))


@dataclass(frozen=True)
class Sitting:
    unit_id: UUID
    post_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Office:
    """A loaded county with its reform office, a unit that is written to, and one of its users."""

    database: Database
    county: County
    reform: UUID
    unit: UUID
    user: UUID

    @asynccontextmanager
    async def on(self, day: date) -> AsyncIterator[Scope]:
        async with self.database.transaction(self.county.id) as connection:
            scope = Scope(connection, self.county.id, "test")
            await set_dates(scope, clock_date=day)
            yield scope

    async def rows(self, query: str) -> list[Any]:
        async with self.database.transaction(self.county.id) as connection:
            return list(await connection.execute(text(query)))

    async def issue(self, deadline: date = date(2024, 6, 30)) -> UUID:
        new = NewLetter(KIND, self.unit, None, "学校运动场用地久拖不决", deadline)
        async with self.on(ISSUED) as scope:
            return await issue_by_hand(scope, EDITION, new, Sitting(self.reform))

    async def answer(self, letter: UUID, parts: dict[str, str], day: date) -> None:
        async with self.on(day) as scope:
            await reply(scope, EDITION, letter, parts, user_id=self.user, unit_id=self.unit)


@pytest.fixture
async def office(database: Database, loaded: County) -> Office:
    async with database.transaction(loaded.id) as connection:
        known = {row.name: row.id for row in await connection.execute(text("SELECT name, id FROM units"))}
        unit, user = (
            await connection.execute(
                text("SELECT unit_id, id FROM users WHERE unit_id <> :reform AND role = 'department' ORDER BY id"),
                {"reform": known["县发展和改革局"]},
            )
        ).first()  # type: ignore[misc]
    return Office(database, loaded, known["县发展和改革局"], unit, user)


async def test_it_is_numbered_frozen_and_delivered_with_matter_and_deadline(office: Office) -> None:
    letter = await office.issue()
    (row,) = await office.rows("SELECT * FROM letters")
    assert (row.number, row.kind, row.deadline, row.ruling_id) == ("石督办〔2024〕1号", KIND, date(2024, 6, 30), None)
    (entry,) = await office.rows("SELECT * FROM inbox")
    assert (entry.unit_id, entry.letter_id, entry.received_on) == (office.unit, letter, ISSUED)
    async with office.on(ISSUED) as scope:
        _, file = await as_file(scope, letter, "docx")
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(file)).paragraphs)
    for expected in ("学校运动场用地久拖不决", "2024年6月30日", *PARTS):
        assert expected in words, expected


async def test_three_working_days_run_from_the_recorded_receipt(office: Office) -> None:
    letter = await office.issue()
    (row,) = await office.rows("SELECT reply_due_on FROM letters")
    assert row.reply_due_on == date(2024, 5, 7)  # by default from the day it came into the inbox
    async with office.on(date(2024, 4, 30)) as scope:
        with pytest.raises(WrongActorError, match="收文单位"):
            await record_receipt(scope, EDITION, letter, None, role=Role.CLERK, unit_id=office.reform)
        with pytest.raises(InvalidInputError, match="签收日期"):
            await record_receipt(scope, EDITION, letter, date(2024, 5, 1), role=Role.CLERK, unit_id=office.unit)
        await record_receipt(scope, EDITION, letter, None, role=Role.CLERK, unit_id=office.unit)
        with pytest.raises(RefusedError, match="已于 2024-04-30 签收"):
            await record_receipt(scope, EDITION, letter, None, role=Role.CLERK, unit_id=office.unit)
    (receipt,) = await office.rows("SELECT * FROM letter_receipts")
    assert (receipt.received_on, receipt.reply_due_on) == (date(2024, 4, 30), LAST)  # 1–5 May are holidays


async def test_a_reply_that_lacks_a_part_is_refused_naming_it(office: Office) -> None:
    letter = await office.issue()
    whole = {f"part{number}": f"{title}已明确" for number, title in enumerate(PARTS)}
    for number, title in enumerate(PARTS):
        lacking = {code: words for code, words in whole.items() if code != f"part{number}"}
        with pytest.raises(RefusedError, match=f"“{title}”"):
            await office.answer(letter, lacking, date(2024, 5, 6))
    await office.answer(letter, whole, date(2024, 5, 6))
    (kept,) = await office.rows("SELECT * FROM letter_replies")
    assert (kept.parts, kept.replied_on) == (whole, date(2024, 5, 6))


async def test_silence_is_escalated_once_and_shown_in_the_next_bulletin_only(office: Office) -> None:
    letter = await office.issue()
    async with office.on(date(2024, 4, 30)) as scope:
        await record_receipt(scope, EDITION, letter, None, role=Role.CLERK, unit_id=office.unit)
    async with office.on(LAST) as scope:
        assert await escalate_unanswered(scope, EDITION, LAST) == 0
    for expected in (1, 0):
        async with office.on(date(2024, 5, 9)) as scope:
            assert await escalate_unanswered(scope, EDITION, date(2024, 5, 9)) == expected
    told = await office.rows("SELECT p.title, i.subject FROM inbox i JOIN posts p ON p.id = i.post_id")
    assert [(one.title, "逾期 1 天" in one.subject) for one in told] == [("常务副县长", True)]
    words = []
    for period in ("2024-Q1", "2024-Q2"):
        async with office.on(date(2024, 7, 3)) as scope:
            await issue_bulletin(scope, EDITION, BULLETIN, Period.parse(period), date(2024, 7, 3))
        (row,) = await office.rows(f"SELECT document FROM bulletins WHERE period = '{period}'")
        words.append("学校运动场用地久拖不决" in bytes(row.document).decode())
    assert words == [True, False]


async def test_a_letter_answered_on_its_last_day_is_not_escalated(office: Office) -> None:
    letter = await office.issue()
    whole = {f"part{number}": title for number, title in enumerate(PARTS)}
    await office.answer(letter, whole, date(2024, 5, 7))
    async with office.on(date(2024, 5, 9)) as scope:
        assert await escalate_unanswered(scope, EDITION, date(2024, 5, 9)) == 0


async def test_only_the_office_that_the_kind_names_issues_it_to_a_unit_of_its_own_county(
    office: Office, neighbour: County
) -> None:
    new = NewLetter(KIND, office.unit, None, "事项", date(2024, 6, 30))
    async with office.on(ISSUED) as scope:
        with pytest.raises(WrongActorError, match="县发展和改革局") as wrong:
            await issue_by_hand(scope, EDITION, new, Sitting(office.unit))
        assert wrong.value.clause == "SM-4.2"
        reform = Sitting(office.reform)
        with pytest.raises(InvalidInputError, match=KIND):
            await issue_by_hand(scope, EDITION, replace(new, kind="预警通知书"), reform)
        with pytest.raises(InvalidInputError, match="办理时限"):
            await issue_by_hand(scope, EDITION, replace(new, deadline=date(2024, 4, 28)), reform)
        with pytest.raises(InvalidInputError, match="督办事项"):
            await issue_by_hand(scope, EDITION, replace(new, matter="  "), reform)
        for wrong_place in (replace(new, unit_id=new_id()), replace(new, project_id=new_id())):
            with pytest.raises(NotFoundError):
                await issue_by_hand(scope, EDITION, wrong_place, reform)
    letter = await office.issue()
    async with office.database.transaction(neighbour.id) as connection:
        with pytest.raises(NotFoundError):
            await record_receipt(
                Scope(connection, neighbour.id, "x"), EDITION, letter, None, role=Role.CLERK, unit_id=office.unit
            )
