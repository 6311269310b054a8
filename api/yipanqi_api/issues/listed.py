"""Issues as a list shows them: each with what this user may do, from statements that do not grow with the page."""

from collections.abc import Callable, Sequence
from typing import Any, Self

import msgspec

from yipanqi_api.actions import Action
from yipanqi_api.editions import county_and_edition
from yipanqi_api.issues.acting import issue_actions
from yipanqi_api.issues.views import IssueView, answering_unit
from yipanqi_api.references import Reference
from yipanqi_core.auth.identity import Identity
from yipanqi_core.ladder import queries
from yipanqi_core.ladder.parties import see_all_parties
from yipanqi_core.ladder.standing import state_of
from yipanqi_core.tenants.scope import Scope


class ListedIssue(IssueView):
    """An issue of a list with what this user may do with it."""

    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def acted(cls, shown: IssueView, actions: list[Action]) -> Self:
        """Add what may be done to what is shown."""
        return cls(**{name: getattr(shown, name) for name in IssueView.__struct_fields__}, actions=actions)


async def with_actions(scope: Scope, who: Identity, rows: Sequence[Any]) -> Callable[[Any], ListedIssue]:
    """Read what the actions of these issues rest on, and give how each is shown."""
    county, edition = await county_and_edition(scope)
    offered: dict[Any, list[Action]] = {}
    units: dict[Any, Reference] = {}
    if edition.ladder is not None and rows:  # without a ladder nothing can be done with an issue
        ids = [row.id for row in rows]
        seen = await see_all_parties(scope, edition, sorted({row.project_id for row in rows}), county.today)
        closed = {row.issue_id: row for row in await queries.closing_rows(scope.connection, scope.tenant_id, ids)}
        for row in await queries.standing_rows(scope.connection, scope.tenant_id, ids):
            state = state_of(row, seen[row.project_id], closed.get(row.id))
            offered[row.id] = issue_actions(who, state)
        units = {row.id: answering_unit(seen[row.project_id], row.category) for row in rows}
    return lambda row: ListedIssue.acted(IssueView.of(row, county.today, units.get(row.id)), offered.get(row.id, []))
