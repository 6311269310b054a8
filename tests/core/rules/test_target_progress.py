"""How far a target is: the worked example to the digit, and the year's ends (YC-1.1)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from yipanqi_core.rules.progress import shown
from yipanqi_core.rules.targets import target_progress


@pytest.mark.clause("YC-1.1")
def test_the_example_of_june_comes_out_to_the_digit() -> None:
    found = target_progress(Decimal("1600500.00"), Decimal("960300.00"), 6)
    assert found.ratio == Fraction(3, 5)
    assert found.ahead == Fraction(1, 10)
    assert found.needed is not None
    assert (shown(found.needed / 10000, 2), shown(found.forecast / 10000, 2)) == ("10.67", "192.06")


@pytest.mark.clause("YC-1.1")
def test_nothing_is_needed_once_reached_and_no_month_is_left_in_december() -> None:
    assert target_progress(Decimal(100), Decimal(100), 11).needed == 0
    assert target_progress(Decimal(100), Decimal("99.99"), 11).needed == Fraction(1, 100)
    assert target_progress(Decimal(100), Decimal(50), 12).needed is None
    assert target_progress(Decimal(0), Decimal(0), 1).ratio is None
