"""Registering and correcting projects, their yearly marks, and putting them forward for the lists."""

from typing import Any
from uuid import UUID

from litestar import get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import NOT_FOUND, RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.projects.finding import NO_PROJECT, require_project
from yipanqi_api.proposals.routes import PATH as PROPOSALS
from yipanqi_api.proposals.routes import view_of
from yipanqi_api.proposals.views import ProposalView
from yipanqi_api.registering.views import (
    CorrectionView,
    MarkView,
    NewExit,
    NewMark,
    NewNomination,
    NewProject,
    NewTransfer,
    ProjectCorrection,
    RegisteredProject,
)
from yipanqi_core.acts import marking, service
from yipanqi_core.acts import queries as act_queries
from yipanqi_core.acts.opening import Opening
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.acts import Act, ActKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects import register_queries, registering
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

_READ = [requires(Permission.READ)]  # who may write, the services say with the clause
_REFUSES = refuses(WRONG_ACTOR, RULE_REFUSES, NOT_FOUND)


@post("", operation_id="RegisterProject", summary="登记项目", guards=_READ, responses=_REFUSES)
async def register_project(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewProject]
) -> Answer[RegisteredProject]:
    """Register a project; whoever does it attests it. It stands on no list until it is nominated and approved."""
    _, edition = await county_and_edition(transaction)
    new = registering.NewProject(data.values(), data.lead_unit_id, data.owner_id, data.leader_id)
    project_id = await registering.register(transaction, edition, identity, new)
    row = await _locked(transaction, project_id)
    return tagged(RegisteredProject.of(row), row.version, status_code=201, location=f"/v1/projects/{project_id}")


@patch("/{project_id:uuid}", operation_id="CorrectProject", summary="更正项目", guards=_READ, responses=_REFUSES)
async def correct_project(
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[ProjectCorrection],
) -> Answer[RegisteredProject]:
    """Correct what is registered: old and new value, who, when and why are kept and shown in the next assessment."""
    _, edition = await county_and_edition(transaction)
    row = await _locked(transaction, project_id)
    expected.require(row.version)
    await registering.correct(transaction, edition, identity, row, data.changes(), data.reason)
    after = await _locked(transaction, project_id)
    return tagged(RegisteredProject.of(after), after.version)


@get("/{project_id:uuid}/corrections", operation_id="ListProjectCorrections", summary="项目更正记录", guards=_READ)
async def list_corrections(
    project_id: FromPath[UUID], transaction: NamedDependency[Scope], paging: NamedDependency[Paging]
) -> Answer[Page[CorrectionView]]:
    """Every correction of the project, the latest first; none is ever changed or removed."""
    await require_project(transaction, project_id)
    statement = register_queries.correction_statement(transaction.tenant_id, project_id)
    return await page_of(
        transaction, paging, statement, register_queries.CORRECTION_SORTS, "-newest",
        register_queries.CORRECTION_ID, CorrectionView.of,
    )  # fmt: skip


@get("/{project_id:uuid}/marks", operation_id="ListProjectMarks", summary="项目年度标记", guards=_READ)
async def list_marks(
    project_id: FromPath[UUID], transaction: NamedDependency[Scope], paging: NamedDependency[Paging]
) -> Answer[Page[MarkView]]:
    """The project's yearly marks, the latest year first."""
    await require_project(transaction, project_id)
    _, edition = await county_and_edition(transaction)
    statement = act_queries.mark_statement(transaction.tenant_id, project_id)
    return await page_of(
        transaction, paging, statement, act_queries.MARK_SORTS, "-year", act_queries.MARK_LAST,
        lambda row: MarkView.of(row, edition),
    )  # fmt: skip


@put(
    "/{project_id:uuid}/marks/{mark:str}/{year:int}",
    operation_id="MarkProject",
    summary="登记项目年度标记",
    guards=_READ,
    responses=_REFUSES,
)
async def mark_project(  # noqa: PLR0917
    project_id: FromPath[UUID],
    mark: FromPath[str],
    year: FromPath[int],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[NewMark],
) -> Answer[MarkView]:
    """Set a yearly mark, complete what is recorded of it, or take it away; If-Match is the project's version."""
    _, edition = await county_and_edition(transaction)
    expected.require((await _locked(transaction, project_id)).version)
    wanted = marking.Marking(mark, year, data.borne, data.parts)
    kept = await marking.set_mark(transaction, edition, identity, project_id, wanted)
    row = await act_queries.mark_row(transaction.connection, transaction.tenant_id, project_id, mark, kept)
    if row is None:
        raise NotFoundError("该项目该年度没有这个标记")
    return tagged(MarkView.of(row, edition), (await _locked(transaction, project_id)).version)


@post(
    "/{project_id:uuid}/nominations",
    operation_id="NominateProject",
    summary="申报入单",
    guards=_READ,
    responses=_REFUSES,
)
async def nominate_project(
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewNomination],
) -> Answer[ProposalView]:
    """Nominate a registered project for a list; it is listed once every stage has decided."""
    return await _open(transaction, identity, project_id, ActKind.ENTER, target=data.to_step, cause=data.cause)


@post(
    "/{project_id:uuid}/transfers", operation_id="TransferProject", summary="提请转库", guards=_READ, responses=_REFUSES
)
async def transfer_project(
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewTransfer],
) -> Answer[ProposalView]:
    """Propose the transfer that the facts ask for, where the system has not done so yet."""
    return await _open(transaction, identity, project_id, ActKind.MOVE, target=data.to_step)


@post("/{project_id:uuid}/exits", operation_id="ReleaseProject", summary="提请退出", guards=_READ, responses=_REFUSES)
async def release_project(
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewExit],
) -> Answer[ProposalView]:
    """Propose that a project leaves its list, with the cause."""
    return await _open(transaction, identity, project_id, ActKind.LEAVE, ground=data.ground, cause=data.cause)


async def _open(
    transaction: Scope, identity: Identity, project_id: UUID, kind: ActKind, **what: str | None
) -> Answer[ProposalView]:
    _, edition = await county_and_edition(transaction)
    opening = Opening(act_of(edition, kind), **what)
    proposal_id = await service.open_proposal(transaction, edition, identity, project_id, opening)
    return created(await view_of(transaction, edition, identity, proposal_id), f"{PROPOSALS}/{proposal_id}")


def act_of(edition: Edition, kind: ActKind) -> Act:
    """Give the act of a kind that people may propose. Raises NotFoundError."""
    acts = [act for act in edition.acts if act.kind is kind and act.due_each is None]
    if not acts:
        raise NotFoundError("本县机制没有这一事项")
    return acts[0]


async def _locked(transaction: Scope, project_id: UUID) -> Any:
    row = await register_queries.lock_project(transaction.connection, transaction.tenant_id, project_id)
    if row is None:
        raise NotFoundError(NO_PROJECT)
    return row


REGISTERING_ROUTES = (
    register_project,
    correct_project,
    list_corrections,
    list_marks,
    mark_project,
    nominate_project,
    transfer_project,
    release_project,
)
"""Served by the projects' own router: one path belongs to one router."""
