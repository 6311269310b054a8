"""The county's monthly bulletin (QS-6.4), and work information issued at will (QS-6.7)."""

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.bulletins import Bulletin, InspectionBulletin
from yipanqi_plugins.qingshui.bulletin_text import blocks, problems, results
from yipanqi_plugins.qingshui.inspections import rectify_within
from yipanqi_plugins.qingshui.seats import COMMITTEE_OFFICE, GOVERNMENT, GOVERNMENT_OFFICE, REFORM

BULLETIN = Bulletin(
    code="monthly_bulletin",
    kind="重点项目建设月通报",
    clause="QS-6.4",
    cadence=PeriodKind.MONTH,
    issuer=REFORM,
    letterhead="清项目通",
    title="{period}重点项目建设情况通报",
    addressee="县委、县政府，各乡镇，县直各部门",
    recipients=(COMMITTEE_OFFICE, GOVERNMENT_OFFICE, GOVERNMENT),
    blocks=blocks,
    problems=problems,
    rectify_within=rectify_within,
    results=results,
    shows_unanswered=True,
)

WORK_INFORMATION = InspectionBulletin(
    kind="项目工作信息",
    clause="QS-6.7",
    issuer=REFORM,
    letterhead="清项目信息",
    addressee="县委、县政府领导，各乡镇，县直各部门",
)
"""Progress and typical cases, as often as there is something to tell."""
