"""Where the cases of a kind stand, step by step, as it is shown."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.references import Reference, Word
from yipanqi_core.mechanism.cases import CaseKind


class BoardCaseView(msgspec.Struct):
    """A case on its step."""

    id: UUID
    title: str
    project: Reference
    entered_on: date
    days: int


class BoardStepView(msgspec.Struct):
    """How many cases stand on a step, and which."""

    step: Word
    cases: int
    longest_days: Annotated[int | None, Meta(description="停留最久的天数")]
    standing: Annotated[list[BoardCaseView], Meta(description="停留最久的在前；全部见 href")]
    href: Annotated[str, Meta(description="该阶段的事项")]


class BoardView(msgspec.Struct):
    """Where the cases of a kind stand, step by step."""

    kind: Word
    clause: str
    year: int | None
    open: Annotated[int, Meta(description="在办")]
    closed: Annotated[int, Meta(description="已办结")]
    steps: list[BoardStepView]

    @classmethod
    def of(cls, kind: CaseKind, year: int | None, counts: Sequence[Any], cases: Sequence[Any], day: date) -> Self:
        """Show the counts and the cases; a step without cases stands with zero."""
        standing = {row.step: row for row in counts if not row.closed}
        asked = "" if year is None else f"&year={year}"
        steps = [
            BoardStepView(
                Word(step.code, step.title),
                standing[step.code].cases if step.code in standing else 0,
                standing[step.code].longest if step.code in standing else None,
                [_case(row, day) for row in cases if row.step == step.code],
                f"/v1/cases?kind={kind.code}&step={step.code}&open=true{asked}",
            )
            for step in kind.steps
        ]
        closed = sum(row.cases for row in counts if row.closed)
        open_ones = sum(row.cases for row in standing.values())
        return cls(Word(kind.code, kind.title), kind.clause, year, open_ones, closed, steps)


def _case(row: Any, day: date) -> BoardCaseView:
    project = Reference(row.project_id, row.project)
    return BoardCaseView(row.id, row.title, project, row.entered_on, (day - row.entered_on).days)
