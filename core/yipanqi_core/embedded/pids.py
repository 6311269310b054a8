"""Recognises a server by its process id and the command line it was started with."""

import os
import subprocess
from pathlib import Path

PROC = Path("/proc")


def read_pid(path: Path) -> int | None:
    """Read the process id on the first line of a pid file, if there is one."""
    try:
        return int(path.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def runs_with(pid: int, argument: Path) -> bool:
    """Tell whether this process lives and was started with this argument: pids are used again."""
    if (PROC / "self").exists():
        try:
            # A zombie's command line is empty, so it counts as gone.
            return os.fsencode(argument) in (PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
    shown = subprocess.run(  # noqa: S603 — a number is all that varies
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return str(argument) in shown.stdout
