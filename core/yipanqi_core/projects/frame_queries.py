"""What a reading of projects stands on: the county with its own date, and the stored month whose ratings are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Text, Uuid, and_, bindparam, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.tables import assessments, publications
from yipanqi_core.database.at_once import at_once
from yipanqi_core.database.bundle_queries import written_out
from yipanqi_core.database.direct import Direct
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.tables import tenants


@dataclass(frozen=True, slots=True)
class RatedMonth:
    """A stored monthly assessment; not published yet without `published_on`."""

    assessment_id: UUID
    period: str
    edition: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Frame:
    """The county, its date, and the rated month; None when no such month is stored."""

    county: County
    month: RatedMonth | None

    @property
    def today(self) -> date:
        """The county's own date."""
        return self.county.today


_TENANT: Any = bindparam("tenant", type_=Uuid())


def _statement(asked: ColumnElement[Any] | None) -> Direct:
    a, p, t = assessments.c, publications.c, tenants.c
    months = select(a.id, a.period, a.edition, p.published_on).select_from(
        assessments.outerjoin(publications, and_(p.tenant_id == a.tenant_id, p.assessment_id == a.id))
    )
    month = months.where(a.tenant_id == _TENANT, a.period_kind == "month")
    month = month.order_by(a.ends_on.desc()) if asked is None else month.where(a.period == asked)
    m = month.limit(1).lateral("month")
    county = (t.id, t.code, t.name, t.mechanism, t.live_from, t.clock_date, func.app_today(type_=Date()).label("today"))
    return Direct(
        written_out(
            select(*county, m.c.id.label("assessment_id"), m.c.period, m.c.edition, m.c.published_on)
            .select_from(tenants.outerjoin(m, true()))
            .where(t.id == _TENANT)
        )
    )


_LATEST, _OF_PERIOD = _statement(None), _statement(bindparam("period", type_=Text()))


async def read_frame(connection: AsyncConnection, tenant_id: UUID, period: str | None = None) -> Frame:
    """Read the county with the month asked for, or the latest stored one."""
    if period is None:
        (row,) = await _latest_rows(connection, tenant_id)
    else:
        row = await _OF_PERIOD.first(connection, tenant=tenant_id, period=period)
    rated = RatedMonth(row.assessment_id, row.period, row.edition, row.published_on) if row.assessment_id else None
    return Frame(County(row.id, row.code, row.name, row.mechanism, row.live_from, row.clock_date, row.today), rated)


@at_once
async def _latest_rows(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Any]:
    return await _LATEST.all(connection, tenant=tenant_id)


_MOST = 1024  # counties
_seen: dict[UUID, Frame] = {}


def foreseen(tenant_id: UUID) -> Frame | None:
    """Give the frame that a county stood on when it was last read: a guess, to be checked by the reading itself."""
    return _seen.get(tenant_id)


def foresee(frame: Frame) -> Frame:
    """Remember a frame for the next reading, and give it."""
    if len(_seen) >= _MOST:
        _seen.clear()
    _seen[frame.county.id] = frame
    return frame
