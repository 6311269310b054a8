"""How far a target is: done, share of the target, share of the time gone, the rate still needed, where it leads."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

MONTHS = 12


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A target at the end of a month; all exact, rounded only when shown.

    `needed` is what each month left has to bring (0 when reached, None when none is left); `forecast` what the year
    comes to if it goes on as it has.
    """

    month: int
    target: Fraction
    done: Fraction

    @property
    def ratio(self) -> Fraction | None:
        """Done ÷ target; None when the target is nothing."""
        return self.done / self.target if self.target else None

    @property
    def time_gone(self) -> Fraction:
        """Months gone ÷ 12."""
        return Fraction(self.month, MONTHS)

    @property
    def ahead(self) -> Fraction | None:
        """By how much the ratio is ahead of the time gone; below zero it is behind."""
        return None if self.ratio is None else self.ratio - self.time_gone

    @property
    def reached(self) -> bool:
        """Whether the target is reached."""
        return self.done >= self.target

    @property
    def needed(self) -> Fraction | None:
        """What each month left has to bring."""
        if self.month == MONTHS:
            return None
        return Fraction(0) if self.reached else (self.target - self.done) / (MONTHS - self.month)

    @property
    def forecast(self) -> Fraction:
        """Done ÷ months gone × 12."""
        return self.done / self.month * MONTHS


def target_progress(target: Decimal, done: Decimal, month: int) -> TargetProgress:
    """Tell how far a year's target is at the end of a month (1 to 12)."""
    return TargetProgress(month, Fraction(target), Fraction(done))
