"""Looking up: the frame of a reading, a page of projects, and that a project is there at all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from yipanqi_api.answers import Answer
from yipanqi_api.classes.views import ClassView, stored
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import INVALID_REQUEST
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.projects.views import ProjectRow
from yipanqi_api.query import parse_sort
from yipanqi_core.calendar import Period
from yipanqi_core.database.keyset import key_of
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.projects.class_queries import class_rows
from yipanqi_core.projects.filter_queries import SORTS, ProjectSearch
from yipanqi_core.projects.frame_queries import Frame, read_frame
from yipanqi_core.projects.page_queries import count_projects, key_of_order, project_page
from yipanqi_core.projects.part_queries import project_exists
from yipanqi_core.projects.wanted import ProjectsWanted
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

NO_PROJECT = "没有这个项目"


async def frame_and_edition(scope: Scope, period: str | None = None) -> tuple[Frame, Edition]:
    """Read the county with the rated month, and give the edition in force today; one statement."""
    frame = await read_frame(scope.connection, scope.tenant_id, period)
    if period is not None and frame.month is None:
        raise ProblemError(INVALID_REQUEST, f"{period} 尚未评估，没有评级；去掉 period 即按最近一个已评估月份。")
    return frame, installed().in_force(frame.county.mechanism, frame.today)


async def page_of_projects(  # noqa: PLR0917
    scope: Scope, frame: Frame, edition: Edition, wanted: ProjectsWanted, paging: Paging, sort: str | None
) -> Answer[Page[ProjectRow]]:
    """Answer a page of projects."""
    _require_steps(edition, wanted)
    _require_classes(edition, wanted)
    search = ProjectSearch(frame, edition.track.code, wanted)
    orders = tuple((each.field, each.descending) for each in parse_sort(sort, SORTS, "name"))
    after = paging.after(key_of_order(orders))
    rows = await project_page(
        scope.connection, frame, edition.track.code, search, orders, after, paging.limit + 1, wanted.year
    )
    total = await count_projects(scope.connection, search) if paging.count else None
    classes = await _classes(scope, frame, edition, rows)
    return paging.answer(
        rows, key=key_of, view=lambda row: ProjectRow.of(row, frame.month, edition, classes[row.id]), total=total
    )


async def _classes(scope: Scope, frame: Frame, edition: Edition, rows: Sequence[Any]) -> Mapping[UUID, list[ClassView]]:
    """Read the page's classes in one more statement, where the mechanism has any."""
    found: dict[UUID, list[ClassView]] = defaultdict(list)
    if frame.month is None or not edition.classifications or not rows:
        return found
    on, ids = Period.parse(frame.month.period).end, [row.id for row in rows]
    for row in await class_rows(scope.connection, scope.tenant_id, frame.month.assessment_id, ids):
        found[row.project_id].append(stored(edition, on, row))
    return found


def _require_steps(edition: Edition, wanted: ProjectsWanted) -> None:
    known = [step.code for step in edition.track.steps]
    unknown = [step for step in wanted.steps or () if step not in known]
    if unknown:
        raise ProblemError(INVALID_REQUEST, f"没有清单“{unknown[0][:30]}”；可用：{'、'.join(known)}。")


def _require_classes(edition: Edition, wanted: ProjectsWanted) -> None:
    known = {one.kind: one for one in edition.classifications}
    for kind, values in (wanted.classes or {}).items():
        if kind not in known:
            able = "、".join(f"{one.kind}（{one.title}）" for one in edition.classifications) or "无"
            raise ProblemError(INVALID_REQUEST, f"本县机制没有归类“{kind[:30]}”；可用：{able}。")
        unknown = [value for value in values if value is not None and known[kind].value(value) is None]
        if unknown:
            able = "、".join(value.code for value in known[kind].values)
            raise ProblemError(INVALID_REQUEST, f"{known[kind].title}没有“{unknown[0][:30]}”；可用：{able}、none。")


async def require_project(scope: Scope, project_id: UUID) -> None:
    """Answer 404 unless this county has the project."""
    if not await project_exists(scope.connection, scope.tenant_id, project_id):
        raise NotFoundError(NO_PROJECT)


def found(row: Any) -> Any:
    """Give the row, or answer 404."""
    if row is None:
        raise NotFoundError(NO_PROJECT)
    return row
