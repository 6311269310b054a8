"""What the document promises and what it demands, a line each: a version takes no promise back and demands no more."""

from collections.abc import Iterator
from typing import Any

Part = dict[str, Any]


def promises(document: Part) -> set[str]:
    """List what a client may rely on: operations, parameters, answers, fields that come and their types."""
    found = set()
    for operation, spec in _operations(document):
        found.add(operation)
        found |= {f"{operation} {one['in']} {one['name']}" for one in spec.get("parameters", ())}
        found |= {f"{operation} -> {status}" for status in spec["responses"] if int(status) < 400}
    for name in _reached(document, answers=True):
        schema = document["components"]["schemas"][name]
        required = set(schema.get("required", ()))
        for field, shape in schema.get("properties", {}).items():
            found.add(f"{name}.{field}: {_type(shape)}{'' if field in required else ' ?'}")
    return found


def demands(document: Part) -> set[str]:
    """List what a client must give: required parameters and fields of bodies."""
    found = set()
    for operation, spec in _operations(document):
        found |= {f"{operation} {one['in']} {one['name']}" for one in spec.get("parameters", ()) if one.get("required")}
    for name in _reached(document, answers=False):
        schema = document["components"]["schemas"][name]
        found |= {f"{name}.{field}" for field in schema.get("required", ())}
    return found


def written(document: Part) -> str:
    """Write both down, in order."""
    lines = [*(f"promise {one}" for one in sorted(promises(document)))]
    return "\n".join([*lines, *(f"demand {one}" for one in sorted(demands(document)))]) + "\n"


def broken(released: str, document: Part) -> list[str]:
    """Say what of a released version the document no longer keeps, or demands beyond it of what there was."""
    lines = [line.partition(" ")[::2] for line in released.splitlines()]
    then = {word: {text for one, text in lines if one == word} for word in ("promise", "demand")}
    gone = then["promise"] - promises(document)
    known = {text.split(":")[0] for text in then["promise"]} | {text.partition(".")[0] for text in then["demand"]}
    more = {one for one in demands(document) - then["demand"] if _owner(one) in known}
    return [*(f"no longer there: {one}" for one in sorted(gone)), *(f"newly demanded: {one}" for one in sorted(more))]


def _owner(demand: str) -> str:
    """Give what a demand is made by: an operation, or a body."""
    return " ".join(demand.split(" ")[:2]) if " " in demand else demand.partition(".")[0]


def _operations(document: Part) -> Iterator[tuple[str, Part]]:
    for path, item in document["paths"].items():
        for method, spec in item.items():
            yield f"{method.upper()} {path}", spec


def _reached(document: Part, *, answers: bool) -> set[str]:
    """Name the schemas that answers, or else bodies, lead to."""
    found: set[str] = set()
    for _, spec in _operations(document):
        parts = spec["responses"] if answers else spec.get("requestBody", {})
        _gather(parts, document["components"]["schemas"], found)
    return found


def _gather(part: Any, schemas: Part, found: set[str]) -> None:
    if isinstance(part, list):
        for one in part:
            _gather(one, schemas, found)
    elif isinstance(part, dict):
        name = str(part.get("$ref", "")).rpartition("/")[2]
        if name and name not in found:
            found.add(name)
            _gather(schemas[name], schemas, found)
        for one in part.values():
            _gather(one, schemas, found)


def _type(shape: Part) -> str:
    """Write a type in one word, alternatives in order."""
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    several = shape.get("anyOf") or shape.get("oneOf") or shape.get("allOf")
    if several:
        return "|".join(sorted(_type(one) for one in several))
    kind = shape.get("type", "any")
    kinds = "|".join(sorted(kind)) if isinstance(kind, list) else str(kind)
    return f"[{_type(shape.get('items', {}))}]" if kinds == "array" else kinds
