"""Registers: typed rows that an office keeps of the county, of units or of projects (台账)."""

from dataclasses import dataclass
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from yipanqi_core.vocabulary import Labelled, UnitKind


class RegisterSubject(Labelled):
    """What a row of a register is about."""

    COUNTY = "county", "全县"
    UNIT = "unit", "单位"
    PROJECT = "project", "项目"


@dataclass(frozen=True, slots=True)
class Register:
    """A register (台账) with a pydantic model of its rows; `Decimal` fields are amounts in 万元 with two decimals.

    `kept_by` are the seats that write it beside the daily office: of the county, `OWN_UNIT` for rows about one's own
    unit, or a project's own seats for rows about projects. `kinds` are the units it is kept of. `named` is the field
    that a row goes by. Rows of a `yearly` one belong to a year.
    """

    code: str
    title: str
    clause: str
    subject: RegisterSubject
    row: type[BaseModel]
    named: str
    kept_by: tuple[str, ...]
    kinds: frozenset[UnitKind] = frozenset()
    yearly: bool = False

    @property
    def amounts(self) -> tuple[str, ...]:
        """The fields that hold amounts, in their order: those that can be summed."""
        return tuple(name for name, info in self.row.model_fields.items() if _holds(info.annotation) is Decimal)

    @property
    def words(self) -> tuple[str, ...]:
        """The fields that hold words, days, whole numbers or yes and no: those by which rows are found and cut."""
        return tuple(name for name in self.row.model_fields if name not in self.amounts)


def _holds(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, UnionType):
        kinds = [one for one in get_args(annotation) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 else None
    return annotation
