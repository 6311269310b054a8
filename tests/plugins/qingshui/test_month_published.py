"""A month of the sample as it is published: letters and bulletin, each unit its result, inspections proposed."""

import io
from collections import Counter
from datetime import date
from typing import Any

import docx
import pytest
from sqlalchemy import text

from yipanqi_core.assessments.publication import publish
from yipanqi_core.assessments.replay import replay
from yipanqi_core.bulletins.inspection import Written, issue_written
from yipanqi_core.bulletins.issue import issue_bulletin
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.inspections.proposing import propose_inspections
from yipanqi_core.letters.receipts import escalate_unanswered
from yipanqi_core.letters.service import render
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.seats import Seated
from yipanqi_core.refusals import InvalidInputError, WrongActorError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_plugins.qingshui.bulletins import BULLETIN
from yipanqi_plugins.qingshui.edition_2021 import EDITION

R, JUNE, ON = installed(), Period.parse("2024-06"), date(2024, 7, 3)


class Sitting:
    """Someone of a unit."""

    def __init__(self, unit_id: Any) -> None:
        self.unit_id, self.post_ids = unit_id, ()


@pytest.fixture
async def published(database: Database, sample_county: tuple[County, dict[str, Any]]) -> County:
    county, _ = sample_county
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await set_dates(scope, clock_date=ON)
        assert await propose_inspections(scope, EDITION, Period.parse("2024-05"), date(2024, 5, 31)) > 0
        await publish(scope, R, JUNE, ON)
        assert await issue_bulletin(scope, EDITION, BULLETIN, JUNE, ON) == "清项目通〔2024〕1号"
        assert await issue_bulletin(scope, EDITION, BULLETIN, JUNE, ON) is None
    return county


async def rows(database: Database, county: County, query: str, **values: Any) -> list[Any]:
    async with database.transaction(county.id) as connection:
        return list(await connection.execute(text(query), values))


@pytest.mark.clause("QS-4.1")
async def test_letters_are_numbered_have_a_deadline_and_are_answered_in_parts(
    database: Database, published: County
) -> None:
    issued = await rows(database, published, "SELECT * FROM letters ORDER BY serial")
    assert [one.serial for one in issued] == list(range(1, len(issued) + 1))
    assert issued[0].number == "清发改函〔2024〕1号"
    assert {one.reply_due_on for one in issued} == {date(2024, 7, 10)}  # five working days
    assert len({one.project_id for one in issued}) == len(issued)
    kinds = Counter(one.kind for one in issued)
    assert set(kinds) <= {"提醒函", "推进函", "督办函"}
    letter = next(one for one in issued if one.kind == "督办函")
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(render(bytes(letter.document), "docx"))).paragraphs)
    for expected in ("工作督办函", "2024年7月10日", "原因分析", "责任人", "完成时限"):
        assert expected in words, expected


