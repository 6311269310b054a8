"""Who is asking, as the county's own rows say at this moment."""

from dataclasses import dataclass
from uuid import UUID

from yipanqi_core.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Identity:
    """A signed-in person: role, unit and the posts held today."""

    tenant_id: UUID
    user_id: UUID
    session_id: UUID  # one sign-in; the family of its refresh tokens
    login: str
    name: str
    role: Role
    unit_id: UUID
    unit_name: str
    post_ids: tuple[UUID, ...]
    epoch: int
