"""What the people of a demonstration county do: answer letters and record interviews, all but a few of them."""

from collections.abc import Sequence
from itertools import cycle
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from yipanqi_core.database.connection import Database
from yipanqi_core.demonstration.queries import open_interviews, unanswered
from yipanqi_core.demonstration.staffing import inspect
from yipanqi_core.letters.service import reply
from yipanqi_core.mechanism.demonstration import Demonstration
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.records import NewRecord, add_record


async def act(database: Database, registry: Registry, tenant_id: UUID, shown: Demonstration) -> None:
    """Let units answer what has been sent, and deputies hold the interviews they owe; every nth stays open."""
    async with database.transaction(tenant_id) as connection:
        scope = Scope(connection, tenant_id, "演示")
        county = await read_county(connection, tenant_id)
        edition = registry.in_force(county.mechanism, county.today)
        texts = cycle(shown.replies)
        for letter in _all_but(await unanswered(connection, tenant_id), shown.silent_every):
            codes = [part.code for part in edition.letter(letter.kind).reply_parts]
            parts = dict(zip(codes, next(texts), strict=False))
            await reply(scope, edition, letter.id, parts, user_id=letter.user_id, unit_id=letter.unit_id)
        for task in _all_but(await open_interviews(connection, tenant_id), shown.silent_every):
            kind = next(one for one in edition.tasks if one.code == task.kind)
            new = NewRecord(
                kind.closed_by, task.project_id, task.post_id, None, county.today, "已约谈，责任单位表态整改"
            )
            await add_record(scope, edition, new)
        await inspect(scope, edition, shown, county.today)


def _all_but(rows: Sequence[Row[Any]], nth: int) -> list[Row[Any]]:
    """Leave out every nth: some never answer, and a demonstration must show that too."""
    return [row for number, row in enumerate(rows, start=1) if number % nth]
