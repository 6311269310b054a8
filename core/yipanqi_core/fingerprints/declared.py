"""What an edition declares as plain data, the same on every machine and in every run; functions by their names."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import partial
from types import FunctionType, MethodType
from typing import Any


class Declared:
    """Walks a declaration once; gathers the modules of the functions and classes that it meets."""

    def __init__(self) -> None:
        self.modules: set[str] = set()
        self._within: set[int] = set()

    def plain(self, value: Any) -> Any:
        """Turn a declaration into what canonical JSON can hold."""
        if isinstance(value, Enum):
            return [type(value).__qualname__, value.value]
        if value is None or isinstance(value, str | bool | int):
            return value
        if isinstance(value, type | FunctionType | MethodType | partial):
            return self._code(value)
        if is_dataclass(value):
            return [type(value).__qualname__, dict(self._parts(value))]
        return self._many(value)

    def _many(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return [[self.plain(key), self.plain(one)] for key, one in value.items()]
        if isinstance(value, Set):
            return sorted((self.plain(one) for one in value), key=repr)
        if isinstance(value, tuple | list):
            return [self.plain(one) for one in value]
        return [type(value).__qualname__, str(value)]  # dates, amounts, patterns

    def _parts(self, value: Any) -> Iterator[tuple[str, Any]]:
        """Give what is declared otherwise than by default, so that a new word of the grammar changes nothing here."""
        for field in fields(value):
            part = getattr(value, field.name)
            if not _by_default(field, part):
                yield field.name, self.plain(part)

    def _code(self, value: Any) -> Any:
        if isinstance(value, partial):
            return ["partial", self.plain(value.func), self.plain(value.args), self.plain(value.keywords)]
        if isinstance(value, MethodType):
            return [self.plain(value.__self__), value.__name__]
        self.modules.add(value.__module__)
        name = f"{value.__module__}:{value.__qualname__}"
        if isinstance(value, type) or id(value) in self._within:
            return name
        self._within.add(id(value))
        held = [self.plain(_held(cell)) for cell in value.__closure__ or ()]
        bound = [self.plain(one) for one in (value.__defaults__ or ())]
        self._within.discard(id(value))
        return [name, held, bound] if held or bound else name


def _by_default(field: Field[Any], part: Any) -> bool:
    if field.default is not MISSING:
        return bool(type(part) is type(field.default) and part == field.default)
    return field.default_factory is not MISSING and part == field.default_factory()


def _held(cell: Any) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # named before it is made
        return None
