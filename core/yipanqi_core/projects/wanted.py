"""What a reader looks for among projects; what is None is not asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

UNRATED = "none"
"""Asked for among colours: the projects without one."""


@dataclass(frozen=True, slots=True)
class MyProjects:
    """Whose projects are meant: the unit's by any part it has, and those that the posts lead."""

    unit_id: UUID
    post_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ProjectsWanted:
    """The filters of a list of projects."""

    colours: Sequence[str] | None = None
    steps: Sequence[str] | None = None
    classes: Mapping[str, Sequence[str | None]] | None = None  # kind → values, None: in no class
    listed: bool | None = None
    natures: Sequence[str] | None = None
    sectors: Sequence[str] | None = None
    levels: Sequence[str] | None = None
    lead_unit: UUID | None = None
    owner: UUID | None = None
    leader: UUID | None = None
    unit: UUID | None = None
    total_investment_gte: Decimal | None = None
    total_investment_lte: Decimal | None = None
    due_before: date | None = None
    late: bool | None = None
    open_issues_gte: int | None = None
    q: str | None = None
    mine: MyProjects | None = None
    year: int | None = None
