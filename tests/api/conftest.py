"""An application over the real database, people of any role in any county, and sample routes built by the recipe."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Litestar, Router, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlalchemy import insert, text, update

from yipanqi_api import logs
from yipanqi_api.answers import Answer, created
from yipanqi_api.app import create_app
from yipanqi_api.etags import Condition, Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import ALREADY_EXISTS, RULE_REFUSES
from yipanqi_api.services import Services
from yipanqi_api.values import Instant, Money, MoneyText, amount, local
from yipanqi_core.assessments.publication import publish
from yipanqi_core.assessments.service import assess
from yipanqi_core.auth.passwords import hash_now
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import units, users
from yipanqi_core.refusals import NotFoundError, RefusedError
from yipanqi_core.settings import Settings
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county, set_dates
from yipanqi_core.vocabulary import Role, UnitKind
from yipanqi_core.workbook.service import load_file

PASSWORD = "Qinghe-7391-lu"
ISSUER = "https://yipanqi.test"
_HASH = hash_now(PASSWORD)


class UnitView(msgspec.Struct):
    id: UUID
    name: str
    version: int


class NewUnit(msgspec.Struct, forbid_unknown_fields=True):
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=50)]


class Amounts(msgspec.Struct, forbid_unknown_fields=True):
    budget: MoneyText
    people: int = 0


class AmountsView(msgspec.Struct):
    budget: Money
    at: Instant


def _view(row: Any) -> UnitView:
    return UnitView(row.id, row.name, row.version)


@get("", operation_id="ListSamples", summary="列出单位", guards=[requires(Permission.READ)])
async def list_units(
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    q: Annotated[str | None, QueryParameter(max_length=50)] = None,
    kind: Annotated[list[UnitKind] | None, QueryParameter()] = None,
) -> Answer[Page[UnitView]]:
    name, last = paging.after(tuple[str, UUID]) or ("", UUID(int=0))
    where = (
        "tenant_id = :tenant AND (name, id) > (CAST(:name AS text), CAST(:last AS uuid))"
        " AND (CAST(:q AS text) IS NULL OR name LIKE :q)"
    )
    rows = await transaction.connection.execute(
        text(f"SELECT id, name, version FROM units WHERE {where} ORDER BY name, id LIMIT :limit"),
        {"tenant": transaction.tenant_id, "name": name, "last": last, "limit": paging.limit + 1, "q": q},
    )
    total = len(kind or ()) if paging.count else None
    return paging.answer(rows.all(), key=lambda row: (row.name, row.id), view=_view, total=total)


async def _find(scope: Scope, unit_id: UUID) -> Any:
    row = (
        await scope.connection.execute(
            text("SELECT id, name, version FROM units WHERE tenant_id = :tenant AND id = :id FOR UPDATE"),
            {"tenant": scope.tenant_id, "id": unit_id},
        )
    ).first()
    if row is None:
        raise NotFoundError("没有这个单位")
    return row


@get("/{unit_id:uuid}", operation_id="ReadSample", summary="查看单位", guards=[requires(Permission.READ)])
async def read_unit(
    unit_id: FromPath[UUID], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[UnitView]:
    row = await _find(transaction, unit_id)
    return condition.answer(_view(row), row.version)


@post(
    "",
    operation_id="CreateSample",
    summary="新建单位",
    guards=[requires(Permission.MANAGE_PEOPLE)],
    responses=refuses(ALREADY_EXISTS),
)
async def create_unit(transaction: NamedDependency[Scope], data: JSONBody[NewUnit]) -> Answer[UnitView]:
    unit_id = new_id()
    values = {"tenant_id": transaction.tenant_id, "id": unit_id, "name": data.name, "kind": "other"}
    await transaction.connection.execute(insert(units).values(**values))
    return created(UnitView(unit_id, data.name, 1), f"/v1/samples/{unit_id}")


@patch(
    "/{unit_id:uuid}",
    operation_id="RenameSample",
    summary="单位更名",
    guards=[requires(Permission.MANAGE_PEOPLE)],
    responses=refuses(RULE_REFUSES),
)
async def rename_unit(
    unit_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    expected: NamedDependency[Expected],
    data: JSONBody[NewUnit],
) -> Answer[UnitView]:
    row = await _find(transaction, unit_id)
    expected.require(row.version)
    if data.name == "禁用":
        raise RefusedError("这个名称不能用。", clause="SM-1.1")
    await transaction.connection.execute(
        text("UPDATE units SET name = :name, version = version + 1 WHERE tenant_id = :tenant AND id = :id"),
        {"name": data.name, "tenant": transaction.tenant_id, "id": unit_id},
    )
    return tagged(UnitView(unit_id, data.name, row.version + 1), row.version + 1)


@post("/echo", status_code=200, operation_id="EchoAmounts", summary="金额", guards=[requires(Permission.READ)])
async def echo(transaction: NamedDependency[Scope], data: JSONBody[Amounts]) -> AmountsView:
    now: datetime = (await transaction.connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
    return AmountsView(amount(data.budget) + Decimal(data.people), local(now))


@post("/lost", operation_id="LoseUnit", summary="提交失败", guards=[requires(Permission.READ)])
async def lose(transaction: NamedDependency[Scope], data: JSONBody[NewUnit], killer: NamedDependency[Any]) -> UnitView:
    unit_id = new_id()
    values = {"tenant_id": transaction.tenant_id, "id": unit_id, "name": data.name, "kind": "other"}
    await transaction.connection.execute(insert(units).values(**values))
    pid = (await transaction.connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    async with killer.engine.connect() as other:
        await other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    return UnitView(unit_id, data.name, 1)


async def _fails_after(transaction: NamedDependency[Scope]) -> str:
    raise RefusedError("依赖失败")


@get("/leak", operation_id="LeakUnit", summary="依赖失败", dependencies={"broken": Provide(_fails_after)})
async def leak(transaction: NamedDependency[Scope], broken: NamedDependency[str]) -> None:
    raise AssertionError(broken)


@get("/crash", operation_id="CrashUnit", summary="内部错误", guards=[requires(Permission.READ)])
async def crash(transaction: NamedDependency[Scope]) -> None:
    raise ZeroDivisionError("机密内容")


SAMPLES = Router(
    "/v1/samples",
    route_handlers=[list_units, read_unit, create_unit, rename_unit, echo, lose, leak, crash],
    tags=["samples"],
)


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person: the client with the token on each request."""

    client: httpx.AsyncClient
    county: County
    user_id: UUID
    login: str
    access_token: str
    refresh_token: str
    headers: dict[str, str] = field(default_factory=dict)

    async def send(self, method: str, url: str, **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.access_token}", **more.pop("headers", {})}
        return await self.client.request(method, url, headers=headers, **more)

    async def get(self, url: str, **more: Any) -> httpx.Response:
        return await self.send("GET", url, **more)

    async def post(self, url: str, **more: Any) -> httpx.Response:
        return await self.send("POST", url, **more)


