"""The joint review of reserve projects by five departments (QS-1.2), and what may not begin before its decision."""

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.reviews import Against, Asked, ReviewKind
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.qingshui.natures import listed
from yipanqi_plugins.qingshui.seats import DECIDES, ENVIRONMENT, FINANCE, HOUSING, LAND, REFORM

CLAUSE = "QS-1.2"
RESERVE_CODE, IN_LIBRARY = "reserve", "in_library"


def reserve_cases(facts: ProjectFacts) -> tuple[str, ...]:
    """The steps on which the project's reserve entries stand, open or closed."""
    return tuple(one.step for one in (*facts.cases, *facts.closed_cases) if one.kind == RESERVE_CODE)


def in_reserve(facts: ProjectFacts) -> bool:
    """Whether some unit has put the project into its reserve."""
    return bool(reserve_cases(facts))


def _not_in_library(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    if IN_LIBRARY in reserve_cases(facts):
        return None
    because = f"“{facts.project}”尚未汇总入县级滚动储备库，不能联审；由县发改局汇总入库后即可联审（QS-1.2）"
    return Ruling("refused", CLAUSE, because)


JOINT_REVIEW = ReviewKind(
    "joint_review",
    "储备项目联审",
    CLAUSE,
    in_reserve,
    asks=(
        Asked(REFORM, "政策投资导向"),
        Asked(FINANCE, "资金争取"),
        Asked(LAND, "规划选址与用地报批"),
        Asked(HOUSING, "规划建设条件"),
        Asked(ENVIRONMENT, "生态环境"),
    ),
    gathered_by=REFORM,
    against=Against.RETURNED,
    decided_by=DECIDES,
    refused=_not_in_library,
)

REVIEWS = (JOINT_REVIEW,)


def undecided(facts: ProjectFacts) -> Ruling | None:
    """Only what the county government has decided starts its preliminary work; what is listed was decided."""
    if listed(facts) or JOINT_REVIEW.settled(facts):
        return None
    because = f"“{facts.project}”尚未经联审并由县政府审定，不能开展项目前期工作；审定后即可办理（QS-1.2）"
    return Ruling("refused", CLAUSE, because)


def no_preliminaries_yet(facts: ProjectFacts, kind: ItemKind, _: str) -> Ruling | None:
    """A reserve project finishes no procedure before it is decided; what was never a reserve is not held up."""
    return undecided(facts) if kind is ItemKind.PROCEDURE and in_reserve(facts) else None
