"""Which rows of a register are looked for: by project, unit, year, and by what stands in its fields."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from litestar.params import QueryParameter
from sqlalchemy import Select

from yipanqi_core.mechanism.registers import Register
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.registers import queries

_FORM = re.compile(r"(\w{1,50}?)(:|~|>=|<=)(.{1,200})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class EntriesWanted:
    """The filters of a list of rows; what is None is not asked."""

    project: UUID | None
    unit: UUID | None
    year: int | None
    q: str | None
    where: list[str] | None

    def narrow(self, statement: Select[Any], register: Register) -> Select[Any]:
        """Narrow a statement. Raises InvalidInputError."""
        asked = (
            (queries.ENTRY_PROJECT, self.project),
            (queries.ENTRY_UNIT, self.unit),
            (queries.ENTRY_YEAR, self.year),
        )
        for column, value in asked:
            if value is not None:
                statement = statement.where(column.in_([value]))
        if self.q is not None:
            statement = statement.where(queries.containing(self.q))
        words: dict[str, list[str]] = {}  # of one field any word will do, of several fields all must
        for one in self.where or ():
            field, sign, word = _parts(one, register)
            if sign == ":":
                words.setdefault(field, []).append(word)
            elif sign == "~":
                statement = statement.where(queries.saying(field, word))
            else:
                bound = _bound(field, word, register)
                statement = statement.where(queries.within(field, bound, least=sign == ">="))
        for field, any_of in words.items():
            statement = statement.where(queries.holding(field, any_of))
        return statement


def _parts(text: str, register: Register) -> tuple[str, str, str]:
    found = _FORM.fullmatch(text)
    known = register.words if found is None or found[2] in (":", "~") else tuple(register.row.model_fields)
    if found is None or found[1] not in known:
        raise InvalidInputError(
            f"where 应写成“栏名:内容”（相同）、“栏名~文字”（含有）或“栏名>=数或日期”“栏名<=数或日期”，"
            f"{register.title}可用的栏：{'、'.join(known)}",
            "/where",
        )
    return found[1], found[2], found[3]


def _bound(field: str, text: str, register: Register) -> Decimal | date:
    """Read an amount of an amount's field, a day of any other. Raises InvalidInputError."""
    if field in register.amounts:
        if re.fullmatch(r"-?[0-9]{1,16}(\.[0-9]{1,2})?", text):
            return Decimal(text)
        raise InvalidInputError(f"{field} 是金额，应与数比较，如 {field}>=1000.50", "/where")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInputError(f"{field} 应与日期比较，如 {field}>=2024-06-30", "/where") from None


def provide_entries_wanted(
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="单位")] = None,
    year: Annotated[int | None, QueryParameter(ge=2000, le=2100, description="年度")] = None,
    q: Annotated[str | None, QueryParameter(min_length=1, max_length=50, description="任一栏含有")] = None,
    where: Annotated[
        list[str] | None,
        QueryParameter(
            description="栏名:内容（相同）、栏名~文字（含有）、栏名>=数或日期、栏名<=数或日期；可多个，同栏的“:”为或，其余为且"
        ),
    ] = None,
) -> EntriesWanted:
    """Read the filters."""
    return EntriesWanted(project, unit, year, q, where)
