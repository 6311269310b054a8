"""A bare server to measure against: Litestar, asyncpg and msgspec, a token checked, a row-level-security transaction.

It answers the same rows with hand-written SQL and writes the same rows, and does nothing else that the service does.
"""

import hashlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import jwt
import msgspec
import uvicorn
from litestar import Litestar, Request, Response, get, post, put

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
ANSWERED = """
SELECT l.taken, k.request_digest, k.status, k.response FROM (SELECT pg_try_advisory_xact_lock($1) AS taken) l
LEFT JOIN idempotency_keys k ON k.tenant_id = $2 AND k.user_id = $3 AND k.key = $4
"""
KEEP = (
    "INSERT INTO idempotency_keys (tenant_id, user_id, key, request_digest, status, headers, response)"
    " VALUES ($1, $2, $3, $4, 201, '{}', $5)"
)
ISSUE = (
    "INSERT INTO issues (tenant_id, id, project_id, description, category, urgency, raised_on)"
    " VALUES ($1, $2, $3, $4, $5, $6, app_today())"
)
STAY = """
INSERT INTO issue_stays (tenant_id, issue_id, position, rung, unit_id, since_on, cause, decided_by)
SELECT $1, $2, 1, 'owner', unit_id, app_today(), 'raised', 'bare' FROM responsibilities
WHERE tenant_id = $1 AND project_id = $3 AND kind = 'owner' AND to_on IS NULL
RETURNING unit_id
"""
INBOX = "INSERT INTO inbox (tenant_id, id, unit_id, subject, received_on) VALUES ($1, $2, $3, $4, app_today())"
FIGURE = """
INSERT INTO monthly_figures (tenant_id, project_id, month, completed, attested_by, reported_at)
VALUES ($1, $2, $3, $4, $5, clock_timestamp()) ON CONFLICT (tenant_id, project_id, month) DO UPDATE
SET completed = excluded.completed, attested_by = excluded.attested_by, reported_at = excluded.reported_at
RETURNING completed, attested_by, reported_at
"""
EVENT = (
    "INSERT INTO project_events (tenant_id, id, project_id, on_date, actor, kind, line)"
    " VALUES ($1, $2, $3, app_today(), 'bare', $4, $5)"
)
AUDIT = "INSERT INTO audit (tenant_id, id, actor, action, subject, body) VALUES ($1, $2, 'bare', $3, $4, $5)"


class NewIssue(msgspec.Struct):
    project_id: UUID
    description: str
    category: str
    urgency: str


class NewReport(msgspec.Struct):
    completed: str
    attested_by: str
    reason: str | None = None


@asynccontextmanager
async def transaction(request: Request[Any, Any, Any]) -> AsyncIterator[tuple[Any, UUID, UUID]]:
    state = request.app.state
    token = request.headers["authorization"].removeprefix("Bearer ")
    claims = state.seen.get(token)
    if claims is None:
        claims = state.seen[token] = jwt.decode(token, state.key, algorithms=["ES256", "EdDSA"], audience="yipanqi")
    tenant = UUID(claims["tid"])
    async with state.pool.acquire() as connection, connection.transaction():
        await connection.execute(f"SET LOCAL app.tenant_id = '{tenant}'")
        yield connection, tenant, UUID(claims["sub"])


def answer(rows: list[Any]) -> Response[bytes]:
    return Response(msgspec.json.encode([dict(row) for row in rows]), media_type="application/json")


@get("/list")
async def list_projects(request: Request[Any, Any, Any]) -> Response[bytes]:
    async with transaction(request) as (connection, tenant, _):
        return answer(await connection.fetch(LIST, tenant))


@get("/one/{key:uuid}")
async def read_project(request: Request[Any, Any, Any], key: UUID) -> Response[bytes]:
    async with transaction(request) as (connection, tenant, _):
        return answer(await connection.fetch(ONE, tenant, key))


@get("/history/{key:uuid}")
async def read_history(request: Request[Any, Any, Any], key: UUID) -> Response[bytes]:
    async with transaction(request) as (connection, tenant, _):
        return answer(await connection.fetch(HISTORY, tenant, key))


@post("/issues")
async def raise_issue(request: Request[Any, Any, Any]) -> Response[bytes]:
    body = await request.body()
    new = msgspec.json.decode(body, type=NewIssue)
    issue, key, digest = uuid4(), request.headers["idempotency-key"], hashlib.sha256(body).digest()
    async with transaction(request) as (connection, tenant, user):
        (before,) = await connection.fetch(ANSWERED, hash(key), tenant, user, key)
        if before["status"] is not None:
            return Response(before["response"], media_type="application/json")
        await connection.execute(ISSUE, tenant, issue, new.project_id, new.description, new.category, new.urgency)
        owner = await connection.fetchval(STAY, tenant, issue, new.project_id)
        await connection.execute(EVENT, tenant, uuid4(), new.project_id, "issue", new.description)
        await connection.execute(INBOX, tenant, uuid4(), owner, new.description)
        await connection.execute(AUDIT, tenant, uuid4(), "raise_issue", f"issue:{issue}", body)
        answered = answer([{"id": issue, "unit_id": owner}])
        await connection.execute(KEEP, tenant, user, key, digest, answered.content)
    return answered


@put("/projects/{key:uuid}/reports/{month:str}")
async def report_progress(request: Request[Any, Any, Any], key: UUID, month: str) -> Response[bytes]:
    body = await request.body()
    new = msgspec.json.decode(body, type=NewReport)
    first = date.fromisoformat(f"{month}-01")
    async with transaction(request) as (connection, tenant, _):
        rows = await connection.fetch(FIGURE, tenant, key, first, Decimal(new.completed), new.attested_by)
        await connection.execute(EVENT, tenant, uuid4(), key, "report", f"{month} {new.completed}")
        await connection.execute(AUDIT, tenant, uuid4(), "report_progress", f"project:{key}", body)
    return answer(rows)


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

    handlers = [list_projects, read_project, read_history, raise_issue, report_progress]
    return Litestar(route_handlers=handlers, lifespan=[serving], openapi_config=None, logging_config=None)


if __name__ == "__main__":
    port = int(os.environ["PORT"])
    uvicorn.run(create_app(), port=port, loop="uvloop", http="httptools", access_log=False, log_config=None)
