"""How a route declares the problems that are its own."""

from dataclasses import dataclass
from typing import Any

from litestar.openapi.datastructures import ResponseSpec

from yipanqi_api.problems.kinds import ProblemKind
from yipanqi_api.problems.views import Problem

MEDIA_TYPE = "application/problem+json"


@dataclass(init=False)
class Refusals(ResponseSpec):
    """The problems of one status that a route may answer."""

    kinds: tuple[ProblemKind, ...] = ()

    def __init__(self, kinds: tuple[ProblemKind, ...]) -> None:
        words = "；".join(f"{kind.code} {kind.title.zh}" for kind in kinds)
        super().__init__(Problem, generate_examples=False, description=words, media_type=MEDIA_TYPE)
        self.kinds = kinds


def refuses(*kinds: ProblemKind) -> dict[int, Any]:
    """Declare a route's own problems, as its `responses`; those of every route are added by themselves."""
    statuses = sorted({kind.status for kind in kinds})
    return {status: Refusals(tuple(kind for kind in kinds if kind.status == status)) for status in statuses}
