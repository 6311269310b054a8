"""Requests made from the document: such as fit their schemas, and such as do not in one place."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

Schema = dict[str, Any]
Ids = Mapping[str, Sequence[str]]
"""Ids that exist, by the kind of thing: the `project` of `project_id`."""

WORDS = (
    "督促整改",
    "=1+1",
    "a",
    "1",
    "2024-06",
    "东'; DROP--",
    "<b>",
    "\u202e反",
    "😀",
    " 头尾 ",
    "%",
    "_",
    "\\",
    "../x",
)
DAYS = ("2024-08-05", "2024-07-31", "2024-08-06", "2024-02-29", "0001-01-02", "9999-12-30", "2099-01-01", "1999-12-31")
MONTHS = ("2024-06", "2024-07", "2024-08", "2024-01", "2023-12", "2099-12")
AMOUNTS = ("0", "1", "0.01", "1000.50", "99999999999999", "9999999999999999.99")
SPOILT: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, "", " ", "\u0000", "\ud800", "x" * 5001, "无", [], {}, [None], {"a": 1}, [[]],
    "2024-13-01", "2024-02-30", "10000-01-01", "9999-12-31", "0001-01-01", "NaN",
    "1e400", "-0", "00000000-0000-0000-0000-00000000000g",
)  # fmt: skip
BODIES = (
    b"", b"{", b"null", b"[]", b'"a"', b'{"a":1}{}', b"\xff\xfe", b"[" * 3000, b'{"a":1,"a":2}', b"NaN", b"1e999",
)  # fmt: skip
_PATTERNS: dict[str, Sequence[str]] = {
    r"\S": ("情况属实", "x"),
    r"^\S(.*\S)?$": ("新名称", "x"),
    r"^[!-~]{1,200}$": ("key-1",),
}


class Maker:
    """Makes values of schemas with a seed, so that each request can be made again."""

    def __init__(self, document: Schema, ids: Ids, seed: str) -> None:
        self.random = random.Random(seed)
        self._schemas = document["components"]["schemas"]
        self._ids = ids

    def resolve(self, schema: Schema) -> Schema:
        """Follow a reference."""
        while "$ref" in schema:
            schema = self._schemas[schema["$ref"].rsplit("/", 1)[-1]]
        return schema

    def fitting(self, schema: Schema, name: str = "") -> Any:
        """Make a value that fits; `name` tells which ids are meant."""
        schema = self.resolve(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        if some := schema.get("anyOf") or schema.get("oneOf"):
            return self.fitting(self.random.choice(some), name)
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = self.random.choice(kind)
        makers: dict[Any, Callable[[Schema, str], Any]] = {
            "object": self._object, "array": self._array, "string": self._text, "integer": self._whole,
        }  # fmt: skip
        if kind in makers:
            return makers[kind](schema, name)
        plain: dict[Any, Any] = {"boolean": self.random.random() < 0.5, "number": 1.5, "null": None}
        return plain.get(kind, "任意")

    def spoilt(self, value: Any) -> Any:
        """Change one place of a value into something else, or add or take one away."""
        if isinstance(value, dict) and self.random.random() < 0.75:
            return self._spoilt_object(value)
        if isinstance(value, list) and value and self.random.random() < 0.6:
            place = self.random.randrange(len(value))
            return [self.spoilt(one) if at == place else one for at, one in enumerate(value)]
        return self.random.choice(SPOILT)

    def _spoilt_object(self, value: dict[str, Any]) -> dict[str, Any]:
        way = self.random.random()
        if not value or way < 0.1:
            return {**value, "unknown": 1}
        key = self.random.choice(sorted(value))
        if way < 0.25:
            return {name: one for name, one in value.items() if name != key}
        return {**value, key: self.spoilt(value[key])}

    def _object(self, schema: Schema, _: str) -> dict[str, Any]:
        required = schema.get("required", ())
        found = {
            key: self.fitting(part, key)
            for key, part in schema.get("properties", {}).items()
            if key in required or self.random.random() < 0.5
        }
        more = schema.get("additionalProperties")
        if isinstance(more, dict) and more and self.random.random() < 0.6:
            found |= {key: self.fitting(more, key) for key in self.random.sample(("a", "quality", "面积", "note"), 2)}
        return found

    def _array(self, schema: Schema, name: str) -> list[Any]:
        least = schema.get("minItems", 0)
        most = min(schema.get("maxItems", 3), max(least, 3))
        return [self.fitting(schema["items"], name) for _ in range(self.random.randint(least, most))]

    def _text(self, schema: Schema, name: str) -> str:
        form, pattern = schema.get("format"), schema.get("pattern", "")
        if form == "uuid":
            return self._id(name)
        if form == "date":
            return self.random.choice(DAYS)
        if form == "date-time":
            return f"{self.random.choice(DAYS)}T00:00:00+08:00"
        if "[0-9]{1," in pattern:
            fits = [one for one in AMOUNTS if re.search(pattern, one)]
            return self.random.choice(fits)
        if "0[1-9]|1[0-2]" in pattern:
            return self.random.choice(MONTHS)
        least, most = schema.get("minLength", 0), schema.get("maxLength", 10**9)
        known = _PATTERNS.get(pattern) or (*WORDS, *MONTHS, *self._ids.get(f"word:{name}", ()))
        fits = [one for one in known if least <= len(one) <= most] or ["长" * least]
        return self.random.choice(fits)

    def _whole(self, schema: Schema, _: str) -> int:
        least, most = int(schema.get("minimum", 0)), int(schema.get("maximum", 2100))
        return self.random.choice([one for one in (least, most, 1, 2, 50, 2024) if least <= one <= most])

    def _id(self, name: str) -> str:
        kind = name.removesuffix("s").removesuffix("_id")
        known = self._ids.get(kind) or self._ids["any"]
        if self.random.random() < 0.1:
            known = self._ids["any"]
        return self.random.choice(known) if self.random.random() < 0.95 else str(UUID(int=self.random.getrandbits(128)))
