"""Listing a period's scores, and opening one unit's."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.assessments.periods import DESCRIPTION, period_of
from yipanqi_api.editions import latest_scored
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.assessing import INVALID_PERIOD, NOT_ASSESSED
from yipanqi_api.problems.general import INVALID_REQUEST
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.references import Reference
from yipanqi_api.scores.opening import Behind, behind_scores, group_word, opened
from yipanqi_api.scores.views import OpenedScore, ScoreView, board_word, maybe_points
from yipanqi_core.assessments import queries, reading_queries
from yipanqi_core.assessments.on_demand import stored
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope


@get(
    "",
    operation_id="ListScores",
    summary="列出单位得分",
    guards=[requires(Permission.READ)],
    responses=refuses(INVALID_PERIOD),
)
async def list_scores(
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    period: Annotated[
        str | None, QueryParameter(max_length=10, description=f"{DESCRIPTION}；缺省为最近存档的一期，按本县计分的周期")
    ] = None,
    group: Annotated[list[str] | None, QueryParameter(description="考核组的代码，见 GET /v1/mechanism")] = None,
    unit: Annotated[list[UUID] | None, QueryParameter(description="单位")] = None,
) -> Answer[Page[ScoreView]]:
    """Scores by group and rank; each entry of the basis leads to what it comes from."""
    connection, tenant = transaction.connection, transaction.tenant_id
    after = paging.after(tuple[int, UUID])
    row = await _meant(transaction, period)
    if row is None:
        return paging.answer([], key=tuple, view=_nothing, total=0 if paging.count else None)
    edition = installed().edition(row.mechanism, row.edition, row.revision)
    groups = [_title_of(edition, code) for code in group or ()]
    rows = await reading_queries.list_scores(
        connection, tenant, row.id, groups, unit or (), after and after[0], paging.limit + 1
    )
    behind = await behind_scores(transaction, rows)
    count = reading_queries.count_scores
    return paging.answer(
        rows,
        key=lambda one: (one.position, one.unit_id),
        view=lambda one: _view(one, edition, behind, row),
        total=await count(connection, tenant, row.id, groups, unit or ()) if paging.count else None,
    )


@get(
    "/{period:str}/{unit_id:uuid}",
    operation_id="ReadScore",
    summary="查看单位得分的全部依据",
    guards=[requires(Permission.READ)],
    responses=refuses(INVALID_PERIOD, NOT_ASSESSED),
)
async def read_score(
    period: FromPath[str],
    unit_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    condition: NamedDependency[Condition],
) -> Answer[OpenedScore]:
    """One unit's scores of a period in all its groups: each month, each project, the ruling behind each point."""
    connection, tenant = transaction.connection, transaction.tenant_id
    meant = period_of(period)
    row = await stored(transaction, meant)
    periods = {str(meant), *map(str, meant.months())}
    rows = await reading_queries.unit_scores(connection, tenant, unit_id, periods)
    own = [one for one in rows if one.period == row.period]
    if not own:
        raise NotFoundError(f"{meant.title}没有这个单位的得分；可用 GET /v1/scores?period={meant} 查看列入排名的单位")
    behind = await behind_scores(transaction, rows)
    edition = installed().edition(row.mechanism, row.edition, row.revision)
    shown = OpenedScore(
        period=row.period,
        title=meant.title,
        unit=Reference(unit_id, own[0].unit),
        edition=row.edition,
        published_on=row.published_on,
        groups=opened(edition, row.period, rows, behind),
    )
    return condition.answer(shown, 1)


async def _meant(scope: Scope, period: str | None) -> Any:
    """Find the assessment asked for, else the latest stored with scores; None when there is none."""
    if period is None:
        return await latest_scored(scope)
    return await queries.find(scope.connection, scope.tenant_id, str(period_of(period)))


def _title_of(edition: Edition, code: str) -> str:
    groups = () if edition.scoring is None else edition.scoring.groups
    for group in groups:
        if code == group.code:
            return group.title
    known = "、".join(f"{group.code}（{group.title}）" for group in groups) or "无"
    raise ProblemError(INVALID_REQUEST, f"没有代码为“{code[:50]}”的考核组；可选：{known}。")


def _view(one: Any, edition: Edition, behind: Behind, assessment: Any) -> ScoreView:
    return ScoreView(
        period=one.period,
        group=group_word(edition, one.assessment_group),
        unit=Reference(one.unit_id, one.unit),
        points=maybe_points(one.points),
        rank=one.rank,
        board=board_word(one.board),
        clause=one.clause,
        because=one.because,
        basis=behind.basis(one),
        published_on=assessment.published_on,
        href=f"/v1/scores/{one.period}/{one.unit_id}",
    )


def _nothing(_: Any) -> ScoreView:
    raise AssertionError("no rows")


scores_router = Router("/v1/scores", route_handlers=[list_scores, read_score], tags=["scores"])
