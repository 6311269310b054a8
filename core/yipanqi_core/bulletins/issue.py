"""Issuing a bulletin: figures frozen, numbered, told to its recipients, each unit's own problems fed back to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Row, insert, update

from yipanqi_core.assessments import queries as assessment_queries
from yipanqi_core.assessments import standing_queries, storage
from yipanqi_core.assessments.name_queries import Meant, meant
from yipanqi_core.audit.service import record
from yipanqi_core.bulletins import queries
from yipanqi_core.bulletins.months import judged_months
from yipanqi_core.bulletins.tables import bulletins, rectifications
from yipanqi_core.calendar import Period, due_after
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.documents.model import OfficialDocument, number_text
from yipanqi_core.identifiers import new_id
from yipanqi_core.letters.frozen import freeze
from yipanqi_core.letters.issue import full_name, signing
from yipanqi_core.letters.queries import bound_units, take_numbers
from yipanqi_core.letters.tables import letter_escalations
from yipanqi_core.mechanism.bulletins import Bulletin, BulletinFacts, Problem
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.mechanism.supervision_facts import LetterFacts
from yipanqi_core.people import seat_queries
from yipanqi_core.projects.tables import project_events
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope


async def issue_bulletin(scope: Scope, edition: Edition, bulletin: Bulletin, period: Period, on: date) -> str | None:
    """Issue a period's bulletin as of `on`, once; gives its number, None when it was issued already.

    One that goes out late bears the county's own day, from which the time to put things right runs.
    """
    connection, tenant = scope.connection, scope.tenant_id
    await assessment_queries.lock_period(connection, tenant, "assess")
    if await queries.is_issued(connection, tenant, bulletin.kind, str(period)):
        return None
    county = await read_county(connection, tenant)
    on = max(on, county.today)
    parameters = await read_in_force(scope, edition, period.end)
    facts = await read_facts(scope, edition, bulletin, parameters, period, on)
    serial = await take_numbers(connection, tenant, bulletin.letterhead, on.year, 1)
    number = number_text(bulletin.letterhead, on.year, serial)
    seats = await bound_units(connection, tenant)
    document = _document(county, edition, bulletin, parameters, facts, number, seats)
    bulletin_id = new_id()
    row = {
        "kind": bulletin.kind,
        "period": str(period),
        "letterhead": bulletin.letterhead,
        "year": on.year,
        "serial": serial,
        "number": number,
        "title": document.title,
        "clause": bulletin.clause,
        "issued_on": on,
        "document": freeze(document),
        "issued_by": scope.actor,
    }
    await connection.execute(insert(bulletins).values(tenant_id=tenant, id=bulletin_id, **row))
    problems = bulletin.problems(facts, parameters)
    who = await meant(connection, tenant, period.end)
    fed_back = await _feed_back(scope, bulletin_id, number, problems, facts, who)
    await _tell(scope, bulletin, number, facts, fed_back)
    await _tell_results(scope, bulletin, number, parameters, facts, who)
    if bulletin.shows_unanswered:
        await _mark_shown(scope, bulletin_id, on)
    told = {"number": number, "period": str(period), "problems": len(fed_back), "units": len(_units(fed_back))}
    await record(scope, "issue_bulletin", f"bulletin:{bulletin_id}", told)
    return number


async def read_facts(  # noqa: PLR0917
    scope: Scope, edition: Edition, bulletin: Bulletin, parameters: BaseModel, period: Period, on: date
) -> BulletinFacts:
    """Read what the bulletin is written from: the months as judged and published, and the period's ranking."""
    months = tuple(str(month) for month in period.months())
    judged = await judged_months(scope, months, facts_of=months[-1:])
    scored, earlier = await _scored(scope, period), await _scored(scope, period.previous())
    ranks = {(one.assessment_group, one.unit_id): one.rank for one in earlier if one.rank is not None}
    return BulletinFacts(
        period=str(period),
        title=period.title,
        issued_on=on,
        due_on=due_after(on, bulletin.rectify_within(parameters)).on,
        months=months,
        projects=tuple(one for one in judged.facts.get(months[-1], ()) if one.step is not None),
        left=tuple(one for one in judged.facts.get(months[-1], ()) if one.step is None),
        colours=judged.colours,
        changes=tuple(
            one for month in months for one in judged.judgements.get(month, ()) if one.kind is RulingKind.CHANGE
        ),
        findings=tuple(one for one in judged.judgements.get(months[-1], ()) if one.kind is RulingKind.FINDING),
        scores=tuple(storage.score(one) for one in scored),
        county=judged.counties.get(months[-1]),
        unanswered=await _unanswered(scope, on) if bulletin.shows_unanswered else (),
        ranks_before={
            (one.assessment_group, one.unit): ranks[one.assessment_group, one.unit_id]
            for one in scored
            if (one.assessment_group, one.unit_id) in ranks
        },
    )


