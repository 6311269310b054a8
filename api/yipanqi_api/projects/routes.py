"""Projects for whoever is signed in: the list by what is looked for, and one with all that concerns it now."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, QueryParameter

from yipanqi_api.again import given_before, remember
from yipanqi_api.answers import Answer
from yipanqi_api.classes.views import live
from yipanqi_api.etags import Condition, encoded
from yipanqi_api.guards import requires
from yipanqi_api.items.routes import PROJECT_ITEM_ROUTES
from yipanqi_api.paging import Page, Paging
from yipanqi_api.projects.actions import actions_of
from yipanqi_api.projects.clocks import clocks_of
from yipanqi_api.projects.finding import found, frame_and_edition, page_of_projects
from yipanqi_api.projects.looking import SORT, MonthAsked, provide_projects_wanted
from yipanqi_api.projects.part_routes import PART_ROUTES
from yipanqi_api.projects.story_routes import STORY_ROUTES
from yipanqi_api.projects.views import ProjectRow, ProjectView, fields_of, finding_view, nature_word, shown, why_of
from yipanqi_api.registering.routes import REGISTERING_ROUTES
from yipanqi_api.reports.routes import REPORT_ROUTES
from yipanqi_api.transactions import PLANNED_ONCE
from yipanqi_api.values import local
from yipanqi_core.acts.standing import standing
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.database.at_once import AtOnce
from yipanqi_core.facts.gather import given
from yipanqi_core.facts.narrow import look_at, looked_at
from yipanqi_core.facts.unread import UnreadError
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.projects.frame_queries import Frame, foresee, foreseen, read_frame
from yipanqi_core.projects.page_queries import project_row
from yipanqi_core.projects.story_queries import finding_rows
from yipanqi_core.projects.wanted import ProjectsWanted
from yipanqi_core.tenants.scope import Scope

_QUESTION = "ReadProject"
WANTED = {"wanted": Provide(provide_projects_wanted, sync_to_thread=False)}


@get(
    "",
    operation_id="ListProjects",
    summary="列出项目",
    guards=[requires(Permission.READ)],
    dependencies=WANTED,
)
async def list_projects(
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    wanted: NamedDependency[ProjectsWanted],
    period: MonthAsked = None,
    sort: Annotated[str | None, QueryParameter(description=SORT)] = None,
) -> Answer[Page[ProjectRow]]:
    """Projects of the county on its own day, with the ratings of one stored month; by name unless asked otherwise."""
    frame, edition = await frame_and_edition(transaction, period)
    return await page_of_projects(transaction, frame, edition, wanted, paging, sort)


@get(
    "/{project_id:uuid}",
    operation_id="ReadProject",
    summary="查看项目",
    guards=[requires(Permission.READ)],
    opt={PLANNED_ONCE: True},
)
async def read_project(
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
    period: MonthAsked = None,
) -> Answer[ProjectView]:
    """One project: its clocks today, what the month found amiss, why it has its colour, what may be done."""
    frame = None if period is not None else foreseen(transaction.tenant_id)
    if frame is None:
        frame, _ = await frame_and_edition(transaction, period)
    while True:
        edition = installed().in_force(frame.county.mechanism, frame.today)
        asked = _known(transaction, identity, frame, project_id)
        reading = AtOnce(transaction.connection, (_QUESTION, edition.name), asked)
        async with reading as connection:
            stands = frame if period is not None else foresee(await read_frame(connection, transaction.tenant_id))
            if stands == frame:
                rows = reading.seen() if period is None else None
                answer = None if rows is None else given_before((rows, project_id, identity))
                if answer is None:
                    scope = replace(transaction, connection=connection)
                    answer = encoded(*await _judged(scope, frame, edition, identity, project_id))
                    if rows is not None and reading.seen() is not None:
                        remember((rows, project_id, identity), answer)
                told: Answer[ProjectView] = condition.answer_encoded(*answer)
                return told
        frame = stands  # another day or month than was foreseen


def _known(scope: Scope, identity: Identity, frame: Frame, project_id: UUID) -> dict[str, Any]:
    """Give what the statements of one project have in common."""
    asked = given(scope.tenant_id, frame.today, [project_id])
    asked |= {"project": project_id, "posts": list(identity.post_ids)}
    return asked | ({"month": frame.month.assessment_id} if frame.month else {})


async def _judged(
    scope: Scope, frame: Frame, edition: Edition, identity: Identity, project_id: UUID
) -> tuple[ProjectView, int]:
    """Judge the project by the parts of its facts that are looked at; whichever were not read yet are read as well."""
    parts = looked_at(edition, _QUESTION)
    while True:
        try:
            return await _project(scope, frame, edition, identity, project_id, parts)
        except UnreadError as unread:
            parts |= look_at(edition, _QUESTION, unread.part)


async def _project(  # noqa: PLR0917
    scope: Scope, frame: Frame, edition: Edition, identity: Identity, project_id: UUID, parts: frozenset[str]
) -> tuple[ProjectView, int]:
    connection, month = scope.connection, frame.month
    row = found(await project_row(connection, frame, edition.track.code, project_id))
    amiss = await finding_rows(connection, scope.tenant_id, project_id, month.assessment_id) if month else []
    at = await standing(scope, edition, identity, project_id, lock=False, parts=parts)  # its facts today, gathered once
    view = ProjectView(
        **shown(row, month, edition),
        classes=live(edition, at.facts, at.parameters),
        declared_nature=None if row.declared_nature is None else nature_word(row.declared_nature),
        registered_on=row.registered_on,
        content=row.content,
        fields=fields_of(row, edition),
        clocks=clocks_of(edition, at.facts, at.parameters),
        findings=[finding_view(one, edition) for one in amiss],
        why=why_of(row, month),
        version=row.version,
        created_at=local(row.created_at),
        actions=await actions_of(scope, at),
    )
    return view, row.version


projects_router = Router(
    "/v1/projects",
    route_handlers=[
        list_projects,
        read_project,
        *PART_ROUTES,
        *STORY_ROUTES,
        *REGISTERING_ROUTES,
        *PROJECT_ITEM_ROUTES,
        *REPORT_ROUTES,
    ],
    tags=["projects"],
)
