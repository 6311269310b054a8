import os
import shutil
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
    shutil.rmtree(folder)
    assert left == []


def processes_of(folder: Path) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if os.fsencode(folder) in command:
            found.append(os.fsdecode(command.replace(b"\0", b" ")))
    return found
