"""Putting right what a bulletin fed back: the unit reports, the office confirms or sends back, until it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.audit.service import record
from yipanqi_core.auth.permissions import Permission, holders_named, holds
from yipanqi_core.bulletins import queries
from yipanqi_core.bulletins.tables import rectifications
from yipanqi_core.identifiers import new_id
from yipanqi_core.inspections.guards import inspecting
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.seats import Seated, seats_of
from yipanqi_core.projects.tables import project_events
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import read_county, today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role

MAX_TEXT = 2000
"""Characters that a measure, its evidence or an opinion may have."""


class Asking(Seated, Protocol):
    """What of a signed-in person decides what they may do with a rectification."""

    @property
    def role(self) -> Role:
        """The person's role."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a unit reports: what it does, since when the problem is put right (None: in hand), and what shows it."""

    text: str
    rectified_on: date | None
    evidence: str | None


def require_may_report(row: Any, who: Asking) -> None:
    """Let pass the unit that has to put it right, while that is not confirmed. Raises WrongActorError, RefusedError."""
    if row.unit_id != who.unit_id:
        raise WrongActorError(f"该问题反馈给{row.unit}，由该单位报告整改情况", row.clause)
    if not holds(who.role, Permission.REPLY_LETTER):
        able = holders_named(Permission.REPLY_LETTER)
        raise WrongActorError(f"“{who.role.label}”角色不能报告整改情况；可由本单位以下角色办理：{able}", row.clause)
    if row.confirmed_on is not None:
        raise RefusedError(f"该问题已于 {row.confirmed_on} 确认整改到位，不能再改", row.clause)


def require_may_confirm(row: Any, edition: Edition, seats: frozenset[str]) -> None:
    """Let pass the office that issued the bulletin, or who made the inspection, once the unit has reported it done.

    Raises WrongActorError, RefusedError.
    """
    confirming, clause = _confirming(row, edition)
    if not seats.intersection(confirming):
        titles = {one.code: one.title for one in edition.seats}
        able = "、".join(titles[seat] for seat in confirming)
        raise WrongActorError(f"整改情况由{'督查的' if row.inspection_id else '印发通报的'}{able}确认", clause)
    if row.confirmed_on is not None:
        raise RefusedError(f"该问题已于 {row.confirmed_on} 确认整改到位", clause)
    if row.rectified_on is None:
        raise RefusedError(f"{row.unit}尚未报告整改完成，不能确认；待其报告完成日期后再确认", clause)


def _confirming(row: Any, edition: Edition) -> tuple[tuple[str, ...], str]:
    """Give the seats that confirm, and their clause: the bulletin's issuer, or who makes inspections of the kind."""
    if row.inspection_id is not None:
        kind = next(one for one in edition.inspections if one.code == row.kind)
        return inspecting(kind), kind.clause
    bulletin = next(one for one in edition.bulletins if one.kind == row.kind)
    return (bulletin.issuer,), bulletin.clause


async def report_measure(scope: Scope, rectification_id: UUID, measure: Measure, who: Asking) -> None:
    """Report what is done about a problem; may be said again until it is confirmed.

    Raises NotFoundError, WrongActorError, RefusedError, InvalidInputError.
    """
    row = await _locked(scope, rectification_id)
    require_may_report(row, who)
    on = await today(scope.connection)
    text = _text(measure.text, "整改措施", "/measure")
    if measure.rectified_on is not None and not row.bulletin_day <= measure.rectified_on <= on:
        because = f"整改完成日期应在通报印发（{row.bulletin_day}）至今天（{on}）之间"
        raise InvalidInputError(because, "/rectified_on")
    evidence = None if measure.evidence is None else _text(measure.evidence, "佐证", "/evidence")
    if measure.rectified_on is not None and evidence is None:
        raise InvalidInputError("报告整改完成须说明佐证", "/evidence")
    values = {
        "measure": text,
        "rectified_on": measure.rectified_on,
        "evidence": evidence,
        "reported_by": scope.actor,
        "opinion": None,
    }
    state = "整改中" if measure.rectified_on is None else f"{measure.rectified_on} 整改完成，待确认"
    await _keep(scope, row, values, on, f"{row.number} 反馈问题“{row.problem[:40]}”：{state}", "report_rectification")


async def confirm(
    scope: Scope, edition: Edition, rectification_id: UUID, who: Seated, *, accepted: bool, opinion: str | None
) -> None:
    """Confirm that a problem is put right, or send it back with an opinion; the unit then goes on.

    Raises NotFoundError, WrongActorError, RefusedError, InvalidInputError.
    """
    row = await _locked(scope, rectification_id)
    require_may_confirm(row, edition, await seats_of(scope, edition, who))
    on = await today(scope.connection)
    said = None if opinion is None else _text(opinion, "意见", "/opinion")
    if not accepted and said is None:
        raise InvalidInputError("退回整改须说明意见", "/opinion")
    if accepted:
        values = {"confirmed_on": on, "confirmed_by": scope.actor, "opinion": said}
        line = f"{row.number} 反馈问题“{row.problem[:40]}”确认整改到位"
    else:
        values = {"rectified_on": None, "opinion": said}
        line = f"{row.number} 反馈问题“{row.problem[:40]}”退回继续整改：{said}"
    await _keep(scope, row, values, on, line, "confirm_rectification")


async def _locked(scope: Scope, rectification_id: UUID) -> Any:
    row = await queries.rectification_to_act_on(scope.connection, scope.tenant_id, rectification_id)
    if row is None:
        raise NotFoundError("没有这项反馈问题")
    return row


def _text(text: str, what: str, pointer: str) -> str:
    text = text.strip()
    if not text:
        raise InvalidInputError(f"请填写{what}", pointer)
    if len(text) > MAX_TEXT:
        raise InvalidInputError(f"{what}有 {len(text)} 字，至多 {MAX_TEXT} 字", pointer)
    return text


async def _is_secret(scope: Scope, row: Any) -> bool:
    """Tell whether it came of an inspection that the project's own page tells nothing of."""
    if row.inspection_id is None:
        return False
    county = await read_county(scope.connection, scope.tenant_id)
    inspections = installed().in_force(county.mechanism, county.today).inspections
    return any(one.secret for one in inspections if one.code == row.kind)


async def _keep(  # noqa: PLR0917
    scope: Scope, row: Any, values: dict[str, Any], on: date, line: str, act: str
) -> None:
    f = rectifications.c
    await scope.connection.execute(
        update(rectifications)
        .where(f.tenant_id == scope.tenant_id, f.id == row.id)
        .values(version=row.version + 1, **values)
    )
    if row.project_id is not None and not await _is_secret(scope, row):
        event = {"project_id": row.project_id, "on_date": on, "actor": scope.actor, "kind": "bulletin", "line": line}
        await scope.connection.execute(
            insert(project_events).values(tenant_id=scope.tenant_id, id=new_id(), clause=row.clause, **event)
        )
    await record(scope, act, f"rectification:{row.id}", values)
