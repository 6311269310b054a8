"""What the caller may decide of a proposal now, asked of the guard that deciding calls."""

from functools import partial
from typing import Any

from yipanqi_api.actions import Action, action
from yipanqi_api.proposals.views import MAX_REASON
from yipanqi_core.acts.deciding import Deciding
from yipanqi_core.acts.queries import PENDING
from yipanqi_core.acts.standing import Standing
from yipanqi_core.mechanism.acts import Motion
from yipanqi_core.tenants.scope import Scope

_TITLES = {"approve": "同意", "return": "退回", "refuse": "不予通过", "submit": "补正再报", "withdraw": "撤回"}
_BY_STATE = {"open": ("approve", "return", "refuse", "withdraw"), "returned": ("submit", "withdraw")}


def decision_actions(scope: Scope, row: Any, at: Standing | None) -> list[Action]:
    """List the decisions that the proposal's state knows, each offered or refused to this user."""
    act = None if at is None else at.edition.act(row.act)
    if at is None or act is None or row.state not in PENDING:
        return []
    deciding = Deciding(scope, at, act, row, Motion(row.from_step, row.to_step), None)
    href = f"/v1/proposals/{row.id}/decisions"
    return [
        action(name, f"{act.title}：{_TITLES[name]}", "POST", href, partial(_ask, deciding, name), _schema(name))
        for name in _BY_STATE[row.state]
    ]


def _ask(deciding: Deciding, name: str) -> None:
    deciding.require(name)


def _schema(name: str) -> dict[str, Any]:
    needed = name in ("return", "refuse")
    reason = {"type": "string" if needed else ["string", "null"], "title": "理由", "maxLength": MAX_REASON}
    return {
        "type": "object",
        "properties": {"decision": {"const": name}, "reason": reason},
        "required": ["decision", *(["reason"] if needed else [])],
        "additionalProperties": False,
    }
