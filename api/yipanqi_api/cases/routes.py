"""Cases for whoever is signed in; kept by the office that the mechanism names."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from litestar import Router, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from pydantic import BaseModel

from yipanqi_api.answers import Answer
from yipanqi_api.cases.actions import actions_on
from yipanqi_api.cases.boards import put_in_batch, read_board
from yipanqi_api.cases.views import CaseKindView, CaseView, ChangedCase, NewCase, NewFollower, NewStep, SentBack
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.cases import moving, queries, service
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects.level_queries import of_levels
from yipanqi_core.projects.standing import Standing, standing, standings
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Level

_READ = [requires(Permission.READ)]
_WRITE = [requires(Permission.REPORT_PROGRESS)]  # whose case it is, the service decides
_PASS = [requires(Permission.PASS_STEPS)]  # in whose seat, the service decides
_REFUSES = refuses(RULE_REFUSES, WRONG_ACTOR)


@get("/kinds", operation_id="ListCaseKinds", summary="专项事项的种类", guards=_READ)
async def list_kinds(transaction: NamedDependency[Scope]) -> list[CaseKindView]:
    """The kinds of cases that the mechanism declares: steps, fields, who keeps them."""
    county, edition = await county_and_edition(transaction)
    parameters = await read_in_force(transaction, edition, county.today)
    return [CaseKindView.of(kind, edition, parameters, county.today) for kind in edition.cases]


@get("", operation_id="ListCases", summary="列出专项事项", guards=_READ)
async def list_cases(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    level: Annotated[list[Level] | None, QueryParameter(description="项目层级（现在的）")] = None,
    kind: Annotated[list[str] | None, QueryParameter(description="种类，见 /v1/cases/kinds")] = None,
    step: Annotated[list[str] | None, QueryParameter(description="现阶段")] = None,
    year: Annotated[int | None, QueryParameter(description="所属年度")] = None,
    batch: Annotated[int | None, QueryParameter(description="该年度第几批")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="立卷单位")] = None,
    open: Annotated[bool | None, QueryParameter(description="未办结")] = None,  # noqa: A002
    followed: Annotated[bool | None, QueryParameter(description="有跟踪人")] = None,
    sort: Annotated[str | None, QueryParameter(description="opened_on、title；前加 - 为降序")] = None,
) -> Answer[Page[CaseView]]:
    """Cases of the county, the latest first, each with what this user may do with it."""
    county, edition = await county_and_edition(transaction)
    statement = queries.case_statement(transaction.tenant_id)
    if project is not None:
        statement = statement.where(queries.CASE_PROJECT.in_([project]))
    if level is not None:
        statement = statement.where(of_levels(queries.CASE_PROJECT, transaction.tenant_id, level))
    if kind is not None:
        statement = statement.where(queries.CASE_KIND.in_(kind))
    if step is not None:
        statement = statement.where(queries.CASE_STEP.in_(step))
    for column, wanted in ((queries.CASE_YEAR, year), (queries.CASE_BATCH, batch), (queries.CASE_UNIT, unit)):
        if wanted is not None:
            statement = statement.where(column == wanted)
    if open is not None:
        statement = statement.where(queries.CASE_CLOSED.is_(None) if open else queries.CASE_CLOSED.is_not(None))
    if followed is not None:
        has = queries.CASE_FOLLOWER.is_not(None)
        statement = statement.where(has if followed else ~has)

    async def prepare(rows: Sequence[Any]) -> Any:
        stands = await standings(transaction, edition, {row.project_id for row in rows}, identity)
        parameters = await read_in_force(transaction, edition, county.today)
        return lambda row: _shown(row, stands[row.project_id], parameters, identity)

    sorts, last = queries.CASE_SORTS, queries.CASE_ID
    return await page_of(transaction, paging, statement, sorts, sort or "-opened_on", last, prepare=prepare)


@get("/{case_id:uuid}", operation_id="ReadCase", summary="查看专项事项", guards=_READ)
async def read_case(
    case_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[CaseView]:
    """One case: its steps with their days, its follower, and what this user may do."""
    _, edition = await county_and_edition(transaction)
    view = await _view(transaction, edition, case_id, identity)
    return condition.answer(view, view.version)


@post("", operation_id="OpenCase", summary="立卷", guards=_WRITE, responses=_REFUSES)
async def open_case(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewCase]
) -> Answer[CaseView]:
    """Open a case on the first step of its path, for whoever the mechanism lets open it."""
    _, edition = await county_and_edition(transaction)
    kind = service.kind_of(edition, data.kind)
    new = service.NewCase(data.project_id, data.title, data.fields, data.year)
    case_id = await service.open_case(transaction, edition, kind, new, identity)
    return await _made(transaction, edition, case_id, identity)


@patch("/{case_id:uuid}", operation_id="FillInCase", summary="填报专项事项", guards=_WRITE, responses=_REFUSES)
async def fill_in(
    case_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[ChangedCase],
) -> Answer[CaseView]:
    """Fill in fields, such as what the pre-review found."""
    _, edition = await county_and_edition(transaction)
    case = await service.held_case(transaction, case_id)
    expected.require(case.version)
    await service.fill_in(transaction, edition, case, data.fields, identity)
    view = await _view(transaction, edition, case_id, identity)
    return tagged(view, view.version)


@post(
    "/{case_id:uuid}/follower",
    operation_id="NameCaseFollower",
    summary="指定驻点跟踪人",
    guards=_WRITE,
    responses=_REFUSES,
)
async def name_follower(
    case_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewFollower],
) -> Answer[CaseView]:
    """Name who follows the case from now on."""
    _, edition = await county_and_edition(transaction)
    case = await service.held_case(transaction, case_id)
    await service.name_follower(transaction, edition, case, data.user_id, identity)
    return await _made(transaction, edition, case_id, identity)


@post("/{case_id:uuid}/steps", operation_id="MoveCase", summary="转入下一阶段", guards=_PASS, responses=_REFUSES)
async def move_case(
    case_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewStep],
) -> Answer[CaseView]:
    """Pass the present step; the last one closes the case."""
    _, edition = await county_and_edition(transaction)
    case = await service.held_case(transaction, case_id)
    passing = moving.Passing(data.note, data.evidence, data.on)
    await moving.move_on(transaction, edition, case, passing, identity)
    return await _made(transaction, edition, case_id, identity)


@post("/{case_id:uuid}/return", operation_id="SendBackCase", summary="退回", guards=_PASS, responses=_REFUSES)
async def send_back(
    case_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[SentBack],
) -> Answer[CaseView]:
    """Send the case back to an earlier step, with the reason."""
    _, edition = await county_and_edition(transaction)
    case = await service.held_case(transaction, case_id)
    await moving.send_back(transaction, edition, case, data.step, data.reason, identity)
    return await _made(transaction, edition, case_id, identity)


async def _made(transaction: Scope, edition: Edition, case_id: UUID, identity: Identity) -> Answer[CaseView]:
    view = await _view(transaction, edition, case_id, identity)
    return tagged(view, view.version, status_code=201, location=f"/v1/cases/{case_id}")


async def _view(transaction: Scope, edition: Edition, case_id: UUID, identity: Identity) -> CaseView:
    row = await queries.case_row(transaction.connection, transaction.tenant_id, case_id)
    if row is None:
        raise NotFoundError("没有这项专项事项")
    stands = await standing(transaction, edition, row.project_id, identity, lock=False)
    return _shown(row, stands, await read_in_force(transaction, edition, stands.today), identity)


def _shown(row: Any, stands: Standing, parameters: BaseModel, identity: Identity) -> CaseView:
    """Show a case; of a kind that the edition no longer knows nothing may be done."""
    kind = next((one for one in stands.edition.cases if one.code == row.kind), None)
    actions = [] if kind is None else actions_on(row, kind, stands, parameters, identity)
    return CaseView.of(row, stands.edition, stands.today, actions)


cases_router = Router(
    "/v1/cases",
    route_handlers=[
        list_kinds, read_board, list_cases, read_case, open_case, fill_in, name_follower, move_case, send_back,
        put_in_batch,
    ],
    tags=["cases"],
)  # fmt: skip
