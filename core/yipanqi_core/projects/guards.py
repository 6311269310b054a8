"""Who may register a project and correct what is registered: asked before writing, and to show what may be done."""

from uuid import UUID

from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.refusals import WrongActorError
from yipanqi_core.vocabulary import Role

_OFFICE = frozenset({Role.OFFICE, Role.ADMIN})
_UNITS = frozenset({Role.DEPARTMENT, Role.CLERK, Role.TOWNSHIP})


def require_may_register(who: Identity, lead_unit_id: UUID | None, edition: Edition, *, corrects: bool = False) -> None:
    """Let pass the daily office, and a unit for the projects that it leads. Raises WrongActorError."""
    if who.role in _OFFICE or (who.role in _UNITS and who.unit_id == lead_unit_id):
        return
    because = f"项目由其责任单位登记和更正，或由{edition.office_title}办理；请由责任单位人员登录办理"
    registering, attested = edition.keeping.registering_clause, edition.attested
    raise WrongActorError(because, attested or registering if corrects else registering or attested)
