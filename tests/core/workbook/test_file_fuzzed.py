"""Files mutilated by chance, read under a child's limits: a workbook or a refusal, within memory and time.

`YIPANQI_FUZZ_FILES` says how many (40 by default), `YIPANQI_FUZZ_SEED` which.
"""

import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from docx import Document

from yipanqi_core.evidence.sniffing import kind_of
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.workbook import child_entry
from yipanqi_core.workbook.limits import FILE, READING
from yipanqi_core.workbook.raw import WorkbookFileError
from yipanqi_core.workbook.reader import read_lines
from yipanqi_core.workbook.writer import ColumnKind, OutColumn, OutSheet, write_workbook

FILES = int(os.environ.get("YIPANQI_FUZZ_FILES", "40"))
SEED = int(os.environ.get("YIPANQI_FUZZ_SEED", "1"))
MOST_MIB, MOST_SECONDS = 300, 10
WORDS = (
    b"<",
    b">",
    b"&",
    b"\x00",
    b"<c r='XFD1048576'/>",
    b"<f>1+1</f>",
    b"&#x0;",
    b"t='s'",
    b"999999999",
    b"]]>",
    b"\xff\xfe",
)


def workbook() -> bytes:
    columns = [OutColumn("项目名称"), OutColumn("总投资(万元)", ColumnKind.NUMBER), OutColumn("日期")]
    rows = [[f"项目{place}", place, "2024-06-30"] for place in range(20)]
    return write_workbook(
        [OutSheet("项目", columns, rows), OutSheet("单位", columns[:1], rows[:0])], datetime(2024, 1, 1, tzinfo=UTC)
    )


def document() -> bytes:
    made = io.BytesIO()
    written = Document()
    written.add_paragraph("关于项目建设用地的批复")
    written.save(made)
    return made.getvalue()


def mutilated(data: bytes, chance: random.Random) -> bytes:
    """Change bytes of the container, or of a part within a container that stays whole."""
    if chance.random() < 0.4:
        return spoiled(data, chance)
    parts = zipfile.ZipFile(io.BytesIO(data))
    chosen, made = chance.choice(parts.namelist()), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in parts.namelist():
            copy.writestr(name, spoiled(parts.read(name), chance) if name == chosen else parts.read(name))
    return made.getvalue()


def spoiled(data: bytes, chance: random.Random) -> bytes:
    held = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(held) + 1)
        if chance.random() < 0.5 and place < len(held):
            held[place] = chance.randrange(256)
        else:
            held[place : place + chance.randint(0, 40)] = chance.choice(WORDS) * chance.choice((1, 1, 1, 300))
    return bytes(held)


def told(data: bytes) -> str:
    """What becomes of a file: read, or refused with a sentence."""
    try:
        sum(1 for _ in read_lines(data, FILE))
    except WorkbookFileError as error:
        return "refused" if str(error) else "a refusal without a word"
    return "read"


def outcome(data: bytes) -> tuple[str, float, float]:
    """Read a file in a process of its own under a child's limits: what came of it, its seconds and its MiB."""
    read, write = os.pipe()
    started, child = time.monotonic(), os.fork()
    if child == 0:
        child_entry._limit(**asdict(READING))
        with suppress(BaseException):  # whatever ends a child, its parent refuses the file
            os.write(write, told(data).encode())
        os._exit(0)
    os.close(write)
    used = os.wait4(child, 0)[2]
    with os.fdopen(read) as answer:
        said = answer.read() or "ended"
    return said, time.monotonic() - started, used.ru_maxrss / 1024


def run(files: int, seed: int) -> dict[str, Any]:
    """Read so many files, and tell what came of them."""
    chance = random.Random(seed)
    good, letter = workbook(), document()
    found: Counter[str] = Counter()
    longest = largest = 0.0
    for place in range(files):
        said, seconds, mib = outcome(mutilated(letter if place % 8 == 7 else good, chance))
        found[said] += 1
        longest, largest = max(longest, seconds), max(largest, mib)
    return {"found": found, "seconds": longest, "mib": largest}


def test_files_mutilated_by_chance_are_read_or_refused_within_memory_and_time() -> None:
    command = [sys.executable, __file__, str(FILES), str(SEED)]  # small enough to be forked under the limits
    ran = subprocess.run(command, capture_output=True, check=True, text=True)
    told = json.loads(ran.stdout)
    assert told["found"].keys() >= {"read", "refused"}
    assert told["seconds"] < MOST_SECONDS
    assert told["mib"] < MOST_MIB


def test_documents_mutilated_by_chance_are_known_for_what_they_are_or_refused() -> None:
    chance, letter, refusals = random.Random(SEED), document(), list[str]()
    for _ in range(FILES):
        try:
            kind_of(mutilated(letter, chance))
        except InvalidInputError as error:
            refusals.append(str(error))
    assert all(refusals)


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]))))
