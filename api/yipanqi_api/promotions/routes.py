"""A project's promotions, and the act of promoting it."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from yipanqi_api.actions import Action, action
from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import county_and_edition
from yipanqi_api.guards import requires
from yipanqi_api.items.schemas import schema_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.references import Word
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, require
from yipanqi_core.projects.standing import standing
from yipanqi_core.promotions import queries, service
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Level


class NewPromotion(msgspec.Struct, forbid_unknown_fields=True):
    """To which level a project rises, from which day on, on what basis."""

    level: Level
    promoted_on: date
    basis: Annotated[str, Meta(min_length=1, max_length=300, pattern=r"\S", description="依据的文件")]


class PromotionView(msgspec.Struct):
    """A promotion."""

    from_level: Annotated[Word | None, Meta(description="空：此前没有层级")]
    to_level: Word
    promoted_on: date
    basis: str
    recorded_by: str

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        before = None if row.from_level is None else Word.of(Level.of(row.from_level))
        return cls(before, Word.of(Level.of(row.to_level)), row.promoted_on, row.basis, row.recorded_by)


class PromotionsView(msgspec.Struct):
    """A project's level now and how it came to it."""

    project: str
    level: Word | None
    clause: str
    promotions: list[PromotionView]
    actions: list[Action] = msgspec.field(name="_actions")


_NEW = schema_of(NewPromotion)


@get(
    "/{project_id:uuid}/promotions",
    operation_id="ReadPromotions",
    summary="查看层级晋升",
    guards=[requires(Permission.READ)],
)
async def read_promotions(
    project_id: FromPath[UUID], transaction: NamedDependency[Scope], identity: NamedDependency[Identity]
) -> PromotionsView:
    """A project's level with every promotion of it, and whether this user may promote it."""
    return await _view(transaction, project_id, identity)


@post(
    "/{project_id:uuid}/promotions",
    operation_id="PromoteProject",
    summary="层级晋升",
    guards=[requires(Permission.MOVE_PROJECTS)],
    responses=refuses(RULE_REFUSES, WRONG_ACTOR),
)
async def promote_project(
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewPromotion],
) -> Answer[PromotionsView]:
    """Promote a project from a day on; what was counted for the days before stays as it was."""
    _, edition = await county_and_edition(transaction)
    await service.promote(transaction, edition, project_id, data.level, data.promoted_on, data.basis, identity)
    return created(await _view(transaction, project_id, identity), f"/v1/projects/{project_id}/promotions")


async def _view(transaction: Scope, project_id: UUID, identity: Identity) -> PromotionsView:
    _, edition = await county_and_edition(transaction)
    kind = service.promotion_of(edition)
    at = await standing(transaction, edition, project_id, identity, lock=False)

    def guard() -> None:
        require(identity.role, Permission.MOVE_PROJECTS, kind.clause, edition.role_title)
        service.require_may_promote(at, identity)

    href = f"/v1/projects/{project_id}/promotions"
    rows = await queries.promotion_rows(transaction.connection, transaction.tenant_id, project_id)
    return PromotionsView(
        project=at.facts.project,
        level=None if at.facts.level is None else Word.of(at.facts.level),
        clause=kind.clause,
        promotions=[PromotionView.of(row) for row in rows],
        actions=[action("promote", kind.title, "POST", href, guard, _NEW)],
    )


promotions_router = Router("/v1/projects", route_handlers=[read_promotions, promote_project], tags=["projects"])
