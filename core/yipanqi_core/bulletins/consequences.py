"""Consequences: proposed when results are published or someone reports, decided by the seat the mechanism names."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import insert, update

from yipanqi_core.assessments import queries as assessment_queries
from yipanqi_core.assessments import standing_queries, storage
from yipanqi_core.assessments.name_queries import meant
from yipanqi_core.audit.service import record
from yipanqi_core.bulletins import queries
from yipanqi_core.bulletins.months import judged_months
from yipanqi_core.bulletins.tables import consequences
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.facts.queries import project_rows, unit_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.consequences import Consequence, Proposal, SeenMonth, Standing
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.people import seat_queries
from yipanqi_core.people.seats import Seated, seats_of
from yipanqi_core.projects.tables import project_events
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope

MAX_TEXT = 2000
"""Characters that a report, its evidence or the reason of a decision may have."""


async def propose(scope: Scope, edition: Edition, parameters: BaseModel, period: Period, on: date) -> int:
    """Propose what the period just published calls for; gives how many were proposed."""
    proposed = 0
    for kind in edition.consequences:
        found: Sequence[Proposal] = ()
        if period.kind is PeriodKind.MONTH and kind.of_months is not None and kind.months is not None:
            found = await _of_months(scope, kind, parameters, period)
        elif period.kind is PeriodKind.YEAR and kind.of_year is not None:
            found = kind.of_year(await _standings(scope, period), parameters)
        elif period.kind is kind.each and kind.of_ranking is not None:
            ranked = await _scores(scope, str(period))
            found = kind.of_ranking(tuple(storage.score(row) for row in ranked), parameters)
        elif period.kind is kind.each and kind.of_county is not None:
            month = str(period.months()[-1])
            judged = await judged_months(scope, [month])
            if month in judged.counties:
                found = kind.of_county(judged.counties[month], tuple(judged.facts.get(month, ())), parameters)
        proposed += await _store(scope, kind, str(period), found, on)
    return proposed


async def _of_months(scope: Scope, kind: Consequence, parameters: BaseModel, period: Period) -> Sequence[Proposal]:
    assert kind.months is not None
    assert kind.of_months is not None
    run = [period]
    while len(run) < kind.months(parameters):
        run.insert(0, run[0].previous())
    judged = await judged_months(scope, [str(month) for month in run])
    seen: dict[str, list[SeenMonth]] = defaultdict(list)
    for month in map(str, run):
        facts = {one.project: one for one in judged.facts.get(month, ()) if one.step is not None}
        for project in [one for one in seen if one not in facts]:
            del seen[project]  # only months running without a gap count
        for project, one in facts.items():
            seen[project].append(SeenMonth(one, judged.colours[month].get(project)))
    return [proposal for months in seen.values() for proposal in kind.of_months(tuple(months), parameters)]


async def _standings(scope: Scope, year: Period) -> tuple[Standing, ...]:
    boards: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    quarters = [f"{year}-Q{number}" for number in range(1, 5)]
    for quarter in quarters:
        for row in await _scores(scope, quarter):
            if row.board is not None:
                boards[row.unit][row.board].add(quarter)
    points: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in await _scores(scope, str(year)):
        if row.points is not None:
            points[row.unit][row.assessment_group] = row.points
    return tuple(
        Standing(unit, {board: tuple(sorted(held)) for board, held in boards[unit].items()}, points[unit])
        for unit in sorted({*boards, *points})
    )


async def _scores(scope: Scope, period: str) -> Sequence[Any]:
    found = await assessment_queries.find(scope.connection, scope.tenant_id, period)
    if found is None:
        return []
    return await standing_queries.standing_score_rows(scope.connection, scope.tenant_id, found.id)


async def _store(scope: Scope, kind: Consequence, period: str, found: Sequence[Proposal], on: date) -> int:
    if not found:
        return 0
    connection, tenant = scope.connection, scope.tenant_id
    who = await meant(connection, tenant, Period.parse(period).end)
    rows = [
        _row(
            scope,
            kind,
            period,
            None if one.subject.unit is None else who.units.get(one.subject.unit),
            None if one.subject.project is None else who.projects.get(one.subject.project),
            one.ruling,
            on,
        )
        for one in found
    ]
    await insert_rows(connection, consequences, tenant, rows)
    await _tell(scope, kind, period, len(rows), on)
    return len(rows)


def _row(  # noqa: PLR0917
    scope: Scope, kind: Consequence, period: str, unit: UUID | None, project: UUID | None, ruling: Ruling, on: date
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "kind": kind.code,
        "period": period,
        "unit_id": unit,
        "project_id": project,
        "clause": ruling.clause,
        "value": ruling.value or kind.code,
        "because": ruling.because,
        "facts": encode(ruling.facts),
        "state": "proposed",
        "proposed_on": on,
        "proposed_by": scope.actor,
    }


async def _tell(scope: Scope, kind: Consequence, period: str, count: int, on: date) -> None:
    """Tell whoever decides that there is something to decide."""
    bound = {row.seat: row for row in await seat_queries.bindings(scope.connection, scope.tenant_id)}
    if kind.decided_by not in bound:
        return
    seat = bound[kind.decided_by]
    subject = f"{Period.parse(period).title}结果运用：{kind.title} {count} 项，请研究决定"
    row = {"unit_id": seat.unit_id, "post_id": seat.post_id, "subject": subject, "received_on": on}
    await insert_rows(scope.connection, inbox, scope.tenant_id, [{"id": new_id(), **row}])


@dataclass(frozen=True, slots=True)
class Report:
    """A matter that someone puts forward: what happened, when, to whose account, and what shows it."""

    kind: str
    unit_id: UUID
    project_id: UUID | None
    happened_on: date
    what: str
    evidence: str


async def report(scope: Scope, edition: Edition, new: Report) -> UUID:
    """Put a matter before the one who decides, with its evidence. Raises InvalidInputError, NotFoundError."""
    kind = next((one for one in edition.consequences if one.code == new.kind and one.on_report), None)
    if kind is None:
        known = "、".join(f"{one.code}（{one.title}）" for one in edition.consequences if one.on_report) or "无"
        raise InvalidInputError(f"没有可由人提出的“{new.kind[:30]}”；可提出：{known}", "/kind")
    connection, tenant = scope.connection, scope.tenant_id
    on = await today(connection)
    if new.happened_on > on:
        raise InvalidInputError(f"{new.happened_on} 尚未到来", "/happened_on")
    what, evidence = _text(new.what, "事由", "/what"), _text(new.evidence, "证据", "/evidence")
    units = {row.id for row in await unit_rows(connection, tenant)}
    projects = {row.id for row in await project_rows(connection, tenant, on, None)}
    if new.unit_id not in units or (new.project_id is not None and new.project_id not in projects):
        raise NotFoundError("没有这个单位或项目")
    figures = {"happened_on": new.happened_on, "evidence": evidence}
    period = str(Period.containing(on, PeriodKind.MONTH))
    row = _row(scope, kind, period, new.unit_id, new.project_id, Ruling(kind.code, kind.clause, what, figures), on)
    await insert_rows(connection, consequences, tenant, [row])
    await _tell(scope, kind, period, 1, on)
    await record(scope, "report_consequence", f"consequence:{row['id']}", {**row, "facts": figures})
    made: UUID = row["id"]
    return made


def require_may_decide(row: Any, edition: Edition, seats: frozenset[str]) -> Consequence:
    """Let pass who decides this kind, while it is undecided. Raises WrongActorError, RefusedError."""
    kind = next(one for one in edition.consequences if one.code == row.kind)
    if kind.decided_by not in seats:
        title = next(one.title for one in edition.seats if one.code == kind.decided_by)
        raise WrongActorError(f"“{kind.title}”由{title}决定", kind.clause)
    if row.state != "proposed":
        raise RefusedError(f"该事项已于 {row.decided_on} 作出决定，不能再改", kind.clause)
    return kind


async def decide(
    scope: Scope, edition: Edition, consequence_id: UUID, who: Seated, *, adopted: bool, reason: str
) -> None:
    """Adopt or dismiss what was proposed, with a reason; nothing follows without it.

    Raises NotFoundError, WrongActorError, RefusedError, InvalidInputError.
    """
    row = await queries.consequence_to_decide(scope.connection, scope.tenant_id, consequence_id)
    if row is None:
        raise NotFoundError("没有这项结果运用事项")
    kind = require_may_decide(row, edition, await seats_of(scope, edition, who))
    on = await today(scope.connection)
    values = {
        "state": "decided" if adopted else "dismissed",
        "decided_on": on,
        "decided_by": scope.actor,
        "reason": _text(reason, "理由", "/reason"),
    }
    c = consequences.c
    await scope.connection.execute(
        update(consequences)
        .where(c.tenant_id == scope.tenant_id, c.id == consequence_id)
        .values(version=row.version + 1, **values)
    )
    if row.project_id is not None:
        line = f"“{kind.title}”{'予以采纳' if adopted else '不予采纳'}：{values['reason']}"
        event = {"project_id": row.project_id, "on_date": on, "actor": scope.actor, "kind": "consequence", "line": line}
        await scope.connection.execute(
            insert(project_events).values(tenant_id=scope.tenant_id, id=new_id(), clause=row.clause, **event)
        )
    await record(scope, "decide_consequence", f"consequence:{consequence_id}", values)


def _text(text: str, what: str, pointer: str) -> str:
    text = text.strip()
    if not text:
        raise InvalidInputError(f"请填写{what}", pointer)
    if len(text) > MAX_TEXT:
        raise InvalidInputError(f"{what}有 {len(text)} 字，至多 {MAX_TEXT} 字", pointer)
    return text
