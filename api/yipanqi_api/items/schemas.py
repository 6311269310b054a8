"""The input of actions, as the JSON Schema that `_actions` offer."""

from typing import Any

import msgspec

from yipanqi_api.items.views import ChangedItem, Completion, Decision, NewReplan


def schema_of(shape: type[msgspec.Struct]) -> dict[str, Any]:
    """Give the JSON Schema of a body, whole in itself."""
    (schema,), parts = msgspec.json.schema_components([shape], ref_template="#/$defs/{name}")
    name = schema["$ref"].rpartition("/")[2]
    whole: dict[str, Any] = parts.pop(name)
    return {**whole, "$defs": parts} if parts else whole


CHANGE, COMPLETION = schema_of(ChangedItem), schema_of(Completion)
REPLAN, DECISION = schema_of(NewReplan), schema_of(Decision)
