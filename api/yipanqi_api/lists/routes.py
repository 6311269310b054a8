"""The lists of the main track: counted, opened, and the tracks themselves."""

from dataclasses import replace
from typing import Annotated

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.guards import requires
from yipanqi_api.lists.views import ListsView, TrackView
from yipanqi_api.paging import Page, Paging
from yipanqi_api.projects.finding import frame_and_edition, page_of_projects
from yipanqi_api.projects.looking import SORT, MonthAsked
from yipanqi_api.projects.routes import WANTED
from yipanqi_api.projects.views import ProjectRow
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.projects.tally_queries import tally_rows
from yipanqi_core.projects.wanted import ProjectsWanted
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope


@get("", operation_id="ReadLists", summary="各清单统计", guards=[requires(Permission.READ)])
async def read_lists(transaction: NamedDependency[Scope], period: MonthAsked = None) -> ListsView:
    """Each list with its count, total investment, annual plan and colours, cut by nature; zeros for an empty one."""
    frame, edition = await frame_and_edition(transaction, period)
    rows = await tally_rows(transaction.connection, frame, edition.track.code)
    return ListsView.of(list(rows), frame, edition)


@get(
    "/{step_code:str}/projects",
    operation_id="ListProjectsOfList",
    summary="清单内的项目",
    guards=[requires(Permission.READ)],
    dependencies=WANTED,
)
async def list_projects_of_list(  # noqa: PLR0917
    step_code: FromPath[str],
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    wanted: NamedDependency[ProjectsWanted],
    period: MonthAsked = None,
    sort: Annotated[str | None, QueryParameter(description=SORT)] = None,
) -> Answer[Page[ProjectRow]]:
    """The projects on one list, with the same filters and orders as all projects."""
    frame, edition = await frame_and_edition(transaction, period)
    known = [step.code for step in edition.track.steps]
    if step_code not in known:
        raise NotFoundError(f"没有这张清单；可用：{'、'.join(known)}")
    steps = [step_code] if wanted.steps is None else [step for step in wanted.steps if step == step_code]
    return await page_of_projects(transaction, frame, edition, replace(wanted, steps=steps), paging, sort)


@get("", operation_id="ListTracks", summary="项目流转的轨道", guards=[requires(Permission.READ)])
async def list_tracks(transaction: NamedDependency[Scope], paging: NamedDependency[Paging]) -> Answer[Page[TrackView]]:
    """The tracks of the mechanism in force, with their steps in order and the gates between them."""
    _, edition = await county_and_edition(transaction)
    seen = paging.after(tuple[str])
    tracks = [] if seen else [edition.track]
    return paging.answer(tracks, key=lambda track: (track.code,), view=TrackView.of, total=_total(paging, 1))


def _total(paging: Paging, total: int) -> int | None:
    return total if paging.count else None


lists_router = Router("/v1/lists", route_handlers=[read_lists, list_projects_of_list], tags=["lists"])
tracks_router = Router("/v1/tracks", route_handlers=[list_tracks], tags=["tracks"])
