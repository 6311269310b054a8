"""Giving a project its leaders, and reading who drives it in its stage."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import Router, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.problems.general import RULE_REFUSES
from yipanqi_api.projects.part_views import ResponsibilityView
from yipanqi_api.references import Reference, Word
from yipanqi_api.rulings import RulingView
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.meetings.queries import seat_holders
from yipanqi_core.projects import leader_queries, leaders
from yipanqi_core.projects.part_queries import project_exists, responsibility_statement
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.rules.digest import IssueLine, LateLine, line_of
from yipanqi_core.rules.drivers import drive
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import ItemKind, ResponsibilityKind

LeaderKind = Literal["leader", "chain", "line", "point"]


class LeaderChange(msgspec.Struct, forbid_unknown_fields=True):
    """Who has the part from a day on: a post, or for `chain` a chain; neither ends it."""

    post_id: UUID | None = None
    chain_id: UUID | None = None
    from_on: Annotated[date | None, Meta(description="自哪一天起；缺省为今天")] = None


class LeadersView(msgspec.Struct):
    """All parts in the project, with their history."""

    project_id: UUID
    data: list[ResponsibilityView]
    version: Annotated[int, Meta(description="项目的版本")]


class DriverView(msgspec.Struct):
    """Who drives the project now, with what is late and open, of which it gets a copy each month."""

    project: Reference
    stage: str | None
    unit: Annotated[Reference | None, Meta(description="主责推动单位；机制未规定或席位未绑定为 null")]
    ruling: RulingView | None
    late: list[LateLine]
    issues: list[IssueLine]
    missing: Annotated[list[Word], Meta(description="尚未明确的责任：链长、线长、点长")]


@put(
    "/{project_id:uuid}/responsibilities/{kind:str}",
    operation_id="SetProjectLeader",
    summary="明确包抓领导、产业链、线长、点长",
    guards=[requires(Permission.MANAGE_PROJECTS)],
    responses=refuses(RULE_REFUSES),
)
async def set_leader(
    project_id: FromPath[UUID],
    kind: FromPath[LeaderKind],
    transaction: NamedDependency[Scope],
    expected: NamedDependency[Expected],
    data: JSONBody[LeaderChange],
) -> Answer[LeadersView]:
    """Give, change or end a part. It is held by the post: a successor has the project from the first day."""
    county, edition = await county_and_edition(transaction)
    project = await leader_queries.lock_project(transaction.connection, transaction.tenant_id, project_id)
    if project is None:
        raise NotFoundError("没有这个项目")
    expected.require(project.version)
    new = leaders.NewLeader(ResponsibilityKind.of(kind), data.post_id, data.chain_id, data.from_on)
    await leaders.set_leader(transaction, edition, project, new)
    statement = responsibility_statement(transaction.tenant_id, project_id)
    rows = await leader_queries.parts(transaction.connection, statement)
    shown = [ResponsibilityView.of(row, county.today) for row in rows]
    return tagged(LeadersView(project_id, shown, project.version + 1), project.version + 1)


@get(
    "/{project_id:uuid}/driver",
    operation_id="ReadProjectDriver",
    summary="项目当前阶段由谁主责推动",
    guards=[requires(Permission.READ)],
)
async def read_driver(
    project_id: FromPath[UUID], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[DriverView]:
    """Who drives the project, as it follows from its stage today, and the clause it rests on."""
    county, edition = await county_and_edition(transaction)
    if not await project_exists(transaction.connection, transaction.tenant_id, project_id):
        raise NotFoundError("没有这个项目")
    gathered = await gather(transaction, edition, f"{county.today:%Y-%m}", county.today, only=[project_id])
    facts = gathered.projects[0]
    seats = await seat_holders(transaction.connection, transaction.tenant_id)
    units = {key: gathered.names.units[unit].name for key, (unit, _) in seats.items() if unit is not None}
    ruling = drive(edition.drivers, facts, units)
    unit_id = None if ruling is None or ruling.value is None else gathered.names.unit_ids[ruling.value]
    line = line_of(facts, {}, *ItemKind)
    view = DriverView(
        project=Reference(project_id, facts.project),
        stage=None if ruling is None else str(ruling.facts["stage"]),
        unit=None if ruling is None else Reference.maybe(unit_id, ruling.value),
        ruling=None if ruling is None else _shown(ruling),
        late=list(line.late),
        issues=list(line.issues),
        missing=_missing(edition, facts),
    )
    return condition.answer(view, 1)


def _shown(ruling: Ruling) -> RulingView:
    return RulingView(ruling.value, ruling.clause, ruling.because, msgspec.Raw(encode(ruling.facts)))


def _missing(edition: Edition, facts: ProjectFacts) -> list[Word]:
    """The parts that the first alternative of an unmet requirement asks for and the project lacks."""
    have = {part.kind for part in facts.parts}
    wanted = [
        kind
        for one in edition.responsibilities
        if one.applies(facts) and not any(have.issuperset(kinds) for kinds in one.alternatives)
        for kind in one.kinds - have
    ]
    return [Word.of(kind) for kind in ResponsibilityKind if kind in wanted]


responsibilities_router = Router("/v1/projects", route_handlers=[set_leader, read_driver], tags=["projects"])
