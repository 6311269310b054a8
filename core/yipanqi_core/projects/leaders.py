"""Giving a project its leaders and its chain: held by posts, so that a successor has them from the first day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.audit.service import record
from yipanqi_core.facts.gather import gather
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects import leader_queries as queries
from yipanqi_core.projects.tables import project_events, projects, responsibilities
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.rules.responsibilities import may_have
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import ResponsibilityKind

LEADERS = (
    ResponsibilityKind.LEADER,
    ResponsibilityKind.CHAIN,
    ResponsibilityKind.LINE,
    ResponsibilityKind.POINT,
)
"""The parts that this service gives; owner and lead unit come with the register."""


@dataclass(frozen=True, slots=True)
class NewLeader:
    """Who has a part from a day on: a post, for a chain the chain; neither ends the part."""

    kind: ResponsibilityKind
    post_id: UUID | None
    chain_id: UUID | None
    from_on: date | None


async def set_leader(scope: Scope, edition: Edition, project: Any, new: NewLeader) -> None:
    """Give, change or end a part of the project, which is locked and raised by one version.

    Raises InvalidInputError, NotFoundError, RefusedError.
    """
    day = await today(scope.connection)
    before = await queries.present(scope.connection, scope.tenant_id, project.id, new.kind.value)
    begins = _begins(new, before, day)
    name = await _holder(scope, new)
    if name is not None:
        await _require_fit(scope, edition, project.id, new.kind, day)
    await _replace(scope, project.id, new, before, begins)
    p = projects.c
    await scope.connection.execute(
        update(projects).where(p.tenant_id == scope.tenant_id, p.id == project.id).values(version=p.version + 1)
    )
    clause = next((one.clause for one in edition.responsibilities if new.kind in one.kinds), None)
    of_chain = "所属产业链" if new.kind is ResponsibilityKind.CHAIN else new.kind.label
    line = f"{of_chain}自 {begins} 起不再明确" if name is None else f"{of_chain}自 {begins} 起为{name}"
    event = {"project_id": project.id, "on_date": begins, "actor": scope.actor, "kind": "responsibility"}
    await scope.connection.execute(
        insert(project_events).values(tenant_id=scope.tenant_id, id=new_id(), line=line, clause=clause, **event)
    )
    told = {"kind": new.kind, "post_id": new.post_id, "chain_id": new.chain_id, "from_on": begins}
    await record(scope, "set_responsibility", f"project:{project.id}", told)


def _begins(new: NewLeader, before: Any, day: date) -> date:
    begins = new.from_on or day
    since = None if before is None else before.from_on
    if begins > day or (since is not None and begins < since):
        raise InvalidInputError(f"起始日期应不早于现任起始{f' {since}' if since else ''}，且不晚于今天", "/from_on")
    return begins


async def _holder(scope: Scope, new: NewLeader) -> str | None:
    chain = new.kind is ResponsibilityKind.CHAIN
    wrong = new.post_id if chain else new.chain_id
    if wrong is not None:
        raise InvalidInputError(
            f"“{new.kind.label}”请填{'产业链 chain_id' if chain else '岗位 post_id'}",
            "/post_id" if chain else "/chain_id",
        )
    if new.post_id is None and new.chain_id is None:
        return None
    name: str | None = await queries.holder_name(
        scope.connection, scope.tenant_id, post=new.post_id, chain=new.chain_id
    )
    if name is None:
        raise NotFoundError("没有这个岗位或产业链")
    return name


async def _require_fit(scope: Scope, edition: Edition, project_id: UUID, kind: ResponsibilityKind, day: date) -> None:
    gathered = await gather(scope, edition, f"{day:%Y-%m}", day, only=[project_id])
    refusing = may_have(edition.responsibilities, gathered.projects[0], kind)
    if refusing is not None:
        nature = gathered.projects[0].nature.label
        raise RefusedError(f"{nature}项目不设{kind.label}（{refusing.clause}）", refusing.clause)


async def _replace(scope: Scope, project_id: UUID, new: NewLeader, before: Any, begins: date) -> None:
    r = responsibilities.c
    if before is not None:
        await scope.connection.execute(
            update(responsibilities).where(r.tenant_id == scope.tenant_id, r.id == before.id).values(to_on=begins)
        )
    if new.post_id is None and new.chain_id is None:
        return
    row = {"project_id": project_id, "kind": new.kind.value, "post_id": new.post_id, "chain_id": new.chain_id}
    await scope.connection.execute(
        insert(responsibilities).values(tenant_id=scope.tenant_id, id=new_id(), from_on=begins, **row)
    )
