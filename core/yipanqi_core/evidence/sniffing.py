"""What a file is, told by its bytes and never by its name; containers are looked at and never unpacked."""

import io
import struct
import zipfile
from dataclasses import dataclass

from yipanqi_core.refusals import InvalidInputError

MIB = 1024 * 1024
MAX_BYTES = 8 * MIB
"""Bytes that one file may have."""

_MOST_PARTS = 2000
_MOST_UNPACKED = 200 * MIB
_MOST_RATIO = 200
_PART = b"PK\x01\x02"  # begins each entry of a container's directory
_OFFICE = "application/vnd.openxmlformats-officedocument"
_REMEDY = "可以上传 PDF、Word（.docx）、Excel（.xlsx）、PNG 和 JPEG 文件"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken: its media type and the endings that its name may have."""

    media_type: str
    endings: tuple[str, ...]


PDF = FileKind("application/pdf", (".pdf",))
PNG = FileKind("image/png", (".png",))
JPEG = FileKind("image/jpeg", (".jpg", ".jpeg"))
DOCX = FileKind(f"{_OFFICE}.wordprocessingml.document", (".docx",))
XLSX = FileKind(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",))


def kind_of(data: bytes) -> FileKind:
    """Tell what the bytes are. Raises InvalidInputError for anything that is not taken."""
    if not data:
        raise InvalidInputError("文件是空的；请重新选择文件", "/file")
    if len(data) > MAX_BYTES:
        size, most = len(data) / MIB, MAX_BYTES // MIB
        raise InvalidInputError(f"文件有 {size:.1f} MB，最多 {most} MB；请压缩图片或分成几份上传", "/file")
    if data.startswith(b"%PDF-1.") or data.startswith(b"%PDF-2."):
        return _whole(PDF, b"%%EOF" in data[-1024:])
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _whole(PNG, data[12:16] == b"IHDR" and _picture(data) and b"IEND" in data[-16:])
    if data.startswith(b"\xff\xd8\xff"):
        return _whole(JPEG, b"\xff\xd9" in data[-1024:])
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    raise InvalidInputError(f"文件内容不是可以接受的格式；{_REMEDY}", "/file")


def require_name(filename: str, kind: FileKind) -> None:
    """Refuse a name that says something else than the bytes: it would open as what it is not."""
    if not filename.lower().endswith(kind.endings):
        fitting = "或".join(kind.endings)
        raise InvalidInputError(f"文件内容与文件名不符：内容应以 {fitting} 结尾；请改正文件名后重新上传", "/file")


def _whole(kind: FileKind, complete: bool) -> FileKind:
    if not complete:
        raise InvalidInputError("文件已损坏或不完整；请重新导出或拍摄后上传", "/file")
    return kind


def _picture(data: bytes) -> bool:
    """Tell whether a PNG has a size that a picture can have: 100 megapixels at most."""
    if len(data) < 24:
        return False
    width, height = struct.unpack(">II", data[16:24])
    return bool(0 < width * height <= 100_000_000)


def _office(data: bytes) -> FileKind:
    """Read a container's directory alone; no part of it is ever unpacked."""
    if data.count(_PART) > _MOST_PARTS:
        raise InvalidInputError(f"文件内部件过多；{_REMEDY}", "/file")
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        raise InvalidInputError("文件已损坏或不完整；请重新保存后上传", "/file") from None
    names = {part.filename.lower() for part in parts}
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MOST_UNPACKED or unpacked > _MOST_RATIO * len(data):
        raise InvalidInputError("文件解压后过大，疑为压缩炸弹；请另存后上传", "/file")
    if len(names) != len(parts) or any(part.flag_bits & 1 for part in parts):
        raise InvalidInputError("文件已加密或内部有重名部件；请取消密码、另存后上传", "/file")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise InvalidInputError("文件带有宏；请另存为不含宏的 .docx 或 .xlsx 后上传", "/file")
    if "[content_types].xml" in names:
        for kind, main in ((DOCX, "word/document.xml"), (XLSX, "xl/workbook.xml")):
            if main in names:
                return kind
    raise InvalidInputError(f"这是压缩包，不是可以接受的文件；{_REMEDY}", "/file")
