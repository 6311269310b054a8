"""Who keeps a project's records: by which clause each is registered and reported, and which seat is the office."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a refusal to write cites; None where the document is silent.

    `office` is the seat of the unit that runs the mechanism from day to day. `registering_clause` says who registers a
    project and corrects it, `reporting_clause` who plans a year's investment and reports a month's.
    """

    office: str | None = None
    registering_clause: str | None = None
    reporting_clause: str | None = None

    @property
    def title(self) -> str:
        """What the clauses are about, for the map of clauses."""
        return "项目登记与填报"


UNSAID = Keeping()
