"""What the command line says: JSON alone on standard output, all else on standard error."""

import sys
from typing import NoReturn

import msgspec


class CommandError(Exception):
    """The request cannot be carried out; one clear line, exit status 2."""


def print_json(value: object) -> None:
    """Write JSON, and nothing else, to standard output."""
    body = msgspec.json.format(msgspec.json.encode(value), indent=2)
    sys.stdout.buffer.write(body + b"\n")
    sys.stdout.flush()


def say(line: str) -> None:
    """Write a line for people to standard output."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def note(line: str) -> None:
    """Write a line of progress to standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def fail(error: object) -> NoReturn:
    """End with one line on standard error and exit status 2."""
    text = " ".join(str(error).split())
    sys.stderr.write(f"yipanqi: {text}\n")
    sys.exit(2)
