"""How projects are registered and corrected, marked for a year, and put forward; and what comes back."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from yipanqi_api.projects.views import nature_word
from yipanqi_api.proposals.views import Reason
from yipanqi_api.references import Reference, Word
from yipanqi_api.values import Instant, Money, amount, local
from yipanqi_core.acts.marking import MAX_PART
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.vocabulary import Level, Nature

Name = Annotated[str, Meta(min_length=2, max_length=100, pattern=r"^\S(.*\S)?$")]
Short = Annotated[str, Meta(min_length=1, max_length=100)]
Long = Annotated[str, Meta(min_length=1, max_length=2000)]
Total = Annotated[
    str,
    Meta(description="总投资，万元", pattern=r"^[0-9]{1,14}(\.[0-9]{1,2})?$", extra_json_schema={"format": "decimal"}),
]
StepCode = Annotated[str, Meta(max_length=50, description="清单，见 /v1/tracks；缺省按事实")]
Ground = Annotated[str, Meta(max_length=50, description="规定的事由，见 _actions 中的 input")]
Fields = Annotated[dict[str, Any], Meta(description="本县机制自有的字段，见 /v1/mechanism")]


class NewProject(msgspec.Struct, forbid_unknown_fields=True):
    """A project to be registered; whoever registers it attests that it is true."""

    name: Name
    nature: Nature
    sector: Short
    total_investment: Total
    lead_unit_id: UUID
    owner_id: UUID
    leader_id: Annotated[UUID | None, Meta(description="包抓领导（岗位）")] = None
    code: Short | None = None
    level: Level | None = None
    site: Short | None = None
    content: Long | None = None
    fields: Fields = {}

    def values(self) -> dict[str, Any]:
        """Give the columns of the project's own."""
        return {
            "name": self.name,
            "nature": self.nature.value,
            "sector": self.sector,
            "total_investment": amount(self.total_investment),
            "code": self.code,
            "level": None if self.level is None else self.level.value,
            "site": self.site,
            "content": self.content,
            "fields": self.fields,
        }


class ProjectCorrection(msgspec.Struct, forbid_unknown_fields=True):
    """What is corrected of a project, and why; what is absent stays, null empties."""

    reason: Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]
    name: Name | UnsetType = UNSET
    nature: Nature | UnsetType = UNSET
    sector: Short | UnsetType = UNSET
    total_investment: Total | UnsetType = UNSET
    code: Short | UnsetType | None = UNSET
    level: Level | UnsetType | None = UNSET
    site: Short | UnsetType | None = UNSET
    content: Long | UnsetType | None = UNSET
    fields: Fields | UnsetType = UNSET

    def changes(self) -> dict[str, Any]:
        """Give the columns that change."""
        given = {name: getattr(self, name) for name in self.__struct_fields__ if name != "reason"}
        found = {name: value for name, value in given.items() if value is not UNSET}
        for name in ("nature", "level"):
            if found.get(name) is not None:
                found[name] = found[name].value
        if "total_investment" in found:
            found["total_investment"] = amount(found["total_investment"])
        return found


class RegisteredProject(msgspec.Struct):
    """A project as it stands in the register."""

    id: UUID
    name: str
    code: str | None
    nature: Annotated[Word, Meta(description="计入各清单、统计和得分的性质")]
    declared_nature: Annotated[Word, Meta(description="申报的性质")]
    sector: str
    level: Word | None
    total_investment: Money
    site: str | None
    content: str | None
    fields: dict[str, Any]
    registered_on: date
    version: int

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        return cls(
            id=row.id,
            name=row.name,
            code=row.code,
            nature=nature_word(row.nature),
            declared_nature=nature_word(row.declared_nature or row.nature),
            sector=row.sector,
            level=None if row.level is None else Word.of(Level.of(row.level)),
            total_investment=row.total_investment,
            site=row.site,
            content=row.content,
            fields=dict(row.fields),
            registered_on=row.registered_on,
            version=row.version,
        )


class CorrectionView(msgspec.Struct):
    """A correction: old and new value, who attests it, when and why."""

    id: UUID
    field: str
    title: str
    old: str | None
    new: str | None
    reason: str
    attested_by: Annotated[Reference | None, Meta(description="由命令行装入的工作簿更正时为空")]
    corrected_on: date
    corrected_at: Instant

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        attested = None if row.attested_by is None else Reference(row.attested_by, row.user)
        at = local(row.corrected_at)
        return cls(row.id, row.field, row.title, row.old, row.new, row.reason, attested, row.corrected_on, at)


class NewNomination(msgspec.Struct, forbid_unknown_fields=True):
    """A nomination: to which list (by the facts, if it is not said), and a note."""

    to_step: StepCode | None = None
    cause: Reason | None = None


class NewTransfer(msgspec.Struct, forbid_unknown_fields=True):
    """A transfer that the facts ask for."""

    to_step: StepCode | None = None


class NewExit(msgspec.Struct, forbid_unknown_fields=True):
    """An exit with its cause; where the mechanism closes the set of grounds, one of them."""

    cause: Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]
    ground: Ground | None = None


class NewMark(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the project bears the mark in the year, and what is recorded of it."""

    borne: Annotated[bool, Meta(description="true 列入，false 移出")]
    parts: dict[str, Annotated[str, Meta(max_length=MAX_PART)]] = {}


class MarkView(msgspec.Struct):
    """A project's mark of a year."""

    mark: Word
    year: int
    borne: bool
    since_on: date
    until_on: date | None
    parts: dict[str, str]
    lacking: Annotated[list[Word], Meta(description="应有而未填的内容")]
    set_by: str
    clause: str | None

    @classmethod
    def of(cls, row: Any, edition: Edition) -> Self:
        """Show a row."""
        mark = next((one for one in edition.marks if one.code == row.mark), None)
        parts = {} if row.data is None else decode(row.data.encode(), dict[str, str])
        lacking = [] if mark is None else [Word(p.code, p.title) for p in mark.parts if not parts.get(p.code)]
        title = row.mark if mark is None else mark.title
        return cls(
            Word(row.mark, title), row.year, row.until_on is None, row.since_on, row.until_on, parts, lacking,
            row.set_by, None if mark is None else mark.clause,
        )  # fmt: skip