async def _scored(scope: Scope, period: Period) -> Sequence[Row[Any]]:
    """Read a period's ranking as it stands; nothing where it has not been judged."""
    assessed = await assessment_queries.find(scope.connection, scope.tenant_id, str(period))
    if assessed is None:
        return []
    return await standing_queries.standing_score_rows(scope.connection, scope.tenant_id, assessed.id)


async def _unanswered(scope: Scope, on: date) -> tuple[LetterFacts, ...]:
    rows = await queries.unshown_escalations(scope.connection, scope.tenant_id, on)
    return tuple(
        LetterFacts(
            kind=row.kind,
            number=row.number,
            unit=row.unit,
            project=row.project,
            matter=row.matter or f"{row.project or row.unit}{row.kind}",
            issued_on=row.issued_on,
            received_on=row.received_on,
            reply_due_on=row.reply_due_on,
            replied_on=row.replied_on,
        )
        for row in rows
    )


async def _mark_shown(scope: Scope, bulletin_id: UUID, on: date) -> None:
    """Note which bulletin showed the letters, so that the next one does not."""
    up = letter_escalations.c
    await scope.connection.execute(
        update(letter_escalations)
        .where(up.tenant_id == scope.tenant_id, up.bulletin_id.is_(None), up.escalated_on <= on)
        .values(bulletin_id=bulletin_id)
    )


async def _tell_results(  # noqa: PLR0917
    scope: Scope, bulletin: Bulletin, number: str, parameters: BaseModel, facts: BulletinFacts, who: Meant
) -> None:
    """Tell each unit its own result of the period."""
    results = bulletin.results(facts, parameters)
    rows = [
        {
            "id": new_id(),
            "unit_id": who.units[one.unit],
            "post_id": None,
            "subject": f"{number} {one.text}",
            "received_on": facts.issued_on,
        }
        for one in results
        if one.unit in who.units
    ]
    await insert_rows(scope.connection, inbox, scope.tenant_id, rows)


def _document(  # noqa: PLR0917
    county: County,
    edition: Edition,
    bulletin: Bulletin,
    parameters: BaseModel,
    facts: BulletinFacts,
    number: str,
    offices: Mapping[str, str],
) -> OfficialDocument:
    titles = {one.code: one.title for one in edition.seats}
    issuer = full_name(county.name, signing(edition, bulletin.issuer, offices))
    return OfficialDocument(
        issuer=issuer,
        number=number,
        title=bulletin.title.format(period=facts.title),
        addressee=bulletin.addressee,
        paragraphs=bulletin.blocks(facts, parameters),
        signature=issuer,
        dated=facts.issued_on,
        copies=tuple(offices.get(seat, titles[seat]) for seat in bulletin.recipients),
    )


async def _feed_back(  # noqa: PLR0917
    scope: Scope, bulletin_id: UUID, number: str, problems: Sequence[Problem], facts: BulletinFacts, who: Meant
) -> list[dict[str, Any]]:
    """Keep each problem with the unit that must put it right, and a line in its project's history.

    Names are those judged by; what a unit that is no more owes stands in the bulletin alone.
    """
    connection, tenant, on = scope.connection, scope.tenant_id, facts.issued_on
    rows = [
        {
            "id": new_id(),
            "bulletin_id": bulletin_id,
            "unit_id": who.units[one.unit],
            "project_id": None if one.project is None else who.projects.get(one.project),
            "problem": one.text,
            "clause": one.clause,
            "due_on": facts.due_on,
        }
        for one in problems
        if one.unit in who.units
    ]
    await insert_rows(connection, rectifications, tenant, rows)
    counted = Counter(row["project_id"] for row in rows if row["project_id"] is not None)
    lines = [
        {
            "id": new_id(),
            "project_id": project,
            "on_date": on,
            "actor": scope.actor,
            "kind": "bulletin",
            "line": f"{number} 反馈问题 {count} 项，请于 {facts.due_on} 前整改",
            "clause": rows[0]["clause"],
        }
        for project, count in counted.items()
    ]
    await insert_rows(connection, project_events, tenant, lines)
    return rows


def _units(rows: Sequence[Mapping[str, Any]]) -> Counter[UUID]:
    return Counter(row["unit_id"] for row in rows)


async def _tell(
    scope: Scope, bulletin: Bulletin, number: str, facts: BulletinFacts, fed_back: Sequence[Mapping[str, Any]]
) -> None:
    """Put the bulletin in its recipients' inboxes, and in each unit's how many problems it must put right."""
    bound = {row.seat: row for row in await seat_queries.bindings(scope.connection, scope.tenant_id)}
    subject = f"{number} {bulletin.kind}"
    received = [
        {"unit_id": bound[seat].unit_id, "post_id": bound[seat].post_id, "subject": subject}
        for seat in bulletin.recipients
        if seat in bound
    ]
    received += [
        {"unit_id": unit, "post_id": None, "subject": f"{subject}：反馈问题 {count} 项，{facts.due_on} 前整改"}
        for unit, count in _units(fed_back).items()
    ]
    rows = [{"id": new_id(), "received_on": facts.issued_on, **one} for one in received]
    await insert_rows(scope.connection, inbox, scope.tenant_id, rows)
