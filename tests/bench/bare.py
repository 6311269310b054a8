"""A bare server to measure against: Litestar, asyncpg and msgspec, a token checked, a row-level-security transaction.

It answers the same rows and columns with hand-written SQL and writes the same rows, and does nothing else that the
service does: it judges no clock, asks no guard, and knows no filter, order, cursor, ETag or language.
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

# The same columns as the service's own list, read once for the page: who answers, plan, rating in effect, list, counts.
SHOWN = """
WITH page AS MATERIALIZED (SELECT * FROM projects WHERE tenant_id = $1 {cut}),
ids AS MATERIALIZED (SELECT array_agg(id) AS ids FROM page),
t AS MATERIALIZED (SELECT app_today() AS day),
m AS MATERIALIZED (SELECT a.id, a.period, p.published_on FROM assessments a LEFT JOIN publications p
  ON p.tenant_id = a.tenant_id AND p.assessment_id = a.id
  WHERE a.tenant_id = $1 AND a.period_kind = 'month' ORDER BY a.ends_on DESC LIMIT 1),
due AS MATERIALIZED (SELECT id, project_id, planned_on FROM items WHERE tenant_id = $1
  AND project_id = ANY((SELECT ids FROM ids)::uuid[]) AND (finished_on IS NULL OR finished_on > (SELECT day FROM t)))
SELECT page.id, page.name, page.code, page.nature, page.sector, page.level, page.total_investment, page.site,
  page.updated_at, y.amount AS annual_plan, m.period, m.published_on, r.kind AS rating_kind,
  coalesce(o.value, r.value) AS colour, r.value AS computed, r.clause, r.because, s.step, s.entered_on AS listed_on,
  coalesce(x.open, 0) AS open_issues, coalesce(x.urgent, 0) AS urgent_issues, coalesce(late.late, 0) AS late_items,
  lu.id AS lead_unit_id, lu.name AS lead_unit, ou.id AS owner_id, ou.name AS owner,
  l.id AS leader_id, l.title AS leader, h.id AS holder_id, h.name AS holder {more}
FROM page CROSS JOIN t LEFT JOIN m ON true
LEFT JOIN annual_plans y ON y.tenant_id = $1 AND y.project_id = page.id AND y.year = extract(year FROM t.day)::int
LEFT JOIN rulings r ON r.tenant_id = $1 AND r.project_id = page.id AND r.assessment_id = (SELECT id FROM m)
  AND r.kind IN ('rating', 'reference')
LEFT JOIN (SELECT DISTINCT ON (project_id) project_id, value FROM overrides WHERE tenant_id = $1
  AND assessment_id = (SELECT id FROM m) AND project_id = ANY((SELECT ids FROM ids)::uuid[]) AND counts
  ORDER BY project_id, id DESC) o ON o.project_id = page.id AND r.kind = 'rating'
LEFT JOIN (SELECT DISTINCT ON (project_id) project_id, step, entered_on FROM passages WHERE tenant_id = $1
  AND project_id = ANY((SELECT ids FROM ids)::uuid[]) AND track = 'lists' AND entered_on <= (SELECT day FROM t)
  AND (left_on IS NULL OR left_on > (SELECT day FROM t)) ORDER BY project_id, entered_on DESC, id DESC
  ) s ON s.project_id = page.id
LEFT JOIN (SELECT project_id, count(*) AS open, count(*) FILTER (WHERE urgency = 'urgent') AS urgent FROM issues
  WHERE tenant_id = $1 AND project_id = ANY((SELECT ids FROM ids)::uuid[]) AND raised_on <= (SELECT day FROM t)
  AND (resolved_on IS NULL OR resolved_on > (SELECT day FROM t)) GROUP BY project_id) x ON x.project_id = page.id
LEFT JOIN (SELECT due.project_id, count(*) AS late FROM due LEFT JOIN (SELECT DISTINCT ON (item_id) item_id, planned_on
  FROM item_plans WHERE tenant_id = $1 AND item_id = ANY((SELECT array_agg(id) FROM due)::uuid[])
  AND approved_on <= (SELECT day FROM t) ORDER BY item_id, round DESC) again ON again.item_id = due.id
  WHERE coalesce(again.planned_on, due.planned_on) < (SELECT day FROM t) GROUP BY due.project_id
  ) late ON late.project_id = page.id
LEFT JOIN responsibilities lp ON lp.tenant_id = $1 AND lp.project_id = page.id AND lp.kind = 'lead_unit'
  AND lp.to_on IS NULL
LEFT JOIN units lu ON lu.tenant_id = $1 AND lu.id = lp.unit_id
LEFT JOIN responsibilities op ON op.tenant_id = $1 AND op.project_id = page.id AND op.kind = 'owner'
  AND op.to_on IS NULL
LEFT JOIN units ou ON ou.tenant_id = $1 AND ou.id = op.unit_id
LEFT JOIN responsibilities pp ON pp.tenant_id = $1 AND pp.project_id = page.id AND pp.kind = 'leader'
  AND pp.to_on IS NULL
LEFT JOIN posts l ON l.tenant_id = $1 AND l.id = pp.post_id
LEFT JOIN LATERAL (SELECT u.id, u.name FROM appointments a
  JOIN users u ON u.tenant_id = a.tenant_id AND u.id = a.user_id
  WHERE a.tenant_id = $1 AND a.post_id = l.id AND (a.from_on IS NULL OR a.from_on <= t.day)
  AND (a.to_on IS NULL OR a.to_on > t.day) ORDER BY a.from_on DESC NULLS LAST, a.id DESC LIMIT 1) h ON true
ORDER BY page.name, page.id
"""
LIST = SHOWN.format(cut="ORDER BY name, id LIMIT 51", more="")
OWN = (
    ", page.declared_nature, page.registered_on, page.content, page.fields, page.version, page.created_at,"
    " convert_from(r.facts, 'UTF8') AS facts"
)
# One project is found by its id everywhere, and by no list of ids: less work for PostgreSQL.
ONE = SHOWN.format(cut="AND id = $2", more=OWN)
ONE = ONE.replace("ANY((SELECT ids FROM ids)::uuid[])", "$2").replace("project_id = page.id", "project_id = $2")
# The days that its clocks show: those of its items; others are among its own columns.
DAYS = "SELECT kind, title, planned_on, finished_on FROM items WHERE tenant_id = $1 AND project_id = $2"
FINDINGS = """
SELECT r.id, r.code, r.value, r.clause, r.because, convert_from(r.facts, 'UTF8') AS facts,
  u.id AS unit_id, u.name AS unit
FROM rulings r LEFT JOIN units u ON u.tenant_id = r.tenant_id AND u.id = r.unit_id
WHERE r.tenant_id = $1 AND r.project_id = $2 AND r.kind = 'finding' AND r.assessment_id = (SELECT id FROM assessments
  WHERE tenant_id = $1 AND period_kind = 'month' ORDER BY ends_on DESC LIMIT 1) ORDER BY r.position
"""
HISTORY = """
SELECT id, at, on_date, actor, kind, line, clause FROM project_events WHERE tenant_id = $1 AND project_id = $2
ORDER BY id DESC LIMIT 51
"""
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
        rows = await connection.fetch(ONE, tenant, key)
        return answer([*rows, *[row for sql in (FINDINGS, DAYS) for row in await connection.fetch(sql, tenant, key)]])


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
