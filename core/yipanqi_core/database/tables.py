"""Every table of the installation, imported in one place so that the metadata is whole."""

from yipanqi_core.acts import tables as acts
from yipanqi_core.assessments import tables as assessments
from yipanqi_core.audit import tables as audit
from yipanqi_core.auth import tables as auth
from yipanqi_core.bulletins import tables as bulletins
from yipanqi_core.cases import tables as cases
from yipanqi_core.chains import tables as chains
from yipanqi_core.database.schema import metadata
from yipanqi_core.evidence import tables as evidence
from yipanqi_core.figures import tables as figures
from yipanqi_core.inspections import tables as inspections
from yipanqi_core.ladder import tables as ladder
from yipanqi_core.letters import tables as letters
from yipanqi_core.meetings import tables as meetings
from yipanqi_core.people import tables as people
from yipanqi_core.pools import tables as pools
from yipanqi_core.projects import tables as projects
from yipanqi_core.promotions import tables as promotions
from yipanqi_core.registers import tables as registers
from yipanqi_core.reviews import tables as reviews
from yipanqi_core.schedule import tables as schedule
from yipanqi_core.teams import tables as teams
from yipanqi_core.tenants import tables as tenants
from yipanqi_core.webhooks import tables as webhooks
from yipanqi_core.work import tables as work
from yipanqi_core.workbook import tables as workbook

__all__ = [
    "acts",
    "assessments",
    "audit",
    "auth",
    "bulletins",
    "cases",
    "chains",
    "evidence",
    "figures",
    "inspections",
    "ladder",
    "letters",
    "meetings",
    "metadata",
    "people",
    "pools",
    "projects",
    "promotions",
    "registers",
    "reviews",
    "schedule",
    "teams",
    "tenants",
    "webhooks",
    "work",
    "workbook",
]
