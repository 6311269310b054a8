"""Recording an inspection: what was found on each aspect, and its problems with unit and date for rectification."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.audit.service import record
from yipanqi_core.bulletins.tables import rectifications
from yipanqi_core.calendar import Period, due_after
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.facts.gather import gather
from yipanqi_core.facts.queries import unit_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.inspections import queries
from yipanqi_core.inspections.tables import inspections
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.inspections import InspectionKind
from yipanqi_core.meetings.queries import found_ids
from yipanqi_core.people import seat_queries
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import project_events
from yipanqi_core.refusals import InvalidInputError, NotFoundError
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope

MAX_TEXT = 2000
"""Characters that a word on an aspect, a note or a problem may have."""


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """A problem found; without a unit it goes to the project's lead unit, or to the unit inspected."""

    text: str
    unit_id: UUID | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewInspection:
    """An inspection as it is recorded: of a project or of a unit."""

    project_id: UUID | None
    subject_unit_id: UUID | None
    inspected_on: date
    words: Mapping[str, str]
    note: str | None
    problems: tuple[FoundProblem, ...]


async def record_inspection(
    scope: Scope, edition: Edition, kind: InspectionKind, new: NewInspection, unit_id: UUID
) -> UUID:
    """Record an inspection by the people of a unit; one that was proposed for the period is made by it.

    Raises InvalidInputError, NotFoundError.
    """
    day = await today(scope.connection)
    if new.inspected_on > day:
        raise InvalidInputError(f"督查日期 {new.inspected_on} 尚未到来", "/inspected_on")
    _require_words(kind, new.words)
    subject = await _subject(scope, edition, kind, new, day)
    period = str(Period.containing(new.inspected_on, kind.cadence))
    values = {
        "inspected_on": new.inspected_on,
        "unit_id": unit_id,
        "words": {code: text.strip() for code, text in new.words.items()},
        "note": new.note,
        "recorded_by": scope.actor,
    }
    inspection_id = await _keep(scope, kind, new, period, values)
    parameters = await read_in_force(scope, edition, new.inspected_on)
    within = due_after(new.inspected_on, kind.rectify_within(parameters)).on
    rows = _problems(kind, new, inspection_id, subject.unit_id, within)
    await _require_units(scope, rows)
    await insert_rows(scope.connection, rectifications, scope.tenant_id, rows)
    await _tell(scope, kind, new, subject.name, rows, day)
    told = {**values, "kind": kind.code, "period": period, "problems": [row["problem"] for row in rows]}
    await record(scope, "record_inspection", f"inspection:{inspection_id}", told)
    return inspection_id


@dataclass(frozen=True, slots=True)
class _Subject:
    name: str
    unit_id: UUID  # who puts right what is found


async def _subject(scope: Scope, edition: Edition, kind: InspectionKind, new: NewInspection, day: date) -> _Subject:
    of_units = kind.of_units is not None
    if of_units is (new.subject_unit_id is None) or of_units is (new.project_id is not None):
        what = "单位 subject_unit_id" if of_units else "项目 project_id"
        raise InvalidInputError(f"{kind.title}请填所查的{what}", "/subject_unit_id" if of_units else "/project_id")
    if new.project_id is not None:
        gathered = await gather(scope, edition, f"{day:%Y-%m}", day, only=[new.project_id])
        if not gathered.projects:
            raise NotFoundError("没有这个项目")
        facts = gathered.projects[0]
        return _Subject(facts.project, gathered.names.unit_ids[facts.lead_unit])
    named = {row.id: row.name for row in await unit_rows(scope.connection, scope.tenant_id)}
    if new.subject_unit_id is None or new.subject_unit_id not in named:
        raise NotFoundError("没有这个单位")
    return _Subject(named[new.subject_unit_id], new.subject_unit_id)


def _require_words(kind: InspectionKind, words: Mapping[str, str]) -> None:
    known = {aspect.code: aspect for aspect in kind.aspects}
    for code in words:
        if code not in known:
            allowed = "、".join(f"{one.code}（{one.title}）" for one in kind.aspects) or "无"
            raise InvalidInputError(f"{kind.title}没有“{code[:30]}”这一方面；应有：{allowed}", "/words")
    for code, aspect in known.items():
        text = words.get(code, "").strip()
        if not text:
            raise InvalidInputError(f"缺少“{aspect.title}”；没有情况的填“无”", f"/words/{code}")
        if len(text) > MAX_TEXT:
            raise InvalidInputError(f"“{aspect.title}”有 {len(text)} 字，至多 {MAX_TEXT} 字", f"/words/{code}")
        if aspect.amount and not _is_amount(text):
            raise InvalidInputError(f"“{aspect.title}”应为金额（万元，至多两位小数），如 120.50", f"/words/{code}")


