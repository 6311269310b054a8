"""A workbook's sheets compared with a county, and what of them may not simply be taken over."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

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

    def tally(self, count: Callable[[Difference[Any]], int]) -> dict[str, int]:
        """Count something of every kind of row."""
        kinds = ("units", "people", "projects", "items", "figures", "issues", "records", "chains", "targets", "series")
        return {kind: count(getattr(self, kind)) for kind in kinds}


def compared(known: CountyRegister, checked: Checked, remarks: Remarks) -> Differences:
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
        records=compare(known.records, checked.records),
        targets=compare(known.targets, checked.targets),
        series=compare(known.series, checked.series),
        chains=compare(known.chains, checked.chains),
    )


def _approved_plans_kept(known: CountyRegister, checked: Checked, remarks: Remarks) -> Iterable[ItemRow]:
    """Keep what was approved: a workbook does not re-plan an item whose re-plan someone has decided."""
    replanned = {kept.row.key: kept for kept in known.items if kept.id in known.baselines}
    for row in checked.items:
        kept = replanned.get(row.key)
        if kept is None:
            yield row
            continue
        if row.planned_on not in (kept.row.planned_on, known.baselines[kept.id]):
            remarks.warn(
                f"{row.called}的计划已批准调整为 {kept.row.planned_on}，"
                f"工作簿所填 {row.planned_on} 未采用；请另行申请调整"
            )
        yield replace(row, planned_on=kept.row.planned_on)
