"""Who is asked before signing (SM-2.5) and approval (SM-2.10), and how an item is approved in two steps (SM-2.4)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.reviews import Asked, ReviewKind
from yipanqi_core.vocabulary import Nature
from yipanqi_plugins.shimian.parameters import Parameters
from yipanqi_plugins.shimian.tracks import FEASIBILITY, SIGNED


def listed(facts: ProjectFacts) -> bool:
    """Whether the project is on a list: the document writes of government projects, taken for all listed ones."""
    return facts.step is not None


def _promotion(facts: ProjectFacts) -> bool:
    return facts.nature is Nature.INVESTMENT_PROMOTION


def _government(facts: ProjectFacts) -> bool:
    return facts.nature is Nature.GOVERNMENT_INVESTMENT


def _submissions(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.submissions


SCHEME = ReviewKind(
    "guarantee_scheme",
    "要素保障方案",
    "SM-2.5",
    _promotion,
    asks=(
        Asked("land_office", "备选地块与规划"),
        Asked("environment_office", "污染物排放总量"),
        Asked("reform_office", "能耗与产业政策"),
        Asked("approvals_office", "审批事项与路径"),
    ),
    gathered_by="promotion_office",
    before=SIGNED,
)

EXAMINATION = ReviewKind(
    "joint_examination",
    "政府投资项目联审",
    "SM-2.10",
    _government,
    asks=(
        Asked("reform_office", "建设必要性与可行性"),
        Asked("finance_office", "资金来源"),
        Asked("land_office", "选址与用地"),
        Asked("approvals_office", "审批事项与路径"),
    ),
    before=FEASIBILITY,
)

TWO_STEPS = ReviewKind("two_step_approval", "两步审批", "SM-2.4", listed, submissions=_submissions)

REVIEWS = (SCHEME, EXAMINATION, TWO_STEPS)
