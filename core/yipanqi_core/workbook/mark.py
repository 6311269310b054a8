"""Hands a clerk's own file back with its errors marked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import astuple

from yipanqi_core.workbook.child import CHILDREN, run_child
from yipanqi_core.workbook.limits import FILE, MARKING, ChildLimits
from yipanqi_core.workbook.package import check_envelope
from yipanqi_core.workbook.raw import CellProblem, WorkbookFileError

_NOT_MARKED = "原文件内容过多或形式特殊，无法在上面标注错误；请对照错误清单逐条改正"


def mark_errors(data: bytes, problems: Sequence[CellProblem], limits: ChildLimits = MARKING) -> bytes:
    """Return the file with the bad cells coloured and commented and a sheet 错误 first.

    Raises WorkbookFileError when the file is too large to be marked; the list of problems then has to do.
    """
    check_envelope(data, FILE)
    header = json.dumps([astuple(problem) for problem in problems], ensure_ascii=False).encode()
    try:
        return run_child("mark", header + b"\n" + data, limits)
    except WorkbookFileError as error:
        if not error.detail.startswith(("wall clock", "child status")):
            raise
        raise WorkbookFileError(_NOT_MARKED, error.detail or str(error)) from error


async def mark_errors_async(data: bytes, problems: Sequence[CellProblem], limits: ChildLimits = MARKING) -> bytes:
    """Return the marked file without holding up the event loop; raises WorkbookFileError."""
    return await asyncio.get_running_loop().run_in_executor(CHILDREN, mark_errors, data, problems, limits)