@pytest.mark.clause("QS-6.4")
async def test_the_county_gets_a_bulletin_and_each_unit_its_interim_result(
    database: Database, published: County
) -> None:
    (bulletin,) = await rows(database, published, "SELECT * FROM bulletins")
    opened = docx.Document(io.BytesIO(render(bytes(bulletin.document), "docx")))
    words = "\n".join(one.text for one in opened.paragraphs)
    words += "\n".join(cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    for expected in ("重点项目 37 个", "滞后项目", "函件发送情况", "绿色通道", "县招商中心"):
        assert expected in words, expected
    told = await rows(
        database,
        published,
        "SELECT u.name, u.kind, i.subject FROM inbox i JOIN units u ON u.id = i.unit_id"
        " WHERE i.subject LIKE '清项目通%'",
    )
    results = {one.name: one.subject for one in told if "考核：" in one.subject}
    assert {one.kind for one in told if one.name in results} == {"department", "township"}
    assert "第 " in results["县招商中心"]
    owners = await rows(
        database,
        published,
        "SELECT DISTINCT u.name FROM responsibilities r JOIN units u ON u.id = r.unit_id"
        " JOIN passages s ON s.project_id = r.project_id WHERE r.kind = 'owner'",
    )
    assert {one.name for one in owners} <= {one.name for one in told}


@pytest.mark.clause("QS-6.2", "QS-6.3")
async def test_what_lagged_is_proposed_for_the_next_month_and_special_ones_only_to_those_who_inspect(
    database: Database, published: County
) -> None:
    proposed = await rows(database, published, "SELECT * FROM inspections")
    assert {one.period for one in proposed} == {"2024-06"}
    assert {one.kind for one in proposed} == {"regular", "special"}
    special = [one for one in proposed if one.kind == "special"]
    assert {one.clause for one in special} == {"QS-6.3"}
    assert all("资金未落实" in one.because for one in special), "the sample's workbook names no source of funds"
    regular = {one.project_id for one in proposed if one.kind == "regular"}
    assert {one.project_id for one in special if "严重滞后" in one.because} <= regular
    told = await rows(
        database,
        published,
        "SELECT COALESCE(u.name, p.title) AS name, i.subject FROM inbox i LEFT JOIN units u ON u.id = i.unit_id"
        " LEFT JOIN posts p ON p.id = i.post_id WHERE i.subject LIKE '%督查：建议督查%'",
    )
    by_kind = {kind: {one.name for one in told if kind in one.subject} for kind in ("定期督查", "专项督查")}
    assert by_kind["定期督查"] == {"县发改局", "县财政局"}
    assert by_kind["专项督查"] == {
        "县发改局",
        "县财政局",
        "县自然资源局",
        "县住建局",
        "市生态环境局清水分局",
        "常务副县长",
    }
    found = await rows(
        database,
        published,
        "SELECT r.project_id FROM rulings r JOIN assessments a ON a.id = r.assessment_id"
        " WHERE r.code = 'not_inspected' AND a.period = '2024-06'",
    )
    assert {one.project_id for one in found} == regular, "nobody was inspected in June"


@pytest.mark.clause("QS-6.7")
async def test_work_information_is_issued_at_will_and_numbered(database: Database, published: County) -> None:
    (office,) = await rows(database, published, "SELECT id FROM units WHERE name = '县发改局'")
    (other,) = await rows(database, published, "SELECT id FROM units WHERE name = '县财政局'")
    news = Written("项目工作信息", None, "苹果冷链项目主体封顶", ("经验做法如下。",))
    who: Seated = Sitting(office.id)
    async with database.transaction(published.id) as connection:
        scope = Scope(connection, published.id, "test")
        for _ in range(2):
            await issue_written(scope, EDITION, news, who)
        with pytest.raises(WrongActorError, match="县发改局") as wrong:
            await issue_written(scope, EDITION, news, Sitting(other.id))
        assert wrong.value.clause == "QS-6.7"
        with pytest.raises(InvalidInputError, match="不填期"):
            await issue_written(scope, EDITION, Written("项目工作信息", "2024-06", "标题", ("正文",)), who)
        with pytest.raises(InvalidInputError, match="项目工作信息"):
            await issue_written(scope, EDITION, Written("督查通报", None, "标题", ("正文",)), Sitting(new_id()))
    numbers = await rows(
        database, published, "SELECT number FROM bulletins WHERE kind = '项目工作信息' ORDER BY serial"
    )
    assert [one.number for one in numbers] == ["清项目信息〔2024〕1号", "清项目信息〔2024〕2号"]


@pytest.mark.clause("QS-6.5")
async def test_the_quarters_ranking_is_computed_anew_and_proven_again_from_its_facts(
    database: Database, published: County
) -> None:
    quarter = Period.parse("2024-Q2")
    async with database.transaction(published.id) as connection:
        scope = Scope(connection, published.id, "test")
        await publish(scope, R, quarter, ON)
        for period in (JUNE, quarter):
            again = await replay(scope, R, period)
            assert again.differences == ()
            assert again.scores > 0
    scores = await rows(
        database,
        published,
        "SELECT a.period, s.assessment_group, s.unit_name, s.points, s.rank FROM scores s"
        " JOIN assessments a ON a.id = s.assessment_id WHERE a.period IN ('2024-06', '2024-Q2')",
    )
    by_period = {
        period: {
            (one.assessment_group, one.unit_name): (one.points, one.rank) for one in scores if one.period == period
        }
        for period in ("2024-06", "2024-Q2")
    }
    assert by_period["2024-06"] == by_period["2024-Q2"], "both from January to the end of June"
    assert {group for group, _ in by_period["2024-Q2"]} == {"部门", "乡镇"}


@pytest.mark.clause("QS-6.6")
async def test_a_published_quarter_proposes_praise_and_criticism_to_the_county_head(
    database: Database, published: County
) -> None:
    async with database.transaction(published.id) as connection:
        await publish(Scope(connection, published.id, "test"), R, Period.parse("2024-Q2"), ON)
    proposed = await rows(
        database,
        published,
        "SELECT c.*, u.name AS unit FROM consequences c JOIN units u ON u.id = c.unit_id WHERE c.period = '2024-Q2'",
    )
    assert {one.kind for one in proposed} == {"praise", "criticise"}
    assert {one.state for one in proposed} == {"proposed"}
    praised = {one.unit for one in proposed if one.kind == "praise"}
    assert praised.isdisjoint({one.unit for one in proposed if one.kind == "criticise"})
    told = await rows(
        database,
        published,
        "SELECT p.title FROM inbox i JOIN posts p ON p.id = i.post_id WHERE i.subject LIKE '%结果运用%'",
    )
    assert {one.title for one in told} == {"县长"}


@pytest.mark.clause("QS-4.1")
async def test_a_letter_not_answered_in_time_is_told_to_the_office_and_stands_in_the_next_bulletin(
    database: Database, published: County
) -> None:
    async with database.transaction(published.id) as connection:
        scope = Scope(connection, published.id, "test")
        assert await escalate_unanswered(scope, EDITION, date(2024, 7, 10)) == 0
        escalated = await escalate_unanswered(scope, EDITION, date(2024, 7, 11))
        letters = (await connection.execute(text("SELECT count(*) FROM letters"))).scalar_one()
        assert escalated == letters > 0
        assert await escalate_unanswered(scope, EDITION, date(2024, 7, 12)) == 0
        told = "SELECT i.subject FROM inbox i JOIN units u ON u.id = i.unit_id WHERE u.name = '县发改局'"
        lines = [one.subject for one in await connection.execute(text(told)) if "前回复" in one.subject]
        assert len(lines) == letters
        await set_dates(scope, clock_date=date(2024, 8, 3))
        july = Period.parse("2024-07")
        await publish(scope, R, july, date(2024, 8, 3))
        await issue_bulletin(scope, EDITION, BULLETIN, july, date(2024, 8, 3))
    (_, bulletin) = await rows(database, published, "SELECT * FROM bulletins ORDER BY serial")
    opened = docx.Document(io.BytesIO(render(bytes(bulletin.document), "docx")))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert "清发改函〔2024〕1号" in cells
