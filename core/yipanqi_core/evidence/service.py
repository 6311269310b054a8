"""Adding evidence and giving it back, proven by its hash."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert

from yipanqi_core.audit.service import record
from yipanqi_core.bulletins.reading_queries import rectification_row
from yipanqi_core.evidence import queries
from yipanqi_core.evidence.sniffing import kind_of, require_name
from yipanqi_core.evidence.store import EvidenceFolder, EvidenceLostError, digest_of
from yipanqi_core.evidence.subjects import SUBJECTS, Subject
from yipanqi_core.evidence.tables import evidence_files
from yipanqi_core.identifiers import new_id
from yipanqi_core.inspections import queries as inspection_queries
from yipanqi_core.inspections.guards import hidden_from, may_see_problem
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope


async def add_file(scope: Scope, folder: EvidenceFolder | None, subject: Subject, filename: str, data: bytes) -> UUID:
    """Keep a file as evidence for a subject; whoever adds it attests it.

    With a folder the bytes go there, else into the row. Raises InvalidInputError, NotFoundError.
    """
    kind = kind_of(data)
    require_name(filename, kind)
    await require_subject(scope, subject)
    digest, file_id = digest_of(data), new_id()
    if folder is not None:
        await folder.put(scope.tenant_id, digest, data)
    row: dict[str, Any] = {"subject": str(subject), "filename": filename, "media_type": kind.media_type}
    row |= {"size": len(data), "digest": digest, "added_by": scope.actor}
    content = data if folder is None else None
    await scope.connection.execute(
        insert(evidence_files).values(tenant_id=scope.tenant_id, id=file_id, data=content, **row)
    )
    await record(scope, "add_evidence", f"evidence:{file_id}", row)
    return file_id


async def require_subject(scope: Scope, subject: Subject) -> None:
    """Raise NotFoundError unless this county has the subject."""
    if not await queries.subject_exists(scope.connection, scope.tenant_id, subject):
        raise NotFoundError(f"没有这个{SUBJECTS[subject.kind][0]}")


async def require_visible(
    scope: Scope, edition: Edition, seats: frozenset[str], unit_id: UUID, subject: Subject
) -> None:
    """Raise NotFoundError unless this county has the subject and who sits in these seats may know of it."""
    await require_subject(scope, subject)
    seen = True
    if subject.kind == "inspection":
        row = await inspection_queries.inspection_row(scope.connection, scope.tenant_id, subject.id)
        seen = row is not None and row.kind not in hidden_from(edition, seats)
    elif subject.kind == "rectification":
        row = await rectification_row(scope.connection, scope.tenant_id, subject.id)
        seen = row is not None and may_see_problem(row, edition, seats, unit_id)
    if not seen:
        raise NotFoundError(f"没有这个{SUBJECTS[subject.kind][0]}")


async def read_file(scope: Scope, folder: EvidenceFolder | None, file_id: UUID) -> tuple[Any, bytes]:
    """Give a file's row and its bytes, which are those that were added. Raises NotFoundError, EvidenceLostError."""
    row = await queries.file_row(scope.connection, scope.tenant_id, file_id, content=True)
    if row is None:
        raise NotFoundError("没有这份佐证材料")
    data: bytes | None = row.data
    if data is None:
        if folder is None:
            raise EvidenceLostError(f"佐证文件 {row.digest[:12]} 存于文件夹，请设置 EVIDENCE_FOLDER")
        data = await folder.get(scope.tenant_id, row.digest)
    if digest_of(data) != row.digest:
        raise EvidenceLostError(f"佐证文件 {row.digest[:12]} 的内容与登记的摘要不符")
    return row, data
