"""Looking up in a register what a case's field names: what no row stands for is refused with what may be named."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.lookups import Lookup
from yipanqi_core.mechanism.registers import Register
from yipanqi_core.refusals import RefusedError
from yipanqi_core.registers.queries import standing_rows
from yipanqi_core.tenants.scope import Scope

SHOWN = 5
"""How many rows a refusal names that could have been meant."""

Row = Mapping[str, Any]


async def require_listed(  # noqa: PLR0917
    scope: Scope, edition: Edition, kind: CaseKind, fields: Mapping[str, Any], year: int | None, on: date
) -> None:
    """Refuse a filled-in field that names no row of its register on the day, or contradicts it. Raises RefusedError.

    `year` is the case's; a case of no year goes by the day's.
    """
    for lookup in kind.lookups:
        if fields.get(lookup.field) is not None:
            register = next(one for one in edition.registers if one.code == lookup.register)
            rows = await standing_rows(scope.connection, scope.tenant_id, register.code, on)
            of_year, rows_there = _in_force([(row.year, row.fields) for row in rows], year or on.year, register)
            keepers = "、".join(edition.seat_title(seat) for seat in register.kept_by)
            _require(kind, lookup, register, fields, of_year, rows_there, keepers)


def _in_force(rows: Iterable[tuple[int | None, Row]], year: int, register: Register) -> tuple[int, Sequence[Row]]:
    """Give the rows that may be named, with their year: of the latest year that has any, up to this one."""
    found = list(rows)
    if not register.yearly:
        return year, [fields for _, fields in found]
    latest = max((of_year for of_year, _ in found if of_year is not None and of_year <= year), default=year)
    return latest, [fields for of_year, fields in found if of_year == latest]


def _require(  # noqa: PLR0917
    kind: CaseKind, lookup: Lookup, register: Register, fields: Row, year: int, rows: Sequence[Row], keepers: str
) -> None:
    told = str(fields[lookup.field])
    title = kind.fields.model_fields[lookup.field].title
    which = f" {year} 年《{register.title}》" if register.yearly else f"《{register.title}》"
    same = [row for row in rows if row.get(register.named) == told]
    if not same:
        able = _nearest(told, [str(row.get(register.named)) for row in rows])
        because = f"{title}“{told[:50]}”不在{which}中，{able}；确应列入的，由{keepers}登记该条目后再填报"
        raise RefusedError(f"{because}（{lookup.clause}）", lookup.clause)
    for name in lookup.agrees:
        given, there = fields.get(name), [row.get(name) for row in same]
        if given is not None and given not in there:
            said = kind.fields.model_fields[name].title
            because = f"“{told[:50]}”在{which}中的{said}为{'、'.join(map(str, there))}，所填为{given}；请改为一致"
            raise RefusedError(f"{because}（{lookup.clause}）", lookup.clause)


def _nearest(told: str, known: Sequence[str]) -> str:
    """Name what could have been meant: the nearest by their letters, else the first."""
    if not known:
        return "其中尚无条目"
    near = get_close_matches(told, known, SHOWN, 0.3) or list(dict.fromkeys(known))[:SHOWN]
    more = f"等 {len(known)} 条" if len(known) > len(near) else ""
    return f"可填{'、'.join(f'“{one}”' for one in near)}{more}"
