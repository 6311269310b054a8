"""The audit trail: who did what to what, when, with what was before and after."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from msgspec import Meta

from yipanqi_api.answers import Answer
from yipanqi_api.guards import requires
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import INVALID_REQUEST
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.values import Instant, local
from yipanqi_core.audit import queries
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.database.keyset import key_of, key_type
from yipanqi_core.tenants.scope import Scope

_EXAMPLE = "2024-08-05T00:00:00+08:00"


class AuditRow(msgspec.Struct):
    """One mutation."""

    id: UUID
    at: Instant
    actor: Annotated[str, Meta(description="登录名，或 schedule 等系统身份")]
    action: Annotated[str, Meta(examples=["reply_letter"])]
    subject: Annotated[str, Meta(description="对象，种类:编号")]
    body: Annotated[msgspec.Raw, Meta(description="变动内容，按存档原样")]
    trace: Annotated[str | None, Meta(description="引起变动的请求的 trace_id")]
    number: Annotated[int | None, Meta(description="在审计链上的位次，自 1 起不间断；null 为不在链上")]
    link: Annotated[
        str | None, Meta(description="链上这一环的 SHA-256；抄存最新一条的位次和这一环，即可日后核对此前全部记录")
    ]

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row of the trail."""
        body = msgspec.Raw(row.body)
        place = row.number, row.link
        return cls(row.id, local(row.at), row.actor, row.action, row.subject, body, row.trace, *place)


@get("", operation_id="ListAudit", summary="列出审计记录", guards=[requires(Permission.READ_AUDIT)])
async def list_audit(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    actor: Annotated[list[str] | None, QueryParameter(description="办理者登录名")] = None,
    action: Annotated[list[str] | None, QueryParameter(description="动作")] = None,
    subject: Annotated[str | None, QueryParameter(max_length=200, description="对象，种类:编号")] = None,
    at_gte: Annotated[datetime | None, QueryParameter(description=f"不早于，如 {_EXAMPLE}（+ 写作 %2B）")] = None,
    at_lt: Annotated[datetime | None, QueryParameter(description="早于")] = None,
) -> Answer[Page[AuditRow]]:
    """Every mutation in the county, the newest first."""
    for name, instant in (("at_gte", at_gte), ("at_lt", at_lt)):
        if instant is not None and instant.tzinfo is None:
            raise ProblemError(INVALID_REQUEST, f"{name} 应带时区，如 {_EXAMPLE}；查询中的 + 写作 %2B。")
    wanted = queries.AuditFilter(actor, action, subject, at_gte, at_lt)
    connection, tenant = transaction.connection, transaction.tenant_id
    after = paging.after(key_type(queries.NEWEST_FIRST))
    rows = await queries.audit_rows(connection, tenant, wanted, after, paging.limit + 1)
    total = await queries.count_audit(connection, tenant, wanted) if paging.count else None
    return paging.answer(rows, key=key_of, view=AuditRow.of, total=total)


audit_router = Router("/v1/audit", route_handlers=[list_audit], tags=["audit"])
