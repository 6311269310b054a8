"""Periods as they come in a path, a parameter or a body: months, quarters and years only."""

from yipanqi_api.problems.assessing import INVALID_PERIOD
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_core.assessments.service import KINDS
from yipanqi_core.calendar import Period, PeriodError

FORM = r"^[0-9]{4}(-(Q[1-4]|0[1-9]|1[0-2]))?$"
DESCRIPTION = "期：2024-06（月）、2024-Q2（季度）或 2024（年）"


def period_of(text: str, pointer: str | None = None) -> Period:
    """Read a period of assessment; `pointer` is its place in the body. Raises ProblemError."""
    because = f"“{text[:30]}”不是评估的期；请写作 2024-06（月）、2024-Q2（季度）或 2024（年）。"
    try:
        period = Period.parse(text)
    except PeriodError as error:
        raise ProblemError(INVALID_PERIOD, because, errors=_places(because, pointer)) from error
    if period.kind not in KINDS:
        raise ProblemError(INVALID_PERIOD, because, errors=_places(because, pointer))
    return period


def _places(because: str, pointer: str | None) -> tuple[tuple[str, str], ...]:
    return () if pointer is None else ((pointer, because),)
