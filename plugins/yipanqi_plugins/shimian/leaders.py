"""Who answers for a project: chain, line and point leaders (SM-2.6), and who drives which stage (SM-2.12)."""

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.drivers import DrivenBy, Driver, Reminders
from yipanqi_core.mechanism.edition import CountyCheck
from yipanqi_core.mechanism.facts import ChainFacts, CountyFacts, ProjectFacts
from yipanqi_core.mechanism.responsibilities import KeyChains, Requirement
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.rules.vacancies import vacant_heads
from yipanqi_core.vocabulary import Nature, ResponsibilityKind
from yipanqi_plugins.shimian.parameters import Parameters
from yipanqi_plugins.shimian.tracks import CONSTRUCTION_STARTED, SIGNED


def promotion(facts: ProjectFacts) -> bool:
    """Whether this is an investment-promotion project."""
    return facts.nature is Nature.INVESTMENT_PROMOTION


def not_promotion(facts: ProjectFacts) -> bool:
    """Whether this is a project of any other nature."""
    return not promotion(facts)


_CHAIN = (ResponsibilityKind.CHAIN,)
_LINE_AND_POINT = (ResponsibilityKind.LINE, ResponsibilityKind.POINT)

REQUIREMENTS = (
    Requirement("leaders_missing", "链长、线长、点长未明确", "SM-2.6", promotion, (_CHAIN, _LINE_AND_POINT)),
    Requirement("leaders_missing", "线长、点长未明确", "SM-2.6", not_promotion, (_LINE_AND_POINT,)),
)


def _most_chains(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.key_chains


CHAINS = KeyChains("重点产业链", "SM-2.6", _most_chains)


def chain_incomplete(facts: CountyFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A chain lacks its head, its lead unit with a named person, or its task force (SM-2.6)."""
    return tuple(_incomplete(chain, missing) for chain in facts.chains if (missing := _missing(chain)))


def _missing(chain: ChainFacts) -> list[str]:
    parts = {
        "链长": chain.head, "牵头单位": chain.unit, "牵头单位负责人": chain.person, "工作专班": chain.task_force,
    }  # fmt: skip
    return [title for title, value in parts.items() if value is None]


def _incomplete(chain: ChainFacts, missing: list[str]) -> Judgement:
    because = f"“{chain.name}”产业链未明确{'、'.join(missing)}；补齐后消除"
    ruling = Ruling("incomplete", "SM-2.6", because, {"chain": chain.name, "missing": missing})
    return Judgement(RulingKind.FINDING, "chain_incomplete", Subject(unit=chain.unit), ruling)


CHAIN_CHECK = CountyCheck("chain_incomplete", "产业链责任不完整", "SM-2.6", PeriodKind.MONTH, chain_incomplete)
HEAD_CHECK = CountyCheck(
    "chain_head_vacant", "链长岗位空缺", "SM-2.6", PeriodKind.MONTH, vacant_heads("chain_head_vacant", "SM-2.6", "链长")
)


def _negotiating(facts: ProjectFacts) -> bool:
    return promotion(facts) and SIGNED.read(facts) is None and not _started(facts)


def _signed(facts: ProjectFacts) -> bool:
    return promotion(facts) and not _started(facts)


def _started(facts: ProjectFacts) -> bool:
    return CONSTRUCTION_STARTED.read(facts) is not None


DRIVERS = (
    Driver("negotiation", "洽谈", "SM-2.12", _negotiating, DrivenBy.SEAT, "promotion_office"),
    Driver("before_start", "签约至开工", "SM-2.12", _signed, DrivenBy.LEAD_UNIT),
    Driver("after_start", "开工之后", "SM-2.12", promotion, DrivenBy.CHAIN_UNIT),
)

REMINDERS = Reminders("月度提醒", "SM-2.7", copy_clause="SM-2.12")
