"""A workbook of 300 rows: planned and applied by the service, and the same rows by one bare statement a table."""

import statistics
import time
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Table, text
from tests.bench.county import SAMPLE
from tests.bench.rows import ROUNDS

from yipanqi_core.database.connection import Database
from yipanqi_core.database.tables import metadata
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county
from yipanqi_core.workbook import wire
from yipanqi_core.workbook.limits import FILE
from yipanqi_core.workbook.plan import Plan
from yipanqi_core.workbook.raw import RawWorkbook
from yipanqi_core.workbook.reader import read_lines
from yipanqi_core.workbook.service import apply_plan

ROWS = 300
_WHOLE = ("单位", "人员", "项目")
_NOT_LOADED = {"tenants", "audit", "audit_links"}


def cut(raw: RawWorkbook) -> RawWorkbook:
    """Cut a workbook down to 300 rows: its units, people and projects, and as many rows of the other sheets each."""
    kept = sum(len(sheet.rows) for sheet in raw.sheets if sheet.title in _WHOLE)
    others = sum(len(sheet.rows) for sheet in raw.sheets if sheet.title not in _WHOLE)
    left, sheets = ROWS - kept, []
    for sheet in raw.sheets:
        share = sheet.rows if sheet.title in _WHOLE else sheet.rows[: round(left * len(sheet.rows) / others)]
        sheets.append(replace(sheet, rows=share))
    return replace(raw, sheets=tuple(sheets))


async def _written(database: Database, tenant: UUID) -> dict[str, list[str]]:
    """Give the rows that a county holds, by table in the order of their references, as PostgreSQL writes a row."""
    tables: Iterable[Table] = (one for one in metadata.sorted_tables if one.info.get("tenant"))
    found = {}
    async with database.transaction(tenant) as connection:
        for table in tables:
            rows = await connection.execute(text(f"SELECT t::text FROM {table.name} t WHERE tenant_id = '{tenant}'"))
            found[table.name] = list(rows.scalars())
    return {name: rows for name, rows in found.items() if rows and name not in _NOT_LOADED}


async def _county(database: Database, number: int) -> UUID:
    code = f"loaded{number}"
    return await create_county(database, code=code, name=f"载入县{number}", mechanism="shimian", actor="bench")


async def loading(database: Database, number: int) -> tuple[float, float, int, int]:
    """Time planning and applying the workbook, and the bare insert; (ours, bare, rows read, rows written)."""
    raw = cut(wire.assemble(wire.encode(line) for line in read_lines(SAMPLE.read_bytes(), FILE)))
    ours, bare = await _county(database, number), await _county(database, number + 1)
    started = time.perf_counter()
    async with database.transaction(ours) as connection:
        done = await apply_plan(Scope(connection, ours, "bench"), installed(), Plan(SAMPLE.name, None, raw))
    taken = time.perf_counter() - started
    assert not done.problems
    rows = await _written(database, ours)
    copies = {name: [row.replace(str(ours), str(bare)) for row in each] for name, each in rows.items()}
    started = time.perf_counter()
    async with database.transaction(bare) as connection:
        for name, each in copies.items():
            insert = f"INSERT INTO {name} SELECT * FROM unnest(CAST(:rows AS text[])::{name}[])"
            await connection.execute(text(insert), {"rows": each})
    plain = time.perf_counter() - started
    return taken, plain, sum(len(sheet.rows) for sheet in raw.sheets), sum(len(each) for each in rows.values())


async def loaded(database: Database) -> None:
    """Print how long a workbook takes."""
    done = [await loading(database, number) for number in range(0, 2 * ROUNDS + 2, 2)][1:]  # the first one warms up
    taken, plain, share = (statistics.median(each) for each in zip(*((a, b, b / a) for a, b, *_ in done), strict=True))
    print(
        f"\nplanned and applied: a workbook of {done[0][2]} rows in {taken * 1000:.0f} ms; the {done[0][3]} rows it"
        f" writes, bare: {plain * 1000:.0f} ms (share {share:.2f}, aim 0.35)",
        flush=True,
    )
