"""Assessing a period, and reading what was stored: listed, whole, and judged again."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.answers import Answer, created
from yipanqi_api.assessments.document import document
from yipanqi_api.assessments.periods import period_of
from yipanqi_api.assessments.views import (
    AssessmentDocument,
    AssessmentList,
    AssessmentView,
    DifferenceView,
    FingerprintView,
    NewAssessment,
    VerificationView,
)
from yipanqi_api.editions import edition_today
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Paging
from yipanqi_api.problems.assessing import CANNOT_ASSESS, INVALID_PERIOD, NOT_ASSESSED, NOT_IN_FORCE
from yipanqi_api.query import parse_sort
from yipanqi_api.references import Word
from yipanqi_core.assessments import queries, reading_queries
from yipanqi_core.assessments.on_demand import assess_ended, stored
from yipanqi_core.assessments.reading_queries import Wanted
from yipanqi_core.assessments.replay import replay
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, holds
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope

Kind = Literal["month", "quarter", "year"]


@get("", operation_id="ListAssessments", summary="列出已存档的评估", guards=[requires(Permission.READ)])
async def list_assessments(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    kind: Annotated[list[Kind] | None, QueryParameter(description="月、季度、年")] = None,
    year: Annotated[int | None, QueryParameter(ge=1900, le=9999, description="年度")] = None,
    published: Annotated[bool | None, QueryParameter(description="是否已公布")] = None,
    sort: Annotated[str | None, QueryParameter(max_length=100, description="ends_on，前加 - 为降序")] = None,
) -> Answer[AssessmentList]:
    """Every stored period with the counts of its colours, the latest first."""
    connection, tenant = transaction.connection, transaction.tenant_id
    wanted = Wanted(kind or (), year, published)
    descending = parse_sort(sort, ("ends_on",), "-ends_on")[0].descending
    after = paging.after(tuple[date, UUID])
    rows = await reading_queries.list_assessments(
        connection, tenant, wanted, after, paging.limit + 1, descending=descending
    )
    counts = await reading_queries.colour_counts(connection, tenant, [row.id for row in rows])
    total = await reading_queries.count_assessments(connection, tenant, wanted) if paging.count else None
    page = paging.answer(
        rows, key=lambda row: (row.ends_on, row.id), view=lambda row: AssessmentView.of(row, counts), total=total
    )
    edition = None if holds(identity.role, Permission.ASSESS) else await edition_today(transaction)
    return Answer(AssessmentList.of(page.content, identity, edition), headers=page.headers)


@post(
    "",
    operation_id="AssessPeriod",
    summary="评估一期",
    guards=[requires(Permission.ASSESS)],
    responses=refuses(INVALID_PERIOD, CANNOT_ASSESS, NOT_IN_FORCE),
    opt={"also": {200: AssessmentView}},
)
async def assess_period(transaction: NamedDependency[Scope], data: JSONBody[NewAssessment]) -> Answer[AssessmentView]:
    """Assess a period that has ended and store it; what is stored already is answered as stored, with 200."""
    row, made = await assess_ended(transaction, installed(), period_of(data.period, "/period"))
    counts = await reading_queries.colour_counts(transaction.connection, transaction.tenant_id, [row.id])
    view = AssessmentView.of(row, counts)
    return created(view, view.href) if made else Answer(view, status_code=200)


@get(
    "/{period:str}",
    operation_id="ReadAssessment",
    summary="查看一期评估存档",
    guards=[requires(Permission.READ)],
    responses=refuses(INVALID_PERIOD, NOT_ASSESSED),
)
async def read_assessment(
    period: FromPath[str], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[AssessmentDocument]:
    """The stored document whole; it never changes, so its ETag is its digest."""
    row = await stored(transaction, period_of(period))
    headers = {"ETag": f'"{row.digest}"'}
    if row.digest in condition.seen or "*" in condition.seen:
        unchanged: Answer[AssessmentDocument] = Answer(b"", status_code=304, headers=headers)  # type: ignore[arg-type]
        return unchanged
    judged = await reading_queries.judged_rows(transaction.connection, transaction.tenant_id, row.id)
    scored = await queries.score_rows(transaction.connection, transaction.tenant_id, row.id)
    return Answer(document(row, judged, scored), headers=headers)


@get(
    "/{period:str}/verification",
    operation_id="VerifyAssessment",
    summary="按存档的事实重新评判并比对",
    guards=[requires(Permission.READ)],
    responses=refuses(INVALID_PERIOD, NOT_ASSESSED, NOT_IN_FORCE),
)
async def verify_assessment(period: FromPath[str], transaction: NamedDependency[Scope]) -> VerificationView:
    """Judge the stored facts again by the same edition and parameters, and show where the outcome differs."""
    again = await replay(transaction, installed(), period_of(period))
    return VerificationView(
        period=again.period,
        edition=again.edition,
        digest=again.digest,
        identical=not again.differences,
        rulings=again.rulings,
        scores=again.scores,
        differences=msgspec.convert(again.differences, list[DifferenceView], from_attributes=True),
        revision=again.revision,
        intact=again.intact,
        rules=Word.of(again.by.rules),
        because=again.because,
        fingerprint_then=FingerprintView.maybe(again.by.then),
        fingerprint_now=FingerprintView.maybe(again.by.now),
    )


assessments_router = Router(
    "/v1/assessments",
    route_handlers=[list_assessments, assess_period, read_assessment, verify_assessment],
    tags=["assessments"],
)
