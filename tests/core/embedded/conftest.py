import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder the servers' account may enter (pytest's own are closed), with nothing left running in it."""
    folder = Path(tempfile.mkdtemp(prefix="ypq-")).resolve()
    folder.chmod(0o755)
    yield folder
    left = processes_of(folder)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder)
    assert left == {}


def processes_of(folder: Path) -> dict[int, str]:
    """The command lines that name this folder, by process id."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if os.fsencode(folder) in command:
            found[int(path.parent.name)] = os.fsdecode(command.replace(b"\0", b" "))
    return found
