"""Deeds upon issues: raised, sent up, marked major, reported solved, struck off by a second person."""

from datetime import date

from yipanqi_core.demonstration.deeds import queries
from yipanqi_core.demonstration.deeds.doing import Deed
from yipanqi_core.ladder import service
from yipanqi_core.ladder.standing import IssueState, read_state
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.vocabulary import Urgency


async def raise_issue(deed: Deed) -> None:
    """Raise an issue; the page's kind is its category."""
    required = deed.page.data.get("required_on")
    new = service.NewIssue(
        deed.project,
        deed.note,
        deed.page.kind,
        Urgency.of(str(deed.page.data.get("urgency", Urgency.IMPORTANT.value))),
        None if required is None else date.fromisoformat(str(required)),
    )
    await service.raise_issue(deed.scope, deed.edition, deed.who, new)


async def escalate_issue(deed: Deed) -> None:
    """Send the project's oldest open issue of the category up, since its holder cannot solve it."""
    await service.escalate(deed.scope, deed.who, await _issue(deed), deed.note)


async def mark_issue_major(deed: Deed) -> None:
    """Mark it major, so that it goes straight up."""
    await service.mark_major(deed.scope, deed.who, await _issue(deed), deed.note)


async def solve_issue(deed: Deed) -> None:
    """Report it as solved."""
    await service.resolve(deed.scope, deed.who, await _issue(deed), deed.note)


async def strike_issue(deed: Deed) -> None:
    """Strike it off on evidence."""
    await service.strike_off(deed.scope, deed.who, await _issue(deed), deed.note)


async def _issue(deed: Deed) -> IssueState:
    scope, kind = deed.scope, deed.page.kind
    found = await queries.open_issue(scope.connection, scope.tenant_id, deed.project, kind)
    if found is None:
        raise InvalidInputError(f"该项目没有未解决的“{kind}”问题", "/kind")
    return await read_state(scope, deed.edition, found, lock=True)


DEEDS = {one.__name__: one for one in (raise_issue, escalate_issue, mark_issue_major, solve_issue, strike_issue)}
