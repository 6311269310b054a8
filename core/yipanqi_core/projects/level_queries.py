"""Cutting any list by the level of its projects, as they stand now."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, exists

from yipanqi_core.projects.tables import projects
from yipanqi_core.vocabulary import Level


def of_levels(project_id: ColumnElement[Any], tenant_id: Any, levels: Iterable[Level]) -> ColumnElement[bool]:
    """Tell whether the project that a row is about stands on one of these levels."""
    p = projects.alias("levelled").c
    wanted = [level.value for level in levels]
    return exists().where(p.tenant_id == tenant_id, p.id == project_id, p.level.in_(wanted))
