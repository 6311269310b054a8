"""A row of a further sheet, in the words of a workbook, and the names behind the ids of the county's own rows."""

from collections.abc import Container, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from yipanqi_core.workbook.register import ItemRow, Post


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a further sheet; `fields` holds what is filled in, by attribute."""

    sheet: str
    key: tuple[Hashable, ...]
    fields: Mapping[str, object]
    called: str = field(compare=False)

    @property
    def project(self) -> str | None:
        """The project that it is about, if it is about one."""
        name = self.fields.get("project")
        return None if name is None else str(name)


@dataclass(frozen=True, slots=True)
class Naming:
    """What the county's ids are called in a workbook; `year` is the workbook's.

    `baselines` are the first plans of items, `told_tenures` the running ones that the sheet of people tells.
    """

    units: Mapping[UUID, str]
    posts: Mapping[UUID, Post]
    projects: Mapping[UUID, str]
    logins: Mapping[UUID, str]
    chains: Mapping[UUID, str]
    items: Mapping[UUID, ItemRow]
    baselines: Mapping[UUID, date | None]
    told_tenures: Container[UUID]
    year: int | None
