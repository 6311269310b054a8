"""What may be recorded of a project: offered for each kind of record, or refused by its clause."""

from functools import lru_cache
from typing import Any, cast
from uuid import UUID

import msgspec
from pydantic import BaseModel

from yipanqi_api.actions import Action, Schema, action
from yipanqi_api.declared_schemas import declared_schema
from yipanqi_api.records.views import MAX_NOTE
from yipanqi_core.acts.standing import Standing
from yipanqi_core.mechanism.records import RecordKind
from yipanqi_core.refusals import RefusedError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role
from yipanqi_core.work.guards import require_may_record
from yipanqi_core.work.kinds import require_seats
from yipanqi_core.work.records import require_room

PATH = "/v1/records"
_ANY = b"ffffffff-ffff-ffff-ffff-ffffffffffff"  # where a project's id goes; nobody's own
_KEPT = 512  # schemas: kinds of records by who asks


async def record_actions(scope: Scope, at: Standing) -> list[Action]:
    """Tell for each kind of record whether this user may record one for the project today, and if not, why.

    Part of a project's `_actions`; a few statements for each kind that a clause caps.
    """
    on = await today(scope.connection)
    actions = []
    for kind in at.edition.records:
        refused: RefusedError | None = None
        try:
            await require_room(scope, at.edition, kind, at.project_id, on)
        except RefusedError as error:
            refused = error
        actions.append(_action(at, kind, refused))
    return actions


def record_schema(
    kind: str,
    project_id: UUID | None,
    doer: dict[str, Any],
    required: list[str],
    fields: type[BaseModel] | None = None,
) -> dict[str, Any]:
    """Describe the input of a record of a kind; `doer` are the properties that say whose work it is."""
    data = {} if fields is None else {"data": declared_schema(fields)}
    return {
        "type": "object",
        "properties": {
            "kind": {"const": kind},
            "on": {"type": "string", "format": "date", "title": "日期"},
            **({} if project_id is None else {"project_id": {"const": str(project_id)}}),
            **doer,
            "note": {"type": ["string", "null"], "title": "情况", "maxLength": MAX_NOTE},
            **data,
        },
        "required": ["kind", "on", *([] if project_id is None else ["project_id"]), *required, *data],
        "additionalProperties": False,
    }


def _action(at: Standing, kind: RecordKind, refused: RefusedError | None) -> Action:
    def guard() -> None:
        require_may_record(at.who, kind.clause, inspects=kind.inspects, edition=at.edition)
        if at.who.role is not Role.OFFICE:  # who may record for anyone says whose work it was
            require_seats(at.edition, kind, at.seats)
        if refused is not None:
            raise refused

    return action(f"record:{kind.title}", f"记录{kind.title}", "POST", PATH, guard, _schema(kind, at))


def _schema(kind: RecordKind, at: Standing) -> Schema:
    who = at.who
    posts = tuple(str(each) for each in who.post_ids) if who.role is Role.LEADER else None
    unit = None if who.role is Role.OFFICE else str(who.unit_id)
    text = _written(kind.title, kind.fields, posts, unit).replace(_ANY, str(at.project_id).encode())
    return cast("Schema", msgspec.Raw(text))


@lru_cache(_KEPT)
def _written(title: str, fields: type[BaseModel] | None, posts: tuple[str, ...] | None, unit: str | None) -> bytes:
    """Write the input down for any project, with whose work may be recorded: see `yipanqi_core.work.guards`."""
    post: dict[str, Any] = {"type": "string", "format": "uuid", "title": "岗位"}
    own: dict[str, Any] = {"type": "string", "format": "uuid", "title": "单位"}
    doer = {"post_id": post if posts is None else post | {"enum": list(posts)}}
    doer["unit_id"] = own if unit is None else own | {"const": unit}
    schema = record_schema(title, UUID(_ANY.decode()), doer, [], fields)
    schema["oneOf"] = [{"required": ["post_id"]}, {"required": ["unit_id"]}]
    return msgspec.json.encode(schema)
