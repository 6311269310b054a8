"""Writing the audit trail."""

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert

from yipanqi_core.audit.tables import audit
from yipanqi_core.database.direct import Direct
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.canonical import encode

if TYPE_CHECKING:
    from yipanqi_core.tenants.scope import Scope


_WRITTEN = ("tenant_id", "id", "actor", "action", "subject", "body", "trace")
_ROW = Direct(insert(audit).values({name: bindparam(name) for name in _WRITTEN}))


async def record(scope: "Scope", action: str, subject: str, body: object) -> None:
    """Write one row for a mutation, in its own transaction; `body` is kept as canonical JSON, byte for byte."""
    await _ROW.run(
        scope.connection,
        tenant_id=scope.tenant_id,
        id=new_id(),
        actor=scope.actor,
        action=action,
        subject=subject,
        body=encode(body),
        trace=scope.trace,
    )
