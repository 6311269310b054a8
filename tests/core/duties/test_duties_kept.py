"""Duties with the month they were judged in, as they stand before, and the reminders that go out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.results import as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.database.connection import Database
from yipanqi_core.duties.calendar import read_calendar
from yipanqi_core.mechanism.duties import Duty, DutyHolder, DutyReminders
from yipanqi_core.mechanism.records import Problem, RecordKind
from yipanqi_core.mechanism.registry import Registry, installed
from yipanqi_core.mechanism.schedules import Effect, Schedule, before_period_end_working_days
from yipanqi_core.mechanism.seats import LEAD_UNIT, PROJECT_DEPUTY
from yipanqi_core.meetings.tables import reminders
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.tables import projects, responsibilities
from yipanqi_core.refusals import InvalidInputError, WrongActorError
from yipanqi_core.schedule.service import run_due
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.work.guards import Doer
from yipanqi_core.work.kinds import require_doer
from yipanqi_core.work.records import NewRecord, add_record
from yipanqi_core.work.tables import issues

VISIT, MEETING, LOOK = "现场调研", "推进会", "督导"


class Look(BaseModel):
    """What an inspector saw."""

    model_config = ConfigDict(extra="forbid")

    progress: str = Field(title="进度", min_length=1)
    problems: list[Problem] = Field(title="问题", default_factory=list)


def _five(_: BaseModel) -> int:
    return 5


def _problems(data: BaseModel) -> tuple[Problem, ...]:
    assert isinstance(data, Look)
    return tuple(data.problems)


def _duty(code: str, title: str, times: int, cadence: PeriodKind = PeriodKind.MONTH) -> Duty:
    return Duty(code, title, "SM-2.7", cadence, DutyHolder.LEADER, "包抓领导", (title,), lambda _: times)


_ONE = installed().mechanism("shimian")
EDITION = replace(
    _ONE.editions[0],
    duties=(_duty("visits", VISIT, 2), _duty("meetings", MEETING, 1), _duty("quarterly", VISIT, 6, PeriodKind.QUARTER)),
    duty_reminders=DutyReminders("履职提醒", "SM-2.7", ("visits", "meetings")),
    records=(
        *_ONE.editions[0].records,
        RecordKind(
            LOOK, "SM-4.3", fields=Look, doers=(PROJECT_DEPUTY, LEAD_UNIT), names_project=True, raises=_problems
        ),
    ),
    schedules=(
        Schedule(
            "duty_reminder", "履职提醒", "SM-2.7", PeriodKind.MONTH,
            before_period_end_working_days(_five), Effect.REMIND_DUTIES,
        ),
    ),
)  # fmt: skip
R = Registry([replace(_ONE, editions=(EDITION,))])


async def told(database: Database, county: County, period: str) -> Mapping[str, Any]:
    async with database.transaction(county.id) as connection:
        return as_json(await assess(Scope(connection, county.id, "test"), R, Period.parse(period)))


async def led_project(database: Database, county: County) -> tuple[Any, Any]:
    """Give (project, post) of a listed project with a leader, the first by name."""
    async with database.transaction(county.id) as connection:
        r = responsibilities.c
        statement = (
            select(projects.c.id, projects.c.name, r.post_id, posts.c.unit_id)
            .select_from(
                projects.join(responsibilities, r.project_id == projects.c.id).join(posts, posts.c.id == r.post_id)
            )
            .where(r.kind == "leader")
            .order_by(projects.c.name)
        )
        row = (await connection.execute(statement)).first()
    assert row is not None
    return row, row.post_id


@pytest.mark.clause("QS-2.3")
async def test_duties_are_stored_with_the_month_and_proven_again(database: Database, loaded: County) -> None:
    first = await told(database, loaded, "2024-06")
    assert first == await told(database, loaded, "2024-06")
    assert first["stored"] is True
    by_kind = {(one["kind"], one["period"]) for one in first["duties"]}
    assert by_kind == {(VISIT, "2024-06"), (MEETING, "2024-06"), (VISIT, "2024-Q2")}
    assert len([one for one in first["duties"] if one["kind"] == MEETING]) == 53  # the listed projects
    assert {frozenset(one) for one in first["duties"]} == {
        frozenset({"holder", "kind", "period", "project", "required", "done", "met", "clause"})
    }
    async with database.transaction(loaded.id) as connection:
        again = await replay(Scope(connection, loaded.id, "test"), R, Period.parse("2024-06"))
    assert again.differences == ()
    assert again.rulings >= 159


async def test_records_alike_in_everything_are_one_and_a_second_note_makes_two(
    database: Database, loaded: County
) -> None:
    row, post = await led_project(database, loaded)
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        for note in (None, None, "另一次"):
            await add_record(scope, EDITION, NewRecord(VISIT, row.id, post, None, date(2025, 2, 3), note))
    mine = [one for one in (await told(database, loaded, "2025-02"))["duties"] if one["project"] == row.name]
    assert [(one["done"], one["met"]) for one in mine if one["kind"] == VISIT] == [(2, True)]


async def test_the_calendar_is_live_while_the_month_runs_and_as_stored_once_assessed(
    database: Database, loaded: County
) -> None:
    row, post = await led_project(database, loaded)
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await set_dates(scope, clock_date=date(2025, 3, 20))
        open_month = await read_calendar(scope, R, project=row.id)
        assert [(one.code, str(one.period), one.stored) for one in open_month.lines] == [
            ("meetings", "2025-03", False),
            ("visits", "2025-03", False),
            ("quarterly", "2025-Q1", False),
        ]
        await add_record(scope, EDITION, NewRecord(MEETING, row.id, post, None, date(2025, 3, 19), None))
        (meeting, *_) = (await read_calendar(scope, R, project=row.id)).lines
        assert (meeting.met, meeting.post_id, [one["kind"] for one in meeting.records]) == (True, post, [MEETING])
        await set_dates(scope, clock_date=date(2025, 4, 2))
        await assess(scope, R, Period.parse("2025-03"))
        await add_record(scope, EDITION, NewRecord(VISIT, row.id, post, None, date(2025, 3, 31), None))
        stored = await read_calendar(scope, R, Period.parse("2025-03"), row.id)
        assert [(one.code, one.met, one.stored) for one in stored.lines] == [
            ("meetings", True, True),
            ("visits", False, True),
            ("quarterly", False, True),
        ]
        assert stored.posts[post].holder is not None
        with pytest.raises(InvalidInputError, match="2025年5月尚未开始"):
            await read_calendar(scope, R, Period.parse("2025-05"))


@pytest.mark.clause("QS-2.3")
async def test_who_still_owes_is_reminded_once_on_the_fifth_last_working_day(
    database: Database, loaded: County, neighbour: County
) -> None:
    _, post = await led_project(database, loaded)
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await set_dates(scope, live_from=date(2024, 9, 1), clock_date=date(2024, 9, 24))
    assert await run_due(database, R, loaded.id) == []
    async with database.transaction(loaded.id) as connection:
        await set_dates(Scope(connection, loaded.id, "test"), clock_date=date(2024, 9, 25))
    (done,) = await run_due(database, R, loaded.id)
    assert (done.schedule, done.period) == ("duty_reminder", "2024-09")
    assert await run_due(database, R, loaded.id) == []
    async with database.transaction(loaded.id) as connection:
        sent = list(await connection.execute(select(reminders)))
        departments = set((await connection.execute(select(units.c.id))).scalars())
    assert {one.due_on for one in sent} == {date(2024, 9, 30)}
    assert post in {one.post_id for one in sent}
    assert {one.unit_id for one in sent if one.unit_id is not None} <= departments
    assert all(one.subject.startswith("履职提醒：2024年9月，截至 2024-09-25 ") for one in sent)
    async with database.transaction(neighbour.id) as connection:
        assert list(await connection.execute(select(reminders))) == []


async def test_a_record_holds_what_its_kind_asks_and_what_it_finds_becomes_an_issue(
    database: Database, loaded: County
) -> None:
    row, post = await led_project(database, loaded)
    problem = {"description": "围挡未封闭", "category": "施工", "urgency": "urgent"}
    look = NewRecord(LOOK, row.id, post, None, date(2025, 1, 3), None, {"progress": "正常", "problems": [problem]})
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        with pytest.raises(
            InvalidInputError, match="“progress”应填未填；“督导”可填：progress（进度）、problems（问题）"
        ) as lacks:
            await add_record(scope, EDITION, replace(look, data=None))
        assert lacks.value.pointer == "/data/progress"
        with pytest.raises(InvalidInputError, match="须写明项目"):
            await add_record(scope, EDITION, replace(look, project_id=None))
        with pytest.raises(InvalidInputError, match="没有专门的填报内容"):
            await add_record(scope, EDITION, replace(look, kind=VISIT))
        record_id = await add_record(scope, EDITION, look)
        found = (await connection.execute(select(issues).where(issues.c.record_id == record_id))).one()
    assert (found.description, found.category, found.urgency, found.project_id) == (
        "围挡未封闭",
        "施工",
        "urgent",
        row.id,
    )


async def test_only_the_seats_that_a_kind_names_do_such_work(database: Database, loaded: County) -> None:
    row, post = await led_project(database, loaded)
    kind = EDITION.records[-1]
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await require_doer(scope, EDITION, kind, row.id, Doer(post, row.unit_id, "领导"))
        led = select(responsibilities.c.unit_id).where(
            responsibilities.c.project_id == row.id, responsibilities.c.kind == "lead_unit"
        )
        lead = (await connection.execute(led)).scalar_one()
        await require_doer(scope, EDITION, kind, row.id, Doer(None, lead, "责任单位"))
        other = select(units.c.id).where(units.c.id != lead, units.c.kind == "department").limit(1)
        stranger = Doer(None, (await connection.execute(other)).scalar_one(), "其他单位")
        with pytest.raises(WrongActorError, match="“督导”由项目分管县领导、项目责任单位开展"):
            await require_doer(scope, EDITION, kind, row.id, stranger)
