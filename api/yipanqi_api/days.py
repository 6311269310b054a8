"""The day that a reader asks about: not after the county's own."""

from datetime import date

from yipanqi_api.problems.general import INVALID_REQUEST
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_core.tenants.queries import County


def asked_day(county: County, on: date | None) -> date:
    """Give the day asked about, by default the county's own today. Raises ProblemError for a day to come."""
    if on is not None and on > county.today:
        because = f"on 为 {on}，尚未到来；本县今天是 {county.today}，请问今天或以前的日期。"
        raise ProblemError(INVALID_REQUEST, because, parameter="on")
    return on or county.today
