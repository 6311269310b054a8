"""How amounts and instants look on the wire: decimal strings in 万元, RFC 3339 with +08:00."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Meta

_AMOUNT = r"^-?[0-9]{1,16}(\.[0-9]{1,2})?$"
_SUM = r"^-?[0-9]{1,20}(\.[0-9]{1,2})?$"  # what many amounts add up to
_SHANGHAI = ZoneInfo("Asia/Shanghai")

Money = Annotated[
    Decimal, Meta(description="万元", extra_json_schema={"type": "string", "format": "decimal", "pattern": _SUM})
]
"""An amount in an answer: encoded as a decimal string."""

MoneyText = Annotated[str, Meta(description="万元", pattern=_AMOUNT, extra_json_schema={"format": "decimal"})]
"""An amount in a request: a decimal string and never a number; read it with `amount`."""

Instant = Annotated[
    datetime, Meta(tz=True, extra_json_schema={"type": "string", "format": "date-time", "pattern": r"\+08:00$"})
]
"""An instant in an answer: give it through `local`."""


def amount(text: str) -> Decimal:
    """Read an amount that came as MoneyText."""
    return Decimal(text.strip())


def local(instant: datetime) -> datetime:
    """Give an instant in the counties' own time; the database hands them out in UTC."""
    return instant.astimezone(_SHANGHAI)
