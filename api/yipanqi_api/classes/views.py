"""How a project's classes look: live in one project, as of a judged month in lists."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta
from pydantic import BaseModel

from yipanqi_api.references import Reference, Word
from yipanqi_api.rulings import RulingView
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.rules.classes import classes


class ClassView(msgspec.Struct):
    """A project's class of one kind; value null: in no class, the ruling says why."""

    kind: Annotated[Word, Meta(description="归类的种类，见 GET /v1/mechanism 的 classifications")]
    value: Word | None
    on: Annotated[date, Meta(description="按哪一天的事实；列表中为最近（或所问）已评估月份的月末")]
    ruling: RulingView


class ClassRow(msgspec.Struct):
    """A class that a month's assessment gave a project."""

    id: UUID
    period: str
    project: Reference | None
    lead_unit: Reference | None
    kind: Word
    value: Word | None
    ruling: RulingView
    published_on: Annotated[date | None, Meta(description="当期公布日；未公布为 null")]

    @classmethod
    def of(cls, row: Any, edition: Edition) -> Self:
        """Show a stored class."""
        return cls(
            id=row.id,
            period=row.period,
            project=Reference.maybe(row.project_id, row.project),
            lead_unit=Reference.maybe(row.unit_id, row.unit),
            kind=kind_word(edition, row.code),
            value=value_word(edition, row.code, row.value),
            ruling=RulingView(row.value, row.clause, row.because, msgspec.Raw(row.facts)),
            published_on=row.published_on,
        )


def kind_word(edition: Edition, kind: str) -> Word:
    """Name a kind of classes; one that the edition does not know goes by its code."""
    return Word(kind, next((one.title for one in edition.classifications if one.kind == kind), kind))


def value_word(edition: Edition, kind: str, value: str | None) -> Word | None:
    """Name a class."""
    if value is None:
        return None
    known = next((one.value(value) for one in edition.classifications if one.kind == kind), None)
    return Word(value, value if known is None else known.title)


def live(edition: Edition, facts: ProjectFacts, parameters: BaseModel) -> list[ClassView]:
    """Classify a project by its facts."""
    return [
        ClassView(
            kind_word(edition, one.code),
            value_word(edition, one.code, one.ruling.value),
            facts.on,
            RulingView(one.ruling.value, one.ruling.clause, one.ruling.because, msgspec.Raw(encode(one.ruling.facts))),
        )
        for one in classes(edition.classifications, facts, parameters)
    ]


def stored(edition: Edition, on: date, row: Any) -> ClassView:
    """Show a class as a month's assessment gave it."""
    return ClassView(
        kind_word(edition, row.code),
        value_word(edition, row.code, row.value),
        on,
        RulingView(row.value, row.clause, row.because, msgspec.Raw(row.facts)),
    )