SignIn = Callable[..., Awaitable[Caller]]


@pytest.fixture(scope="session")
def api_settings(owner_url: str, valkey_url: str) -> Settings:
    return Settings(
        database_url=owner_url, valkey_url=valkey_url, public_url=ISSUER, pool_size=10, requests_each_minute=10**9
    )


@asynccontextmanager
async def running(app: Litestar) -> AsyncIterator[None]:
    """Start and stop the application within one task, as a server does; a fixture begins and ends in two."""
    ready, ending = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            ready.set()
            await ending.wait()

    task = asyncio.create_task(live())
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not task.done():
        yield
    ending.set()
    await task


@pytest.fixture(scope="session")
async def app(api_settings: Settings, database: Database, owner_url: str) -> AsyncIterator[Litestar]:
    logs.configure("WARNING")
    killer = Database(owner_url, assume_role=False)
    SAMPLES.dependencies = {"killer": Provide(lambda: killer, sync_to_thread=False)}
    app = create_app(api_settings, [SAMPLES])
    async with running(app):
        yield app
    await killer.close()


@pytest.fixture
def services(app: Litestar) -> Services:
    services: Services = app.state.services
    return services


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url=ISSUER) as client:
        yield client


@pytest.fixture
def make_user(database: Database) -> Callable[..., Awaitable[UUID]]:
    async def make(county: County, login: str, role: Role = Role.CLERK) -> UUID:
        unit, user = new_id(), new_id()
        async with database.transaction(county.id) as connection:
            row = {"tenant_id": county.id, "id": unit, "name": f"{login}的单位", "kind": "other"}
            await connection.execute(insert(units).values(**row))
            values = {"login": login, "name": "张三", "unit_id": unit, "role": role.value, "password_hash": _HASH}
            await connection.execute(insert(users).values(tenant_id=county.id, id=user, **values))
        return user

    return make


@pytest.fixture
def sign_in(client: httpx.AsyncClient, make_user: Callable[..., Awaitable[UUID]]) -> SignIn:
    """Make a user of a role in a county and sign in through the API."""

    async def enter(county: County, role: Role = Role.OFFICE, login: str | None = None) -> Caller:
        login = login or role.value
        user_id = await make_user(county, login, role)
        body = {"county": county.code, "login": login, "password": PASSWORD}
        answer = await client.post("/v1/auth/token", json=body)
        assert answer.status_code == 200, answer.text
        tokens = answer.json()
        return Caller(client, county, user_id, login, tokens["access_token"], tokens["refresh_token"])

    return enter


