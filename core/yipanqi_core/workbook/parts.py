"""Several parts in one cell: a line for each, its values as “标题：值” between bars."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from yipanqi_core.workbook.cells import CellError
from yipanqi_core.workbook.layout import Column
from yipanqi_core.workbook.own_columns import own_columns, present

_BAR = "｜"
_SIGNS = {"\\": "\\\\", "\n": "\\n", _BAR: f"\\{_BAR}"}
_ESCAPED = re.compile(r"\\(.)")
_BETWEEN = re.compile(rf"(?<!\\){_BAR}")


def parts_text(parts: Sequence[Mapping[str, Any]], model: type[BaseModel]) -> str:
    """Write parts as a cell holds them."""
    return "\n".join(_BAR.join(_told(part, model)) for part in parts)


def parse_parts(text: str, model: type[BaseModel]) -> list[dict[str, object]]:
    """Read the parts of a cell; their shape is for the mechanism's model to check. Raises CellError."""
    return [_part(line, model) for line in text.split("\n") if line.strip()]


def _leaves(model: type[BaseModel]) -> Iterator[tuple[str, tuple[str, ...], Column]]:
    """Give the values of a part, those of a shape within it headed by both titles."""
    for column in own_columns(model):
        inner = present(model.model_fields[column.attribute].annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            for heading, path, leaf in _leaves(inner):
                yield f"{column.heading}·{heading}", (column.attribute, *path), leaf
        else:
            yield column.heading, (column.attribute,), column


def _told(part: Mapping[str, Any], model: type[BaseModel]) -> list[str]:
    found = ((heading, column, _at(part, path)) for heading, path, column in _leaves(model))
    return [f"{heading}：{_escaped(_word(column, value))}" for heading, column, value in found if value is not None]


def _at(part: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        part = None if part is None else part.get(name)
    return part


def _word(column: Column, value: object) -> str:
    return next((word for word, meant in column.words.items() if meant == value), str(value))


def _escaped(text: str) -> str:
    return "".join(_SIGNS.get(sign, sign) for sign in text)


def _part(line: str, model: type[BaseModel]) -> dict[str, object]:
    leaves = {heading: (path, column) for heading, path, column in _leaves(model)}
    found: dict[str, Any] = {}
    for piece in _BETWEEN.split(line):
        heading, colon, value = piece.strip().replace(":", "：", 1).partition("：")
        if not colon or heading.strip() not in leaves:
            able = _BAR.join(f"{one}：…" for one in leaves)
            raise CellError(f"“{piece.strip()[:40]}”读不出来；每行写一项，如 {able}")
        path, column = leaves[heading.strip()]
        plain = _ESCAPED.sub(lambda met: "\n" if met[1] == "n" else met[1], value.strip())
        if column.words and plain not in column.words:
            raise CellError(f"“{plain[:40]}”不在可选之列；“{heading.strip()}”只能填：{'、'.join(column.words)}")
        into = found
        for name in path[:-1]:
            into = into.setdefault(name, {})
        into[path[-1]] = column.words[plain] if column.words else plain
    return found
