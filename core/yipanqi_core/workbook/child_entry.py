"""The child process that opens files from outside: `python -m yipanqi_core.workbook.child_entry TASK LIMITS`.

It reads standard input, writes standard output, and dies rather than exceed its limits. Its imports are few:
it is started for every file.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import sys

REFUSED = 3
"""Exit status: the message for the clerk is the last line of standard error."""

EXHAUSTED = 4
"""Exit status: memory or room for the answer ran out."""


def main(task: str, limits: str) -> int:
    """Carry out one task under the given limits and return the exit status."""
    _limit(**json.loads(limits))
    from yipanqi_core.workbook.raw import WorkbookFileError

    try:
        _carry_out(task, sys.stdin.buffer.read())
        sys.stdout.buffer.flush()
    except WorkbookFileError as error:
        print(f"{error.detail}\n{error}", file=sys.stderr)  # noqa: T201
        return REFUSED
    except MemoryError:
        return EXHAUSTED
    except OSError as error:
        if error.errno == errno.EFBIG:
            os._exit(EXHAUSTED)  # a last flush would fail again and change the status
        raise
    return 0


def _carry_out(task: str, data: bytes) -> None:
    from yipanqi_core.workbook.limits import FILE

    if task == "read":
        from yipanqi_core.workbook import reader, wire

        sys.stdout.buffer.writelines(map(wire.encode, reader.read_lines(data, FILE)))
    elif task == "mark":
        from yipanqi_core.workbook import marker

        sys.stdout.buffer.write(marker.marked(data, FILE))
    else:
        raise ValueError(task)


def _limit(memory_bytes: int, cpu_seconds: int, wall_seconds: float, output_bytes: int) -> None:
    """Bound this process for good; the alarm outlives a parent that was killed."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output_bytes, output_bytes))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    signal.setitimer(signal.ITIMER_REAL, wall_seconds + 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
