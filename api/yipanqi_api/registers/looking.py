"""Which rows of a register are looked for: by project, unit, year, and by what stands in its fields."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from litestar.params import QueryParameter
from sqlalchemy import Select

from yipanqi_core.mechanism.registers import Register
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.registers import queries


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
        for field, words in self._fields(register).items():
            statement = statement.where(queries.holding(field, words))
        return statement

    def _fields(self, register: Register) -> dict[str, list[str]]:
        """Give the words asked for, by field: of one field any will do, of several fields all must."""
        found: dict[str, list[str]] = {}
        for one in self.where or ():
            field, colon, word = one.partition(":")
            if not colon or field not in register.words:
                able = "、".join(register.words)
                raise InvalidInputError(f"where 应写成“栏名:内容”，{register.title}可用的栏：{able}", "/where")
            found.setdefault(field, []).append(word)
        return found


def provide_entries_wanted(
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="单位")] = None,
    year: Annotated[int | None, QueryParameter(ge=2000, le=2100, description="年度")] = None,
    q: Annotated[str | None, QueryParameter(min_length=1, max_length=50, description="任一栏含有")] = None,
    where: Annotated[list[str] | None, QueryParameter(description="栏名:内容，如 source:专项债券；可多个")] = None,
) -> EntriesWanted:
    """Read the filters."""
    return EntriesWanted(project, unit, year, q, where)
