"""Facts of posts that nobody holds."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class VacancyFacts:
    """A time for which a post of a unit had no holder.

    `since_on` is None where nobody is recorded to have held it before, `until_on` (the next holder's first day) where
    nobody had come by the facts' day.
    """

    post: str
    unit: str
    since_on: date | None
    until_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether nobody held the post on the day."""
        begun = self.since_on is None or self.since_on <= day
        return begun and (self.until_on is None or day < self.until_on)

    @property
    def told(self) -> str:
        """Say since when the post has been vacant."""
        return "没有任职记录" if self.since_on is None else f"自 {self.since_on} 起空缺"


def vacancy_on(vacancies: tuple[VacancyFacts, ...], post: str | None, day: date) -> VacancyFacts | None:
    """Give the vacancy of the post that holds on the day; None: someone held it, as far as is known."""
    return next((one for one in vacancies if one.post == post and one.holds_on(day)), None)
