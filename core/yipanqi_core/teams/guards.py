"""Who may name the members of a team or body, and set a team's plan: asked before acting and to show it."""

from uuid import UUID

from yipanqi_core.auth.permissions import Permission, holds
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.seats import LEAD_UNIT, PROJECT_DEPUTY
from yipanqi_core.mechanism.teams import Body, Team, TeamPart
from yipanqi_core.refusals import WrongActorError
from yipanqi_core.vocabulary import Role


def keeps_projects(role: Role) -> bool:
    """Tell whether the role keeps the county's register of projects, and so its teams and bodies."""
    return holds(role, Permission.MANAGE_PROJECTS)


def require_team_keeper(edition: Edition, team: Team, part: TeamPart | None, role: Role, seats: frozenset[str]) -> None:
    """Let pass the project's leader, its lead unit and the daily office. Raises WrongActorError.

    `seats` are those that the person has in the project.
    """
    if keeps_projects(role) or (seats & {LEAD_UNIT, PROJECT_DEPUTY} and role is not Role.INSPECTOR):
        return
    what = team.title if part is None else f"{team.title}的{part.title}"
    raise WrongActorError(f"{what}由{edition.deputy_title}、责任单位明确，或由{edition.office_title}代办", team.clause)


def names_own(part: TeamPart, member_units: tuple[str, ...], unit: str | None) -> bool:
    """Tell whether the person's own unit is one of those that each name their own for the part."""
    return part.each_of is not None and unit is not None and unit in member_units


def require_body_keeper(edition: Edition, body: Body, role: Role, seats: frozenset[str]) -> None:
    """Let pass the seat that keeps the body's members, and the daily office. Raises WrongActorError."""
    if body.kept_by not in seats and not keeps_projects(role):
        title = next(seat.title for seat in edition.seats if seat.code == body.kept_by)
        raise WrongActorError(f"{body.title}的成员由{title}调整", body.clause)


def require_own_unit(body_title: str, clause: str, part: TeamPart, unit_ids: set[UUID | None], own: UUID) -> None:
    """Let a unit name nobody but its own people. Raises WrongActorError."""
    if unit_ids - {own}:
        raise WrongActorError(f"{body_title}的{part.title}由各单位自行指定，本单位只能指定本单位人员", clause)
