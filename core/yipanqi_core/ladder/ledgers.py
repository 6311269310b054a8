"""Compiling a ledger at a period's end: once, numbered, stored, and each department told what is theirs."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert

from yipanqi_core.audit.service import record
from yipanqi_core.calendar import Period
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.documents.model import number_text
from yipanqi_core.facts.gather import Gathered
from yipanqi_core.facts.narrow import ask
from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder import ledger_queries as queries
from yipanqi_core.ladder.ledger_body import Body, Line, Reported, Unreported
from yipanqi_core.ladder.moving import entry, tell
from yipanqi_core.ladder.standing import ladder_of
from yipanqi_core.ladder.tables import ledger_entries, ledgers
from yipanqi_core.letters.issue import signing
from yipanqi_core.letters.queries import bound_units, take_numbers
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.ledgers import Ledger
from yipanqi_core.rules.ladder import answering, starts_on
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Urgency


async def compile_ledger(scope: Scope, edition: Edition, code: str, period: Period) -> str:
    """Compile the ledger of this code as things stood at the end of the period's last day; gives its number."""
    kind = next(one for one in edition.ledgers if one.code == code)
    connection, tenant, day = scope.connection, scope.tenant_id, period.end
    listed = await queries.listed_projects(connection, tenant, edition.track.code, day)
    rows = await queries.open_issue_rows(connection, tenant, edition.track.code, day)
    troubled = {row.project_id for row in rows}
    told = {one for one in listed if kind.reports or one in troubled}  # others say nothing to a ledger
    reports = await queries.reports_of(connection, tenant, str(period)) if kind.reports else []

    def said(gathered: Gathered) -> _Said:
        own = tuple(one for one in gathered.projects if gathered.project_ids[one.project] in told)
        return _said(edition, kind, replace(gathered, projects=own), rows, reports, period)

    found = await ask(scope, edition, f"{day:%Y-%m}", day, ("ledger", code), said)
    serial = await take_numbers(connection, tenant, kind.title, day.year, 1)
    number = number_text(kind.title, day.year, serial)
    seats = await bound_units(connection, tenant)
    body = Body(
        number=number,
        title=f"{period.title}{kind.title}",
        clause=kind.clause,
        compilers=[signing(edition, seat, seats) for seat in kind.compilers],
        lines=found.lines,
        reported=[Reported(one.unit, one.project, one.state, one.reported_by, one.reported_on) for one in reports],
        unreported=found.unreported,
    )
    await _store(scope, kind, body, serial, period)
    if kind.deputies:
        await tell(scope, _to_deputies(found, body, period))
    return number


@dataclass(frozen=True, slots=True)
class _Said:
    """What the facts say to a ledger; deputies by project, with the ids of their posts."""

    lines: Sequence[Line]
    unreported: Sequence[Unreported]
    deputies: Mapping[UUID, Sequence[str]]
    post_ids: Mapping[str, UUID]


def _said(  # noqa: PLR0917
    edition: Edition, kind: Ledger, gathered: Gathered, rows: Sequence[Row[Any]], reports: Sequence[Row[Any]],
    period: Period,
) -> _Said:  # fmt: skip
    return _Said(
        lines=_lines(edition, kind, gathered, rows, period),
        unreported=_unreported(gathered, reports) if kind.reports else (),
        deputies={gathered.project_ids[one.project]: one.deputies for one in gathered.projects},
        post_ids=gathered.names.post_ids,
    )


def _to_deputies(found: _Said, body: Body, period: Period) -> list[dict[str, Any]]:
    """Tell each deputy how many of the issues are of their projects, and how many of those are urgent."""
    deputies = found.deputies
    theirs: Mapping[str, list[Line]] = defaultdict(list)
    for line in body.lines:
        if len(deputies[line.project_id]) == 1:  # none or several: that is found of the project itself
            theirs[deputies[line.project_id][0]].append(line)
    return [
        entry(
            found.post_ids[post],
            True,
            f"{body.number} {body.title}：分管项目未解决问题 {len(lines)} 项"
            f"（其中急 {sum(one.urgency == Urgency.URGENT.value for one in lines)} 项），请协调解决",
            period.end,
        )
        for post, lines in sorted(theirs.items())
    ]


def _lines(
    edition: Edition, kind: Ledger, gathered: Gathered, rows: Sequence[Row[Any]], period: Period
) -> Sequence[Line]:
    facts = {gathered.project_ids[one.project]: one for one in gathered.projects}
    ladder = ladder_of(edition)

    def order(row: Row[Any]) -> tuple[Any, ...]:
        return (*kind.order(row.urgency, row.category), row.raised_on, row.project, row.id)

    lines = []
    for row in sorted((row for row in rows if row.project_id in facts), key=order):
        unit = answering(ladder, facts[row.project_id], row.category)
        lines.append(
            Line(
                issue_id=row.id,
                project_id=row.project_id,
                project=row.project,
                description=row.description,
                category=row.category,
                urgency=row.urgency,
                unit=unit,
                unit_id=gathered.names.unit_ids[unit],
                rung=row.rung or starts_on(ladder, facts[row.project_id], row.category, ladder.loaded),
                raised_on=row.raised_on,
                required_on=row.required_on,
                days_open=(period.end - row.raised_on).days,
            )
        )
    return lines


def _unreported(gathered: Gathered, reports: Sequence[Row[Any]]) -> Sequence[Unreported]:
    done = {(one.unit, one.project) for one in reports}
    missing: Mapping[str, list[str]] = defaultdict(list)
    for one in gathered.projects:
        if (one.lead_unit, one.project) not in done:
            missing[one.lead_unit].append(one.project)
    return [Unreported(gathered.names.unit_ids[unit], unit, missing[unit]) for unit in sorted(missing)]


async def _store(scope: Scope, kind: Ledger, body: Body, serial: int, period: Period) -> None:
    ledger_id = new_id()
    row = {"kind": kind.title, "year": period.end.year, "serial": serial, "period": str(period), "dated": period.end}
    values = {"id": ledger_id, **row, "body": encode(body)}
    await scope.connection.execute(insert(ledgers).values(tenant_id=scope.tenant_id, **values))
    lines = [
        {"ledger_id": ledger_id, "position": place, "issue_id": line.issue_id, "unit_id": line.unit_id}
        for place, line in enumerate(body.lines, start=1)
    ]
    await insert_rows(scope.connection, ledger_entries, scope.tenant_id, lines)
    counted: Counter[UUID] = Counter(line.unit_id for line in body.lines)
    entries = [
        entry(unit, False, f"{body.number} {body.title}：本单位待办 {many} 项", period.end)
        for unit, many in counted.items()
    ]
    await tell(scope, entries)
    await record(scope, "compile_ledger", f"ledger:{ledger_id}", {**row, "issues": len(lines)})
