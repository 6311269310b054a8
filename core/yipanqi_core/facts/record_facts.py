"""Rows of recorded work, and of what units were given to do, as facts."""

from typing import Any

from sqlalchemy import Row

from yipanqi_core.facts.names import Names
from yipanqi_core.mechanism.record_facts import RecordFacts, TaskFacts


def done(row: Row[Any], who: Names) -> RecordFacts:
    """Give a record, its doer by name."""
    post = row.post_id
    is_post = post is not None
    unit = who.units[row.post_unit_id if is_post else row.doing_unit_id].name
    by = who.posts[post] if is_post else unit
    return RecordFacts(str(row.id), row.kind, row.on_date, by, unit, is_post, bool(row.as_leader), row.data or {})


def task(row: Row[Any], who: Names) -> TaskFacts:
    """Give what a unit was given to do."""
    return TaskFacts(row.kind, row.title, who.units[row.unit_id].name, row.opened_on, row.due_on, row.done_on)
