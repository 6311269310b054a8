"""Inspections for whoever is signed in; what is secret only for those who make it."""

from functools import lru_cache, partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.actions import Action, Schema, action, written
from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.inspections.views import CoverageView, InspectionKindView, InspectionView, NewInspection
from yipanqi_api.items.schemas import schema_of
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.references import Reference
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.calendar import Period
from yipanqi_core.inspections import guards, queries, service
from yipanqi_core.inspections.coverage import coverage
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.people.seats import seats_of
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

PATH = "/v1/inspections"
_READ = [requires(Permission.READ)]  # the kind's own guard says who inspects, with its clause
_INSPECTION = schema_of(NewInspection)
_KEPT = 64  # schemas of what editions declare


@get("/kinds", operation_id="ListInspectionKinds", summary="督查的种类", guards=_READ)
async def list_kinds(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity]
) -> list[InspectionKindView]:
    """The kinds of inspection that the mechanism declares, with who makes them and what they look at."""
    edition, seats = await _seen(transaction, identity)
    hidden = guards.hidden_from(edition, seats)
    return [InspectionKindView.of(kind, edition) for kind in edition.inspections if kind.code not in hidden]


@get("", operation_id="ListInspections", summary="列出督查", guards=_READ)
async def list_inspections(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    kind: Annotated[list[str] | None, QueryParameter(description="种类，见 /v1/inspections/kinds")] = None,
    period: Annotated[list[str] | None, QueryParameter(description="期，如 2024-06")] = None,
    project: Annotated[list[UUID] | None, QueryParameter(description="项目")] = None,
    made: Annotated[bool | None, QueryParameter(description="已督查")] = None,
    sort: Annotated[str | None, QueryParameter(max_length=100, description="period、project，前加 - 为降序")] = None,
) -> Answer[Page[InspectionView]]:
    """Inspections proposed and made, the latest period first."""
    edition, seats = await _seen(transaction, identity)
    wanted = queries.InspectionsWanted(kind or (), period or (), project or (), made)
    statement = queries.inspection_statement(transaction.tenant_id, guards.hidden_from(edition, seats), wanted)
    kinds = {one.code: one for one in edition.inspections}
    return await page_of(
        transaction, paging, statement, queries.SORTS, sort or "-period", queries.LAST,
        lambda row: InspectionView.of(row, kinds, _actions(row, edition, seats)),
    )  # fmt: skip


@get("/coverage", operation_id="ReadInspectionCoverage", summary="督查覆盖情况", guards=_READ)
async def read_coverage(
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    kind: Annotated[str, QueryParameter(max_length=50, description="种类")],
    period: Annotated[str, QueryParameter(max_length=10, description="期，如 2024-06")],
) -> CoverageView:
    """How many of those who are to be inspected in the period were, with the list of the others."""
    edition, seats = await _seen(transaction, identity)
    one = guards.kind_of(edition, kind)
    if one.code in guards.hidden_from(edition, seats):
        guards.require_inspector(edition, one, seats)
    covered, uncovered = await coverage(transaction, edition, one, Period.parse(period))
    return CoverageView.of(one, period, covered, [Reference(key, name) for key, name in uncovered])


@get("/{inspection_id:uuid}", operation_id="ReadInspection", summary="查看督查", guards=_READ)
async def read_inspection(
    inspection_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[InspectionView]:
    """One inspection; a secret one does not exist for who does not make it."""
    row, view = await _found(transaction, identity, inspection_id)
    return condition.answer(view, row.version)


@post(
    "",
    operation_id="RecordInspection",
    summary="记录督查",
    guards=_READ,
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def record_inspection(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewInspection]
) -> Answer[InspectionView]:
    """Record an inspection with a word on every aspect; its problems go to their units with a date."""
    edition, seats = await _seen(transaction, identity)
    kind = guards.kind_of(edition, data.kind)
    guards.require_inspector(edition, kind, seats)
    new = service.NewInspection(
        project_id=data.project_id,
        subject_unit_id=data.subject_unit_id,
        inspected_on=data.inspected_on,
        words=data.words,
        note=data.note,
        problems=tuple(service.FoundProblem(one.text, one.unit_id, one.due_on) for one in data.problems),
    )
    made = await service.record_inspection(transaction, edition, kind, new, identity.unit_id)
    _, view = await _found(transaction, identity, made)
    return created(view, f"{PATH}/{made}")


async def _seen(scope: Scope, identity: Identity) -> tuple[Edition, frozenset[str]]:
    _, edition = await county_and_edition(scope)
    return edition, await seats_of(scope, edition, identity)


async def _found(scope: Scope, identity: Identity, inspection_id: UUID) -> tuple[Any, InspectionView]:
    edition, seats = await _seen(scope, identity)
    row = await queries.inspection_row(scope.connection, scope.tenant_id, inspection_id)
    if row is None or row.kind in guards.hidden_from(edition, seats):
        raise NotFoundError("没有这项督查")
    kinds = {one.code: one for one in edition.inspections}
    return row, InspectionView.of(row, kinds, _actions(row, edition, seats))


def _actions(row: Any, edition: Edition, seats: frozenset[str]) -> list[Action]:
    kind = next((one for one in edition.inspections if one.code == row.kind), None)
    if kind is None or row.inspected_on is not None:
        return []
    guard = partial(guards.require_inspector, edition, kind, seats)
    return [action("record", "记录督查", "POST", PATH, guard, _input(row.kind))]


@lru_cache(_KEPT)
def _input(kind: str) -> Schema:
    return written({**_INSPECTION, "properties": {**_INSPECTION["properties"], "kind": {"const": kind}}})


inspections_router = Router(
    PATH,
    route_handlers=[list_kinds, list_inspections, read_coverage, read_inspection, record_inspection],
    tags=["inspections"],
)
