"""The facts of a project as a workbook and the county's register tell them together, before anything is written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from yipanqi_core.mechanism.facts import IssueFacts, ItemFacts, MonthFacts, ProjectFacts
from yipanqi_core.vocabulary import UnitKind
from yipanqi_core.workbook.register import FigureRow, IssueRow, ItemRow, ProjectRow, UnitRow


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells a project's facts as they were true on a day."""

    on: date
    unit_kinds: Mapping[str, UnitKind]
    items: Mapping[str, list[ItemRow]] = field(default_factory=lambda: defaultdict(list))
    figures: Mapping[str, list[FigureRow]] = field(default_factory=lambda: defaultdict(list))
    issues: Mapping[str, list[IssueRow]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(
        cls,
        on: date,
        units: Iterable[UnitRow],
        items: Iterable[ItemRow],
        figures: Iterable[FigureRow],
        issues: Iterable[IssueRow],
    ) -> "Telling":
        """Group the register's rows by project."""
        telling = cls(on, {unit.name: unit.kind for unit in units})
        for item in items:
            telling.items[item.project].append(item)
        for figure in figures:
            telling.figures[figure.project].append(figure)
        for issue in issues:
            telling.issues[issue.project].append(issue)
        return telling

    def facts(self, row: ProjectRow) -> ProjectFacts:
        """Give the facts of one project; of lists they say nothing."""
        leader = None if row.leader is None else row.leader.title
        return ProjectFacts(
            period=f"{self.on:%Y-%m}",
            on=self.on,
            project=row.name,
            nature=row.nature,
            sector=row.sector,
            level=row.level,
            total_investment=row.total_investment,
            annual_plan=row.annual_plan,
            lead_unit=row.lead_unit,
            owner=row.owner,
            owner_kind=self.unit_kinds[row.owner],
            leader=leader,
            deputies=() if leader is None else (leader,),
            fields=row.fields,
            items=tuple(self._item(one) for one in self.items.get(row.name, ())),
            figures=tuple(self._month(one) for one in self.figures.get(row.name, ()) if self._of_year(one)),
            issues=tuple(self._issue(one) for one in self.issues.get(row.name, ()) if one.raised_on <= self.on),
        )

    def _of_year(self, row: FigureRow) -> bool:
        return row.month[:4] == str(self.on.year)

    def _reached(self, day: date | None) -> date | None:
        return day if day is not None and day <= self.on else None

    def _item(self, row: ItemRow) -> ItemFacts:
        return ItemFacts(row.kind, row.title, row.unit, row.planned_on, self._reached(row.finished_on), row.decided_at)

    def _month(self, row: FigureRow) -> MonthFacts:
        return MonthFacts(row.month, row.planned, row.completed if row.month <= f"{self.on:%Y-%m}" else None)

    def _issue(self, row: IssueRow) -> IssueFacts:
        return IssueFacts(row.category, row.urgency, row.raised_on, row.required_on, self._reached(row.resolved_on))
