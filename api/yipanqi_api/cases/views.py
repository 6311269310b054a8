"""How cases are opened, filled in, followed and shown, with the days on each step."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.references import Reference, Word
from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects.standing import seat_title

Fields = Annotated[
    dict[str, str | int | bool | None], Meta(description="见 GET /v1/cases/kinds 中该种类的 fields；小数写成字符串")
]

Note = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]


class NewCase(msgspec.Struct, forbid_unknown_fields=True):
    """A case to be opened."""

    kind: Annotated[str, Meta(min_length=1, max_length=50, description="见 GET /v1/cases/kinds")]
    project_id: UUID
    title: Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
    fields: Fields = {}


class ChangedCase(msgspec.Struct, forbid_unknown_fields=True):
    """Fields to be filled in; those left out stay."""

    fields: Fields


class NewFollower(msgspec.Struct, forbid_unknown_fields=True):
    """Who follows a case from now on."""

    user_id: UUID


class NewStep(msgspec.Struct, forbid_unknown_fields=True):
    """That a case goes on to its next step."""

    note: Annotated[Note | None, Meta(description="文号、退件情况等")] = None


class CaseKindView(msgspec.Struct):
    """A kind of case as the mechanism declares it."""

    code: str
    title: str
    clause: str
    steps: list[Word]
    kept_by: Word
    led_by: Annotated[Word, Meta(description="专班由谁牵头")]
    followed_from: Annotated[str, Meta(description="自该阶段起须有跟踪人")]
    fields: Annotated[dict[str, Any], Meta(description="字段的 JSON Schema")]

    @classmethod
    def of(cls, kind: CaseKind, edition: Edition) -> Self:
        """Show a declaration."""
        return cls(
            code=kind.code,
            title=kind.title,
            clause=kind.clause,
            steps=[Word(step.code, step.title) for step in kind.steps],
            kept_by=Word(kind.kept_by, seat_title(edition, kind.kept_by)),
            led_by=Word(kind.led_by, seat_title(edition, kind.led_by)),
            followed_from=kind.followed_from,
            fields=kind.fields.model_json_schema(),
        )


class StepView(msgspec.Struct):
    """A stay on a step."""

    step: Word
    entered_on: date
    left_on: date | None
    days: Annotated[int, Meta(description="在该阶段的天数；未离开的算到本县当日")]
    decided_by: str
    note: str | None


class CaseView(msgspec.Struct):
    """A case with its steps, its follower and the days in hand."""

    id: UUID
    kind: Word
    clause: str | None
    title: str
    project: Reference
    unit: Annotated[Reference | None, Meta(description="立卷单位")]
    step: Word
    follower: Annotated[Reference | None, Meta(description="驻点跟踪人")]
    followed_on: date | None
    submitted_on: Annotated[date | None, Meta(description="进入须有跟踪人的阶段（报件）之日")]
    opened_on: date
    closed_on: date | None
    days: Annotated[int, Meta(description="自立卷起的在办天数")]
    fields: dict[str, Any]
    steps: list[StepView]
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, edition: Edition, today: date, actions: list[Action]) -> Self:
        """Show a row; a kind that the edition no longer knows goes by its code."""
        kind = next((one for one in edition.cases if one.code == row.kind), None)
        steps = list(_steps(row, kind, today))
        submitted = None if kind is None else kind.followed_from
        return cls(
            id=row.id,
            kind=Word(row.kind, row.kind if kind is None else kind.title),
            clause=None if kind is None else kind.clause,
            title=row.title,
            project=Reference(row.project_id, row.project),
            unit=Reference.maybe(row.unit_id, row.unit),
            step=steps[-1].step,
            follower=Reference.maybe(row.follower_id, row.follower),
            followed_on=row.followed_on,
            submitted_on=next((one.entered_on for one in steps if one.step.code == submitted), None),
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            days=((row.closed_on or today) - row.opened_on).days,
            fields=row.fields,
            steps=steps,
            version=row.version,
            actions=actions,
        )


def _steps(row: Any, kind: CaseKind | None, today: date) -> Iterator[StepView]:
    titles = {} if kind is None else {step.code: step.title for step in kind.steps}
    for one in row.steps:
        entered = date.fromisoformat(one["entered_on"])
        left = None if one["left_on"] is None else date.fromisoformat(one["left_on"])
        word = Word(one["step"], titles.get(one["step"], one["step"]))
        days = ((left or row.closed_on or today) - entered).days
        yield StepView(word, entered, left, days, one["decided_by"], one["note"])
