"""Opens files from outside in a child process with limits, so that no file can harm the service."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Literal

from yipanqi_core.workbook import child_entry, wire
from yipanqi_core.workbook.limits import FILE, READING, ChildLimits
from yipanqi_core.workbook.package import SAVE_AS, check_envelope
from yipanqi_core.workbook.raw import RawWorkbook, WorkbookFileError

CHILDREN = ThreadPoolExecutor(max_workers=2, thread_name_prefix="workbook-child")
"""How many files one service process opens at a time for its asynchronous callers."""

_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME")
_TOO_LONG = f"文件读取超时；内容过多或文件异常，请删去无关的工作表，或{SAVE_AS.removeprefix('请')}"
_TOO_BIG = f"读取文件所需内存过多；请删去无关的工作表和空白行列，或{SAVE_AS.removeprefix('请')}"
_UNREADABLE = f"文件无法读取，可能已损坏；{SAVE_AS}"


def read_workbook(data: bytes, limits: ChildLimits = READING) -> RawWorkbook:
    """Read a workbook file; raises WorkbookFileError whatever the file does to its reader."""
    check_envelope(data, FILE)
    answer = run_child("read", data, limits)
    try:
        return wire.assemble(answer.splitlines())
    except (ValueError, TypeError, LookupError) as error:
        raise WorkbookFileError(_UNREADABLE, repr(error)) from None


async def read_workbook_async(data: bytes, limits: ChildLimits = READING) -> RawWorkbook:
    """Read a workbook file without holding up the event loop; raises WorkbookFileError."""
    return await asyncio.get_running_loop().run_in_executor(CHILDREN, read_workbook, data, limits)


def run_child(task: Literal["read", "mark"], payload: bytes, limits: ChildLimits) -> bytes:
    """Run one task on the payload and return its answer; the child never outlives this call."""
    command = [sys.executable, "-P", "-m", child_entry.__name__, task, json.dumps(asdict(limits))]
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
        source.write(payload)
        source.seek(0)
        try:
            ended = subprocess.run(  # noqa: S603 - a fixed command; the file arrives on standard input
                command,
                stdin=source,
                stdout=answer,
                stderr=subprocess.PIPE,
                env=environment,
                timeout=limits.wall_seconds,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired:
            raise WorkbookFileError(_TOO_LONG, "wall clock") from None
        if ended.returncode != 0:
            raise _error(ended.returncode, ended.stderr)
        answer.seek(0)
        return answer.read()


def _error(status: int, complaint: bytes) -> WorkbookFileError:
    """Say for the clerk why a child ended without an answer."""
    lines = complaint.decode(errors="replace").strip().splitlines()
    if status == child_entry.REFUSED and lines:
        return WorkbookFileError(lines[-1], lines[0] if len(lines) > 1 else "")
    detail = f"child status {status}"
    if status in (-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL):
        return WorkbookFileError(_TOO_LONG, detail)
    if status in (child_entry.EXHAUSTED, -signal.SIGABRT, -signal.SIGXFSZ):
        return WorkbookFileError(_TOO_BIG, detail)
    return WorkbookFileError(_UNREADABLE, detail)
