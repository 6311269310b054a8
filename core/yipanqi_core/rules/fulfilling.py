"""What fulfils a duty beside records of work: minuted meetings of its series, bulletins that went out; pure."""

from collections.abc import Iterable, Mapping

from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.bulletins import Bulletin
from yipanqi_core.mechanism.duties import Duty, DutyHolder
from yipanqi_core.mechanism.facts import CountyFacts, MeetingFacts
from yipanqi_core.mechanism.issued_facts import IssuedFacts
from yipanqi_core.mechanism.meetings import MeetingSeries


def held(
    duty: Duty, period: Period, holder: str | None, county: CountyFacts, series: Mapping[str, MeetingSeries]
) -> tuple[MeetingFacts, ...]:
    """Give the meetings that fulfil the duty: those that its holder convened, or of a series of the seat's own."""
    if holder is None or not duty.meetings:
        return ()

    def own(one: MeetingFacts) -> bool:
        if holder in {one.convener, one.unit}:
            return True
        kind = series.get(one.series)
        return duty.holder is DutyHolder.SEAT and kind is not None and kind.convener is not None

    return tuple(
        one for one in county.meetings if one.id and one.series in duty.meetings and one.held_on in period and own(one)
    )


def issued(
    duty: Duty, period: Period, holder: str | None, county: CountyFacts, bulletins: Iterable[Bulletin]
) -> tuple[IssuedFacts, ...]:
    """Give the bulletins that fulfil a seat's duty: those that the seat itself issued in the period."""
    if holder is None or not duty.bulletins:
        return ()
    kinds = {one.kind for one in bulletins if one.code in duty.bulletins and one.issuer == duty.seat}
    return tuple(one for one in county.issued if one.kind in kinds and one.issued_on in period)
