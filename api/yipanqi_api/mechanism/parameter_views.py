"""Parameters: what is in force, the default, every dated setting, and how a new one is made."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from pydantic import BaseModel

from yipanqi_api.actions import Action, action
from yipanqi_api.declared_schemas import declared_schema
from yipanqi_api.values import Instant, local
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, require
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.tenants.parameters import Setting, in_force

Value = Annotated[Any, Meta(description="小数写成字符串，整数写成数字；见该参数的 schema")]


class NewSetting(msgspec.Struct, forbid_unknown_fields=True):
    """A parameter's value from a day on."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    value: Annotated[
        str | int | bool, Meta(description="小数写成字符串，整数写成数字；见该参数的 schema", examples=["0.65"])
    ]
    effective_from: Annotated[date, Meta(description="自哪天起施行：尚未评估的某月 1 日")]
    reason: Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S", description="为何设定，如批准文件")]


class SettingView(msgspec.Struct):
    """One dated setting of a parameter."""

    effective_from: date
    value: Value
    reason: str
    set_by: str
    set_at: Instant


class ParameterView(msgspec.Struct):
    """A parameter with its value in force on the day asked for."""

    name: str
    title: str
    description: str
    schema: Annotated[dict[str, Any], Meta(description="取值的 JSON Schema")]
    default: Value
    value: Value
    in_force_from: Annotated[date | None, Meta(description="所用设定的施行日；用缺省值时为 null")]
    history: list[SettingView]
    actions: list[Action] = msgspec.field(name="_actions")


def settings_of(rows: Sequence[Any]) -> list[Setting]:
    """Give rows of settings as the core's rules read them."""
    return [(row.name, row.effective_from, row.value, row.reason, row.set_by) for row in rows]


@cache
def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """Give the JSON Schema of a mechanism's own model; editions do not change while a process runs."""
    return declared_schema(shape)


def parameters_of(
    edition: Edition, rows: Sequence[Any], on: date, identity: Identity, earliest: date | None
) -> list[ParameterView]:
    """Show every parameter of an edition; `earliest` is the first day from which a new setting may hold."""
    shape: type[BaseModel] = edition.parameters
    schemas = schema_of(shape)["properties"]
    default = shape().model_dump(mode="json")
    present = in_force(edition, settings_of(rows), on).model_dump(mode="json")
    return [
        _parameter(
            name, schema, default[name], present[name], rows, on, _set(name, schema, identity, edition, earliest)
        )
        for name, schema in schemas.items()
    ]


def _parameter(  # noqa: PLR0917
    name: str, schema: dict[str, Any], default: Any, value: Any, rows: Sequence[Any], on: date, act: Action
) -> ParameterView:
    own = [row for row in rows if row.name == name]
    reached = [row.effective_from for row in own if row.effective_from <= on]
    return ParameterView(
        name=name,
        title=schema.get("title", name),
        description=schema.get("description", ""),
        schema=schema,
        default=default,
        value=value,
        in_force_from=reached[-1] if reached else None,
        history=[SettingView(row.effective_from, row.value, row.reason, row.set_by, local(row.set_at)) for row in own],
        actions=[act],
    )


def _set(name: str, schema: dict[str, Any], identity: Identity, edition: Edition, earliest: date | None) -> Action:
    begins = "尚未评估的某月 1 日" + ("" if earliest is None else f"，最早 {earliest}")
    body = {
        "type": "object",
        "required": ["name", "value", "effective_from", "reason"],
        "additionalProperties": False,
        "properties": {
            "name": {"const": name},
            "value": {key: part for key, part in schema.items() if key != "default"},
            "effective_from": {"type": "string", "format": "date", "description": begins},
            "reason": {"type": "string", "minLength": 1, "maxLength": 1000},
        },
    }
    return action(
        "set",
        "设定参数",
        "POST",
        "/v1/mechanism/parameters",
        lambda: require(identity.role, Permission.SET_PARAMETER, None, edition.role_title),
        body,
    )
