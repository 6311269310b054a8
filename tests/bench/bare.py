"""A bare server to measure against: Litestar, asyncpg and msgspec, a token checked, a row-level-security transaction.

It answers the same rows with hand-written SQL and writes the same rows, and does nothing else that the service does.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import jwt
import msgspec
import uvicorn
from litestar import Litestar, Request, Response, get, post

from yipanqi_core.database.schema import APP_ROLE

LIST = """
SELECT p.id, p.name, p.code, p.nature, p.sector, p.level, p.total_investment, p.site, p.updated_at, r.value AS colour,
       r.because, u.name AS lead_unit, (SELECT count(*) FROM issues i WHERE i.tenant_id = p.tenant_id
       AND i.project_id = p.id AND i.resolved_on IS NULL) AS open_issues
FROM (SELECT * FROM projects WHERE tenant_id = $1 ORDER BY name, id LIMIT 51) p
LEFT JOIN rulings r ON r.tenant_id = p.tenant_id AND r.project_id = p.id AND r.kind = 'rating' AND r.assessment_id =
  (SELECT id FROM assessments WHERE tenant_id = $1 AND period_kind = 'month' ORDER BY ends_on DESC LIMIT 1)
LEFT JOIN responsibilities l ON l.tenant_id = p.tenant_id AND l.project_id = p.id AND l.kind = 'lead_unit'
  AND l.to_on IS NULL
LEFT JOIN units u ON u.tenant_id = l.tenant_id AND u.id = l.unit_id
ORDER BY p.name, p.id
"""
ONE = LIST.replace("tenant_id = $1 ORDER BY name, id LIMIT 51", "tenant_id = $1 AND id = $2")
HISTORY = "SELECT * FROM project_events WHERE tenant_id = $1 AND project_id = $2 ORDER BY id DESC LIMIT 51"
RECORD = (
    "INSERT INTO records (tenant_id, id, kind, post_id, project_id, on_date, note, recorded_by)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, 'bare')"
)
EVENT = (
    "INSERT INTO project_events (tenant_id, id, project_id, on_date, actor, kind, line)"
    " VALUES ($1, $2, $3, $4, 'bare', 'record', $5)"
)
AUDIT = "INSERT INTO audit (tenant_id, id, actor, action, subject, body) VALUES ($1, $2, 'bare', 'add_record', $3, $4)"


class NewRecord(msgspec.Struct):
    kind: str
    on: date
    post_id: UUID
    project_id: UUID | None = None
    note: str | None = None


@asynccontextmanager
async def transaction(request: Request[Any, Any, Any]) -> AsyncIterator[tuple[Any, UUID]]:
    state = request.app.state
    token = request.headers["authorization"].removeprefix("Bearer ")
    claims = state.seen.get(token)
    if claims is None:
        claims = state.seen[token] = jwt.decode(token, state.key, algorithms=["ES256", "EdDSA"], audience="yipanqi")
    tenant = UUID(claims["tid"])
    async with state.pool.acquire() as connection, connection.transaction():
        await connection.execute(f"SET LOCAL app.tenant_id = '{tenant}'")
        yield connection, tenant


def answer(rows: list[Any]) -> Response[bytes]:
    return Response(msgspec.json.encode([dict(row) for row in rows]), media_type="application/json")


@get("/list")
async def list_projects(request: Request[Any, Any, Any]) -> Response[bytes]:
    async with transaction(request) as (connection, tenant):
        return answer(await connection.fetch(LIST, tenant))


@get("/one/{key:uuid}")
async def read_project(request: Request[Any, Any, Any], key: UUID) -> Response[bytes]:
    async with transaction(request) as (connection, tenant):
        return answer(await connection.fetch(ONE, tenant, key))


@get("/history/{key:uuid}")
async def read_history(request: Request[Any, Any, Any], key: UUID) -> Response[bytes]:
    async with transaction(request) as (connection, tenant):
        return answer(await connection.fetch(HISTORY, tenant, key))


@post("/records")
async def add_record(request: Request[Any, Any, Any]) -> Response[bytes]:
    body = await request.body()
    new = msgspec.json.decode(body, type=NewRecord)
    key = uuid4()
    async with transaction(request) as (connection, tenant):
        await connection.execute(RECORD, tenant, key, new.kind, new.post_id, new.project_id, new.on, new.note)
        await connection.execute(EVENT, tenant, uuid4(), new.project_id, new.on, new.kind)
        await connection.execute(AUDIT, tenant, uuid4(), f"record:{key}", body)
    return answer([{"id": key}])


def create_app() -> Litestar:
    @asynccontextmanager
    async def serving(app: Litestar) -> AsyncIterator[None]:
        keys = jwt.PyJWKSet.from_json(os.environ["BENCH_KEYS"]).keys
        settings = {"role": APP_ROLE, "jit": "off"}
        url = os.environ["DATABASE_URL"].replace("postgresql+asyncpg", "postgresql")
        pool = await asyncpg.create_pool(url, min_size=10, max_size=10, server_settings=settings)
        app.state.pool, app.state.key, app.state.seen = pool, keys[0].key, {}
        yield
        await pool.close()

    handlers = [list_projects, read_project, read_history, add_record]
    return Litestar(route_handlers=handlers, lifespan=[serving], openapi_config=None, logging_config=None)


if __name__ == "__main__":
    port = int(os.environ["PORT"])
    uvicorn.run(create_app(), port=port, loop="uvloop", http="httptools", access_log=False, log_config=None)
