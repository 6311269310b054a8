"""What is written: an issue raised and progress reported."""

import json
import uuid

from tests.bench.load import Ask, Server
from tests.bench.rows import Rows


def writing(ours: Server, bare: Server, projects: list[str]) -> Rows:
    """Give the row of writing: an issue raised and progress reported, by a unit for projects that it leads."""

    def both(server: Server, to: str) -> Ask:
        def turn(number: int) -> list[bytes]:
            project = projects[number % len(projects)]
            issue = {"project_id": project, "description": "用地手续待办", "category": "用地", "urgency": "urgent"}
            report = {"completed": "120.50", "attested_by": "张三", "reason": "复核"}
            return [
                server.post(f"{to}/issues", json.dumps(issue).encode(), str(uuid.uuid4())),
                server.put(f"{to}/projects/{project}/reports/2024-08", json.dumps(report).encode()),
            ]

        return turn

    name = "an issue raised and progress reported"
    return {"write": (name, 0.40, both(ours, "/v1"), both(bare, ""))}
