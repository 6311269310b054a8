"""A workbook handed in through the service: its plan is kept, and applied once, as it was shown."""

import asyncio
import io
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook as open_workbook
from sqlalchemy import func, select, update

from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.projects.tables import projects
from yipanqi_core.refusals import NotFoundError, RefusedError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import county_scope
from yipanqi_core.vocabulary import Role
from yipanqi_core.workbook.errors import StalePlanError, WorkbookRefusedError
from yipanqi_core.workbook.uploads import apply_upload, find_upload, hand_in, marked_upload


async def handed_in(database: Database, county: County, data: bytes, role: Role = Role.OFFICE) -> UUID:
    async with county_scope(database, county.code, "张三") as scope:
        upload_id, _ = await hand_in(scope, installed(), data, "县.xlsx", role=role)
    return upload_id


async def applied(database: Database, county: County, upload_id: UUID, role: Role = Role.OFFICE) -> Any:
    async with county_scope(database, county.code, "李四") as scope:
        return await apply_upload(scope, installed(), upload_id, role=role)


async def test_what_was_shown_is_applied_once(database: Database, county: County, parts: Any, file: Any) -> None:
    upload_id = await handed_in(database, county, file(parts))
    async with county_scope(database, county.code, "李四") as scope:
        upload = await find_upload(scope, upload_id)
    assert (upload.state, upload.year, upload.made_by) == ("planned", 2024, "张三")
    assert upload.plan["created"] == (await applied(database, county, upload_id)).created
    with pytest.raises(RefusedError, match="不重复载入"):
        await applied(database, county, upload_id)


async def test_an_upload_is_unknown_to_a_neighbour(
    database: Database, county: County, neighbour: County, parts: Any, file: Any
) -> None:
    upload_id = await handed_in(database, county, file(parts))
    for unknown in (upload_id, new_id()):
        with pytest.raises(NotFoundError):
            await applied(database, neighbour, unknown)


async def test_an_upload_in_error_comes_back_marked_and_is_not_applied(
    database: Database, county: County, parts: Any, file: Any
) -> None:
    parts["项目"][1][3] = "一千万"
    upload_id = await handed_in(database, county, file(parts))
    with pytest.raises(WorkbookRefusedError):
        await applied(database, county, upload_id)
    async with county_scope(database, county.code, "李四") as scope:
        assert (await find_upload(scope, upload_id)).state == "refused"
        marked = open_workbook(io.BytesIO(await marked_upload(scope, upload_id)))
    assert marked.sheetnames[0] == "错误"
    assert marked["项目"]["D2"].comment is not None


async def test_an_upload_is_stale_once_the_county_has_moved_on(
    database: Database, county: County, load: Any, parts: Any, file: Any
) -> None:
    await load(county, parts)
    parts["项目"][1][3] = 1500
    upload_id = await handed_in(database, county, file(parts))
    async with database.transaction(county.id) as connection:
        await connection.execute(update(projects).values(total_investment=1300))
    with pytest.raises(StalePlanError):
        await applied(database, county, upload_id)


def of(parts: Any, login: str, role: str) -> Any:
    """The sheets with another role for one person, who is appended when there is none of that login."""
    rows = parts["人员"]
    found = next((row for row in rows if row[1] == login), None)
    if found is None:
        rows.append([login, login, "县水利局", None, role, None, None])
    else:
        found[4] = role
    return parts


@pytest.mark.parametrize(
    ("login", "role"), [("newcomer", "管理员"), ("newcomer", "审计"), ("sun", "管理员"), ("sun", "经办")]
)
async def test_who_may_not_manage_people_gives_no_role_by_a_workbook(
    database: Database, county: County, load: Any, parts: Any, file: Any, login: str, role: str
) -> None:
    await load(county, parts)
    data = file(of(parts, login, role))
    refused = await handed_in(database, county, data)
    async with county_scope(database, county.code, "李四") as scope:
        errors = (await find_upload(scope, refused)).plan["errors"]
    assert [(one["sheet"], one["column"], one["value"]) for one in errors] == [("人员", "角色", role)]
    assert "改变角色须由管理员装入" in errors[0]["message"]
    by_admin = await handed_in(database, county, data, Role.ADMIN)
    with pytest.raises(WorkbookRefusedError):
        await applied(database, county, by_admin)
    await applied(database, county, by_admin, Role.ADMIN)


async def test_who_may_not_manage_people_takes_no_role_away_but_may_add_people_of_ordinary_roles(
    database: Database, county: County, load: Any, parts: Any, file: Any
) -> None:
    await load(county, of(parts, "chief", "管理员"))
    taken = await handed_in(database, county, file(of(parts, "chief", "经办")))
    with pytest.raises(WorkbookRefusedError):
        await applied(database, county, taken)
    of(parts, "chief", "管理员")
    done = await applied(database, county, await handed_in(database, county, file(of(parts, "newcomer", "经办"))))
    assert done.created["people"] == 1


async def test_two_loads_at_once_leave_one_register(database: Database, county: County, load: Any, parts: Any) -> None:
    both = await asyncio.gather(load(county, parts), load(county, parts))
    assert sorted(done.created["projects"] for done in both) == [0, 2]
    async with database.transaction(county.id) as connection:
        assert (await connection.execute(select(func.count()).select_from(projects))).scalar_one() == 2
