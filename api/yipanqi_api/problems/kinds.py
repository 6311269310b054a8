"""A kind of problem: its stable code, status, and what it means and asks for, in two languages."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Chinese and in English."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """Give the text in a language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One entry of the catalogue; `code` never changes its meaning."""

    code: str
    status: int
    title: Words
    meaning: Words
    remedy: Words


def kind(
    code: str, status: int, title: tuple[str, str], meaning: tuple[str, str], remedy: tuple[str, str]
) -> ProblemKind:
    """Declare a kind of problem; each text as (Chinese, English)."""
    return ProblemKind(code, status, Words(*title), Words(*meaning), Words(*remedy))


class ProblemError(Exception):
    """A problem of the HTTP edge itself; the core raises its own errors instead, see `catalogue.ERRORS`."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str | None = None,
        *,
        errors: tuple[tuple[str, str], ...] = (),
        parameter: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        """`errors` are (JSON pointer, message), `parameter` what `detail` is about; without it the meaning is said."""
        super().__init__(detail or kind.meaning.zh)
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.parameter = parameter
        self.headers = headers or {}
