"""What a demonstration county has on record beyond its workbook: work with its fields, rows of registers."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any
from uuid import UUID

import msgspec

from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.demonstration.queries import names_and_ids
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.demonstration import Demonstration, DiaryPage
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.registers.service import checked
from yipanqi_core.registers.tables import register_entries
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work import kinds
from yipanqi_core.work.tables import records

Ids = Mapping[str, UUID]


def pages_of(shown: Demonstration) -> list[DiaryPage]:
    """Read the diary that lies beside the workbook."""
    if shown.diary is None:
        return []
    return msgspec.json.decode(resources.files(shown.package).joinpath(shown.diary).read_bytes(), type=list[DiaryPage])


async def keep_diary(scope: Scope, registry: Registry, shown: Demonstration) -> None:
    """Write every page of the diary that is no deed, each checked as if someone had typed it, dated as it says."""
    pages = [page for page in pages_of(shown) if page.act is None]
    if not pages:
        return
    county = await read_county(scope.connection, scope.tenant_id)
    edition = registry.in_force(county.mechanism, shown.until)
    units, projects = await names_and_ids(scope.connection, scope.tenant_id)
    done = list(_records(edition, pages, units, projects, scope.actor))
    kept = list(_entries(edition, pages, units, projects, scope.actor))
    await insert_rows(scope.connection, records, scope.tenant_id, done)
    await insert_rows(scope.connection, register_entries, scope.tenant_id, kept)


def _records(
    edition: Edition, pages: Sequence[DiaryPage], units: Ids, projects: Ids, actor: str
) -> Iterator[dict[str, Any]]:
    titles = {one.title for one in edition.records}
    for page in pages:
        if page.kind not in titles or page.unit is None:
            continue
        data = kinds.checked(kinds.kind_of(edition, page.kind), dict(page.data))
        yield {
            "id": new_id(),
            "kind": page.kind,
            "unit_id": units[page.unit],
            "project_id": None if page.project is None else projects[page.project],
            "on_date": page.on,
            "note": page.note,
            "data": None if data is None else data.model_dump(mode="json", exclude_none=True),
            "recorded_by": actor,
        }


def _entries(
    edition: Edition, pages: Sequence[DiaryPage], units: Ids, projects: Ids, actor: str
) -> Iterator[dict[str, Any]]:
    registers = {one.code: one for one in edition.registers}
    for page in pages:
        if page.kind not in registers:
            continue
        yield {
            "entry_id": new_id(),
            "register": page.kind,
            "round": 1,
            "project_id": None if page.project is None else projects[page.project],
            "unit_id": None if page.unit is None else units[page.unit],
            "year": page.year,
            "fields": checked(registers[page.kind], page.data),
            "since_on": page.on,
            "withdrawn": False,
            "recorded_by": actor,
            "recorded_on": page.on,
        }
