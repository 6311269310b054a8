"""Any declaration of an edition as plain data: a new word of the grammar is served without a view of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_args

import msgspec
from pydantic import BaseModel

from yipanqi_api.declared_schemas import declared_schema
from yipanqi_api.mechanism.grammar import duration, fact
from yipanqi_core.calendar import Duration
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.references import FieldDate, Finished
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.rules.teams import TITLES as TEAM_TITLES
from yipanqi_core.rules.teams import unnamed
from yipanqi_core.vocabulary import Labelled

SHOWN = frozenset(
    {
        "name", "in_force_from", "document", "structure", "clauses", "parameters", "project_fields", "seats", "track",
        "items", "scoring", "checks", "clocks", "letters", "tasks", "records", "duties", "schedules",
        "issue_categories", "teams", "bodies", "inspections", "fast_lane",
        "classifications", "breakdowns", "orders", "frameworks", "project_seats", "cases",
        "reviews", "rates", "push_list", "acts", "marks", "replanning", "override", "responsibilities", "chains",
        "drivers", "reminders", "ladder", "ledgers", "pools", "meetings", "bulletins", "inspection_bulletins",
        "consequences", "figures", "targets", "goals", "registers", "promotion", "unit_book", "revision",
    }
)  # fmt: skip
"""What the mechanism's view has a place of its own for."""


def further(edition: Edition, parameters: BaseModel) -> dict[str, Any]:
    """Give every other declaration of an edition by its name; what is a rule, and so no data, is left out."""
    return {
        field.name: plain(value, parameters)
        for field in fields(edition)
        if field.name not in SHOWN and not callable(value := getattr(edition, field.name))
    }


def plain(value: Any, parameters: BaseModel) -> Any:
    """Turn a declaration into JSON; what depends on parameters alone is given as they set it."""
    if isinstance(value, Labelled):
        return {"code": value.value, "label": value.label}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | date):
        return str(value)
    if isinstance(value, Duration):
        return msgspec.to_builtins(duration(value))
    if isinstance(value, FieldDate | Finished):
        return msgspec.to_builtins(fact(value))
    if isinstance(value, Mapping):
        return {str(key): plain(one, parameters) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one, parameters) for one in value]
    if isinstance(value, frozenset | set):
        return [plain(one, parameters) for one in sorted(value)]
    if is_dataclass(value) and not isinstance(value, type):
        return dict(_parts(value, parameters))
    return value if isinstance(value, str | int | bool | None) else str(value)


def _parts(value: Any, parameters: BaseModel) -> Iterator[tuple[str, Any]]:
    for field in fields(value):
        part = getattr(value, field.name)
        if isinstance(part, type) and issubclass(part, BaseModel):
            yield field.name, declared_schema(part)
        elif not callable(part):
            yield field.name, plain(part, parameters)
        elif get_args(field.type)[:1] == ([BaseModel],):
            yield field.name, plain(part(parameters), parameters)


def declarations(value: Any) -> Iterator[Any]:
    """Give every declaration within one, itself first."""
    if isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from declarations(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield value
        for field in fields(value):
            yield from declarations(getattr(value, field.name))


@cache
def titles_of(mechanism: str, edition: str) -> Mapping[str, str]:
    """Map the code of everything that an edition declares to its title."""
    found = {
        "colour": "四色标识",
        "addition": "列入清单",
        "transfer": "转库",
        "exit": "退出清单",
        "transfer_due": "应转库",
        **TEAM_TITLES,
    }
    for one in declarations(installed().edition(mechanism, edition)):
        code, title = getattr(one, "code", None), getattr(one, "title", None)
        if isinstance(code, str) and isinstance(title, str):
            found.setdefault(code, title)
        if isinstance(kind := getattr(one, "kind", None), str) and not isinstance(kind, Enum):
            found.setdefault(kind, kind)
        if isinstance(missed := getattr(one, "missed", None), tuple):
            found.setdefault(*missed)
        if isinstance(code, str) and getattr(one, "each_of", None) is not None:
            found[unnamed(code)] = f"{title}未指定"
    return found
