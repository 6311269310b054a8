"""What may be recorded of a project: offered for each kind of record, or refused by its clause."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel

from yipanqi_api.actions import Action, action
from yipanqi_api.records.views import MAX_NOTE
from yipanqi_core.acts.standing import Standing
from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.records import RecordKind
from yipanqi_core.refusals import RefusedError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role
from yipanqi_core.work.guards import require_may_record
from yipanqi_core.work.kinds import require_seats
from yipanqi_core.work.records import require_room

PATH = "/v1/records"


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
    data = {} if fields is None else {"data": fields.model_json_schema()}
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
        require_may_record(at.who, kind.clause, inspects=kind.inspects)
        if at.who.role is not Role.OFFICE:  # who may record for anyone says whose work it was
            require_seats(at.edition, kind, at.seats)
        if refused is not None:
            raise refused

    schema = record_schema(kind.title, at.project_id, _doers(at.who), [], kind.fields)
    schema["oneOf"] = [{"required": ["post_id"]}, {"required": ["unit_id"]}]
    return action("record", f"记录{kind.title}", "POST", PATH, guard, schema)


def _doers(identity: Identity) -> dict[str, Any]:
    """Say whose work this user may record: see `yipanqi_core.work.guards`."""
    post: dict[str, Any] = {"type": "string", "format": "uuid", "title": "岗位"}
    unit: dict[str, Any] = {"type": "string", "format": "uuid", "title": "单位"}
    if identity.role is Role.LEADER:
        post["enum"] = [str(each) for each in identity.post_ids]
    if identity.role is not Role.OFFICE:
        unit["const"] = str(identity.unit_id)
    return {"post_id": post, "unit_id": unit}
