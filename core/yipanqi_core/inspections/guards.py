"""Who inspects, who sees what is secret, and who confirms that a problem found is put right."""

from typing import Any
from uuid import UUID

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.inspections import InspectionKind
from yipanqi_core.refusals import InvalidInputError, WrongActorError


def kind_of(edition: Edition, code: str) -> InspectionKind:
    """Give the kind of this code. Raises InvalidInputError."""
    for kind in edition.inspections:
        if kind.code == code:
            return kind
    known = "、".join(f"{one.code}（{one.title}）" for one in edition.inspections if not one.secret) or "无"
    raise InvalidInputError(f"本县机制没有督查种类“{code[:30]}”；可填：{known}", "/kind")


def inspecting(kind: InspectionKind) -> tuple[str, ...]:
    """Give the seats that make inspections of this kind."""
    return (*kind.bodies, *kind.led_by)


def hidden_from(edition: Edition, seats: frozenset[str]) -> tuple[str, ...]:
    """Give the kinds that a person with these seats may know nothing of."""
    return tuple(kind.code for kind in edition.inspections if kind.secret and not seats & {*inspecting(kind)})


def may_see_problem(row: Any, edition: Edition, seats: frozenset[str], unit_id: UUID) -> bool:
    """Tell whether a person may know of a problem fed back: of a secret inspection, its unit and who made it."""
    hidden = row.inspection_id is not None and row.kind in hidden_from(edition, seats)
    return not hidden or row.unit_id == unit_id


def require_inspector(edition: Edition, kind: InspectionKind, seats: frozenset[str]) -> None:
    """Let pass who sits in one of the inspecting seats. Raises WrongActorError."""
    if not seats & {*inspecting(kind)}:
        titles = {one.code: one.title for one in edition.seats}
        able = "、".join(titles[seat] for seat in inspecting(kind))
        raise WrongActorError(f"{kind.title}由{able}进行", kind.clause)
