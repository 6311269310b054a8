"""Who may write a figure, a target or a row of a register, and of which units there are any."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from yipanqi_core.auth.identity import Identity
from yipanqi_core.figures import queries
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.figures import OWN_UNIT, Measure
from yipanqi_core.refusals import InvalidInputError, WrongActorError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role, UnitKind


class Declared(Protocol):
    """What figures, targets and registers have in common."""

    @property
    def title(self) -> str:
        """How it is called."""

    @property
    def clause(self) -> str:
        """The clause it rests on."""

    @property
    def kept_by(self) -> tuple[str, ...]:
        """The seats that keep it."""

    @property
    def kinds(self) -> frozenset[UnitKind]:
        """The units that have it."""


def require_keeper(
    edition: Edition, kind: Declared, who: Identity, seats: Collection[str], unit_id: UUID | None
) -> None:
    """Let pass the daily office, who sits in a keeping seat, and where so declared the unit itself.

    Raises WrongActorError.
    """
    own = OWN_UNIT in kind.kept_by and unit_id is not None and unit_id == who.unit_id
    if who.role is Role.OFFICE or own or not set(kind.kept_by).isdisjoint(seats):
        return
    named = ("该单位" if one == OWN_UNIT else edition.seat_title(one) for one in kind.kept_by)
    able = "、".join(dict.fromkeys([edition.office_title, *named]))
    raise WrongActorError(f"{kind.title}由{able}登记和更正", kind.clause)


async def checked_unit(scope: Scope, kind: Declared, per_unit: bool, unit_id: UUID | None) -> Any:
    """Give the unit that a row is about, None for the county. Raises InvalidInputError."""
    if not per_unit:
        if unit_id is not None:
            raise InvalidInputError(f"{kind.title}是全县的，不填单位", "/unit_id")
        return None
    able = "、".join(one.label for one in UnitKind if one in kind.kinds) or "任一单位"
    if unit_id is None:
        raise InvalidInputError(f"{kind.title}按单位登记，请填单位（{able}）", "/unit_id")
    row = await queries.unit_row(scope.connection, scope.tenant_id, unit_id)
    if row is None:
        raise InvalidInputError("没有这个单位，请从 GET /v1/units 选取", "/unit_id")
    if kind.kinds and UnitKind.of(row.kind) not in kind.kinds:
        raise InvalidInputError(f"{kind.title}不适用于“{row.name}”；适用于：{able}", "/unit_id")
    return row


def require_fits(measure: Measure, value: Decimal, pointer: str = "/value") -> None:
    """Refuse a count that is not whole and amounts below nothing. Raises InvalidInputError."""
    if measure is not Measure.PERCENT and value < 0:
        raise InvalidInputError("数值不能为负", pointer)
    if measure is Measure.COUNT and value != value.to_integral_value():
        raise InvalidInputError("以“个”计的数值应为整数", pointer)
