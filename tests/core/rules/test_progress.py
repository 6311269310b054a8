"""Exact figures: ratios are compared as they are and rounded half-up only to be shown."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from yipanqi_core.rules.progress import shown


@given(st.decimals(-10_000, 10_000, places=7))
def test_a_figure_is_shown_as_decimal_rounds_half_up(value: Decimal) -> None:
    rounded = value.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    assert shown(Fraction(value)) == str(abs(rounded) if rounded == 0 else rounded)


def test_halves_go_up_and_thirds_are_cut_where_they_should() -> None:
    assert shown(Fraction("0.89995")) == "0.9000"
    assert shown(Fraction(2, 3)) == "0.6667"
    assert shown(Fraction("-0.00004")) == "0.0000"
    assert shown(Fraction(5, 2), 2) == "2.50"
