"""Recording figures and setting targets; what was recorded is corrected by a round of its own, with a reason."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Table, insert

from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.figures import queries
from yipanqi_core.figures.guards import checked_unit, require_fits, require_keeper
from yipanqi_core.figures.tables import figures, targets
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.figures import Figure, FigureSubject, Measure, Target
from yipanqi_core.people.seats import seats_of
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A month's value of a series, of the county or of a unit; `month` is its first day."""

    code: str
    unit_id: UUID | None
    month: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A target of a year; `since_on` says from which day it counts, by default the year's first."""

    code: str
    unit_id: UUID | None
    year: int
    value: Decimal
    base: Decimal | None = None
    since_on: date | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a figure or target is from now on (no value: withdrawn), and why."""

    value: Decimal | None
    reason: str
    base: Decimal | None = None
    since_on: date | None = None


def figure_of(edition: Edition, code: str) -> Figure:
    """Give a series. Raises InvalidInputError."""
    found: Figure = _one_of(edition.figures, code, "指标")
    return found


def target_of(edition: Edition, code: str) -> Target:
    """Give a kind of target. Raises InvalidInputError."""
    found: Target = _one_of(edition.targets, code, "目标")
    return found


def _one_of(known: tuple[Any, ...], code: str, what: str) -> Any:
    found = next((one for one in known if one.code == code), None)
    if found is None:
        able = "、".join(f"{one.code}（{one.title}）" for one in known) or f"本县机制没有{what}"
        raise InvalidInputError(f"没有“{code[:50]}”这一{what}；可填：{able}", "/code")
    return found


async def record_figure(scope: Scope, edition: Edition, new: NewFigure, who: Identity) -> UUID:
    """Record a month of a series. Raises InvalidInputError, WrongActorError, RefusedError (there is one already)."""
    kind = figure_of(edition, new.code)
    unit = await checked_unit(scope, kind, kind.subject is FigureSubject.UNIT, new.unit_id)
    require_keeper(edition, kind, who, await seats_of(scope, edition, who), new.unit_id)
    require_fits(kind.measure, new.value)
    day = await today(scope.connection)
    if new.month > day:
        raise InvalidInputError(f"{new.month:%Y-%m} 还没有到，不能预填实际数（今天是 {day}）", "/month")
    await queries.hold(scope.connection, scope.tenant_id, "figures")
    before = await queries.figure_round(scope.connection, scope.tenant_id, new.code, new.unit_id, new.month)
    called = f"{'' if unit is None else unit.name}{new.month:%Y-%m} {kind.title}"
    if before is not None and before.value is not None:
        raise RefusedError(f"{called}已登记为 {before.value}；如有差错请更正并说明理由", kind.clause)
    key = new_id() if before is None else before.figure_id
    row = {
        "figure_id": key, "code": new.code, "unit_id": new.unit_id, "month": new.month, "value": new.value,
        "round": 1 if before is None else before.round + 1, "reason": None if before is None else "撤销后重新登记",
    }  # fmt: skip
    await _write(scope, figures, row, day, "record_figure", f"figure:{key}")
    return key


async def correct_figure(scope: Scope, edition: Edition, figure_id: UUID, new: Correction, who: Identity) -> None:
    """Correct or withdraw a figure. Raises NotFoundError, InvalidInputError, WrongActorError."""
    before = await held(scope, figures, figure_id)
    kind = figure_of(edition, before.code)
    await _require(scope, edition, kind, kind.measure, before, new, who)
    row = {
        "figure_id": figure_id, "code": before.code, "unit_id": before.unit_id, "month": before.month,
        "round": before.round + 1, "value": new.value, "reason": new.reason,
    }  # fmt: skip
    await _write(scope, figures, row, await today(scope.connection), "correct_figure", f"figure:{figure_id}")


async def set_target(scope: Scope, edition: Edition, new: NewTarget, who: Identity) -> UUID:
    """Set a year's target. Raises InvalidInputError, WrongActorError, RefusedError (there is one already)."""
    kind = target_of(edition, new.code)
    unit = await checked_unit(scope, kind, kind.subject is FigureSubject.UNIT, new.unit_id)
    require_keeper(edition, kind, who, await seats_of(scope, edition, who), new.unit_id)
    require_fits(kind.measure, new.value)
    since = new.since_on or date(new.year, 1, 1)
    _require_within(since, new.year)
    await queries.hold(scope.connection, scope.tenant_id, "targets")
    before = await queries.target_round(scope.connection, scope.tenant_id, new.code, new.unit_id, new.year)
    if before is not None and before.value is not None:
        called = f"{'' if unit is None else unit.name}{new.year} 年{kind.title}"
        raise RefusedError(f"{called}已定为 {before.value}；如需变动请调整并说明理由", kind.clause)
    key = new_id() if before is None else before.target_id
    row = {
        "target_id": key, "code": new.code, "unit_id": new.unit_id, "year": new.year, "value": new.value,
        "base": new.base, "since_on": since, "round": 1 if before is None else before.round + 1,
        "reason": None if before is None else "撤销后重新下达",
    }  # fmt: skip
    await _write(scope, targets, row, await today(scope.connection), "set_target", f"target:{key}")
    return key


async def change_target(scope: Scope, edition: Edition, target_id: UUID, new: Correction, who: Identity) -> None:
    """Change or withdraw a target: from a later day on, or (no day given) as if it had been so from the first.

    Raises NotFoundError, InvalidInputError, WrongActorError.
    """
    before = await held(scope, targets, target_id)
    kind = target_of(edition, before.code)
    await _require(scope, edition, kind, kind.measure, before, new, who)
    since = new.since_on or before.since_on
    if new.value is None:
        since = date(before.year, 1, 1)  # withdrawn: as if it had never been set
    _require_within(since, before.year)
    row = {
        "target_id": target_id, "code": before.code, "unit_id": before.unit_id, "year": before.year,
        "round": before.round + 1, "value": new.value, "base": before.base if new.base is None else new.base,
        "since_on": since, "reason": new.reason,
    }  # fmt: skip
    await _write(scope, targets, row, await today(scope.connection), "change_target", f"target:{target_id}")


async def held(scope: Scope, table: Table, row_id: UUID) -> Any:
    """Hold a figure or target, and give its latest round; what was withdrawn is gone. Raises NotFoundError."""
    await queries.hold(scope.connection, scope.tenant_id, table.name)
    rounds = await queries.rounds(scope.connection, scope.tenant_id, table, row_id)
    if not rounds or rounds[-1].value is None:
        raise NotFoundError("没有这条记录，或已撤销")
    return rounds[-1]


async def _require(  # noqa: PLR0917
    scope: Scope, edition: Edition, kind: Any, measure: Measure, before: Any, new: Correction, who: Identity
) -> None:
    require_keeper(edition, kind, who, await seats_of(scope, edition, who), before.unit_id)
    if new.value is not None:
        require_fits(measure, new.value)


def _require_within(since: date, year: int) -> None:
    if since.year != year:
        raise InvalidInputError(f"起算日期应在 {year} 年内", "/since_on")


async def _write(scope: Scope, table: Table, row: dict[str, Any], day: date, act: str, subject: str) -> None:  # noqa: PLR0917
    values = {**row, "recorded_by": scope.actor, "recorded_on": day}
    await scope.connection.execute(insert(table).values(tenant_id=scope.tenant_id, **values))
    await record(scope, act, subject, row)
