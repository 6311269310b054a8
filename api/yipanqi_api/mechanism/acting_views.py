"""What may be done upon the lists and with plans, and who answers for a project, as it is shown."""

from typing import Annotated

import msgspec
from msgspec import Meta

from yipanqi_api.references import Word


class ActView(msgspec.Struct):
    """An act upon the main track with its stages; who signs follows from the project."""

    code: str
    title: str
    clause: str
    kind: Word
    stages: list[Word]
    shown: Annotated[str, Meta(description="按哪一条款在评估中列示")]
    proposed_by_facts: Annotated[bool, Meta(description="由事实提出，不由人提请")]
    due_each: Annotated[Word | None, Meta(description="事实提出的，逐期提出的周期")]


class SeasonView(msgspec.Struct):
    """A yearly window; both its days belong to it."""

    code: str
    title: str
    clause: str
    first: Annotated[str, Meta(pattern=r"^[0-9]{2}-[0-9]{2}$", examples=["07-01"])]
    last: Annotated[str, Meta(pattern=r"^[0-9]{2}-[0-9]{2}$", examples=["07-31"])]


class MarkKindView(msgspec.Struct):
    """A mark: who sets it, for which projects, with what, and when."""

    code: str
    title: str
    clause: str
    seats: list[Word]
    parts: list[Word]
    natures: list[Word]
    set_in: Annotated[str | None, Meta(description="可登记的时段，见 seasons；null 为任何时候")]
    ended_in: Annotated[str | None, Meta(description="可取消的时段，见 seasons")]
    lasting: Annotated[bool, Meta(description="自登记之日起一直有效，直到取消；否则只在所登记的年度有效")]


class ReplanningView(msgspec.Struct):
    """By which clause a plan may move, and whose consent it takes into a later year."""

    clause: str
    later_year: Word


class OverrideRuleView(msgspec.Struct):
    """What the office that rates a project may set instead, with a reason."""

    clause: str
    values: list[Word]


class RequirementView(msgspec.Struct):
    """Which leaders a project must have: all of one alternative."""

    code: str
    title: str
    clause: str
    alternatives: list[list[Word]]


class KeyChainsView(msgspec.Struct):
    """How many key chains the county keeps."""

    title: str
    clause: str
    most: int


class DriverView(msgspec.Struct):
    """Who drives a project in a stage; the first that applies."""

    code: str
    stage: str
    clause: str
    driven_by: Word
    seat: Word | None


class RemindersView(msgspec.Struct):
    """What goes to each deputy by itself."""

    title: str
    clause: str
    copy_clause: Annotated[str | None, Meta(description="抄送推动单位所依据的条款")]
