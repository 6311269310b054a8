"""The quarter's bulletin to the county committee and government, and what the inspectors issue upon it (SM-4.3)."""

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit, PeriodKind
from yipanqi_core.mechanism.bulletins import Bulletin, InspectionBulletin
from yipanqi_plugins.shimian.bulletin_problems import problems
from yipanqi_plugins.shimian.bulletin_text import blocks
from yipanqi_plugins.shimian.parameters import Parameters

CLAUSE = "SM-4.3"
QUARTERLY = "三张清单季度通报"
RECIPIENTS = ("performance_office", "committee_inspectors", "government_inspectors")


def rectify_within(parameters: BaseModel) -> Duration:
    """The time to put right what was fed back, from the day of issue (SM-4.3)."""
    assert isinstance(parameters, Parameters)
    return Duration(parameters.rectify_working_days, DurationUnit.WORKING_DAYS)


BULLETIN = Bulletin(
    code="quarterly_bulletin",
    kind=QUARTERLY,
    clause=CLAUSE,
    cadence=PeriodKind.QUARTER,
    issuer="reform_office",
    letterhead="石发改通",
    title="关于{period}要素保障“三张清单”\n推进情况的通报",
    addressee="县委、县政府",
    recipients=RECIPIENTS,
    blocks=blocks,
    problems=problems,
    rectify_within=rectify_within,
)

INSPECTION_BULLETINS = (
    InspectionBulletin("目标绩效督查通报", CLAUSE, RECIPIENTS[0], "石目绩督通", "各乡镇，县级各部门", QUARTERLY),
    InspectionBulletin("县委督查通报", CLAUSE, RECIPIENTS[1], "石委督通", "各乡镇，县级各部门", QUARTERLY),
    InspectionBulletin("县政府督查通报", CLAUSE, RECIPIENTS[2], "石府督通", "各乡镇，县级各部门", QUARTERLY),
)
