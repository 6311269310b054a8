"""A unit's book, to be read or taken away as a workbook: no one keeps a second one by hand."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.days import asked_day
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.references import Reference
from yipanqi_api.unit_books.views import UnitBookView
from yipanqi_api.workbooks.uploads import MEDIA_TYPE, workbook_file
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.facts.gather import Gathered
from yipanqi_core.facts.narrow import ask
from yipanqi_core.figures.queries import unit_row
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.rules.duties import fulfilments, running_within
from yipanqi_core.rules.unit_book import book
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import UnitKind
from yipanqi_core.workbook.writer import ColumnKind, OutColumn, OutSheet, write_workbook

On = Annotated[date | None, QueryParameter(description="按哪一天的事实；缺省为今天")]
_TEXT, _MONEY, _DATE, _NUMBER = ColumnKind.TEXT, ColumnKind.MONEY, ColumnKind.DATE, ColumnKind.NUMBER


@get("/{unit_id:uuid}/book", operation_id="ReadUnitBook", summary="单位台账", guards=[requires(Permission.READ)])
async def read_book(
    unit_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    condition: NamedDependency[Condition],
    on: On = None,
) -> Answer[UnitBookView]:
    """The unit's projects, its tasks with standard, schedule and measure, and its open issues."""
    _, view = await _book(transaction, unit_id, on)
    return condition.answer(view, 1)


@get(
    "/{unit_id:uuid}/book/export",
    operation_id="ExportUnitBook",
    summary="导出单位台账",
    guards=[requires(Permission.READ)],
    media_type=MEDIA_TYPE,
)
async def export_book(unit_id: FromPath[UUID], transaction: NamedDependency[Scope], on: On = None) -> Answer[bytes]:
    """The unit's book as a workbook of three sheets."""
    county, view = await _book(transaction, unit_id, on)
    content = await asyncio.to_thread(_render, view)
    return workbook_file(content, f"{county.name}{view.unit.name}台账{view.on:%Y%m%d}.xlsx")


async def _book(scope: Scope, unit_id: UUID, on: date | None) -> tuple[County, UnitBookView]:
    county = await read_county(scope.connection, scope.tenant_id)
    day = asked_day(county, on)
    edition = installed().in_force(county.mechanism, day)
    declared, unit = edition.unit_book, await unit_row(scope.connection, scope.tenant_id, unit_id)
    if unit is None:
        raise NotFoundError("没有这个单位")
    if declared is None or UnitKind.of(unit.kind) not in declared.kinds:
        raise NotFoundError(f"本县机制没有要求“{unit.name}”建立台账")
    parameters = await read_in_force(scope, edition, day)
    periods, of = running_within(day.replace(day=1), day), Reference(unit.id, unit.name)

    def told(gathered: Gathered) -> UnitBookView:
        owed = fulfilments(edition, parameters, gathered.county, gathered.projects, periods)
        found = book(declared, unit.name, gathered.projects, owed, edition.classifications, parameters)
        return UnitBookView.of(of, day, declared.title, declared.clause, found)

    return county, await ask(scope, edition, f"{day:%Y-%m}", day, "unit book", told, whole_county=True)


def _render(view: UnitBookView) -> bytes:
    kinds = list(dict.fromkeys(kind for one in view.projects for kind in one.classes))
    projects = [
        [one.project, "、".join(one.parts), one.level, one.total_investment, one.annual_plan, one.completed]
        + [one.classes.get(kind) for kind in kinds]
        for one in view.projects
    ]
    tasks = [
        [
            one.project, one.title, one.standard, one.due_on, "是" if one.done else "否", one.finished_on,
            one.days_late, one.measure, one.person,
        ]
        for one in view.tasks
    ]  # fmt: skip
    issues = [[one.project, one.category, one.urgency, one.raised_on, one.required_on] for one in view.issues]
    classes = tuple((kind, _TEXT) for kind in kinds)
    sheets = [
        _sheet("项目清单", projects, (*_PROJECTS, *classes)),
        _sheet("任务清单", tasks, _TASKS),
        _sheet("问题台账", issues, _ISSUES),
    ]
    return write_workbook(sheets, datetime.combine(view.on, time(0)))


_PROJECTS = (
    ("项目", _TEXT), ("本单位角色", _TEXT), ("层级", _TEXT), ("总投资（万元）", _MONEY), ("年度计划（万元）", _MONEY),
    ("本年完成（万元）", _MONEY),
)  # fmt: skip
_TASKS = (
    ("项目", _TEXT), ("任务", _TEXT), ("标准", _TEXT), ("进度安排", _DATE), ("已完成", _TEXT), ("完成日期", _DATE),
    ("逾期天数", _NUMBER), ("措施", _TEXT), ("责任人", _TEXT),
)  # fmt: skip
_ISSUES = (("项目", _TEXT), ("类别", _TEXT), ("轻重缓急", _TEXT), ("提出日期", _DATE), ("要求解决日期", _DATE))


def _sheet(title: str, rows: list[Any], heads: Sequence[tuple[str, ColumnKind]]) -> OutSheet:
    columns = [OutColumn(heading, kind, 36 if heading == "项目" else 16) for heading, kind in heads]
    return OutSheet(title, columns, rows)


unit_books_router = Router("/v1/units", route_handlers=[read_book, export_book], tags=["units"])
