"""The special report on a period's inspections: numbered, frozen, sent to those above."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert

from yipanqi_core.audit.service import record
from yipanqi_core.bulletins.queries import is_issued
from yipanqi_core.bulletins.tables import bulletins
from yipanqi_core.calendar import Period
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.documents.model import (
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    chinese_date,
    number_text,
    numbered,
)
from yipanqi_core.identifiers import new_id
from yipanqi_core.inspections import queries
from yipanqi_core.letters.frozen import freeze
from yipanqi_core.letters.issue import full_name, signing
from yipanqi_core.letters.queries import bound_units, take_numbers
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.inspections import InspectionKind, SpecialReport
from yipanqi_core.people import seat_queries
from yipanqi_core.refusals import RefusedError
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope

FEW = 3
"""So many aspects have columns of their own."""


async def issue_report(scope: Scope, edition: Edition, kind: InspectionKind, period: Period, on: date) -> str | None:
    """Issue the report on a period's inspections, once; gives its number, None where there is nothing to report.

    Raises RefusedError for a kind without a report.
    """
    report = kind.report
    if report is None:
        raise RefusedError(f"{kind.title}不形成专报", kind.clause)
    connection, tenant = scope.connection, scope.tenant_id
    rows = await queries.rows_of(connection, tenant, kind.code, str(period))
    if not rows or await is_issued(connection, tenant, report.kind, str(period)):
        return None
    county = await read_county(connection, tenant)
    on = max(on, county.today)
    problems = await queries.problem_rows(connection, tenant, [row.id for row in rows])
    serial = await take_numbers(connection, tenant, report.letterhead, on.year, 1)
    number: str = number_text(report.letterhead, on.year, serial)
    titles = {one.code: one.title for one in edition.seats}
    offices = await bound_units(connection, tenant)
    issuer = full_name(county.name, signing(edition, kind.bodies[0], offices))
    document = OfficialDocument(
        issuer=issuer,
        number=number,
        title=report.title.format(period=period.title),
        addressee=report.addressee,
        paragraphs=numbered(_whole(report, period, compose(kind, period, rows, problems))),
        signature=issuer,
        dated=on,
        copies=tuple(offices.get(seat, titles[seat]) for seat in report.recipients),
    )
    row = {
        "kind": report.kind,
        "period": str(period),
        "letterhead": report.letterhead,
        "year": on.year,
        "serial": serial,
        "number": number,
        "title": document.title,
        "clause": kind.clause,
        "issued_on": on,
        "issued_by": scope.actor,
    }
    bulletin_id = new_id()
    values = {**row, "document": freeze(document)}
    await connection.execute(insert(bulletins).values(tenant_id=tenant, id=bulletin_id, **values))
    await _tell(scope, kind, number, on)
    await record(scope, "issue_report", f"bulletin:{bulletin_id}", row)
    return number


def _whole(report: SpecialReport, period: Period, blocks: list[Block]) -> list[Block]:
    """Put the report's opening and closing around what was found."""
    opening, closing = report.opening.format(period=period.title), report.closing
    return [*([Paragraph(opening)] if opening else []), *blocks, *([Paragraph(closing)] if closing else [])]


def compose(kind: InspectionKind, period: Period, rows: Sequence[Any], problems: Sequence[Any]) -> list[Block]:
    """Lay out the report: how many were to be inspected, what was found of each, the list of problems."""
    made = [row for row in rows if row.inspected_on is not None]
    missed = [row for row in rows if row.inspected_on is None]
    proposed = sum(row.proposed_on is not None for row in rows)
    asked = f"应列入{kind.title}的 {proposed} 个，已督查 {len(made)} 个，未督查 {len(missed)} 个；"
    if kind.due is None and kind.of_units is None:  # nothing is proposed: whoever inspects goes where he sees fit
        asked = f"{kind.title}督查 {len(made)} 个，"
    blocks: list[Block] = [
        Heading(1, "督查情况"),
        Paragraph(f"{period.title}{asked}发现问题 {len(problems)} 项。"),
    ]
    if made:
        blocks += [Heading(1, "现场核查"), _on_site(kind, made)]
    if problems:
        listed = tuple((one.project or "—", one.problem, one.unit, chinese_date(one.due_on)) for one in problems)
        blocks += [Heading(1, "问题清单"), Table(("项目", "问题", "整改单位", "整改期限"), listed, (4, 5, 2.6, 3.4))]
    if missed:
        left = tuple((row.project or row.subject, row.because or "") for row in missed)
        blocks += [Heading(1, "应查未查"), Table(("项目或单位", "应查原因"), left, (4, 8))]
    return blocks


def _on_site(kind: InspectionKind, made: Sequence[Any]) -> Table:
    """One row a subject, with a column for each aspect where they are few, else one cell that tells all."""
    heads = [f"{one.title}（万元）" if one.amount else one.title for one in kind.aspects]
    few = len(heads) <= FEW
    rows = tuple(
        (
            row.project or row.subject,
            f"{row.inspected_on.month}月{row.inspected_on.day}日",
            row.unit,
            *([row.words.get(one.code, "") for one in kind.aspects] if few else [_told(kind, row)]),
        )
        for row in made
    )
    first = ("项目或单位", "日期", "督查单位")
    widths = (4, 2.4, 2.6, *(3.4 if one.amount else 4 for one in kind.aspects))
    return Table((*first, *heads), rows, widths) if few else Table((*first, "情况"), rows, (4, 2, 3, 7))


def _told(kind: InspectionKind, row: Any) -> str:
    return "；".join(f"{one.title}：{row.words.get(one.code, '')}" for one in kind.aspects)


async def _tell(scope: Scope, kind: InspectionKind, number: str, on: date) -> None:
    assert kind.report is not None
    bound = {row.seat: row for row in await seat_queries.bindings(scope.connection, scope.tenant_id)}
    entries = [
        {
            "id": new_id(),
            "unit_id": bound[seat].unit_id,
            "post_id": bound[seat].post_id,
            "subject": f"{number} {kind.report.kind}",
            "received_on": on,
        }
        for seat in kind.report.recipients
        if seat in bound
    ]
    await insert_rows(scope.connection, inbox, scope.tenant_id, entries)
