"""How inspections look, and how one is recorded."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.references import Reference, Word
from yipanqi_core.inspections.guards import inspecting
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.inspections import InspectionKind


class NewProblem(msgspec.Struct, forbid_unknown_fields=True):
    """A problem found."""

    text: Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"\S")]
    unit_id: Annotated[UUID | None, Meta(description="整改单位；缺省为项目责任单位或所查单位")] = None
    due_on: Annotated[date | None, Meta(description="整改期限；缺省按机制规定")] = None


class NewInspection(msgspec.Struct, forbid_unknown_fields=True):
    """An inspection as it was made."""

    kind: Annotated[str, Meta(min_length=1, max_length=50)]
    inspected_on: date
    project_id: UUID | None = None
    subject_unit_id: Annotated[UUID | None, Meta(description="所查单位，督查单位的种类填")] = None
    words: Annotated[dict[str, str], Meta(description="各方面的代码与情况，见 GET /v1/inspections/kinds")] = {}
    note: Annotated[str, Meta(max_length=4000)] | None = None
    problems: Annotated[list[NewProblem], Meta(max_length=100)] = []


class AspectView(msgspec.Struct):
    """What an inspection of the kind has a word on."""

    code: str
    title: str
    amount: Annotated[bool, Meta(description="是否为金额（万元）")]


class InspectionKindView(msgspec.Struct):
    """A kind of inspection."""

    code: str
    title: str
    clause: str
    cadence: Word
    bodies: list[Word]
    of_units: bool
    secret: bool
    aspects: list[AspectView]
    report: str | None

    @classmethod
    def of(cls, kind: InspectionKind, edition: Edition) -> Self:
        """Show a kind."""
        titles = {one.code: one.title for one in edition.seats}
        return cls(
            code=kind.code,
            title=kind.title,
            clause=kind.clause,
            cadence=Word(kind.cadence.value, kind.cadence.label),
            bodies=[Word(seat, titles[seat]) for seat in inspecting(kind)],
            of_units=kind.of_units is not None,
            secret=kind.secret,
            aspects=[AspectView(one.code, one.title, one.amount) for one in kind.aspects],
            report=None if kind.report is None else kind.report.kind,
        )


class WordView(msgspec.Struct):
    """What was found on an aspect."""

    code: str
    title: str
    text: str


class InspectionView(msgspec.Struct):
    """An inspection, proposed or made."""

    id: UUID
    kind: Word
    period: str
    project: Reference | None
    subject: Annotated[Reference | None, Meta(description="所查单位")]
    clause: str
    because: Annotated[str | None, Meta(description="建议督查的原因；未经建议的为 null")]
    proposed_on: date | None
    due_on: Annotated[date | None, Meta(description="建议督查的期末日；未经建议的为 null")]
    inspected_on: date | None
    unit: Annotated[Reference | None, Meta(description="督查单位")]
    words: list[WordView]
    note: str | None
    recorded_by: str | None
    problems: Annotated[int, Meta(description="发现问题数，逐项见 GET /v1/rectifications?inspection=")]
    open_problems: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, kinds: dict[str, InspectionKind], actions: list[Action]) -> Self:
        """Show a row."""
        kind = kinds.get(row.kind)
        titles = {} if kind is None else {one.code: one.title for one in kind.aspects}
        return cls(
            id=row.id,
            kind=Word(row.kind, row.kind if kind is None else kind.title),
            period=row.period,
            project=Reference.maybe(row.project_id, row.project),
            subject=Reference.maybe(row.subject_unit_id, row.subject),
            clause=row.clause,
            because=row.because,
            proposed_on=row.proposed_on,
            due_on=row.due_on,
            inspected_on=row.inspected_on,
            unit=Reference.maybe(row.unit_id, row.unit),
            words=[WordView(code, titles.get(code, code), row.words[code]) for code in _ordered(row.words, titles)],
            note=row.note,
            recorded_by=row.recorded_by,
            problems=row.problems,
            open_problems=row.open_problems,
            actions=actions,
        )


def _ordered(words: dict[str, str], titles: dict[str, str]) -> list[str]:
    return [code for code in titles if code in words] + [code for code in words if code not in titles]


class CoverageView(msgspec.Struct):
    """How many of those who are to be inspected in a period were, and who was not."""

    kind: Word
    period: str
    due: int
    covered: int
    uncovered: Annotated[list[Reference], Meta(description="应查未查的项目或单位")]

    @classmethod
    def of(cls, kind: InspectionKind, period: str, covered: int, uncovered: Sequence[Reference]) -> Self:
        """Count."""
        return cls(Word(kind.code, kind.title), period, covered + len(uncovered), covered, list(uncovered))
