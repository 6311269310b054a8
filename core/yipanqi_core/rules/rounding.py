"""Rounding of points: half up to two places, so that what is stored and what is judged again are alike."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

HUNDREDTH = Decimal("0.01")


def hundredths(value: Decimal | Fraction) -> Decimal:
    """Round half up to two places, exactly: a fraction is never cut on the way."""
    if isinstance(value, Decimal):
        return value.quantize(HUNDREDTH, ROUND_HALF_UP)
    scaled = abs(value) * 100 + Fraction(1, 2)
    rounded = Decimal(scaled.numerator // scaled.denominator) / 100
    return (-rounded if value < 0 else rounded).quantize(HUNDREDTH)
