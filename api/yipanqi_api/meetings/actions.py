"""What may be done with a meeting and its items now, asked of the very guards that the routes call."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import msgspec

from yipanqi_api.actions import Action, action
from yipanqi_api.meetings.views import AgendaItemChange, Completion, NewAgendaItem, NewMinutes
from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.meetings import MeetingSeries
from yipanqi_core.meetings.guards import require_answerer, require_carrier, require_preparer, require_whole

PATH, ITEMS = "/v1/meetings", "/v1/agenda-items"


def of_meeting(identity: Identity, edition: Edition, row: Any) -> list[Action]:
    """Filling the agenda, and adding to it."""
    series = _series(edition, row)
    if series is None:
        return []
    guard, here = partial(require_preparer, identity, row, series), f"{PATH}/{row.id}"
    return [
        action("fill", "补齐议程", "POST", f"{here}/agenda", guard),
        action("add_item", "增加议题", "POST", f"{here}/agenda-items", guard, _schema(NewAgendaItem)),
    ]


def of_whole_meeting(identity: Identity, edition: Edition, row: Any, items: Sequence[Any]) -> list[Action]:
    """The same, and taking minutes, which needs every item answered or decided as the series asks."""
    series = _series(edition, row)
    if series is None:
        return []

    def guard() -> None:
        require_preparer(identity, row, series)
        require_whole(series, items)

    minutes = action("take_minutes", "形成纪要", "POST", f"{PATH}/{row.id}/minutes", guard, _schema(NewMinutes))
    return [*of_meeting(identity, edition, row), minutes]


def of_item(identity: Identity, edition: Edition, meeting: Any, item: Any) -> list[Action]:
    """Answering, deciding, and reporting a decision as carried out."""
    series = _series(edition, meeting)
    if series is None:
        return []
    here, schema = f"{ITEMS}/{item.id}", _schema(AgendaItemChange)
    answerer = partial(require_answerer, identity, meeting, series, item.answer_unit_id)
    found = [
        action("answer", "记录答复", "PATCH", here, answerer, schema),
        action("decide", "记录议定", "PATCH", here, partial(require_preparer, identity, meeting, series), schema),
    ]
    if item.task_id is not None:
        carrier = partial(require_carrier, identity, item, series)
        found.append(action("complete", "办结", "POST", f"{here}/completion", carrier, _schema(Completion)))
    return found


def _series(edition: Edition, row: Any) -> MeetingSeries | None:
    return next((one for one in edition.meetings if one.code == row.series), None)


def _schema(shape: Any) -> dict[str, Any]:
    return msgspec.json.schema(shape)
