"""What a workbook file, and the child process that reads it, may use."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Bounds on the file itself; `area` is rows times columns of one sheet, `cells` is of the whole file."""

    file_bytes: int = 16 * MIB
    unzipped_bytes: int = 200 * MIB
    ratio: int = 200
    entries: int = 200
    sheets: int = 64
    rows: int = 100_000
    columns: int = 200
    cells: int = 600_000
    area: int = 2_000_000


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """Bounds on one child process; `memory_bytes` is address space, so resident memory stays below it."""

    memory_bytes: int = 300_000_000
    cpu_seconds: int = 8
    wall_seconds: float = 10.0
    output_bytes: int = 64 * MIB


FILE = FileLimits()
READING = ChildLimits()
MARKING = ChildLimits(cpu_seconds=25, wall_seconds=30.0)
