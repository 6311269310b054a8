"""SM-3.1, SM-3.2: the ladder of issues and the ten-day ledger that shows them."""

from yipanqi_core.mechanism.ladders import HolderKind, Ladder, Rung, TimeRunOut
from yipanqi_core.mechanism.ledgers import Ledger
from yipanqi_core.vocabulary import Urgency
from yipanqi_plugins.shimian.items import GUARANTEES
from yipanqi_plugins.shimian.parameters import Parameters


def _department_days(parameters: object) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.department_days


def _deputy_days(parameters: object) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.deputy_days


def _executive_days(parameters: object) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.executive_days


LADDER = Ladder(
    title="问题逐级推进",
    clause="SM-3.2",
    closing_clause="SM-3.1",
    rungs=(
        Rung("owner", "项目业主", HolderKind.OWNER),
        Rung("department", "县级部门", HolderKind.DEPARTMENT, days=_department_days),
        Rung("deputy", "分管县领导", HolderKind.DEPUTY, days=_deputy_days),
        Rung(
            "executive",
            "常务副县长",
            HolderKind.SEAT,
            seat="executive_deputy",
            days=_executive_days,
            run_out=TimeRunOut.PROPOSE_REFERRAL,
        ),
        Rung("city", "市项目投资工作专题会", HolderKind.CITY),
    ),
    raised="owner",
    loaded="department",
    major="executive",
)

TEN_DAY_LEDGER = Ledger(
    code="ten_day_ledger",
    title="问题台账",
    clause="SM-3.1",
    compilers=("reform_office", "promotion_office"),
    urgencies=(Urgency.URGENT, Urgency.IMPORTANT, Urgency.ROUTINE),
    categories=GUARANTEES,
    reports=True,
)
