"""How units look."""

from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.posts.views import PostRow
from yipanqi_api.references import Word
from yipanqi_core.vocabulary import UnitKind

_KINDS = {kind.value: Word.of(kind) for kind in UnitKind}


class UnitRow(msgspec.Struct, kw_only=True):
    """A unit of the county."""

    id: UUID
    name: str
    kind: Word
    assessment_group: Annotated[str | None, Meta(description="考核组")]
    short_names: Annotated[list[str], Meta(description="简称")]
    credit_code: Annotated[str | None, Meta(description="统一社会信用代码")]

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        return cls(**_shown(row))


class UnitProjects(msgspec.Struct):
    """In how many projects the unit has which part."""

    leads: Annotated[int, Meta(description="任责任单位")]
    owns: Annotated[int, Meta(description="任业主单位")]
    guarantees: Annotated[int, Meta(description="有要素保障事项")]


class UnitView(UnitRow, kw_only=True):
    """A unit with its posts, its part in projects, and what may be done towards it."""

    projects: UnitProjects
    posts: list[PostRow]
    actions: list[Action] = msgspec.field(name="_actions")
    version: int

    @classmethod
    def with_posts(cls, row: Any, posts: Any, actions: list[Action]) -> Self:
        """Show a unit."""
        part = UnitProjects(row.leads, row.owns, row.guarantees)
        shown = [PostRow.of(one) for one in posts]
        return cls(**_shown(row), projects=part, posts=shown, actions=actions, version=row.version)


def _shown(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "kind": _KINDS[row.kind],
        "assessment_group": row.assessment_group,
        "short_names": list(row.short_names),
        "credit_code": row.credit_code,
    }
