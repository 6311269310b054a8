"""Joint meetings and on-site offices to which issues come that a unit, then a leader does not solve (QS-1.10)."""

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.meetings import AgendaSource, MeetingSeries
from yipanqi_core.mechanism.records import RecordKind
from yipanqi_plugins.qingshui.ladder import CHIEFS, LEADER
from yipanqi_plugins.qingshui.seats import COUNTY_HEAD, PARTY_SECRETARY

CARRIED_OUT = RecordKind("议定事项落实", "QS-1.10")


def _of_leader(code: str, title: str) -> MeetingSeries:
    """A series that each leader in charge convenes on the issues before him."""
    return MeetingSeries(
        code=code,
        title=title,
        clause="QS-1.10",
        cadence=PeriodKind.MONTH,
        convener=None,
        convener_title="包抓县级领导",
        sources=(AgendaSource.ISSUES,),
        letterhead=f"{title}纪要",
        task="议定事项",
        closed_by=CARRIED_OUT.title,
        decides=True,
        rung=LEADER,
        except_seats=(COUNTY_HEAD, PARTY_SECRETARY),
    )


def _of_chiefs(code: str, title: str, letterhead: str) -> MeetingSeries:
    """A series that either of the county's two chiefs convenes."""
    return MeetingSeries(
        code=code,
        title=title,
        clause="QS-1.10",
        cadence=PeriodKind.MONTH,
        convener=COUNTY_HEAD,
        convener_title="县委、县政府主要领导",
        sources=(AgendaSource.ISSUES,),
        letterhead=letterhead,
        task="议定事项",
        closed_by=CARRIED_OUT.title,
        decides=True,
        rung=CHIEFS,
        convening_seats=(PARTY_SECRETARY,),
    )


MEETINGS = (
    _of_leader("leader_joint_meeting", "包抓领导联席会议"),
    _of_leader("leader_on_site_office", "包抓领导现场办公会"),
    _of_chiefs("joint_meeting", "重点项目联席会议", "重点项目联席会议纪要"),
    _of_chiefs("on_site_office", "重点项目现场办公会", "重点项目现场办公会议纪要"),
)
