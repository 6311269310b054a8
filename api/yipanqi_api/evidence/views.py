"""How evidence is handed in and shown."""

from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.values import Instant, local


class EvidenceForm(msgspec.Struct, forbid_unknown_fields=True):
    """A file with what it is evidence for, as a form hands it in."""

    subject: str
    file: UploadFile


class EvidenceView(msgspec.Struct):
    """A file as it was added; it never changes."""

    id: UUID
    subject: Annotated[str, Meta(description="所佐证的事项，“类别:编号”", examples=["project:0192…"])]
    filename: str
    media_type: Annotated[str, Meta(description="按内容识别的类型，与文件名无关")]
    size: Annotated[int, Meta(description="字节数")]
    digest: Annotated[str, Meta(description="SHA-256")]
    added_by: Annotated[str, Meta(description="上传人登录名，对内容真实性负责")]
    added_at: Instant
    href: str
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        href = f"/v1/evidence/{row.id}/file"
        return cls(
            id=row.id,
            subject=row.subject,
            filename=row.filename,
            media_type=row.media_type,
            size=row.size,
            digest=row.digest,
            added_by=row.added_by,
            added_at=local(row.added_at),
            href=href,
            actions=[Action("download", "下载", "GET", href, allowed=True)],
        )
