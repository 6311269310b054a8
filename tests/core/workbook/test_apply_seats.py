"""The seats that a workbook binds: units by their full names too, and a portfolio that goes to another post."""

from datetime import date
from typing import Any

from sqlalchemy import select

from yipanqi_core.database.connection import Database
from yipanqi_core.people.tables import posts
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.tables import seat_bindings


async def test_a_unit_named_after_the_county_takes_its_seat(county: County, load: Any, parts: Any) -> None:
    parts["单位"][2][:4] = ["石棉县发展和改革局", "县直部门", None, "发改局；发改委"]
    done = await load(county, parts)
    assert "席位“县发展和改革局”绑定到“石棉县发展和改革局”" in done.changes


async def test_a_portfolio_that_goes_to_another_post_takes_its_seat_along(
    database: Database, county: County, load: Any, parts: Any
) -> None:
    people = parts["人员"]
    people[1][5] = "发展改革；招商引资"
    people.append(["张晓", "zhang", "县人民政府", "副县长", "县领导", "工业", date(2023, 1, 1)])
    await load(county, parts)
    people[1][5], people[4][5], people[4][6] = "发展改革", "工业；招商引资", date(2024, 5, 1)
    done = await load(county, parts)
    assert "席位“分管招商引资副县长”改绑：县人民政府常务副县长 → 县人民政府副县长（自 2024-05-01）" in done.changes
    s = seat_bindings.c
    statement = (
        select(posts.c.title, s.from_on, s.to_on)
        .join(posts, posts.c.id == s.post_id)
        .where(s.seat == "promotion_deputy")
        .order_by(s.from_on.nulls_first())
    )
    async with database.transaction(county.id) as connection:
        found = [tuple(row) for row in await connection.execute(statement)]
    assert found == [("常务副县长", None, date(2024, 5, 1)), ("副县长", date(2024, 5, 1), None)]
    assert not any((await load(county, parts)).changes)
