"""What an action's input promises is what its route asks for."""

import json
from typing import Any

from yipanqi_api.assessments.ratings import _input as colour_input
from yipanqi_api.inspections.routes import _input as inspection_input
from yipanqi_api.projects.work_actions import _of_item


def read(schema: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(schema))
    return found


def test_an_approval_of_an_item_requires_the_item_and_names_its_kind() -> None:
    schema = read(_of_item("approval"))
    assert "item_id" in schema["required"]
    assert schema["properties"]["kind"] == {"const": "approval"}
    assert schema["properties"]["item_id"]["type"] == "string"


def test_an_inspection_is_of_the_kind_proposed_and_a_colour_one_that_may_be_set() -> None:
    assert read(inspection_input("follow_up"))["properties"]["kind"] == {"const": "follow_up"}
    assert read(colour_input(("red", "green")))["properties"]["value"]["enum"] == ["red", "green"]
