"""SM-4.5: the results are put before the executive deputy, who decides; nothing follows by itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from yipanqi_core.assessments.publication import publish
from yipanqi_core.bulletins.consequences import Report, decide, report
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates

R = installed()
EDITION = R.in_force("shimian", date(2024, 6, 1))
ON = date(2025, 1, 6)

pytestmark = pytest.mark.clause("SM-4.5")


@dataclass(frozen=True)
class Sitting:
    unit_id: UUID
    post_ids: tuple[UUID, ...] = ()


@pytest.fixture
async def over(database: Database, loaded: County) -> County:
    """The county after the year's publication."""
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await set_dates(scope, clock_date=ON)
        for month in Period.parse("2024").months():
            await publish(scope, R, month, ON)
        await publish(scope, R, Period.parse("2024"), ON)
    return loaded


async def rows(database: Database, county: County, query: str) -> list[Any]:
    async with database.transaction(county.id) as connection:
        return list(await connection.execute(text(query)))


async def test_the_year_proposes_one_point_for_each_quarter_on_a_board(database: Database, loaded: County) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await set_dates(scope, clock_date=ON)
        for number in range(1, 5):
            await publish(scope, R, Period.parse(f"2024-Q{number}"), ON)
        await publish(scope, R, Period.parse("2024"), ON)
    stood = await rows(
        database,
        loaded,
        "SELECT s.unit_id, count(DISTINCT a.period) FILTER (WHERE s.board = 'red')"
        " - count(DISTINCT a.period) FILTER (WHERE s.board = 'black') AS points FROM scores s"
        " JOIN assessments a ON a.id = s.assessment_id WHERE s.board IS NOT NULL GROUP BY s.unit_id",
    )
    proposed = await rows(
        database, loaded, "SELECT unit_id, value, state FROM consequences WHERE kind = 'annual_appraisal'"
    )
    assert {one.unit_id: int(one.value) for one in proposed} == {one.unit_id: one.points for one in stood}
    assert {one.state for one in proposed} == {"proposed"}


async def test_a_lagging_guarantee_is_proposed_once_a_run_and_the_deputy_told(database: Database, over: County) -> None:
    proposed = await rows(
        database, over, "SELECT * FROM consequences WHERE kind = 'lagging_guarantee' ORDER BY period, id"
    )
    assert proposed
    assert len({(one.period, one.project_id, one.unit_id) for one in proposed}) == len(proposed)
    assert {one.clause for one in proposed} == {"SM-4.5"}
    (told,) = await rows(
        database,
        over,
        "SELECT count(*) AS n FROM inbox i JOIN seat_bindings s ON s.post_id = i.post_id"
        " WHERE s.seat = 'executive_deputy' AND i.subject LIKE '%结果运用%'",
    )
    assert told.n >= 1


async def test_only_the_executive_deputy_decides_once_and_with_a_reason(
    database: Database, over: County, neighbour: County
) -> None:
    (one, *_) = await rows(database, over, "SELECT * FROM consequences WHERE kind = 'lagging_guarantee'")
    (seat,) = await rows(database, over, "SELECT post_id FROM seat_bindings WHERE seat = 'executive_deputy'")
    deputy = Sitting(new_id(), (seat.post_id,))
    async with database.transaction(neighbour.id) as connection:
        scope = Scope(connection, neighbour.id, "x")
        with pytest.raises(NotFoundError):
            await decide(scope, EDITION, one.id, deputy, adopted=True, reason="移交")
    async with database.transaction(over.id) as connection:
        scope = Scope(connection, over.id, "test")
        with pytest.raises(WrongActorError, match="常务副县长") as wrong:
            await decide(scope, EDITION, one.id, Sitting(one.unit_id), adopted=True, reason="移交")
        assert wrong.value.clause == "SM-4.5"
        with pytest.raises(InvalidInputError, match="理由"):
            await decide(scope, EDITION, one.id, deputy, adopted=True, reason=" ")
        await decide(scope, EDITION, one.id, deputy, adopted=False, reason="已约谈并限期整改")
        with pytest.raises(RefusedError, match="已于") as again:
            await decide(scope, EDITION, one.id, deputy, adopted=True, reason="移交")
        assert again.value.clause == "SM-4.5"
        row = (await connection.execute(text("SELECT * FROM consequences WHERE id = :id"), {"id": one.id})).one()
        assert (row.state, row.decided_on, row.reason) == ("dismissed", ON, "已约谈并限期整改")


async def test_a_major_loss_is_put_forward_with_evidence_by_a_person(database: Database, loaded: County) -> None:
    (unit, *_) = await rows(database, loaded, "SELECT id FROM units ORDER BY name LIMIT 1")
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await set_dates(scope, clock_date=ON)
        loss = Report("major_loss", unit.id, None, date(2025, 1, 2), "违规审批造成停工损失", "审计报告〔2025〕3号")
        with pytest.raises(InvalidInputError, match="证据"):
            await report(scope, EDITION, Report("major_loss", unit.id, None, ON, "损失", " "))
        with pytest.raises(InvalidInputError, match="可提出：major_loss"):
            await report(scope, EDITION, Report("annual_appraisal", unit.id, None, ON, "损失", "证据"))
        with pytest.raises(NotFoundError):
            await report(scope, EDITION, Report("major_loss", new_id(), None, ON, "损失", "证据"))
        made = await report(scope, EDITION, loss)
        row = (await connection.execute(text("SELECT * FROM consequences WHERE id = :id"), {"id": made})).one()
        assert (row.state, row.because) == ("proposed", "违规审批造成停工损失")
        assert "审计报告〔2025〕3号" in bytes(row.facts).decode()
