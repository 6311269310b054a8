"""A bulletin that went out fulfils the duty of the seat that issued it, and nobody enters it as work done."""

from dataclasses import replace
from datetime import date

import pytest

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.duties import Duty, DutyHolder, for_the_holder
from yipanqi_core.mechanism.facts import CountyFacts, SeatFacts, UnitFacts
from yipanqi_core.mechanism.issued_facts import IssuedFacts
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.rules.duties import Fulfilment, fulfilments, judgement, running_within
from yipanqi_core.vocabulary import UnitKind

ON = date(2024, 6, 30)
EDITION = installed().in_force("yangcheng", ON)
BULLETIN = EDITION.bulletins[0]
UNIT = "县发展和改革局"


def duty(**other: object) -> Duty:
    plain = Duty(
        "told", "月通报", "YC-3.2", PeriodKind.MONTH, DutyHolder.SEAT, "专班", ("六专班调度",), lambda _: 1,
        each_project=for_the_holder, seat=BULLETIN.issuer, bulletins=(BULLETIN.code,),
    )  # fmt: skip
    return replace(plain, **other)  # type: ignore[arg-type]


def sent(day: date, kind: str = BULLETIN.kind) -> IssuedFacts:
    return IssuedFacts("b1", kind, "2024-05", "阳项指通〔2024〕1号", day)


def owed(asked: Duty, *issued: IssuedFacts, records: tuple[RecordFacts, ...] = ()) -> Fulfilment:
    county = CountyFacts(
        "2024-06", ON, (UnitFacts(UNIT, UnitKind.DEPARTMENT, None),), seats=(SeatFacts(str(asked.seat), UNIT),),
        issued=issued, records=records,
    )  # fmt: skip
    edition = replace(EDITION, duties=(asked,))
    (found,) = fulfilments(edition, edition.parameters(), county, (), running_within(date(2024, 6, 1), ON))
    return found


@pytest.mark.clause("YC-3.2", "YC-4.3")
@pytest.mark.parametrize(("day", "met"), [(date(2024, 5, 31), False), (date(2024, 6, 1), True), (ON, True)])
def test_the_day_of_issue_says_in_which_period_it_counts(day: date, met: bool) -> None:
    assert owed(duty(), sent(day)).met is met


@pytest.mark.clause("YC-3.2")
def test_the_ruling_names_the_bulletin_or_says_that_one_would_do() -> None:
    told = judgement(owed(duty(), sent(date(2024, 6, 7)))).ruling
    assert told.facts["bulletins"] == [{"id": "b1", "number": "阳项指通〔2024〕1号", "on": date(2024, 6, 7)}]
    assert "已有 1 次（06-07），已完成" in told.because
    lacking = judgement(owed(duty())).ruling
    assert "再有 1 次印发的通报或记录即为完成" in lacking.because
    assert "bulletins" not in lacking.facts


def test_only_the_named_bulletin_of_the_seats_own_counts() -> None:
    day = date(2024, 6, 7)
    assert not owed(duty(), sent(day, "别的通报")).met
    assert not owed(duty(bulletins=()), sent(day)).met
    assert not owed(duty(seat="finance_office"), sent(day)).met


def test_a_record_of_the_day_of_issue_is_that_bulletin() -> None:
    def record(day: date) -> RecordFacts:
        return RecordFacts("r1", "六专班调度", day, UNIT, UNIT, False)

    twice = duty(required=lambda _: 2)
    assert owed(twice, sent(date(2024, 6, 7)), records=(record(date(2024, 6, 7)),)).done == 1
    assert owed(twice, sent(date(2024, 6, 7)), records=(record(date(2024, 6, 8)),)).done == 2
