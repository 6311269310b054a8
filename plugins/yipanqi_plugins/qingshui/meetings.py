"""The joint meeting and on-site office to which issues come that neither unit nor leader solves (QS-1.10)."""

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.meetings import AgendaSource, MeetingSeries
from yipanqi_core.mechanism.records import RecordKind
from yipanqi_plugins.qingshui.ladder import CHIEFS
from yipanqi_plugins.qingshui.seats import COUNTY_HEAD

CARRIED_OUT = RecordKind("议定事项落实", "QS-1.10")


def _series(code: str, title: str, sources: tuple[AgendaSource, ...], letterhead: str) -> MeetingSeries:
    return MeetingSeries(
        code=code,
        title=title,
        clause="QS-1.10",
        cadence=PeriodKind.MONTH,
        convener=COUNTY_HEAD,
        convener_title="县委、县政府主要领导",
        sources=sources,
        letterhead=letterhead,
        task="议定事项",
        closed_by=CARRIED_OUT.title,
        decides=True,
        rung=CHIEFS,
    )


MEETINGS = (
    _series("joint_meeting", "重点项目联席会议", (AgendaSource.ISSUES,), "重点项目联席会议纪要"),
    _series("on_site_office", "重点项目现场办公会", (AgendaSource.ISSUES,), "重点项目现场办公会议纪要"),
)
