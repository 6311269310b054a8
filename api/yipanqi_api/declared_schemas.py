"""JSON Schemas of what mechanisms declare, without the names of the classes that they are written in."""

from typing import Any

from pydantic import BaseModel


def declared_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Give a model's JSON Schema; fields keep their Chinese titles, shapes have none."""
    schema = model.model_json_schema()
    for shape in (schema, *schema.get("$defs", {}).values()):
        shape.pop("title", None)
    return schema
