"""What is read: a page of projects, and one project with its history."""

from tests.bench.load import Server
from tests.bench.rows import Rows


def reading(ours: Server, bare: Server, projects: list[str]) -> Rows:
    """Give the rows of reading: each with its aim and what is asked of either server."""

    def one(turn: int) -> str:
        return projects[turn % len(projects)]

    def ours_both(turn: int) -> list[bytes]:
        return [ours.get(f"/v1/projects/{one(turn)}"), ours.get(f"/v1/projects/{one(turn)}/history")]

    def bare_both(turn: int) -> list[bytes]:
        return [bare.get(f"/one/{one(turn)}"), bare.get(f"/history/{one(turn)}")]

    listed = (lambda _: [ours.get("/v1/projects?limit=50")], lambda _: [bare.get("/list")])
    return {
        "list": ("50 projects with colour and open issues", 0.60, *listed),
        "one": ("one project with its history", 0.45, ours_both, bare_both),
    }
