"""Registering a project and correcting what is registered: attested by a person, and nothing overwritten unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import func, insert, update

from yipanqi_core.acts.proposing import propose_due
from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects import register_queries as queries
from yipanqi_core.projects.corrections import keep, texts
from yipanqi_core.projects.filling import may_fill
from yipanqi_core.projects.guards import require_may_register
from yipanqi_core.projects.natures import reclassify
from yipanqi_core.projects.seating import seated, tell_seated
from yipanqi_core.projects.tables import projects, responsibilities
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import ResponsibilityKind


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project to be registered; `values` are the columns of its own."""

    values: Mapping[str, Any]
    lead_unit_id: UUID
    owner_id: UUID
    leader_post_id: UUID | None


async def register(scope: Scope, edition: Edition, who: Identity, new: NewProject) -> UUID:
    """Register a project, attested by who does it; on the lists it comes by nomination alone.

    Raises WrongActorError, InvalidInputError, NotFoundError (a unit or post), RefusedError (the name is taken).
    """
    require_may_register(who, new.lead_unit_id, edition)
    names = await queries.unit_names(scope.connection, scope.tenant_id, {new.lead_unit_id, new.owner_id})
    if {new.lead_unit_id, new.owner_id} - names.keys():
        raise NotFoundError("没有这个责任单位或业主单位")
    if new.leader_post_id is not None and not await queries.has_post(
        scope.connection, scope.tenant_id, new.leader_post_id
    ):
        raise NotFoundError("没有这个岗位")
    values = dict(new.values) | {"fields": own_fields(edition, new.values.get("fields") or {})}
    await _require_free(scope, values["name"])
    values["search"] = _search(values, names[new.owner_id], names[new.lead_unit_id])
    project_id, on = new_id(), await today(scope.connection)
    await scope.connection.execute(insert(projects).values(tenant_id=scope.tenant_id, id=project_id, **values))
    await _write_parts(scope, project_id, new)
    line = f"登记项目，由{who.unit_name}{who.name}对真实性负责"
    await add_event(scope, project_id, on, "register", line, edition.attested)
    body = {**values, "lead_unit": new.lead_unit_id, "owner": new.owner_id, "attested_by": who.user_id}
    await record(scope, "register_project", f"project:{project_id}", body)
    await reclassify(scope, edition, [project_id])
    return project_id


async def _write_parts(scope: Scope, project_id: UUID, new: NewProject) -> None:
    parts = {
        ResponsibilityKind.LEAD_UNIT: (new.lead_unit_id, None),
        ResponsibilityKind.OWNER: (new.owner_id, None),
        ResponsibilityKind.LEADER: (None, new.leader_post_id),
    }
    rows = [
        {"id": new_id(), "project_id": project_id, "kind": kind.value, "unit_id": unit, "post_id": post}
        for kind, (unit, post) in parts.items()
        if unit is not None or post is not None
    ]
    await insert_rows(scope.connection, responsibilities, scope.tenant_id, rows)


async def correct(  # noqa: PLR0917
    scope: Scope, edition: Edition, who: Identity, row: Any, changes: Mapping[str, Any], reason: str
) -> int:
    """Correct a project's own values, keeping old and new, who, when and why; gives how many changed.

    `row` is the project as `lock_project` gave it; `fields` among the changes are merged into the mechanism's own, a
    None empties one. Raises WrongActorError, InvalidInputError, RefusedError.
    """
    parts = await queries.part_units(scope.connection, scope.tenant_id, row.id)
    if not await may_fill(scope, edition, who, row.id, changes):
        require_may_register(who, parts["lead_unit"].unit_id, edition, corrects=True)
    if not reason.strip():
        raise InvalidInputError("更正应写明理由", "/reason")
    after = _after(edition, row, changes)
    found = texts(edition, row, after)
    if not found:
        return 0
    if after.get("name", row.name) != row.name:
        await _require_free(scope, after["name"])
    merged = {"name": row.name, "code": row.code, "site": row.site} | after
    sat = await seated(scope, edition, row.id, changes)
    after["search"] = _search(merged, parts["owner"].name, parts["lead_unit"].name)
    p = projects.c
    stamped = {"version": p.version + 1, "updated_at": func.clock_timestamp()}
    await scope.connection.execute(
        update(projects).where(p.tenant_id == scope.tenant_id, p.id == row.id).values(**after, **stamped)
    )
    await keep(scope, row.id, found, reason.strip(), who.user_id, edition.attested)
    await reclassify(scope, edition, [row.id])
    await propose_due(scope, edition, only=[row.id])
    await tell_seated(scope, edition, row.id, sat)
    return len(found)


def _after(edition: Edition, row: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    after = {name: value for name, value in changes.items() if name != "fields"}
    if "nature" in after:  # what is corrected is the declaration; as what it counts follows
        after["declared_nature"] = None
    elif row.declared_nature is not None:
        after |= {"nature": row.declared_nature, "declared_nature": None}
    if changes.get("fields"):
        merged = {**row.fields, **changes["fields"]}
        after["fields"] = own_fields(edition, {name: one for name, one in merged.items() if one is not None})
    return after


def own_fields(edition: Edition, given: Mapping[str, Any]) -> dict[str, Any]:
    """Check the mechanism's own fields and give them as they are stored. Raises InvalidInputError."""
    try:
        made = edition.project_fields.model_validate(given)
    except ValidationError as error:
        detail = error.errors()[0]
        name = "/".join(str(part) for part in detail["loc"])
        known = edition.project_fields.model_fields
        if name not in known:
            able = "、".join(known)
            raise InvalidInputError(f"没有“{name[:50]}”这个字段；可填：{able}", f"/fields/{name}") from error
        raise InvalidInputError(f"“{known[name].title or name}”的内容或格式不对", f"/fields/{name}") from error
    return made.model_dump(mode="json", include=set(given), exclude_none=True)


async def _require_free(scope: Scope, name: str) -> None:
    if await queries.name_taken(scope.connection, scope.tenant_id, name):
        raise RefusedError(f"已有名为“{name}”的项目；同名项目请加注地点或期次")


def _search(values: Mapping[str, Any], owner: str, lead: str) -> str:
    searched = (values.get("name"), values.get("code"), values.get("site"), owner, lead)
    return " ".join(text for text in searched if text).lower()
