"""One deed of the diary with all that it needs: who does it, in which county, and whom and what its names mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.demonstration import DiaryPage
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Register:
    """The county's names on the day, each with its id."""

    units: Mapping[str, UUID]
    projects: Mapping[str, UUID]
    posts: Mapping[str, UUID]
    contacts: Mapping[UUID, str]
    """For each unit the person whom its others name first."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A page that someone acts out; names that the county does not have raise InvalidInputError."""

    scope: Scope
    edition: Edition
    who: Identity
    page: DiaryPage
    names: Register

    @property
    def project(self) -> UUID:
        """The project that it is about."""
        return _of(self.names.projects, self.page.project or "", "项目")

    @property
    def project_or_none(self) -> UUID | None:
        """The project that it is about, if any."""
        return None if self.page.project is None else self.project

    @property
    def unit_or_none(self) -> UUID | None:
        """The unit that it is about, if any."""
        return None if self.page.unit is None else self.unit(self.page.unit)

    @property
    def note(self) -> str:
        """Its words."""
        return self.page.note or ""

    def unit(self, name: str) -> UUID:
        """Give a unit by name."""
        return _of(self.names.units, name, "单位")

    def post(self, title: str) -> UUID:
        """Give a post by title."""
        return _of(self.names.posts, title, "岗位")

    def given(self, name: str) -> Any:
        """Give what the page must say under this name."""
        if name not in self.page.data:
            raise InvalidInputError(f"缺少“{name}”", f"/{name}")
        return self.page.data[name]

    def day(self, name: str) -> date:
        """Give a day that the page must say."""
        return date.fromisoformat(str(self.given(name)))

    def amount(self, name: str) -> Decimal:
        """Give an amount that the page must say."""
        return Decimal(str(self.given(name)))

    @property
    def year(self) -> int:
        """The year that it is about: its own unless it says another."""
        return self.page.year or self.page.on.year


def _of(known: Mapping[str, UUID], name: str, what: str) -> UUID:
    if name not in known:
        raise InvalidInputError(f"没有{what}“{name}”", f"/{what}")
    return known[name]
