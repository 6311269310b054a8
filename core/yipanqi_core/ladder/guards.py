"""Who may raise an issue, send it up, refer it, solve it and strike it off: asked before acting and to show it."""

from contextlib import suppress
from uuid import UUID

from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, holders_named, holds
from yipanqi_core.ladder.standing import IssueState, Seen, id_of
from yipanqi_core.refusals import RefusedError, WrongActorError
from yipanqi_core.rules import ladder as rules
from yipanqi_core.vocabulary import ItemKind, Role


def _require_role(who: Identity, seen: Seen) -> None:
    if not holds(who.role, Permission.HANDLE_ISSUE):
        able = holders_named(Permission.HANDLE_ISSUE, seen.edition.role_title)
        raise WrongActorError(f"“{who.role.label}”角色不能办理问题；可由以下角色办理：{able}", seen.ladder.clause)


def _is(who: Identity, holder: UUID | None) -> bool:
    return holder is not None and ((holder == who.unit_id and who.role is not Role.LEADER) or holder in who.post_ids)


def _holds(who: Identity, state: IssueState) -> bool:
    return any(_is(who, holder) for holder in state.holder_ids)


def _closes(who: Identity, seen: Seen) -> bool:
    """Tell whether someone sits in a seat that strikes off whatever issue it is."""
    sitting = (seen.seats.get(seat) for seat in seen.ladder.closing_seats)
    return any(_is(who, id_of(seen.names, one)) for one in sitting if one is not None)


def require_party(who: Identity, seen: Seen, category: str) -> None:
    """Let pass the units of the project, its deputy, and the daily office. Raises WrongActorError."""
    _require_role(who, seen)
    if who.role is Role.OFFICE or any(_is(who, each) for each in seen.parties(category)):
        return
    deputy = seen.ladder.deputy_title or seen.edition.deputy_title
    raise WrongActorError(
        f"“{seen.facts.project}”的问题由业主单位、责任单位、该类要素单位、{deputy}或{seen.edition.office_title}办理",
        seen.ladder.clause,
    )


def require_may_raise(who: Identity, seen: Seen) -> tuple[str, ...]:
    """Give the categories of which someone may raise issues, none for any. Raises WrongActorError."""
    own = []
    for category in sorted({item.title for item in seen.facts.of(ItemKind.GUARANTEE)}):
        with suppress(WrongActorError):
            require_party(who, seen, category)
            own.append(category)
    try:
        require_party(who, seen, "")
    except WrongActorError:
        if not own:
            raise
        return tuple(own)
    return ()


def require_party_or_holder(who: Identity, state: IssueState) -> None:
    """Let pass whoever has a part in the issue, or holds it. Raises WrongActorError."""
    if not _holds(who, state) or not holds(who.role, Permission.HANDLE_ISSUE):
        require_party(who, state.seen, state.row.category)


def require_holder(who: Identity, state: IssueState) -> None:
    """Let pass who holds the issue now; what nobody holds who could act, the daily office. Raises WrongActorError."""
    clause, rung = state.ladder.clause, state.ladder.rung(state.standing.rung)
    _require_role(who, state.seen)
    if _holds(who, state) or (state.unattended and who.role is Role.OFFICE):
        return
    named = state.holders[rung.code]
    name = "待明确" if named is None else "、".join(one.name for one in named.all)
    why = "岗位空缺，" if named is not None else ""
    held = f"（{name}，{why}由{state.seen.edition.office_title}代办）" if state.unattended else f"（{name}）"
    raise WrongActorError(f"问题现在“{rung.title}”{held}，由其办理", clause)


def require_open(state: IssueState) -> None:
    """Refuse what is struck off or was resolved. Raises RefusedError."""
    if state.row.resolved_on is not None:
        raise RefusedError(f"问题已于 {state.row.resolved_on} 解决，不再变动", state.ladder.clause)


def require_may_escalate(who: Identity, state: IssueState) -> None:
    """Let the holder of an open issue send it up. Raises WrongActorError, RefusedError."""
    require_holder(who, state)
    require_open(state)
    rules.declare(state.ladder, state.standing, state.seen.on, state.holders)


def require_may_mark_major(who: Identity, state: IssueState) -> None:
    """Let whoever has a part in an open issue mark it major. Raises WrongActorError, RefusedError."""
    require_party_or_holder(who, state)
    require_open(state)
    rules.mark_major(state.ladder, state.standing, state.seen.on)


def require_may_refer(who: Identity, state: IssueState) -> None:
    """Let the holder of the highest rung refer an open issue to its city. Raises WrongActorError, RefusedError."""
    require_holder(who, state)
    require_open(state)
    rules.refer(state.ladder, state.standing, state.seen.on)
    if state.row.city_above is None:
        raise RefusedError("本县尚未关联上级市，无法上报；请由平台管理员关联后再办", state.ladder.clause)


def require_may_change(who: Identity, state: IssueState) -> None:
    """Let whoever has a part in an open issue correct or solve it. Raises WrongActorError, RefusedError."""
    require_party_or_holder(who, state)
    require_open(state)


def require_may_strike_off(who: Identity, state: IssueState) -> None:
    """Let a second person with a part in it, or in a closing seat, strike off what is solved. Raises the same."""
    clause = state.ladder.closing_clause
    if not _closes(who, state.seen):
        require_party_or_holder(who, state)
    require_open(state)
    if state.closing is None:
        raise RefusedError("问题还没有报告解决情况，不能销号；请先由办理者报告解决", clause)
    if state.closing.solved_by == who.login:
        raise WrongActorError("报告解决的人不能自己销号，请由另一人凭佐证销号", clause)
