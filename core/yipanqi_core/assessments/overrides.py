"""Setting another rating than the computed one: by the office that rates the project, with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert

from yipanqi_core.assessments import queries, ruling_queries, standing_queries
from yipanqi_core.assessments.tables import overrides
from yipanqi_core.audit.service import record
from yipanqi_core.calendar import Period
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.overrides import Override
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.people.seats import Seated, seats_of
from yipanqi_core.projects.tables import project_events
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.rules.set_late import label
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope

MAX_REASON = 500
"""Characters that a reason may have."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating with what decides who may set it otherwise."""

    row: Row[Any]
    edition: Edition
    office: str | None  # the seat that rates the project; None: the mechanism lets nobody set a rating

    def require_may_set(self, seats: frozenset[str]) -> Override:
        """Let pass who sits in the office that rates the project. Raises RefusedError, WrongActorError."""
        rule = self.edition.override
        if rule is None or self.office is None:
            raise RefusedError("本县机制没有规定可以改定评级")
        if self.office not in seats:
            title = next(one.title for one in self.edition.seats if one.code == self.office)
            raise WrongActorError(f"该项目由{title}评定，只有{title}可以改定颜色", rule.clause)
        return rule


async def read_rated(scope: Scope, registry: Registry, rating_id: UUID) -> Rated:
    """Read a rating and, from the facts it was judged by, which office rates the project. Raises NotFoundError."""
    connection, tenant = scope.connection, scope.tenant_id
    row = await ruling_queries.find_ruling(connection, tenant, RulingKind.RATING, rating_id)
    if row is None:
        raise NotFoundError("没有这项评级；可用 GET /v1/ratings 查找")
    (rated,) = await read_offices(scope, registry, [row])
    return rated


async def read_offices(scope: Scope, registry: Registry, rows: Sequence[Row[Any]]) -> list[Rated]:
    """Tell of several ratings which office rates their project, in one statement; in their order."""
    editions = {key: registry.edition(*key) for key in {(row.mechanism, row.edition, row.revision) for row in rows}}
    rules = [(row, editions[row.mechanism, row.edition, row.revision]) for row in rows]
    wanted = [(row.assessment_id, str(row.project_id)) for row, edition in rules if edition.override is not None]
    bodies = await queries.fact_bodies(scope.connection, scope.tenant_id, wanted) if wanted else {}
    found = []
    for row, edition in rules:
        rule, body = edition.override, bodies.get((row.assessment_id, str(row.project_id)))
        office = None if rule is None or body is None else rule.office(decode(body, ProjectFacts))
        found.append(Rated(row, edition, office))
    return found


async def set_rating(  # noqa: PLR0917
    scope: Scope, registry: Registry, rating_id: UUID, value: str, reason: str, who: Seated
) -> UUID:
    """Set another rating; before publication it counts, after it shows in the next assessment.

    Raises NotFoundError, WrongActorError, InvalidInputError (a value that is none, no reason), RefusedError.
    """
    connection, tenant = scope.connection, scope.tenant_id
    await queries.lock_period(connection, tenant, "assess")  # nobody publishes meanwhile
    rated = await read_rated(scope, registry, rating_id)
    rule = rated.require_may_set(await seats_of(scope, rated.edition, who))
    reason = _checked(rule, value, reason)
    before = await _before(scope, rated.row)
    if value == before:
        raise RefusedError(f"该项目 {rated.row.period} 现为{label(before)}，无须改定", rule.clause)
    assessment = await queries.find(connection, tenant, rated.row.period)
    counts = not await standing_queries.closed_for(connection, tenant, assessment)
    on = await today(connection)
    row = {
        "assessment_id": rated.row.assessment_id,
        "project_id": rated.row.project_id,
        "value": value,
        "before": before,
        "reason": reason,
        "clause": rule.clause,
        "set_by": scope.actor,
        "set_on": on,
        "counts": counts,
    }
    override_id = new_id()
    await connection.execute(insert(overrides).values(tenant_id=tenant, id=override_id, **row))
    effect = "计入当月文书、任务和得分" if counts else "当月已公布，在下一次评估中反映"
    month = Period.parse(rated.row.period).title
    line = f"{month}评级由{label(before)}改定为{label(value)}：{reason}（{effect}）"
    event = {"project_id": rated.row.project_id, "on_date": on, "actor": scope.actor, "kind": "override", "line": line}
    await connection.execute(insert(project_events).values(tenant_id=tenant, id=new_id(), clause=rule.clause, **event))
    await record(scope, "set_rating", f"rating:{rating_id}", row)
    return override_id


def _checked(rule: Override, value: str, reason: str) -> str:
    if value not in rule.values:
        known = "、".join(label(one) for one in rule.values)
        raise InvalidInputError(f"没有“{value[:20]}”这种颜色；可改定为：{known}", "/value")
    reason = reason.strip()
    if not reason:
        raise InvalidInputError("改定颜色须说明理由", "/reason")
    if len(reason) > MAX_REASON:
        raise InvalidInputError(f"理由有 {len(reason)} 字，至多 {MAX_REASON} 字", "/reason")
    return reason


async def _before(scope: Scope, row: Row[Any]) -> str | None:
    """Give what was set last, in time or late, else the computed rating."""
    earlier = await standing_queries.overrides_of(
        scope.connection, scope.tenant_id, row.assessment_id, [row.project_id]
    )
    before: str | None = earlier[-1].value if earlier else row.value
    return before
