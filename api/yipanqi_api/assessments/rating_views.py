"""How ratings look: the colour that counts, the computed one with its ruling, and what people set."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.colours import colour_word
from yipanqi_api.references import Reference, Word
from yipanqi_api.rulings import RulingView
from yipanqi_core.assessments.overrides import MAX_REASON


class OverrideView(msgspec.Struct):
    """A colour that a person set in time, so that it counts instead of the computed one."""

    id: UUID
    colour: Word
    reason: str
    clause: str
    set_by: str
    set_on: date


class SetRating(msgspec.Struct):
    """A colour that a person set, in time or late."""

    id: UUID
    colour: Word
    before: Annotated[Word, Meta(description="改定前的颜色")]
    reason: str
    clause: str
    set_by: str
    set_on: date
    counts: Annotated[bool, Meta(description="公布前改定，计入当月文书、任务和得分；否则在下一次评估中反映")]

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show an override's row."""
        colours = colour_word(row.value), colour_word(row.before)
        return cls(row.id, *colours, row.reason, row.clause, row.set_by, row.set_on, row.counts)


class NewOverride(msgspec.Struct, forbid_unknown_fields=True):
    """Another colour than the one that stands."""

    value: Annotated[str, Meta(min_length=1, max_length=20, description="颜色", examples=["yellow"])]
    reason: Annotated[str, Meta(min_length=1, max_length=MAX_REASON, pattern=r"\S", description="理由")]


class StoredRating(msgspec.Struct, kw_only=True):
    """A project's rating of a month: the colour that counts, and the computed ruling beside it."""

    id: UUID
    period: str
    project: Reference | None
    unit: Annotated[Reference | None, Meta(description="责任单位")]
    colour: Annotated[Word, Meta(description="计入文书和得分的颜色")]
    computed: Annotated[Word, Meta(description="系统按规则计算的颜色")]
    ruling: Annotated[RulingView, Meta(description="系统按规则计算的结果")]
    override: Annotated[OverrideView | None, Meta(description="公布前由人另定的颜色；没有则为 null")]
    published_on: Annotated[date | None, Meta(description="当期公布日；未公布为 null")]
    href: str


class ListedRating(StoredRating, kw_only=True):
    """A rating of a list with what this user may do."""

    actions: list[Action] = msgspec.field(name="_actions")


class RatingWithOverrides(StoredRating, kw_only=True):
    """A rating with everything that people set, oldest first, and what this user may do."""

    overrides: list[SetRating]
    actions: list[Action] = msgspec.field(name="_actions")


def shown(row: Any) -> dict[str, Any]:
    """Give what a list and one rating show alike."""
    return {
        "id": row.id,
        "period": row.period,
        "project": Reference.maybe(row.project_id, row.project),
        "unit": Reference.maybe(row.unit_id, row.unit),
        "colour": colour_word(row.in_effect),
        "computed": colour_word(row.value),
        "ruling": RulingView(row.value, row.clause, row.because, msgspec.Raw(row.facts)),
        "override": _override(row),
        "published_on": row.published_on,
        "href": f"/v1/ratings/{row.id}",
    }


def _override(row: Any) -> OverrideView | None:
    if row.override_id is None:
        return None
    return OverrideView(
        id=row.override_id,
        colour=colour_word(row.in_effect),
        reason=row.override_reason,
        clause=row.override_clause,
        set_by=row.override_set_by,
        set_on=row.override_set_on,
    )
