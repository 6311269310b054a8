"""Promoting a project from a day on."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, insert, update

from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.promotions import Promotion
from yipanqi_core.projects.standing import Standing, standing
from yipanqi_core.projects.tables import projects
from yipanqi_core.promotions import queries
from yipanqi_core.promotions.tables import promotions
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Level, Role


def promotion_of(edition: Edition) -> Promotion:
    """Give the mechanism's word on promotions. Raises NotFoundError where it has none."""
    if edition.promotion is None:
        raise NotFoundError("本县机制没有层级晋升")
    return edition.promotion


def require_may_promote(at: Standing, who: Identity) -> None:
    """Let pass the daily office and who decides. Raises WrongActorError, RefusedError (it is at the top)."""
    kind = promotion_of(at.edition)
    if who.role is not Role.OFFICE and at.seats.isdisjoint(kind.decided_by):
        able = "、".join(dict.fromkeys([at.edition.office_title, *map(at.edition.seat_title, kind.decided_by)]))
        raise WrongActorError(f"“{at.facts.project}”{kind.title}由{able}办理", kind.clause)
    if at.facts.level is next(iter(Level)):
        raise RefusedError(f"“{at.facts.project}”已是{at.facts.level.label}，没有更高的层级", kind.clause)


async def promote(  # noqa: PLR0917
    scope: Scope, edition: Edition, project_id: UUID, level: Level, promoted_on: date, basis: str, who: Identity
) -> None:
    """Promote a project to a higher level. Raises NotFoundError, WrongActorError, RefusedError, InvalidInputError."""
    kind = promotion_of(edition)
    at = await standing(scope, edition, project_id, who)
    require_may_promote(at, who)
    present, order = at.facts.level, list(Level)
    if present is not None and order.index(level) >= order.index(present):
        because = f"“{at.facts.project}”现为{present.label}，只能升为更高的层级；登记有误的请更正项目信息"
        raise RefusedError(because, kind.clause)
    earlier = await queries.promotion_rows(scope.connection, scope.tenant_id, project_id)
    if promoted_on > at.today:
        raise InvalidInputError(f"{promoted_on} 还没有到（今天是 {at.today}）", "/promoted_on")
    if earlier and promoted_on <= earlier[-1].promoted_on:
        raise InvalidInputError(f"应晚于上一次晋升（{earlier[-1].promoted_on}）", "/promoted_on")
    row = {
        "id": new_id(), "project_id": project_id, "from_level": None if present is None else present.value,
        "to_level": level.value, "promoted_on": promoted_on, "basis": basis,
    }  # fmt: skip
    await scope.connection.execute(insert(promotions).values(tenant_id=scope.tenant_id, recorded_by=scope.actor, **row))
    await scope.connection.execute(
        update(projects)
        .where(projects.c.tenant_id == scope.tenant_id, projects.c.id == project_id)
        .values(level=level.value, version=projects.c.version + 1, updated_at=func.clock_timestamp())
    )
    was = "未列层级" if present is None else present.label
    await add_event(
        scope,
        project_id,
        promoted_on,
        "promotion",
        f"{kind.title}：由{was}升为{level.label}，依据：{basis}",
        kind.clause,
    )
    await record(scope, "promote_project", f"project:{project_id}", row)
