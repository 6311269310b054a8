"""Bulletins that a seat writes itself: about what it inspected, or at will; numbered in its own series."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from yipanqi_core.audit.service import record
from yipanqi_core.bulletins import queries
from yipanqi_core.bulletins.tables import bulletins
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.documents.model import OfficialDocument, Paragraph, number_text
from yipanqi_core.identifiers import new_id
from yipanqi_core.letters.frozen import freeze
from yipanqi_core.letters.issue import full_name, signing
from yipanqi_core.letters.queries import bound_units, take_numbers
from yipanqi_core.mechanism.bulletins import InspectionBulletin
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.people.seats import Seated, seats_of
from yipanqi_core.refusals import InvalidInputError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Written:
    """What is written: its title and its paragraphs, and upon which period's bulletin, if upon one."""

    kind: str
    period: str | None
    title: str
    paragraphs: tuple[str, ...]


def require_may_write(edition: Edition, kind: InspectionBulletin, seats: frozenset[str]) -> None:
    """Let pass who sits in the office that issues this kind. Raises WrongActorError."""
    if kind.issuer not in seats:
        title = next(one.title for one in edition.seats if one.code == kind.issuer)
        raise WrongActorError(f"《{kind.kind}》由{title}印发", kind.clause)


async def issue_written(scope: Scope, edition: Edition, new: Written, who: Seated) -> UUID:
    """Issue what a seat writes itself: once for each bulletin that it follows up, or at will.

    Raises InvalidInputError, WrongActorError, RefusedError.
    """
    kind = next((one for one in edition.inspection_bulletins if one.kind == new.kind), None)
    if kind is None:
        known = "、".join(one.kind for one in edition.inspection_bulletins) or "无"
        raise InvalidInputError(f"没有“{new.kind[:30]}”这种通报；可印发：{known}", "/kind")
    require_may_write(edition, kind, await seats_of(scope, edition, who))
    connection, tenant = scope.connection, scope.tenant_id
    county = await read_county(connection, tenant)
    period = await _period(scope, kind, new.period, county.today)
    offices = await bound_units(connection, tenant)
    serial = await take_numbers(connection, tenant, kind.letterhead, county.today.year, 1)
    if kind.about is not None and await queries.is_issued(connection, tenant, kind.kind, period):
        raise RefusedError(f"{period} 的《{kind.kind}》已经印发", kind.clause)
    issuer = full_name(county.name, signing(edition, kind.issuer, offices))
    document = OfficialDocument(
        issuer=issuer,
        number=number_text(kind.letterhead, county.today.year, serial),
        title=new.title,
        addressee=kind.addressee,
        paragraphs=tuple(Paragraph(text) for text in new.paragraphs),
        signature=issuer,
        dated=county.today,
    )
    row: dict[str, Any] = {
        "kind": kind.kind,
        "period": period,
        "at_will": kind.about is None,
        "letterhead": kind.letterhead,
        "year": county.today.year,
        "serial": serial,
        "number": document.number,
        "title": new.title,
        "clause": kind.clause,
        "issued_on": county.today,
        "issued_by": scope.actor,
    }
    bulletin_id = new_id()
    values = {**row, "document": freeze(document)}
    await connection.execute(insert(bulletins).values(tenant_id=tenant, id=bulletin_id, **values))
    await record(scope, "issue_bulletin", f"bulletin:{bulletin_id}", row)
    return bulletin_id


async def _period(scope: Scope, kind: InspectionBulletin, asked: str | None, today: date) -> str:
    """Give the period of the bulletin that is followed up, which must have been issued; at will, the day."""
    if kind.about is None:
        if asked is not None:
            raise InvalidInputError(f"《{kind.kind}》随时印发，不填期", "/period")
        return str(Period.containing(today, PeriodKind.DAY))
    if asked is None:
        raise InvalidInputError(f"请填所依据的《{kind.about}》的期，如 2024-Q2", "/period")
    if not await queries.is_issued(scope.connection, scope.tenant_id, kind.about, asked):
        raise RefusedError(f"{asked[:10]} 的《{kind.about}》尚未印发，不能据以督查通报", kind.clause)
    return asked
