"""Faults: what a check of a county's plugin finds wrong, in words that say where and what to do."""

from dataclasses import dataclass


class CaseFileError(ValueError):
    """A file of cases cannot be read; the message names the file, the case and what would be right."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a mechanism: the check that found it, what it is about, and what is amiss."""

    check: str
    subject: str
    message: str

    def __str__(self) -> str:
        """Give it as one line."""
        return f"[{self.check}] {self.subject}：{self.message}"
