"""How issues look."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.references import Reference, Word
from yipanqi_core.ladder.standing import Seen
from yipanqi_core.rules.ladder import answering
from yipanqi_core.vocabulary import Urgency

_URGENCIES = {urgency.value: Word.of(urgency) for urgency in Urgency}
_OPEN, _OVERDUE, _RESOLVED = Word("open", "未解决"), Word("overdue", "逾期未解决"), Word("resolved", "已解决")


class IssueView(msgspec.Struct):
    """An issue as it stands on the county's own day."""

    id: UUID
    project: Reference
    description: str
    category: str
    urgency: Word
    unit: Annotated[
        Reference | None,
        Meta(description="应办单位：由业主办理的类别为业主，否则为该类要素事项的单位，没有则为责任单位"),
    ]
    raised_on: date
    required_on: date | None
    resolved_on: date | None
    state: Word
    days_open: Annotated[int, Meta(description="自提出起，至解决或今天")]
    days_overdue: int
    version: int

    @classmethod
    def of(cls, row: Any, today: date, unit: Reference | None = None) -> Self:
        """Show a row; `unit` answers for it by the ladder, where there is one."""
        until = row.resolved_on or today
        overdue = 0 if row.required_on is None or row.resolved_on else max((today - row.required_on).days, 0)
        return cls(
            id=row.id,
            project=Reference(row.project_id, row.project),
            description=row.description,
            category=row.category,
            urgency=_URGENCIES[row.urgency],
            unit=unit or Reference.maybe(row.unit_id, row.unit),
            raised_on=row.raised_on,
            required_on=row.required_on,
            resolved_on=row.resolved_on,
            state=_RESOLVED if row.resolved_on else _OVERDUE if overdue else _OPEN,
            days_open=(until - row.raised_on).days,
            days_overdue=overdue,
            version=row.version,
        )


def answering_unit(seen: Seen, category: str) -> Reference:
    """Give the unit that answers for an issue of a category of the project, whoever holds it now."""
    name = answering(seen.ladder, seen.facts, category)
    return Reference(seen.names.unit_ids[name], name)
