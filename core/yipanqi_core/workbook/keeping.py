"""Keeping a workbook's file with its plan: the evidence on which passages rest."""

from uuid import UUID

from sqlalchemy import func, insert

from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.workbook.plan import Plan
from yipanqi_core.workbook.tables import workbooks

PLANNED, APPLIED, REFUSED = "planned", "applied", "refused"


async def keep(scope: Scope, data: bytes, plan: Plan, *, applied: bool = False) -> UUID:
    """Keep the file, byte for byte, with its plan as JSON; gives its id."""
    upload_id = new_id()
    state = APPLIED if applied else REFUSED if plan.problems else PLANNED
    statement = insert(workbooks).values(
        tenant_id=scope.tenant_id,
        id=upload_id,
        filename=plan.filename,
        data=data,
        digest=plan.digest,
        year=plan.year,
        plan=encode(plan.as_json(applied=applied)),
        state=state,
        made_by=scope.actor,
        applied_at=func.clock_timestamp() if applied else None,
    )
    await scope.connection.execute(statement)
    return upload_id
