"""Writing the audit trail."""

from typing import TYPE_CHECKING, Any

from yipanqi_core.audit.tables import audit
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.canonical import encode

if TYPE_CHECKING:
    from yipanqi_core.tenants.scope import Scope


async def record(scope: "Scope", action: str, subject: str, body: object) -> None:
    """Write one row for a mutation, in its own transaction; `body` is kept as canonical JSON, byte for byte."""
    await insert_rows(scope.connection, audit, scope.tenant_id, [audit_row(scope, action, subject, body)])


def audit_row(scope: "Scope", action: str, subject: str, body: object) -> dict[str, Any]:
    """Make that row, for writing it together with what it tells of."""
    return {
        "id": new_id(),
        "actor": scope.actor,
        "action": action,
        "subject": subject,
        "body": encode(body),
        "trace": scope.trace,
    }
