"""How a task looks, with the record that closes it."""

from datetime import date
from functools import partial
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action, action
from yipanqi_api.records.actions import PATH, record_schema
from yipanqi_api.references import PostReference, Reference, Word
from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.work.guards import Doer, require_recorder


class TaskView(msgspec.Struct):
    """Something that a post or a unit owes."""

    id: UUID
    kind: Word
    title: str
    project: Reference | None
    post: Annotated[PostReference | None, Meta(description="责任岗位；任职者为现任，已办结的为办结当日")]
    unit: Reference | None
    letter: Reference | None
    period: str | None
    clause: str
    opened_on: date
    due_on: date | None
    done_on: date | None
    closed_by: Annotated[str | None, Meta(description="哪一类工作记录使其办结", examples=["约谈"])]
    record_id: Annotated[UUID | None, Meta(description="使其办结的工作记录")]
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, identity: Identity, edition: Edition) -> Self:
        """Show a row of the task queries to a user."""
        kind = next((one for one in edition.tasks if one.code == row.kind), None)
        closed_by = None if kind is None else kind.closed_by
        holder = Reference.maybe(row.holder_id, row.holder)
        return cls(
            id=row.id,
            kind=Word(row.kind, row.kind if kind is None else kind.title),
            title=row.title,
            project=Reference.maybe(row.project_id, row.project),
            post=None if row.post_id is None else PostReference(row.post_id, row.post, holder),
            unit=Reference.maybe(row.unit_id, row.unit),
            letter=Reference.maybe(row.letter_id, row.letter),
            period=row.period,
            clause=row.clause,
            opened_on=row.opened_on,
            due_on=row.due_on,
            done_on=row.done_on,
            closed_by=closed_by,
            record_id=row.record_id,
            actions=[]
            if closed_by is None or row.done_on is not None
            else [_record(row, identity, closed_by, edition)],
        )


def _record(row: Any, identity: Identity, closed_by: str, edition: Edition) -> Action:
    """Offer the record that closes an open task, to whoever may record the work of its post or unit."""
    if row.post_id is None:
        doer, name, key = Doer(None, row.unit_id, row.unit), "unit_id", row.unit_id
    else:
        doer, name, key = Doer(row.post_id, row.post_unit_id, row.post), "post_id", row.post_id
    fields = next((one.fields for one in edition.records if one.title == closed_by), None)
    schema = record_schema(
        closed_by, row.project_id, {name: {"const": str(key)}, "task_id": {"const": str(row.id)}}, [name], fields
    )
    guard = partial(require_recorder, identity, doer, row.clause, edition=edition)
    return action(f"record:{closed_by}", f"记录{closed_by}", "POST", PATH, guard, schema)
