"""Rows of recorded work as facts."""

from typing import Any

from sqlalchemy import Row

from yipanqi_core.facts.names import Names
from yipanqi_core.mechanism.record_facts import RecordFacts


def done(row: Row[Any], who: Names) -> RecordFacts:
    """Give a record, its doer by name."""
    is_post = row.post_id is not None
    unit = who.units[row.post_unit_id if is_post else row.doing_unit_id].name
    by = who.posts[row.post_id] if is_post else unit
    return RecordFacts(str(row.id), row.kind, row.on_date, by, unit, is_post, bool(row.as_leader), row.data or {})
