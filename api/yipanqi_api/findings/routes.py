"""Listing findings."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from yipanqi_api.answers import Answer
from yipanqi_api.assessments.ratings import periods_meant
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.mechanism.declared import titles_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.assessing import INVALID_PERIOD
from yipanqi_api.query import parse_sort
from yipanqi_api.references import Reference
from yipanqi_api.rulings import RulingView
from yipanqi_core.assessments import ruling_queries
from yipanqi_core.assessments.ruling_queries import Mine, Sought
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Level


class FindingView(msgspec.Struct):
    """A finding against a unit, with the ruling that says what would clear it."""

    id: UUID
    period: str
    code: str
    title: str | None
    project: Reference | None
    unit: Annotated[Reference | None, Meta(description="应整改的单位")]
    ruling: RulingView
    published_on: Annotated[date | None, Meta(description="当期公布日；未公布为 null")]
    href: str

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a finding's row."""
        return cls(
            id=row.id,
            period=row.period,
            code=row.code,
            title=titles_of(row.mechanism, row.edition).get(row.code),
            project=Reference.maybe(row.project_id, row.project),
            unit=Reference.maybe(row.unit_id, row.unit),
            ruling=RulingView(row.value, row.clause, row.because, msgspec.Raw(row.facts)),
            published_on=row.published_on,
            href=f"/v1/findings/{row.id}",
        )


@get(
    "",
    operation_id="ListFindings",
    summary="列出检查发现",
    guards=[requires(Permission.READ)],
    responses=refuses(INVALID_PERIOD),
)
async def list_findings(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    period: Annotated[list[str] | None, QueryParameter(description="月，如 2024-06；缺省为最近存档的月")] = None,
    code: Annotated[list[str] | None, QueryParameter(description="检查的代码，见 GET /v1/mechanism")] = None,
    clause: Annotated[list[str] | None, QueryParameter(description="条款")] = None,
    unit: Annotated[list[UUID] | None, QueryParameter(description="应整改的单位")] = None,
    project: Annotated[list[UUID] | None, QueryParameter(description="项目")] = None,
    level: Annotated[list[Level] | None, QueryParameter(description="项目层级（现在的）")] = None,
    mine: Annotated[bool, QueryParameter(description="只列与本人单位、职务有关的")] = False,
    sort: Annotated[str | None, QueryParameter(max_length=100, description="period，前加 - 为降序")] = None,
) -> Answer[Page[FindingView]]:
    """Findings of the latest stored month, or of the periods asked for."""
    connection, tenant = transaction.connection, transaction.tenant_id
    descending = parse_sort(sort, ("period",), "-period")[0].descending
    after = paging.after(tuple[date, int, UUID])
    periods = await periods_meant(transaction, period, all_unless_asked=False)
    if periods is None:
        return paging.answer([], key=tuple, view=FindingView.of, total=0 if paging.count else None)
    sought = Sought(
        RulingKind.FINDING,
        periods=periods,
        codes=code or (),
        clauses=clause or (),
        project_ids=project or (),
        unit_ids=unit or (),
        levels=level or (),
        mine=Mine(identity.unit_id, identity.post_ids) if mine else None,
    )
    rows = await ruling_queries.list_rulings(connection, tenant, sought, after, paging.limit + 1, descending=descending)
    total = await ruling_queries.count_rulings(connection, tenant, sought) if paging.count else None
    return paging.answer(rows, key=lambda row: (row.ends_on, row.position, row.id), view=FindingView.of, total=total)


@get("/{finding_id:uuid}", operation_id="ReadFinding", summary="查看一项检查发现", guards=[requires(Permission.READ)])
async def read_finding(
    finding_id: FromPath[UUID], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[FindingView]:
    """One finding."""
    row = await ruling_queries.find_ruling(
        transaction.connection, transaction.tenant_id, RulingKind.FINDING, finding_id
    )
    if row is None:
        raise NotFoundError("没有这项检查发现；可用 GET /v1/findings 查找")
    return condition.answer(FindingView.of(row), 1)


findings_router = Router("/v1/findings", route_handlers=[list_findings, read_finding], tags=["findings"])