def _is_amount(text: str) -> bool:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return False
    return amount.is_finite() and amount >= 0 and -int(amount.as_tuple().exponent) <= 2


async def _keep(scope: Scope, kind: InspectionKind, new: NewInspection, period: str, values: dict[str, Any]) -> UUID:
    """Make the proposed inspection of the subject, or one that nobody proposed."""
    connection, tenant = scope.connection, scope.tenant_id
    subject = {"project_id": new.project_id, "subject_unit_id": new.subject_unit_id}
    row = await queries.waiting(connection, tenant, kind.code, period, new.project_id, new.subject_unit_id)
    if row is not None:
        n = inspections.c
        statement = update(inspections).where(n.tenant_id == tenant, n.id == row.id)
        await connection.execute(statement.values(version=row.version + 1, **values))
        proposed: UUID = row.id
        return proposed
    made = new_id()
    named = {"kind": kind.code, "period": period, "clause": kind.clause, **subject}
    await connection.execute(insert(inspections).values(tenant_id=tenant, id=made, **named, **values))
    return made


def _problems(
    kind: InspectionKind, new: NewInspection, inspection_id: UUID, unit_id: UUID, within: date
) -> list[dict[str, Any]]:
    rows = []
    for place, one in enumerate(new.problems):
        text = one.text.strip()
        if not text or len(text) > MAX_TEXT:
            raise InvalidInputError(f"问题应为 1 至 {MAX_TEXT} 字", f"/problems/{place}/text")
        if one.due_on is not None and one.due_on < new.inspected_on:
            raise InvalidInputError("整改期限不能早于督查日期", f"/problems/{place}/due_on")
        rows.append(
            {
                "id": new_id(),
                "inspection_id": inspection_id,
                "unit_id": one.unit_id or unit_id,
                "project_id": new.project_id,
                "problem": text,
                "clause": kind.clause,
                "due_on": one.due_on or within,
            }
        )
    return rows


async def _require_units(scope: Scope, rows: Sequence[Mapping[str, Any]]) -> None:
    ids = {row["unit_id"] for row in rows}
    if ids and await found_ids(scope.connection, scope.tenant_id, units, list(ids)) != ids:
        raise NotFoundError("所填的整改单位不存在")


async def _tell(  # noqa: PLR0917
    scope: Scope,
    kind: InspectionKind,
    new: NewInspection,
    subject: str,
    rows: Sequence[Mapping[str, Any]],
    day: date,
) -> None:
    """Tell each unit what it must put right, those who get the result at once, and the project's history."""
    bound = {row.seat: row for row in await seat_queries.bindings(scope.connection, scope.tenant_id)}
    found = f"{kind.title} {subject}（{new.inspected_on}）：发现问题 {len(rows)} 项"
    told: list[dict[str, Any]] = [
        {"unit_id": bound[seat].unit_id, "post_id": bound[seat].post_id, "subject": found}
        for seat in kind.tells
        if seat in bound
    ]
    for unit in dict.fromkeys(row["unit_id"] for row in rows):
        own = [row for row in rows if row["unit_id"] == unit]
        first = min(row["due_on"] for row in own)
        line = f"{kind.title}发现{subject}的问题 {len(own)} 项，最早 {first} 前整改"
        told.append({"unit_id": unit, "post_id": None, "subject": line})
    entries = [{"id": new_id(), "received_on": day, **one} for one in told]
    await insert_rows(scope.connection, inbox, scope.tenant_id, entries)
    if new.project_id is not None and not kind.secret:
        event = {"project_id": new.project_id, "on_date": new.inspected_on, "actor": scope.actor, "line": found}
        await scope.connection.execute(
            insert(project_events).values(
                tenant_id=scope.tenant_id, id=new_id(), kind="inspection", clause=kind.clause, **event
            )
        )
