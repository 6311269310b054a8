"""Files as they come in a form, and workbooks as they go out."""

from typing import Any
from urllib.parse import quote

from litestar.datastructures import UploadFile

from yipanqi_api.answers import Answer
from yipanqi_api.problems.general import INVALID_REQUEST
from yipanqi_api.problems.kinds import ProblemError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_BODY = 16 * 1024 * 1024 + 64 * 1024
"""A file of 16 MiB with the form around it."""

_LONGEST_NAME = 200


async def read_upload(file: UploadFile) -> tuple[str, bytes]:
    """Give the file's name without any path, and its bytes. Raises ProblemError."""
    name = file.filename.replace("\\", "/").rpartition("/")[2].strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise ProblemError(
            INVALID_REQUEST, f"文件名应为 1–{_LONGEST_NAME} 个可见字符。", errors=(("/file", "文件名不合规"),)
        )
    return name, await file.read()


def workbook_file(data: bytes, filename: str) -> Answer[bytes]:
    """Answer a workbook to be saved under a name."""
    disposition = f"attachment; filename=\"workbook.xlsx\"; filename*=UTF-8''{quote(filename, safe='')}"
    headers: dict[str, Any] = {"Content-Disposition": disposition}
    return Answer(data, media_type=MEDIA_TYPE, headers=headers)
