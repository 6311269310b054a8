"""The sample county standing in August 2024, and anyone in it who acts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from yipanqi_core.auth.identity import Identity
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.vocabulary import Role

EDITION = installed().in_force("shimian", date(2024, 6, 1))


@dataclass(frozen=True, slots=True)
class Place:
    """A county with ways to act in it."""

    database: Database
    county: County

    async def who(self, login: str) -> Identity:
        """The person of this login with the posts held."""
        async with self.database.transaction(self.county.id) as connection:
            row = (await connection.execute(_PERSON, {"login": login})).one()
        posts = tuple(row.posts)
        return Identity(
            self.county.id, row.id, new_id(), login, row.name, Role.of(row.role), row.unit_id, row.unit, posts, 1
        )

    async def act(self, login: str, service: Callable[..., Awaitable[Any]], *more: Any) -> Any:
        """Call a service as the person: scope, edition, who, and then what it takes."""
        who = await self.who(login)
        async with self.database.transaction(self.county.id) as connection:
            return await service(Scope(connection, self.county.id, login), EDITION, who, *more)

    async def run(self, service: Callable[..., Awaitable[Any]], *more: Any, **named: Any) -> Any:
        """Call a service as the schedule does."""
        async with self.database.transaction(self.county.id) as connection:
            return await service(Scope(connection, self.county.id, "日程"), EDITION, *more, **named)

    async def ask(self, statement: str, **values: Any) -> Any:
        """Ask the database for one value."""
        async with self.database.transaction(self.county.id) as connection:
            return (await connection.execute(text(statement), values)).scalar()

    async def tell(self, statement: str, **values: Any) -> None:
        """Change something behind the services' back."""
        async with self.database.transaction(self.county.id) as connection:
            await connection.execute(text(statement), values)

    async def on(self, day: date) -> None:
        """Set the county's own date."""
        async with self.database.transaction(self.county.id) as connection:
            await set_dates(Scope(connection, self.county.id, "test"), clock_date=day)

    async def listed(self, step: str, nature: str) -> UUID:
        """A project that stands on this list; nothing of it has happened yet."""
        found: UUID = await self.ask(_LISTED, step=step, nature=nature)
        await self.tell("UPDATE items SET finished_on = NULL WHERE project_id = :id", id=found)
        await self.tell("DELETE FROM responsibilities WHERE project_id = :id AND kind = 'leader'", id=found)
        await self.tell(_LEADER, id=found, row=new_id(), tenant=self.county.id)
        return found

    async def finish(self, project: UUID, kind: str, title: str, on: date) -> None:
        """Record an item's actual date."""
        await self.tell(_FINISH, tenant=self.county.id, row=new_id(), project=project, kind=kind, title=title, on=on)


_PERSON = text(
    "SELECT u.id, u.name, u.role, u.unit_id, n.name AS unit,"
    " ARRAY(SELECT post_id FROM appointments a WHERE a.user_id = u.id) AS posts"
    " FROM users u JOIN units n ON n.id = u.unit_id WHERE u.login = :login"
)
_LISTED = (
    "SELECT p.id FROM projects p JOIN passages s ON s.project_id = p.id"
    " WHERE s.step = :step AND p.nature = :nature AND s.left_on IS NULL ORDER BY p.name LIMIT 1"
)
_LEADER = (
    "INSERT INTO responsibilities (tenant_id, id, project_id, kind, post_id)"
    " SELECT :tenant, :row, :id, 'leader', id FROM posts WHERE title = '分管农业副县长'"
)
_FINISH = (
    "INSERT INTO items (tenant_id, id, project_id, kind, title, finished_on)"
    " VALUES (:tenant, :row, :project, :kind, :title, :on)"
    " ON CONFLICT (tenant_id, project_id, kind, title) DO UPDATE SET finished_on = excluded.finished_on"
)


@pytest.fixture
async def place(database: Database, loaded: County) -> Place:
    """The sample county at 2024-08-05."""
    place = Place(database, loaded)
    await place.on(date(2024, 8, 5))
    return place
