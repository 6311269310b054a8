"""Walking through an edition's declarations: every clause cited, every seat named, and a value by its path."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

_NAMES = ("code", "kind", "by", "title", "seat", "name")


def within(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Give every declaration within a value with its path, the value itself first."""
    if isinstance(value, tuple | list | frozenset):
        for place, one in enumerate(value):
            yield from within(one, f"{path}.{name_of(one) or place}")
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from within(one, f"{path}.{key}")
    elif is_dataclass(value) and not isinstance(value, type):
        yield path.lstrip("."), value
        for field in fields(value):
            yield from within(getattr(value, field.name), f"{path}.{field.name}")


def name_of(one: Any) -> str | None:
    """Name a declaration as a path names it: by its code, kind or title."""
    for name in _NAMES:
        called = getattr(one, name, None)
        if isinstance(called, str) and not isinstance(called, Enum):
            return called
    return None


def cited(edition: Any) -> Iterator[tuple[str, str]]:
    """Give every clause that a declaration cites, with the declaration's path."""
    for path, one in within(edition):
        if path == "clauses" or path.startswith("clauses."):
            continue
        for field in fields(one):
            value = getattr(one, field.name)
            if isinstance(value, str) and (field.name.endswith("clause") or field.name in ("shown", "attested")):
                yield value, path or field.name


def lookup(edition: Any, parameters: BaseModel, path: str) -> Any:
    """Give the value at a path such as `ladder.rungs.department.days`; what depends on parameters as they stand.

    Raises LookupError naming the part that is not there.
    """
    value: Any = edition
    for part in path.split("."):
        value = parameters if value is edition and part == "parameters" else _step(value, part, path)
        if callable(value) and not isinstance(value, type):
            value = value(parameters)
    return value


def _step(value: Any, part: str, path: str) -> Any:
    if isinstance(value, Mapping) and part in value:
        return value[part]
    if isinstance(value, tuple | list):
        named = [one for one in value if part in (getattr(one, name, None) for name in _NAMES)]
        if named:
            return named[0]
        if part.isdigit() and int(part) < len(value):
            return value[int(part)]
    elif hasattr(value, part):
        return getattr(value, part)
    raise LookupError(f"机制中没有“{path}”（找不到“{part}”）")


def plain(value: Any) -> Any:
    """Give a value as a file of cases writes it: words, numbers, dates, lists."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool | None):
        return value
    if isinstance(value, int | float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(str(plain(one)) for one in value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    return name_of(value) or str(value)
