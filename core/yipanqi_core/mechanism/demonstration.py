"""A demonstration county: the data that a plugin ships so that its mechanism can be seen at work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Door = Literal["leader", "office", "clerk"]


@dataclass(frozen=True, slots=True)
class Account:
    """An account to sign in with, for one of the doors by which people come in."""

    door: Door
    login: str


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """What a workbook has no column for: a record of work with its fields, or a row of a register.

    `kind` is the record's title or the register's code; `unit` did the work, or is whom the row is about. With `act`
    the page is a deed: the person `who` (a login) does it on the day, through the services that the API uses, and what
    the rules refuse stops the making. `kind` is then the code of what it concerns (of a case, a letter, a series, …).
    """

    kind: str
    on: date
    data: Mapping[str, Any] = field(default_factory=dict)
    unit: str | None = None
    project: str | None = None
    year: int | None = None
    note: str | None = None
    act: str | None = None
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Where the county's workbook lies (package and file), and the stretch of time the engine is run through.

    The county lives from `live_from`; its own date stands at `until` when it is made. Units answer every letter but
    each `silent_every`th, and deputies record every interview but each `silent_every`th; in the same way teams are
    named and what is proposed for inspection is inspected. `replies` have as many texts as the longest reply has parts;
    `seen` are the words that an inspection finds in turn, `trouble` the problems. `diary` names the
    file beside the workbook with what else is on record: a JSON list of `DiaryPage`.
    """

    code: str
    name: str
    package: str
    workbook: str
    live_from: date
    until: date
    accounts: tuple[Account, ...]
    replies: tuple[tuple[str, ...], ...]
    silent_every: int = 4
    seen: tuple[str, ...] = ("现场核查与报送进度基本一致", "作业面偏少，进度慢于计划")
    trouble: tuple[str, ...] = ("施工组织不力，作业面未全面展开", "资料归档不及时，工程量签证滞后")
    diary: str | None = None
