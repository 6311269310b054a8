"""Workbooks that were handed in: kept with the plan that was shown, so that exactly that plan can be applied later."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, update

from yipanqi_core.audit.service import record
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.refusals import NotFoundError, RefusedError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role
from yipanqi_core.workbook import queries
from yipanqi_core.workbook.keeping import APPLIED, keep
from yipanqi_core.workbook.plan import Plan
from yipanqi_core.workbook.raw import CellProblem
from yipanqi_core.workbook.service import apply_plan, make_plan, marked_file
from yipanqi_core.workbook.tables import workbooks


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook handed in, with its plan as JSON; `state` is planned, applied, or refused for its errors."""

    id: UUID
    filename: str
    digest: str
    year: int | None
    state: str
    plan: dict[str, Any]
    made_by: str
    made_at: datetime
    applied_at: datetime | None


async def hand_in(
    scope: Scope, registry: Registry, data: bytes, filename: str, *, role: Role, year: int | None = None
) -> tuple[UUID, Plan]:
    """Plan a workbook and keep both; nothing of the register changes. Raises WorkbookFileError, NotInForceError.

    `role` is the actor's, here and below.
    """
    plan = await make_plan(scope, registry, data, filename, year=year, role=role)
    upload_id = await keep(scope, data, plan)
    shown = {"filename": filename, "digest": plan.digest, "year": plan.year, "problems": len(plan.problems)}
    await record(scope, "hand_in_workbook", f"workbook:{upload_id}", shown)
    return upload_id, plan


async def find_upload(scope: Scope, upload_id: UUID) -> Upload:
    """Give a workbook that was handed in, without its file. Raises NotFoundError."""
    row = await queries.find_upload(scope.connection, scope.tenant_id, upload_id)
    if row is None:
        raise NotFoundError("没有这份县域工作簿；请重新上传")
    return Upload(**{**row._mapping, "plan": json.loads(row.plan)})


async def apply_upload(
    scope: Scope, registry: Registry, upload_id: UUID, *, role: Role, live_from: date | None = None
) -> Plan:
    """Carry out the plan that was shown, if the county still stands as it was shown.

    Raises NotFoundError, RefusedError (applied already), WorkbookRefusedError, StalePlanError.
    """
    await queries.lock_register(scope.connection, scope.tenant_id)
    upload = await find_upload(scope, upload_id)
    if upload.state == APPLIED:
        raise RefusedError(f"工作簿“{upload.filename}”已于 {upload.applied_at:%Y-%m-%d %H:%M} 载入，不重复载入")
    data = await queries.upload_data(scope.connection, scope.tenant_id, upload_id)
    plan = await make_plan(scope, registry, data, upload.filename, year=upload.year, role=role)
    done = await apply_plan(scope, registry, plan, live_from=live_from, digest=upload.digest, role=role)
    await scope.connection.execute(
        update(workbooks)
        .where(workbooks.c.tenant_id == scope.tenant_id, workbooks.c.id == upload_id)
        .values(state=APPLIED, applied_at=func.clock_timestamp())
    )
    return done


async def marked_upload(scope: Scope, upload_id: UUID) -> bytes:
    """Give the file back with the errors marked that were shown. Raises NotFoundError, WorkbookFileError."""
    upload = await find_upload(scope, upload_id)
    data = await queries.upload_data(scope.connection, scope.tenant_id, upload_id)
    return await marked_file(data, [CellProblem(**one) for one in upload.plan["errors"]])
