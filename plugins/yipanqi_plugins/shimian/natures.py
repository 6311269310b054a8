"""What counts as investment promotion, whatever it was declared as (SM-1.5)."""

from decimal import Decimal, InvalidOperation

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.vocabulary import Nature
from yipanqi_plugins.shimian.parameters import Parameters

MAJOR = frozenset({"基础设施", "民生保障"})
"""The industry classes (行业分类) whose projects by central and provincial state enterprises count as promotion."""

CLASSES = ("基础设施", "产业发展", "民生保障", "其他")


def state_enterprises_invest(facts: ProjectFacts) -> Decimal:
    """Give what central and provincial state enterprises invest, in 万元; 0 when nothing is recorded."""
    try:
        return Decimal(str(facts.fields.get("state_enterprise_investment") or 0))
    except InvalidOperation:
        return Decimal(0)


def counted_nature(facts: ProjectFacts, parameters: BaseModel) -> Nature | None:
    """An infrastructure or livelihood project mainly invested by such enterprises counts as promotion (SM-1.5).

    Every project is taken to be major: what the document asks of the listed holds from the nomination on, since it
    decides which office collects and which deputy approves.
    """
    assert isinstance(parameters, Parameters)
    mainly = state_enterprises_invest(facts) > facts.total_investment * parameters.state_enterprise_share
    return Nature.INVESTMENT_PROMOTION if facts.sector in MAJOR and mainly else None
