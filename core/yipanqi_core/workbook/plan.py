"""A plan: what loading a workbook would add, change and leave in a county, and everything that is amiss with it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.tenants.queries import County
from yipanqi_core.workbook.county_register import CountyRegister
from yipanqi_core.workbook.differences import Differences
from yipanqi_core.workbook.listing import Entrance, NotListed
from yipanqi_core.workbook.raw import CellProblem, RawWorkbook
from yipanqi_core.workbook.seat_binding import Binding
from yipanqi_core.workbook.succession import Tenures

KINDS = {
    "units": "单位",
    "people": "人员",
    "projects": "项目",
    "items": "节点要素手续",
    "figures": "月度投资",
    "issues": "问题",
    "records": "工作记录",
    "chains": "产业链",
    "targets": "目标",
    "series": "指标",
    "cases": "专项事项",
    "case_steps": "事项流程",
    "entries": "台账",
    "marks": "年度标记",
    "members": "专班成员",
    "work_plans": "专班工作方案",
    "pools": "统筹指标",
    "allotments": "指标分配",
    "promotions": "层级提升",
    "annual_plans": "其他年度计划",
    "replans": "计划调整",
    "stays": "清单流转",
    "parts": "责任变更",
    "tenures": "任职经历",
    "listed": "入单转单",
}
"""What is counted, with how people call it."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One readable sentence of a project's history; `kind` says what happened."""

    project: str
    kind: str
    line: str


@dataclass(frozen=True, slots=True)
class CorrectedValue:
    """One value of a project that changes, as people read it."""

    project: str
    field: str
    title: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Writing:
    """What carrying out a plan needs: the county as it was read and every row that is new or differs."""

    county: County
    track: str
    year: int
    known: CountyRegister
    differences: Differences
    tenures: Tenures
    entrances: tuple[Entrance, ...]
    bindings: tuple[Binding, ...]
    history: tuple[HistoryLine, ...]
    corrected: tuple[CorrectedValue, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What loading a workbook would do. With problems it does nothing, and the counts are zero.

    `changes` are readable lines, old → new; `raw` is the file as it was read, so that it need not be read again.
    """

    filename: str
    year: int | None
    raw: RawWorkbook
    created: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    changed: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    left: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    changes: tuple[str, ...] = ()
    not_listed: tuple[NotListed, ...] = ()
    warnings: tuple[str, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    writing: Writing | None = None

    def as_json(self, *, applied: bool) -> dict[str, object]:
        """Give the plan as the command line prints it and the API serves it."""
        return {
            "applied": applied,
            "year": self.year,
            "created": dict(self.created),
            "changed": dict(self.changed),
            "left": dict(self.left),
            "changes": list(self.changes),
            "not_listed": [
                {"project": one.project, "clause": one.clause, "because": one.because} for one in self.not_listed
            ],
            "warnings": list(self.warnings),
            "errors": [
                {"sheet": p.sheet, "row": p.row, "column": p.column, "value": p.value, "message": p.message}
                for p in self.problems
            ],
        }

    @property
    def digest(self) -> str:
        """A digest of all that the plan shows: two plans of equal digest would do the same."""
        return hashlib.sha256(encode(self.as_json(applied=False))).hexdigest()
