"""Reading one issue with all that its page shows, in one round trip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Uuid, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.bundle_queries import Bundle
from yipanqi_core.ladder.queries import ledger_places, own_referrals, standings, stays
from yipanqi_core.ladder.tables import issue_closings
from yipanqi_core.work.issue_queries import one_issue
from yipanqi_core.work.tables import issues

_tenant, _issue, _day = bindparam("tenant", type_=Uuid), bindparam("issue", type_=Uuid), bindparam("day", type_=Date)
_DETAIL = Bundle(
    {
        "standing": standings(_tenant).where(issues.c.id == _issue, issues.c.raised_on <= _day),
        "shown": one_issue(_tenant, _issue, _day),
        "closing": select(issue_closings).where(
            issue_closings.c.tenant_id == _tenant, issue_closings.c.issue_id == _issue
        ),
        "stays": stays(_tenant, _issue),
        "ledgers": ledger_places(_tenant, _issue),
        "referrals": own_referrals(_tenant, _issue),
    }
)


@dataclass(frozen=True, slots=True)
class DetailRows:
    """An issue with where it stands, as lists show it, how it was closed, and its life."""

    standing: Any
    shown: Any
    closing: Any
    stays: Sequence[Any]
    ledgers: Sequence[Any]
    referrals: Sequence[Any]


async def detail_rows(connection: AsyncConnection, tenant_id: UUID, issue_id: UUID, day: date) -> DetailRows | None:
    """Find an issue raised by the day with all that its page shows."""
    found = await _DETAIL.read(connection, tenant=tenant_id, issue=issue_id, day=day)
    if not found["standing"] or not found["shown"]:
        return None
    (standing,), (shown,), closings = found["standing"], found["shown"], found["closing"]
    closing = closings[0] if closings else None
    return DetailRows(standing, shown, closing, found["stays"], found["ledgers"], found["referrals"])
