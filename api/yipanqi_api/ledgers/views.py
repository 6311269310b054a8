"""How ledgers and unit reports look."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.ledgers.documents import LedgerFile
from yipanqi_api.references import Reference, Word
from yipanqi_core.documents.model import number_text
from yipanqi_core.ladder.ledger_body import Body, Line, Reported, Unreported
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.vocabulary import Urgency


class LedgerRow(msgspec.Struct):
    """A ledger as lists show it."""

    id: UUID
    kind: str
    number: Annotated[str, Meta(examples=["问题台账〔2024〕1号"])]
    period: Annotated[str, Meta(examples=["2024-06-T1"])]
    dated: date
    issue_count: int

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row of the ledgers' queries."""
        return cls(
            row.id, row.kind, number_text(row.kind, row.year, row.serial), row.period, row.dated, row.issue_count
        )


class LedgerLine(msgspec.Struct):
    """An issue as it stood at the end of the period's last day."""

    line: int
    issue_id: UUID
    project: Reference
    description: str
    category: str
    urgency: Word
    unit: Annotated[Reference, Meta(description="送达的部门")]
    rung: str
    raised_on: date
    required_on: date | None
    days_open: int

    @classmethod
    def of(cls, line: int, one: Line) -> Self:
        """Show a line."""
        return cls(
            line=line,
            issue_id=one.issue_id,
            project=Reference(one.project_id, one.project),
            description=one.description,
            category=one.category,
            urgency=Word.of(Urgency.of(one.urgency)),
            unit=Reference(one.unit_id, one.unit),
            rung=one.rung,
            raised_on=one.raised_on,
            required_on=one.required_on,
            days_open=one.days_open,
        )


class ReportedView(msgspec.Struct):
    """What a unit reported of a project."""

    unit: str
    project: str
    state: str
    reported_by: str
    reported_on: date

    @classmethod
    def of(cls, one: Reported) -> Self:
        """Show it."""
        return cls(one.unit, one.project, one.state, one.reported_by, one.reported_on)


class UnreportedView(msgspec.Struct):
    """A unit that did not report all of its listed projects."""

    unit: Reference
    projects: list[str]

    @classmethod
    def of(cls, one: Unreported) -> Self:
        """Show it."""
        return cls(Reference(one.unit_id, one.unit), list(one.projects))


class LedgerView(LedgerRow):
    """A ledger as it was compiled; it does not change."""

    title: str
    clause: str
    compilers: list[str]
    lines: list[LedgerLine]
    reported: list[ReportedView]
    unreported: list[UnreportedView]
    files: list[LedgerFile]

    @classmethod
    def whole(cls, row: Any) -> Self:
        """Show one ledger from its stored bytes."""
        body, head = decode(row.body, Body), LedgerRow.of(row)
        return cls(
            **{name: getattr(head, name) for name in LedgerRow.__struct_fields__},
            title=body.title,
            clause=body.clause,
            compilers=list(body.compilers),
            lines=[LedgerLine.of(place, one) for place, one in enumerate(body.lines, start=1)],
            reported=[ReportedView.of(one) for one in body.reported],
            unreported=[UnreportedView.of(one) for one in body.unreported],
            files=LedgerFile.all_of(head.id),
        )


class NewUnitReport(msgspec.Struct, forbid_unknown_fields=True):
    """The state of a project for the period that today lies in."""

    project_id: UUID
    state: Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"\S", description="项目进展与存在问题")]


class UnitReportView(msgspec.Struct):
    """A unit's report of a project for a period."""

    id: UUID
    period: str
    unit: Reference
    project: Reference
    state: str
    reported_by: str
    reported_on: date

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row of the reports' queries."""
        return cls(
            id=row.id,
            period=row.period,
            unit=Reference(row.unit_id, row.unit),
            project=Reference(row.project_id, row.project),
            state=row.state,
            reported_by=row.reported_by,
            reported_on=row.reported_on,
        )
