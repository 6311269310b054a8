"""How things stand when someone acts upon a project on the lists: its facts today, and the seats the person holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from yipanqi_core.acts import queries
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, holders_named, holds
from yipanqi_core.facts.names import Names
from yipanqi_core.mechanism.acts import Act, ActKind, Due, Motion
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.seats import PROJECT_DEPUTY
from yipanqi_core.mechanism.tracks import Gate
from yipanqi_core.projects.standing import standings as project_standings
from yipanqi_core.refusals import NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Standing:
    """A project's facts today, and which seats the person who acts holds in the county and in it."""

    edition: Edition
    parameters: BaseModel
    on: date
    project_id: UUID
    facts: ProjectFacts
    seats: frozenset[str]
    who: Identity
    names: Names

    def named(self, seats: tuple[str, ...] | list[str]) -> str:
        """Name seats as the mechanism does, with who sits there where it is an office."""
        return "、".join(self.facts.offices.get(seat) or self.edition.seat_title(seat) for seat in seats)

    def require_one_of(self, seats: tuple[str, ...] | list[str], what: str, clause: str) -> tuple[str, ...]:
        """Give those of the seats that the person holds. Raises WrongActorError when it is none."""
        held = tuple(seat for seat in seats if seat in self.seats)
        if not holds(self.who.role, Permission.MOVE_PROJECTS):
            able = holders_named(Permission.MOVE_PROJECTS, self.edition.role_title)
            raise WrongActorError(f"“{self.who.role.label}”角色不能{what}；可由以下角色办理：{able}", clause)
        if held:
            return held
        note = self._of_deputy() if PROJECT_DEPUTY in seats else ""
        raise WrongActorError(f"{what}由{self.named(seats)}办理{note}（{clause}）", clause)

    def _of_deputy(self) -> str:
        """Say why nobody can act as the project's deputy, and what would mend it; empty when somebody can."""
        title = self.edition.seat_title(PROJECT_DEPUTY)
        if len(self.facts.deputies) != 1:
            return f"；该{title}不明确，请先明确包抓领导或分管领域"
        (post,) = self.facts.deputies
        vacant = self.names.post_ids[post] in self.names.vacant
        return f"；该{title}（{post}）岗位空缺，请先登记接任者或改定包抓领导" if vacant else ""

    def due(self, act: Act, target: str | None) -> Due:
        """Give what the facts ask for of an act that facts propose. Raises RefusedError where they do not."""
        asked = None if act.due is None else act.due(self.facts)
        if asked is not None and (target is None or target == asked.target):
            return asked
        self._require_a_step_beyond(act)
        if (lack := act.lacks(self.facts)) is not None:
            raise RefusedError(f"{lack}（{act.clause}）", act.clause)
        track = self.edition.track
        if self.facts.step is None:
            raise RefusedError(f"该项目不在清单，不能{act.title}（{act.clause}）", act.clause)
        onward = next((gate for gate in track.gates if gate.source == self.facts.step), None)
        if target is not None and (onward is None or target != onward.target):
            here, there = track.step(self.facts.step).title, track.step(target).title
            raise RefusedError(f"清单应逐张流转，不能由“{here}”直接转入“{there}”（{act.clause}）", act.clause)
        facts = "、".join(gate.fact.title for gate in self._gates())
        because = (
            f"尚无{facts}的实际日期，不能{act.title}；补记后即可办理" if facts else f"事实尚不具备，不能{act.title}"
        )
        raise RefusedError(f"{because}（{act.clause}）", act.clause)

    def _require_a_step_beyond(self, act: Act) -> None:
        steps = [step for step in self.edition.track.steps if self.facts.nature in step.natures]
        if act.kind is ActKind.MOVE and steps and self.facts.step == steps[-1].code:
            raise RefusedError(
                f"该项目已在“{steps[-1].title}”，已是最后一步，不再{act.title}（{act.clause}）", act.clause
            )

    def fitting(self, act: Act) -> Act:
        """Of several acts of one kind that people may propose, give the one for the project's step.

        The first that the facts ask for, else the first of which they say what is lacking, else the act itself.
        """
        same = [one for one in self.edition.acts if one.kind is act.kind and one.due_each is None]
        asked = (one for one in same if one.due is not None and one.due(self.facts) is not None)
        lacking = (one for one in same if one.lacks(self.facts) is not None)
        return next(asked, None) or next(lacking, None) or act

    def _gates(self) -> list[Gate]:
        return [
            gate
            for gate in self.edition.track.gates
            if gate.source == self.facts.step and self.facts.nature in gate.natures
        ]

    def motion(self, act: Act, target: str | None) -> Motion:
        """Give the motion that the act makes from where the project stands."""
        return Motion(self.facts.step, target)


async def standing(
    scope: Scope,
    edition: Edition,
    who: Identity,
    project_id: UUID,
    *,
    lock: bool = True,
    parts: frozenset[str] | None = None,
) -> Standing:
    """Read how a project and a person stand; with `lock` the project's row is held. Raises NotFoundError.

    `parts` names the parts of its facts that are read: see `facts.gather`.
    """
    if lock and await queries.lock_project(scope.connection, scope.tenant_id, project_id) is None:
        raise NotFoundError("没有这个项目")
    found = await standings(scope, edition, who, [project_id], parts)
    if project_id not in found:
        raise NotFoundError("没有这个项目")
    return found[project_id]


async def standings(
    scope: Scope,
    edition: Edition,
    who: Identity,
    project_ids: Collection[UUID],
    parts: frozenset[str] | None = None,
) -> dict[UUID, Standing]:
    """Read how several projects and a person stand, without holding them; the statements do not grow with them."""
    if not project_ids:
        return {}
    rests = await project_standings(scope, edition, project_ids, who, parts)
    parameters = await read_in_force(scope, edition, await today(scope.connection))
    return {
        key: Standing(edition, parameters, one.today, key, one.facts, one.seats, who, one.names)
        for key, one in rests.items()
    }
