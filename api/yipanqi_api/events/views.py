"""One event as front ends get it: what was done to what, and where to read how it is now."""

from typing import Annotated, Any, Self

import msgspec
from msgspec import Meta

from yipanqi_api.values import Instant, local
from yipanqi_core.events.kinds import kind_of

_ADDRESSES = {
    "agenda_item": "/v1/agenda-items/",
    "allotment": "/v1/allotments/",
    "assessment": "/v1/assessments/",
    "bulletin": "/v1/bulletins/",
    "case": "/v1/cases/",
    "chain": "/v1/chains/",
    "consequence": "/v1/consequences/",
    "evidence": "/v1/evidence/",
    "issue": "/v1/issues/",
    "item": "/v1/items/",
    "ledger": "/v1/ledgers/",
    "letter": "/v1/letters/",
    "meeting": "/v1/meetings/",
    "project": "/v1/projects/",
    "proposal": "/v1/proposals/",
    "rating": "/v1/ratings/",
    "record": "/v1/records/",
    "rectification": "/v1/rectifications/",
    "referral": "/v1/referrals/",
    "report": "/v1/ten-day-reports/",
    "review": "/v1/reviews/",
    "unit": "/v1/units/",
    "workbook": "/v1/workbooks/",
}


class Event(msgspec.Struct):
    """What the `data` of a message holds."""

    number: Annotated[
        int, Meta(ge=1, description="本县事件的序号，依提交先后，只增不减；也是消息的 id", examples=[1204])
    ]
    at: Instant
    action: Annotated[
        str, Meta(description="动作，与审计记录的 action 相同；也是消息的 event", examples=["raise_issue"])
    ]
    kind: Annotated[str, Meta(description="对象的种类", examples=["issue"])]
    subject: Annotated[str, Meta(description="对象，种类:编号")]
    href: Annotated[str | None, Meta(description="对象现在的样子在哪里看；看不看得到依登录者的权限而定")]

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show what stands on a number of the chain."""
        kind, _, name = row.subject.partition(":")
        address = _ADDRESSES.get(kind)
        href = None if address is None or not name else address + name
        return cls(row.number, local(row.at), row.action, kind_of(row.subject), row.subject, href)
