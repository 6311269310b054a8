"""A workbook's sheets compared with a county, and what of them may not simply be taken over."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.workbook.chain_rows import ChainRow
from yipanqi_core.workbook.checks import Checked
from yipanqi_core.workbook.compare import Difference, compare
from yipanqi_core.workbook.county_register import CountyRegister
from yipanqi_core.workbook.kept_rows import SeriesRow, TargetRow
from yipanqi_core.workbook.register import (
    FigureRow,
    IssueRow,
    ItemRow,
    PersonRow,
    ProjectRow,
    RecordRow,
    UnitRow,
)
from yipanqi_core.workbook.remarks import Remarks
from yipanqi_core.workbook.supplements import every
from yipanqi_core.workbook.supplements.line import Line
from yipanqi_core.workbook.supplements.past import REPLANS


@dataclass(frozen=True, slots=True)
class Differences:
    """What the sheets change, each compared with the county."""

    units: Difference[UnitRow]
    people: Difference[PersonRow]
    projects: Difference[ProjectRow]
    items: Difference[ItemRow]
    figures: Difference[FigureRow]
    issues: Difference[IssueRow]
    records: Difference[RecordRow]
    targets: Difference[TargetRow]
    series: Difference[SeriesRow]
    chains: Difference[ChainRow]
    lines: Mapping[str, Difference[Line]]
    edition: Edition

    @property
    def first_plans(self) -> dict[Hashable, date | None]:
        """Give the plans from which items' first re-plans departed, as the workbook tells them."""
        first = (line for line in self.lines[REPLANS].created if line.fields["round"] == 1)
        return {line.key[:-1]: line.fields.get("from_on") for line in first}  # type: ignore[misc]

    def tally(self, count: Callable[[Difference[Any]], int]) -> dict[str, int]:
        """Count something of every kind of row."""
        kinds = ("units", "people", "projects", "items", "figures", "issues", "records", "chains", "targets", "series")
        return {kind: count(getattr(self, kind)) for kind in kinds} | every.tally(self.edition, self.lines, count)


def compared(edition: Edition, known: CountyRegister, checked: Checked, remarks: Remarks) -> Differences:
    """Compare every sheet; on which list a project stands is decided apart."""
    apart = [replace(row, listing=None, entered_on=None) for row in checked.projects]
    dated = list(_approved_plans_kept(known, checked, remarks))
    return Differences(
        units=compare(known.units, checked.units),
        people=compare(known.people, checked.people),
        projects=compare(known.projects, apart),
        items=compare(known.items, dated),
        figures=compare(known.figures, checked.figures),
        issues=compare(known.issues, checked.issues),
        records=compare(known.records, list(_records_as_known(known, checked))),
        targets=compare(known.targets, checked.targets),
        series=compare(known.series, checked.series),
        chains=compare(known.chains, checked.chains),
        lines=every.compared(edition, known.lines, checked.lines, remarks),
        edition=edition,
    )


def _approved_plans_kept(known: CountyRegister, checked: Checked, remarks: Remarks) -> Iterable[ItemRow]:
    """Keep what was approved: a workbook does not re-plan an item whose re-plan someone has decided.

    What it tells of re-plans themselves goes on the items' own sheet as the plan in force, or as the first one.
    """
    replanned = {kept.row.key: kept for kept in known.items if kept.id in known.baselines}
    plain = {kept.row.key: kept.row for kept in known.items}
    told = {line.key[:-1]: line.fields["planned_on"] for line in checked.lines.get(REPLANS, ())}
    for row in checked.items:
        kept = replanned.get(row.key)
        if kept is None:
            before = plain.get(row.key) if row.key in told else None
            yield row if before is None else replace(row, planned_on=before.planned_on)
            continue
        if row.planned_on not in (kept.row.planned_on, known.baselines[kept.id]):
            remarks.warn(
                f"{row.called}的计划已批准调整为 {kept.row.planned_on}，"
                f"工作簿所填 {row.planned_on} 未采用；请另行申请调整"
            )
        yield replace(row, planned_on=kept.row.planned_on)


def _records_as_known(known: CountyRegister, checked: Checked) -> Iterable[RecordRow]:
    """Take a record told without what its kind holds besides for the county's own, alike in all else."""
    held: dict[RecordRow, list[RecordRow]] = defaultdict(list)
    said = set(checked.records)
    for kept in known.records:
        if kept.row.data is not None and kept.row not in said:
            held[replace(kept.row, data=None, fields={})].append(kept.row)
    plain = {kept.row for kept in known.records if kept.row.data is None}
    for row in checked.records:
        meant = held.get(row) if row.data is None and row not in plain else None
        yield meant.pop(0) if meant else row
