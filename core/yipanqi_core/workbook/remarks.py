"""What a check has to say of a workbook: errors that refuse it and warnings that do not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from yipanqi_core.workbook.raw import CellProblem, CellValue, RawRow, shown


@dataclass(slots=True)
class Remarks:
    """Errors and warnings as they are found."""

    problems: list[CellProblem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _refused: set[tuple[str, int, str]] = field(default_factory=set)

    def cell(self, sheet: str, row: RawRow, heading: str, message: str) -> None:
        """Refuse a cell, unless the cell has been refused already."""
        if heading not in row.spoiled and (sheet, row.number, heading) not in self._refused:
            self.place(sheet, row.number, heading, row.cells.get(heading), message)

    def place(self, sheet: str, number: int, heading: str, value: CellValue, message: str) -> None:
        """Refuse a place of the file that need not be a cell with a value."""
        self._refused.add((sheet, number, heading))
        self.problems.append(CellProblem(sheet, number, heading, shown(value), message))

    def warn(self, *texts: str) -> None:
        """Warn of something that is taken all the same; each wording once."""
        self.warnings.extend(text for text in dict.fromkeys(texts) if text not in self.warnings)


def in_order(problems: Iterable[CellProblem], sheets: Iterable[str]) -> tuple[CellProblem, ...]:
    """Give the problems by sheet, row and column, as a clerk goes through the file."""
    order = {title: place for place, title in enumerate(sheets)}
    return tuple(sorted(problems, key=lambda one: (order.get(one.sheet, len(order)), one.row)))
