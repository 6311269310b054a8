"""Keeping corrections: old and new value, who attests the change, when and why; nothing of it ever changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects.tables import corrections
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Level, Nature

TITLES = {
    "name": "项目名称",
    "code": "项目代码",
    "nature": "项目性质",
    "sector": "行业分类",
    "level": "层级",
    "total_investment": "总投资(万元)",
    "site": "建设地点",
    "content": "建设内容",
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One value that changes, as people read it."""

    field: str
    title: str
    old: str | None
    new: str | None


def texts(edition: Edition, row: Any, after: Mapping[str, Any]) -> list[Correction]:
    """Give what differs between a project's row and its values afterwards, the mechanism's own fields one by one."""
    found = []
    for name, title in TITLES.items():
        old = (row.declared_nature or row.nature) if name == "nature" else getattr(row, name)
        if name in after and after[name] != old:
            found.append(Correction(name, title, _text(name, old), _text(name, after[name])))
    own = after.get("fields", row.fields)
    for name, field in edition.project_fields.model_fields.items():
        if own.get(name) != row.fields.get(name):
            old, new = row.fields.get(name), own.get(name)
            found.append(Correction(f"fields.{name}", field.title or name, _text(name, old), _text(name, new)))
    return found


def _text(name: str, value: Any) -> str | None:
    if value is None:
        return None
    if name in ("nature", "level"):
        return (Nature if name == "nature" else Level).of(value).label
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


async def keep(  # noqa: PLR0917
    scope: Scope, project_id: UUID, found: Sequence[Correction], reason: str, attested_by: UUID, clause: str | None
) -> None:
    """Keep corrections that have just been made, tell of them in the project's history, and audit them."""
    on = await today(scope.connection)
    rows = [
        {
            "id": new_id(), "project_id": project_id, "field": one.field, "title": one.title, "old": one.old,
            "new": one.new, "reason": reason, "attested_by": attested_by, "corrected_on": on,
        }
        for one in found
    ]  # fmt: skip
    await insert_rows(scope.connection, corrections, scope.tenant_id, rows)
    for one in found:
        line = f"更正“{one.title}”：由“{one.old or '空'}”改为“{one.new or '空'}”，理由：{reason}"
        await add_event(scope, project_id, on, "correction", line, clause)
    await record(scope, "correct_project", f"project:{project_id}", rows)
