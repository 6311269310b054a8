"""An application over the real database, people of any role in any county, and sample routes built by the recipe."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Litestar, Router, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlalchemy import insert, text

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
from yipanqi_core.auth.passwords import hash_now
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.people.tables import units, users
from yipanqi_core.refusals import NotFoundError, RefusedError
from yipanqi_core.settings import Settings
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role, UnitKind

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


@get("", operation_id="ListUnits", summary="列出单位", guards=[requires(Permission.READ)])
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


@get("/{unit_id:uuid}", operation_id="ReadUnit", summary="查看单位", guards=[requires(Permission.READ)])
async def read_unit(
    unit_id: FromPath[UUID], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[UnitView]:
    row = await _find(transaction, unit_id)
    return condition.answer(_view(row), row.version)


@post(
    "",
    operation_id="CreateUnit",
    summary="新建单位",
    guards=[requires(Permission.MANAGE_PEOPLE)],
    responses=refuses(ALREADY_EXISTS),
)
async def create_unit(transaction: NamedDependency[Scope], data: JSONBody[NewUnit]) -> Answer[UnitView]:
    unit_id = new_id()
    values = {"tenant_id": transaction.tenant_id, "id": unit_id, "name": data.name, "kind": "other"}
    await transaction.connection.execute(insert(units).values(**values))
    return created(UnitView(unit_id, data.name, 1), f"/v1/units/{unit_id}")


@patch(
    "/{unit_id:uuid}",
    operation_id="RenameUnit",
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
    "/v1/units",
    route_handlers=[list_units, read_unit, create_unit, rename_unit, echo, lose, leak, crash],
    tags=["units"],
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
    return Settings(database_url=owner_url, valkey_url=valkey_url, public_url=ISSUER, pool_size=10)


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
