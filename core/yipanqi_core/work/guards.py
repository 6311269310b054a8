"""Who may record whose work: asked before writing, and to show what may be done.

A post's work is recorded by who holds it, or on its behalf by the people of its own unit; a unit's work by its people.
Inspections are recorded by the inspectors alone.
The county's daily office may record for any post and unit. Whoever records attests, and is kept with the record.
"""

from dataclasses import dataclass
from uuid import UUID

from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, as_labelled, holders_named, holds
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.refusals import WrongActorError
from yipanqi_core.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Doer:
    """Whose work it is: a post, with the unit it belongs to, or a unit."""

    post_id: UUID | None
    unit_id: UUID
    title: str

    @property
    def post_ids(self) -> tuple[UUID, ...]:
        """The post, if it is one: a doer sits in seats as a person does."""
        return () if self.post_id is None else (self.post_id,)


def require_may_record(
    who: Identity, clause: str | None = None, *, inspects: bool = False, edition: Edition | None = None
) -> None:
    """Let pass the roles that record such work at all; inspections are the inspectors'. Raises WrongActorError."""
    permission = Permission.INSPECT if inspects else Permission.RECORD_WORK
    if not holds(who.role, permission):
        what = "督查" if inspects else "工作"
        able = holders_named(permission, as_labelled if edition is None else edition.role_title)
        raise WrongActorError(f"“{who.role.label}”角色不能记录{what}；可由以下角色办理：{able}", clause)


def require_recorder(
    who: Identity,
    doer: Doer,
    clause: str | None = None,
    *,
    inspects: bool = False,
    edition: Edition | None = None,
) -> None:
    """Let pass who may record this post's or unit's work. Raises WrongActorError."""
    require_may_record(who, clause, inspects=inspects, edition=edition)
    if who.role is Role.OFFICE or doer.post_id in who.post_ids:
        return
    own_unit = doer.unit_id == who.unit_id
    office = "日常办公室" if edition is None else edition.office_title
    if doer.post_id is None and not own_unit:
        raise WrongActorError(f"“{doer.title}”的工作由本单位人员记录，或由{office}代记", clause)
    if doer.post_id is not None and not (own_unit and who.role is not Role.LEADER):
        raise WrongActorError(f"“{doer.title}”的工作由任职者本人或其所在单位经办记录，或由{office}代记", clause)
