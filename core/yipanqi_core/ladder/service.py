"""Acting on an issue: raising and correcting it, sending it up, marking it major, solving it, striking it off."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as upsert

from yipanqi_core.audit.service import audit_row, record
from yipanqi_core.audit.tables import audit
from yipanqi_core.auth.identity import Identity
from yipanqi_core.database.bulk import insert_together
from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder import guards
from yipanqi_core.ladder.moving import Move, add_events, entries, entry, event_rows, move, short, stay_row, tell
from yipanqi_core.ladder.standing import IssueState, Seen, id_of, see_project
from yipanqi_core.ladder.tables import issue_closings, issue_stays
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.ladders import HolderKind
from yipanqi_core.projects.tables import project_events
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.rules import ladder as rules
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Urgency
from yipanqi_core.work.tables import issues


@dataclass(frozen=True, slots=True)
class NewIssue:
    """An issue of a project as it is raised."""

    project_id: UUID
    description: str
    category: str
    urgency: Urgency
    required_on: date | None


async def raise_issue(scope: Scope, edition: Edition, who: Identity, new: NewIssue) -> UUID:
    """Raise an issue today, on the rung where issues begin.

    Raises NotFoundError (the project), WrongActorError, InvalidInputError.
    """
    return await raise_seen(scope, who, await see_project(scope, edition, new.project_id), new)


async def raise_seen(scope: Scope, who: Identity, seen: Seen, new: NewIssue) -> UUID:
    """Raise an issue of a project that has been read already. Raises WrongActorError, InvalidInputError."""
    guards.require_party(who, seen, new.category)
    return await open_issue(scope, seen, new)


async def open_issue(scope: Scope, seen: Seen, new: NewIssue, record_id: UUID | None = None) -> UUID:
    """Open an issue today on the rung where issues begin; `record_id` is the work that found it.

    Raises InvalidInputError.
    """
    _require_day(new.required_on, seen.on)
    issue_id = new_id()
    row = {**asdict(new), "urgency": new.urgency.value, "raised_on": seen.on, "record_id": record_id}
    holders = seen.holders(new.category)
    begins = rules.starts_on(seen.ladder, seen.facts, new.category, seen.ladder.raised)
    standing = rules.begin(seen.ladder, begins, seen.on, holders)
    holder = holders[standing.rung]
    line = f"提出问题“{short(new.description)}”（{new.category}，{new.urgency.label}）"
    subject = f"新问题：{seen.facts.project}——{short(new.description)}"
    rows = {
        issues: [{"id": issue_id, **row}],
        issue_stays: [stay_row(scope, seen.names, issue_id, 1, standing, holder)],
        project_events: event_rows(scope, seen.on, [(new.project_id, line)], seen.ladder.clause),
        inbox: entries(seen.names, holder, subject, seen.on),
        audit: [audit_row(scope, "raise_issue", f"issue:{issue_id}", {**row, "rung": standing.rung})],
    }
    await insert_together(scope.connection, scope.tenant_id, rows)
    return issue_id


def _require_day(required_on: date | None, today: date) -> None:
    if required_on is not None and required_on < today:
        raise InvalidInputError(f"要求解决日期 {required_on} 已经过去，请填今天或以后的日期", "/required_on")


async def change(scope: Scope, who: Identity, state: IssueState, changes: Mapping[str, Any], reason: str) -> None:
    """Correct an open issue; old and new values stay, with who and why. Raises WrongActorError, RefusedError."""
    guards.require_may_change(who, state)
    old = {name: getattr(state.row, name) for name in changes}
    if changes.get("required_on") != state.row.required_on:
        _require_day(changes.get("required_on"), state.seen.on)
    await _set(scope, state, changes)
    line = f"修改问题“{short(state.row.description)}”：{reason}"
    await add_events(scope, state.seen.on, [(state.row.project_id, line)], state.ladder.clause)
    await record(scope, "change_issue", f"issue:{state.row.id}", {"old": old, "new": dict(changes), "reason": reason})


async def _set(scope: Scope, state: IssueState, values: Mapping[str, Any]) -> None:
    x = issues.c
    statement = update(issues).where(x.tenant_id == scope.tenant_id, x.id == state.row.id)
    await scope.connection.execute(statement.values(version=x.version + 1, **values))


async def escalate(scope: Scope, who: Identity, state: IssueState, reason: str) -> None:
    """Send an issue up, since its holder cannot solve it. Raises WrongActorError, RefusedError."""
    guards.require_may_escalate(who, state)
    after = rules.declare(state.ladder, state.standing, state.seen.on, state.holders)
    await go(scope, state, after, reason)


async def mark_major(scope: Scope, who: Identity, state: IssueState, reason: str) -> None:
    """Send a major issue straight up the same day and inform its deputy. Raises WrongActorError, RefusedError."""
    guards.require_may_mark_major(who, state)
    after = rules.mark_major(state.ladder, state.standing, state.seen.on)
    await go(scope, state, after, reason)
    skipped = (rung for rung in state.ladder.rungs if rung.holder is HolderKind.DEPUTY)
    deputies = [holder for rung in skipped if (holder := state.holders[rung.code]) is not None]
    subject = (
        f"重大问题已直报“{state.ladder.rung(after.rung).title}”：{state.row.project}——{short(state.row.description)}"
    )
    there = state.holders[after.rung]
    receivers = [id_of(state.seen.names, holder) for holder in deputies if not holder.shares_with(there)]
    await tell(scope, [entry(receiver, True, subject, state.seen.on) for receiver in receivers])


async def go(scope: Scope, state: IssueState, after: rules.Standing, reason: str | None) -> None:
    """Move an issue and keep who moved it and why."""
    held, goes_to = state.holders[state.standing.rung], state.holders[after.rung]
    one = Move(state.row, state.standing, state.position, held, after, goes_to, reason)
    await move(scope, state.ladder, state.seen.names, [one], state.seen.on)
    body = {"from": state.standing.rung, "to": after.rung, "cause": after.cause, "reason": reason}
    await record(scope, "move_issue", f"issue:{state.row.id}", body)


async def resolve(scope: Scope, who: Identity, state: IssueState, solution: str) -> None:
    """Report an issue as solved today; it stays open until it is struck off. Raises WrongActorError, RefusedError."""
    guards.require_may_change(who, state)
    row = {"solution": solution, "solved_by": who.login, "solved_on": state.seen.on}
    key = {"tenant_id": scope.tenant_id, "issue_id": state.row.id}
    statement = upsert(issue_closings).values(**key, **row)
    await scope.connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=row))
    await _set(scope, state, {})
    line = f"报告问题“{short(state.row.description)}”已解决，待销号：{solution}"
    await add_events(scope, state.seen.on, [(state.row.project_id, line)], state.ladder.closing_clause)
    await record(scope, "resolve_issue", f"issue:{state.row.id}", row)


async def strike_off(scope: Scope, who: Identity, state: IssueState, evidence: str) -> None:
    """Close a solved issue as of the day it was reported solved, by a second person with evidence.

    Raises WrongActorError, RefusedError.
    """
    guards.require_may_strike_off(who, state)
    assert state.closing is not None
    row = {"evidence": evidence, "struck_by": who.login, "struck_on": state.seen.on}
    c = issue_closings.c
    statement = update(issue_closings).where(c.tenant_id == scope.tenant_id, c.issue_id == state.row.id)
    await scope.connection.execute(statement.values(**row))
    await _set(scope, state, {"resolved_on": state.closing.solved_on})
    line = f"问题“{short(state.row.description)}”销号：{evidence}"
    await add_events(scope, state.seen.on, [(state.row.project_id, line)], state.ladder.closing_clause)
    await record(scope, "strike_off_issue", f"issue:{state.row.id}", {**row, "solved_by": state.closing.solved_by})
