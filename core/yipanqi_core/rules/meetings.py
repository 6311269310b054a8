"""Meetings that a period asked for and did not have."""

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.facts import CountyFacts
from yipanqi_core.mechanism.meetings import MeetingSeries
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject


def meeting_findings(series: tuple[MeetingSeries, ...], county: CountyFacts, cadence: PeriodKind) -> list[Judgement]:
    """Find the series of this cadence, with one convener, that held no meeting in the period of the facts' day."""
    found = []
    for one in series:
        if one.missed is None or one.cadence is not cadence or one.convener is None:
            continue
        period = Period.containing(county.on, one.cadence)
        if any(held.series == one.code and held.held_on in period for held in county.meetings):
            continue
        because = f"{period.title}未召开{one.title}；每{one.cadence.label}至少召开一次，召开并形成纪要后，下期不再提示"
        ruling = Ruling("missed", one.clause, because, {"series": one.code, "period": str(period)})
        found.append(Judgement(RulingKind.FINDING, one.missed[0], Subject(), ruling))
    return found
