"""Landing rate and fund-arrival rate of promotion projects per unit (QS-1.9), and the push list (QS-6.1)."""

from decimal import Decimal, InvalidOperation

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.figures import Measure
from yipanqi_core.mechanism.push_lists import PushList
from yipanqi_core.mechanism.rates import Rate
from yipanqi_plugins.qingshui.natures import SIGNED, STARTED, promotion

ONE, NONE = Decimal(1), Decimal(0)


def _signed(facts: ProjectFacts) -> Decimal | None:
    """A promotion project that has signed, or has started and so must have, counts one."""
    signed = SIGNED.read(facts) is not None or STARTED.read(facts) is not None
    return ONE if promotion(facts) and signed else None


def _started(facts: ProjectFacts) -> Decimal | None:
    return ONE if STARTED.read(facts) is not None else NONE


def _amount(facts: ProjectFacts, name: str) -> Decimal | None:
    value = facts.fields.get(name)
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def _agreed(facts: ProjectFacts) -> Decimal | None:
    return _amount(facts, "agreed_investment") if promotion(facts) else None


def _arrived(facts: ProjectFacts) -> Decimal | None:
    return _amount(facts, "arrived_investment") or NONE


RATES = (
    Rate("landing", "项目落地率", "QS-1.9", "开工项目", "签约项目", _started, _signed),
    Rate("arrival", "资金到位率", "QS-1.9", "到位资金", "签约额", _arrived, _agreed, Measure.AMOUNT),
)

PUSH_LIST = PushList("重点项目推进清单", "QS-6.1", restart="restarts_on")