SAMPLE = Path(__file__).resolve().parents[1] / "data" / "shimian-2024.xlsx"
PEOPLE = {"leader": "leader5", "office": "office1", "department": "office8", "clerk": "clerk", "admin": "admin"}
_numbers = count(1)


class Resident(Caller):
    """Someone of the shared year, who signs in again when another test has retired the signing keys."""

    async def send(self, method: str, url: str, **more: Any) -> httpx.Response:
        answer = await Caller.send(self, method, url, **more)
        if answer.status_code != 401:
            return answer
        body = {"county": self.county.code, "login": self.login, "password": PASSWORD}
        tokens = (await self.client.post("/v1/auth/token", json=body)).json()
        object.__setattr__(self, "access_token", tokens["access_token"])
        return await Caller.send(self, method, url, **more)


@dataclass(frozen=True, slots=True)
class Year:
    """A county with the sample year, standing at 2024-08-05: 2024-01…07 assessed, 2024-06 published on 07-03.

    leader: 分管农业副县长, who has projects. office: 发改局. department and clerk: 住建局, a lead unit. admin.
    """

    county: County
    leader: Caller
    office: Caller
    department: Caller
    clerk: Caller
    admin: Caller


async def _people(connection: Any, tenant_id: UUID) -> None:
    """Passwords for those that the workbook names, and a clerk and an administrator it does not."""
    for login, role, unit in (
        ("clerk", Role.CLERK, "县住房和城乡建设局"),
        ("admin", Role.ADMIN, "县发展和改革局"),
    ):
        await connection.execute(
            text(
                "INSERT INTO users (tenant_id, id, login, name, unit_id, role)"
                " SELECT tenant_id, :id, :login, '陈明', id, :role FROM units"
                " WHERE tenant_id = :tenant AND name = :unit"
            ),
            {"id": new_id(), "login": login, "role": role.value, "tenant": tenant_id, "unit": unit},
        )
    of_county = users.c.tenant_id == tenant_id
    await connection.execute(update(users).where(of_county).values(password_hash=_HASH))


async def make_year(database: Database, client: httpx.AsyncClient, name: str) -> Year:
    """Load, assess and publish; then sign everyone in."""
    registry, code = installed(), f"year-{next(_numbers)}"
    tenant_id = await create_county(database, code=code, name=name, mechanism="shimian", actor="test")
    async with database.transaction(tenant_id) as connection:
        scope = Scope(connection, tenant_id, "test")
        result, _ = await load_file(scope, registry, SAMPLE.read_bytes(), SAMPLE.name)
        assert result["errors"] == []
        await set_dates(scope, clock_date=date(2024, 7, 3))
        await publish(scope, registry, Period.parse("2024-06"), date(2024, 7, 3))
        await set_dates(scope, clock_date=date(2024, 8, 5))
        for month in range(1, 8):
            await assess(scope, registry, Period.parse(f"2024-{month:02d}"))
        await _people(connection, tenant_id)
        county = await read_county(connection, tenant_id)
    callers = {}
    for door, login in PEOPLE.items():
        body = {"county": code, "login": login, "password": PASSWORD}
        answer = await client.post("/v1/auth/token", json=body)
        assert answer.status_code == 200, answer.text
        tokens = answer.json()
        access, refresh = tokens["access_token"], tokens["refresh_token"]
        me = await client.get("/v1/auth/me", headers={"Authorization": f"Bearer {access}"})
        callers[door] = Resident(client, county, UUID(me.json()["id"]), login, access, refresh)
    return Year(county, **callers)


@pytest.fixture(scope="session")
async def year_client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url=ISSUER) as client:
        yield client


@pytest.fixture(scope="session")
async def year(database: Database, year_client: httpx.AsyncClient) -> Year:
    """The sample year, shared by the whole session: only for tests that read."""
    return await make_year(database, year_client, "石棉县")


@pytest.fixture(scope="session")
async def neighbour_year(database: Database, year_client: httpx.AsyncClient) -> Year:
    """The same year in a second county, with ids of its own; only for reading."""
    return await make_year(database, year_client, "邻县")


@pytest.fixture
async def fresh_year(database: Database, year_client: httpx.AsyncClient) -> Year:
    """A year of its own for a test that changes something."""
    return await make_year(database, year_client, "新县")
