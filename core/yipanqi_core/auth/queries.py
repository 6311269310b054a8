"""Reading signing keys, users who sign in, and the state of who is asking."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ScalarSelect, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.tables import idempotency_keys, refresh_tokens, signing_keys
from yipanqi_core.database.direct import Direct
from yipanqi_core.people.tables import appointments, units, users
from yipanqi_core.vocabulary import Role


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A signing key as it is kept."""

    kid: str
    private_key: bytes
    public_key: bytes


@dataclass(frozen=True, slots=True)
class Account:
    """What a sign-in looks at."""

    id: UUID
    login: str
    role: Role
    epoch: int
    password_hash: str | None
    failed_attempts: int
    locked: bool
    lock_passed: bool
    disabled: bool


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A refresh token as it is kept."""

    id: UUID
    user_id: UUID
    family: UUID
    spent: bool
    ended: bool


_u, _n, _a, _r = users.c, units.c, appointments.c, refresh_tokens.c
_now = func.clock_timestamp()

_ACCOUNT = select(
    _u.id,
    _u.login,
    _u.role,
    _u.token_epoch.label("epoch"),
    _u.password_hash,
    _u.failed_attempts,
    func.coalesce(_u.locked_until > _now, False).label("locked"),
    func.coalesce(_u.locked_until <= _now, False).label("lock_passed"),
    _u.disabled_at.is_not(None).label("disabled"),
).with_for_update()

_today = select(func.app_today()).scalar_subquery()
_posts = (
    select(func.array_agg(_a.post_id))
    .where(
        _a.tenant_id == bindparam("tenant"),
        _a.user_id == bindparam("user"),
        func.coalesce(_a.from_on <= _today, True),
        func.coalesce(_a.to_on > _today, True),
    )
    .scalar_subquery()
)
_session_open = (
    select(_r.id)
    .where(_r.tenant_id == bindparam("tenant"), _r.family == bindparam("session"), _r.revoked_at.is_(None))
    .exists()
)
_IDENTITY = (
    select(_u.login, _u.name, _u.role, _u.unit_id, _n.name.label("unit_name"), _posts.label("post_ids"))
    .join(units, (_n.tenant_id == _u.tenant_id) & (_n.id == _u.unit_id))
    .where(
        _u.tenant_id == bindparam("tenant"),
        _u.id == bindparam("user"),
        _u.token_epoch == bindparam("epoch"),
        _u.disabled_at.is_(None),
        _session_open,
    )
)


async def list_keys(connection: AsyncConnection) -> list[StoredKey]:
    """List the signing keys that are not retired, the newest first."""
    k = signing_keys.c
    rows = await connection.execute(
        select(k.kid, k.private_key, k.public_key).where(k.retired_at.is_(None)).order_by(k.created_at.desc(), k.kid)
    )
    return [StoredKey(row.kid, row.private_key, row.public_key) for row in rows]


async def lock_account(connection: AsyncConnection, tenant_id: UUID, login: str) -> Account | None:
    """Read the account of a login and lock its row: attempts on one account are counted one after another."""
    return _account((await connection.execute(_ACCOUNT.where(_u.tenant_id == tenant_id, _u.login == login))).first())


async def lock_account_by_id(connection: AsyncConnection, tenant_id: UUID, user_id: UUID) -> Account | None:
    """Read an account by its id and lock its row."""
    return _account((await connection.execute(_ACCOUNT.where(_u.tenant_id == tenant_id, _u.id == user_id))).first())


def _account(row: Any) -> Account | None:
    return None if row is None else Account(**{**row._mapping, "role": Role.of(row.role)})


async def lock_refresh_token(connection: AsyncConnection, tenant_id: UUID, digest: bytes) -> StoredToken | None:
    """Read a refresh token by its digest and lock its row: of two who hand it in, one comes second."""
    row = (
        await connection.execute(
            select(
                _r.id,
                _r.user_id,
                _r.family,
                _r.spent_at.is_not(None).label("spent"),
                (_r.revoked_at.is_not(None) | (_r.expires_at <= _now)).label("ended"),
            )
            .where(_r.tenant_id == tenant_id, _r.digest == digest)
            .with_for_update()
        )
    ).first()
    return None if row is None else StoredToken(**row._mapping)


def family_end(tenant_id: UUID, family: UUID) -> ScalarSelect[Any]:
    """Select when a sign-in ends, for use inside an INSERT; nothing for a new one."""
    return select(func.min(_r.expires_at)).where(_r.tenant_id == tenant_id, _r.family == family).scalar_subquery()


async def read_identity(
    connection: AsyncConnection, *, tenant_id: UUID, user_id: UUID, session_id: UUID, epoch: int
) -> Identity | None:
    """Read who is asking in one statement; None when disabled, signed out, or the token's epoch has passed."""
    values = {"tenant": tenant_id, "user": user_id, "session": session_id, "epoch": epoch}
    row = (await connection.execute(_IDENTITY, values)).first()
    if row is None:
        return None
    return Identity(
        tenant_id=tenant_id,
        user_id=user_id,
        session_id=session_id,
        login=row.login,
        name=row.name,
        role=Role.of(row.role),
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        post_ids=tuple(row.post_ids or ()),
        epoch=epoch,
    )


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a request with this Idempotency-Key was answered before."""

    request_digest: bytes
    status: int
    headers: str
    body: bytes


_i = idempotency_keys.c
_lock = select(func.pg_try_advisory_xact_lock(bindparam("lock", type_=BigInteger)).label("taken")).subquery()
_ANSWERED = Direct(
    select(_lock.c.taken, _i.request_digest, _i.status, _i.headers, _i.response).select_from(
        _lock.outerjoin(
            idempotency_keys,
            and_(
                _i.tenant_id == bindparam("tenant"),
                _i.user_id == bindparam("user"),
                _i.key == bindparam("key"),
                _i.status.is_not(None),
            ),
        )
    )
)


async def try_idempotency_key(
    connection: AsyncConnection, *, tenant_id: UUID, user_id: UUID, key: str, lock: int
) -> tuple[bool, KeptAnswer | None]:
    """Take the key's lock for this transaction, unless another holds it, and read the answer kept under it."""
    (row,) = await _ANSWERED.all(connection, tenant=tenant_id, user=user_id, key=key, lock=lock)
    kept = None if row.status is None else KeptAnswer(row.request_digest, row.status, row.headers, row.response)
    return row.taken, kept
