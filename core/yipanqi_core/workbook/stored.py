"""When a workbook that was handed in may be applied, or handed back with its errors marked."""

from uuid import UUID

from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.refusals import RefusedError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role
from yipanqi_core.workbook.keeping import APPLIED, REFUSED
from yipanqi_core.workbook.plan import Plan
from yipanqi_core.workbook.uploads import apply_upload, find_upload, marked_upload


def require_applicable(state: str) -> None:
    """Refuse to apply what was applied already or has errors. Raises RefusedError."""
    if state == APPLIED:
        raise RefusedError("工作簿已经载入，不重复载入；如有更正请上传新的工作簿")
    if state == REFUSED:
        raise RefusedError("工作簿有错误，不能载入；请按 errors 逐条改正后重新上传")


def require_errors(state: str) -> None:
    """Refuse to mark what has no errors. Raises RefusedError."""
    if state != REFUSED:
        raise RefusedError("工作簿没有错误，不需要标注")


async def apply_stored(scope: Scope, registry: Registry, upload_id: UUID, *, role: Role) -> Plan:
    """Carry out the plan of a workbook, whole or not at all.

    Raises NotFoundError, RefusedError, WorkbookRefusedError, StalePlanError.
    """
    require_applicable((await find_upload(scope, upload_id)).state)
    return await apply_upload(scope, registry, upload_id, role=role)


async def marked(scope: Scope, upload_id: UUID) -> tuple[str, bytes]:
    """Give a workbook's name and its file with the errors marked. Raises NotFoundError, RefusedError."""
    upload = await find_upload(scope, upload_id)
    require_errors(upload.state)
    return upload.filename, await marked_upload(scope, upload_id)
