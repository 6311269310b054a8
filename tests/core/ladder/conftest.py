"""A county with an issue, its people on every rung, and a city above it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.core.schedule.building import BEHIND, Writer, set_county_dates, stock

from yipanqi_core.auth.identity import Identity
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder.service import NewIssue, raise_issue
from yipanqi_core.ladder.standing import IssueState, read_state
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.tables import items
from yipanqi_core.tenants.cities import create_city, set_parent
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.tables import seat_bindings
from yipanqi_core.vocabulary import Role, Urgency

TODAY = date(2024, 6, 1)
EDITION = installed().in_force("shimian", TODAY)


@dataclass(frozen=True, slots=True)
class Town:
    """A county standing at 1 June 2024 whose people can act on every rung, and its city."""

    database: Database
    county: County
    city_id: UUID
    project_id: UUID
    ids: dict[str, UUID]
    edition: Edition = EDITION

    def who(self, seat: str, role: Role | None = None) -> Identity:
        """Someone of the owner, the department (land), the lead unit, the office; or the deputy or the executive."""
        is_post = seat in ("deputy", "executive")
        unit = self.ids["government"] if is_post else self.ids[seat]
        held = (self.ids[seat],) if is_post else ()
        usual = Role.LEADER if is_post else Role.OFFICE if seat == "reform" else Role.CLERK
        return Identity(self.county.id, new_id(), new_id(), seat, f"{seat}某", role or usual, unit, "单位", held, 1)

    @asynccontextmanager
    async def scope(self, actor: str = "test", tenant_id: UUID | None = None) -> AsyncIterator[Scope]:
        tenant = tenant_id or self.county.id
        async with self.database.transaction(tenant) as connection:
            yield Scope(connection, tenant, actor)

    async def on(self, day: date) -> None:
        await set_county_dates(self.database, self.county, clock_date=day)

    async def issue(self, by: str = "lead", **changes: Any) -> UUID:
        new = NewIssue(self.project_id, "征地补偿未谈妥", "用地", Urgency.IMPORTANT, None)
        async with self.scope(by) as scope:
            return await raise_issue(scope, EDITION, self.who(by), replace(new, **changes))

    async def act(self, service: Callable[..., Awaitable[Any]], by: Identity, issue_id: UUID, *more: Any) -> Any:
        async with self.scope(by.login) as scope:
            state = await read_state(scope, EDITION, issue_id, lock=True)
            return await service(scope, by, state, *more)

    async def state(self, issue_id: UUID) -> IssueState:
        async with self.scope() as scope:
            return await read_state(scope, EDITION, issue_id)

    async def rung(self, issue_id: UUID) -> str:
        return (await self.state(issue_id)).standing.rung

    async def rows(self, statement: str, tenant_id: UUID | None = None, **values: Any) -> list[Any]:
        async with self.scope(tenant_id=tenant_id) as scope:
            return list(await scope.connection.execute(text(statement), values))


@pytest.fixture
async def town(database: Database, county: County) -> Town:
    await stock(database, county)
    await set_county_dates(database, county, clock_date=TODAY)
    city_id = await create_city(database, code=f"city-{county.code}", name="雅河市", actor="test")
    async with database.transaction(county.id) as connection:
        await set_parent(Scope(connection, county.id, "test"), city_id)
        write = Writer(connection, county.id)

        async def of(table: str, name: str) -> UUID:
            column = "title" if table == "posts" else "name"
            found = await connection.execute(text(f"SELECT id FROM {table} WHERE {column} = :name"), {"name": name})
            return UUID(str(found.scalar_one()))

        ids = {
            "lead": await of("units", "县水利局"),
            "owner": await of("units", "县水务投资公司"),
            "government": await of("units", "县政府办公室"),
            "deputy": await of("posts", "副县长甲"),
            "land": await write.row(units, name="县自然资源和规划局", kind="department"),
            "reform": await write.row(units, name="县发展和改革局", kind="department"),
        }
        ids["executive"] = await write.row(posts, unit_id=ids["government"], title="常务副县长")
        await write.row(seat_bindings, seat="executive_deputy", post_id=ids["executive"])
        project = await of("projects", BEHIND)
        await write.row(items, project_id=project, kind="guarantee", title="用地", unit_id=ids["land"])
    return Town(database, county, city_id, project, ids)
