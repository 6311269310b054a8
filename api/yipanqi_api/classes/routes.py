"""Classes of the projects as the month's assessment gave them, and one project's as they are on any day."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.assessments.ratings import periods_meant
from yipanqi_api.classes.views import ClassRow, ClassView, live
from yipanqi_api.days import asked_day
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.assessing import INVALID_PERIOD
from yipanqi_api.query import parse_sort
from yipanqi_core.assessments import ruling_queries
from yipanqi_core.assessments.kept_classes import kept_classes
from yipanqi_core.assessments.ruling_queries import Mine, Sought
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Level


class ProjectClasses(msgspec.Struct):
    """A project's classes by the facts of a day."""

    project_id: UUID
    on: date
    edition: str
    classes: list[ClassView]


@get(
    "",
    operation_id="ListClasses",
    summary="列出项目归类",
    guards=[requires(Permission.READ)],
    responses=refuses(INVALID_PERIOD),
)
async def list_classes(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    period: Annotated[list[str] | None, QueryParameter(description="月，如 2024-06；缺省为最近存档的月")] = None,
    kind: Annotated[list[str] | None, QueryParameter(description="归类的种类，见 GET /v1/mechanism")] = None,
    value: Annotated[list[str] | None, QueryParameter(description="类别的代码；none 为不属任何类")] = None,
    project: Annotated[list[UUID] | None, QueryParameter(description="项目")] = None,
    unit: Annotated[list[UUID] | None, QueryParameter(description="责任单位")] = None,
    level: Annotated[list[Level] | None, QueryParameter(description="项目层级（现在的）")] = None,
    mine: Annotated[bool, QueryParameter(description="只列与本人单位、职务有关的")] = False,
    sort: Annotated[str | None, QueryParameter(max_length=100, description="period，前加 - 为降序")] = None,
) -> Answer[Page[ClassRow]]:
    """Classes that the latest stored month, or the periods asked for, gave the projects."""
    connection, tenant = transaction.connection, transaction.tenant_id
    descending = parse_sort(sort, ("period",), "-period")[0].descending
    after = paging.after(tuple[date, int, UUID])
    county = await read_county(connection, tenant)
    edition = installed().in_force(county.mechanism, county.today)
    periods = await periods_meant(transaction, period, all_unless_asked=False)
    if periods is None:
        return paging.answer([], key=tuple, view=lambda row: ClassRow.of(row, edition), total=0)
    sought = Sought(
        RulingKind.CLASS,
        periods=periods,
        codes=kind or (),
        values=[None if one == "none" else one for one in value or ()],
        project_ids=project or (),
        unit_ids=unit or (),
        levels=level or (),
        mine=Mine(identity.unit_id, identity.post_ids) if mine else None,
    )
    rows = await ruling_queries.list_rulings(connection, tenant, sought, after, paging.limit + 1, descending=descending)
    total = await ruling_queries.count_rulings(connection, tenant, sought) if paging.count else None
    return paging.answer(
        rows,
        key=lambda row: (row.ends_on, row.position, row.id),
        view=lambda row: ClassRow.of(row, edition),
        total=total,
    )


@get(
    "/{project_id:uuid}/classes",
    operation_id="ReadProjectClasses",
    summary="查看项目归类",
    guards=[requires(Permission.READ)],
)
async def read_project_classes(
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    condition: NamedDependency[Condition],
    on: Annotated[date | None, QueryParameter(description="按哪一天的事实，如 2024-01-01；缺省为今天")] = None,
) -> Answer[ProjectClasses]:
    """One project's classes of every kind, computed now from its facts on a day."""
    county = await read_county(transaction.connection, transaction.tenant_id)
    day = asked_day(county, on)
    edition = installed().in_force(county.mechanism, day)
    month = Period.containing(day, PeriodKind.MONTH)
    earlier = await kept_classes(transaction, edition, month)
    gathered = await gather(transaction, edition, str(month), day, only=[project_id], earlier=earlier)
    if not gathered.projects:
        raise NotFoundError("没有这个项目")
    parameters = await read_in_force(transaction, edition, day)
    shown = ProjectClasses(project_id, day, edition.name, live(edition, gathered.projects[0], parameters))
    return condition.answer(shown, 1)


classes_router = Router("/v1/classes", route_handlers=[list_classes], tags=["classes"])
project_classes_router = Router("/v1/projects", route_handlers=[read_project_classes], tags=["classes"])
