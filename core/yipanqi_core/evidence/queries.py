"""Reading evidence files: what there is for a subject, and one file's bytes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.evidence.subjects import SUBJECTS, Subject
from yipanqi_core.evidence.tables import evidence_files

_e = evidence_files.c
_SHOWN = (_e.id, _e.subject, _e.filename, _e.media_type, _e.size, _e.digest, _e.added_by, _e.added_at)


async def subject_exists(connection: AsyncConnection, tenant_id: UUID, subject: Subject) -> bool:
    """Tell whether this county has the subject."""
    table = SUBJECTS[subject.kind][1].c
    statement = select(func.count()).where(table.tenant_id == tenant_id, table.id == subject.id)
    return bool((await connection.execute(statement)).scalar_one())


async def file_rows(
    connection: AsyncConnection, tenant_id: UUID, subject: Subject, after: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """List a subject's files in the order in which they were added."""
    statement = select(*_SHOWN).where(_e.tenant_id == tenant_id, _e.subject == str(subject))
    if after is not None:
        statement = statement.where(_e.id > after)
    return list(await connection.execute(statement.order_by(_e.id).limit(limit)))


async def count_files(connection: AsyncConnection, tenant_id: UUID, subject: Subject) -> int:
    """Count a subject's files."""
    statement = select(func.count()).where(_e.tenant_id == tenant_id, _e.subject == str(subject))
    return int((await connection.execute(statement)).scalar_one())


async def file_row(
    connection: AsyncConnection, tenant_id: UUID, file_id: UUID, *, content: bool = False
) -> Row[Any] | None:
    """Find one file, with its bytes when they are asked for."""
    columns = (*_SHOWN, _e.data) if content else _SHOWN
    statement = select(*columns).where(_e.tenant_id == tenant_id, _e.id == file_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found
