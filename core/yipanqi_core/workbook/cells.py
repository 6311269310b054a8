"""What a single cell says: pure parsing of values, each refusal saying what would be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeVar

from yipanqi_core.workbook.raw import CellValue, shown

Choice = TypeVar("Choice")

_DAY = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})[日号])")
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00)?$")
_MONTH = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})月)")
_AMOUNT = re.compile(r"(-?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?(元|千元|万|万元|亿|亿元)?")
_UNITS = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万": Decimal(1),
    "万元": Decimal(1),
    "亿": Decimal(10_000),
    "亿元": Decimal(10_000),
}
_CENT = Decimal("0.01")
_TOO_MUCH = Decimal(10) ** 16  # numeric(18, 2)
_EXACT_LENGTH = 28  # digits that decimal arithmetic keeps
_EXACT_NUMBER = 10**15  # beyond it Excel drops digits
_FIRST_YEAR, _LAST_YEAR = 1949, 2100


class CellError(ValueError):
    """A cell does not say what its column needs; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in 万元 with two decimals, and a note when the cell carried a unit of its own."""

    amount: Decimal
    note: str | None = None


def amount_text(value: object) -> str:
    """Give an amount as it is kept among a mechanism's own fields: with two decimals, or more where it has more."""
    amount = Decimal(str(value))
    exponent = amount.as_tuple().exponent
    return format(amount.quantize(_CENT) if isinstance(exponent, int) and exponent > -2 else amount, "f")


def number_text(value: object) -> str:
    """Give a number as it is kept among a mechanism's own fields: without zeros at its end."""
    number = Decimal(str(value))
    return format(number.to_integral_value() if number == number.to_integral_value() else number.normalize(), "f")


def is_blank(value: CellValue) -> bool:
    """Tell whether a cell holds nothing to read."""
    return value is None or (isinstance(value, str) and not value.strip())


def parse_date(value: CellValue) -> date:
    """Read a day from an Excel date or from one of the usual ways of writing it."""
    if isinstance(value, datetime):
        if value.time() != time(0):
            raise CellError(f"{_quoted(value)}带有时刻；请只填日期，如 2024-06-30")
        return _within_years(value.date())
    if isinstance(value, date):
        return _within_years(value)
    text = _text_of(value, "日期，如 2024-06-30；数字请先把单元格格式设为日期")
    found = _DAY.fullmatch(_MIDNIGHT.sub("", text))
    if not found:
        raise CellError(f"{_quoted(value)}不是日期；请写成 2024-06-30、2024/6/30 或 2024年6月30日")
    year, _, month, day, cn_month, cn_day = found.groups()
    return _day(value, int(year), int(month or cn_month), int(day or cn_day))


def parse_month(value: CellValue) -> str:
    """Read a month as `2024-06`; an Excel date stands for its month only on the first day."""
    if isinstance(value, date):
        on = parse_date(value)
        if on.day != 1:
            raise CellError(f"{_quoted(value)}是某一天，不是月份；请写成 {on:%Y-%m}")
        return f"{on:%Y-%m}"
    text = _text_of(value, "月份，如 2024-06；请先把单元格格式设为文本")
    found = _MONTH.fullmatch(text)
    if not found:
        raise CellError(f"{_quoted(value)}不是月份；请写成 2024-06 或 2024年6月")
    first = _day(value, int(found[1]), int(found[2] or found[3]), 1)
    return f"{first:%Y-%m}"


def parse_money(value: CellValue) -> Money:
    """Read an amount in 万元 exactly; nothing is rounded, a unit in the cell is converted and noted."""
    if isinstance(value, bool | date) or is_blank(value):
        raise CellError(f"{_quoted(value)}不是金额；请填数字，单位万元，如 1200.5")
    if not isinstance(value, str):
        return Money(_amount(value, Decimal(repr(value))))
    text = _plain(value).replace(" ", "")
    found = _AMOUNT.fullmatch(text) if len(text) <= _EXACT_LENGTH else None
    if not found:
        raise CellError(f"{_quoted(value)}不是金额；请填数字，单位万元，如 1200.5、1,200.5 或 3.2亿元")
    sign, whole, fraction, unit = found.groups()
    amount = _amount(value, Decimal(sign + whole.replace(",", "") + (fraction or "")) * _UNITS[unit or "万元"])
    return Money(amount, f"按 {value.strip()} 读作 {amount} 万元" if unit else None)


def parse_text(value: CellValue, max_length: int, *, multiline: bool = False) -> str:
    """Read text, trimmed; a whole number in a text column is its digits."""
    if isinstance(value, bool | date):
        raise CellError(f"{_quoted(value)}不是文字；请把单元格格式设为文本后重新填写")
    if isinstance(value, int | float) and not abs(value) < _EXACT_NUMBER:
        raise CellError(f"{_quoted(value)}是过长的数字，末几位已丢失；请把单元格格式设为文本后重新填写")
    text = shown(value).strip().replace("\r\n", "\n")
    if not text:
        raise CellError("不能为空；请填写文字")
    if len(text) > max_length:
        raise CellError(f"共 {len(text)} 个字；最多 {max_length} 个字")
    _refuse_hidden_characters(text, multiline)
    return text


def parse_choice(value: CellValue, mapping: Mapping[str, Choice]) -> Choice:
    """Read one of a column's fixed words; the refusal lists them."""
    text = shown(value).strip()
    if text not in mapping:
        raise CellError(f"{_quoted(value)}不在可选之列；只能填：{'、'.join(mapping)}")
    return mapping[text]


def split_list(value: CellValue) -> tuple[str, ...]:
    """Split a cell that holds several names by ；, each once, in the order written."""
    parts = (part.strip() for part in re.split("[;；]", shown(value)))
    return tuple(dict.fromkeys(part for part in parts if part))


def _quoted(value: CellValue) -> str:
    if is_blank(value):
        return "空白"
    text = shown(value).strip()
    return f"“{text if len(text) <= 40 else text[:40] + '…'}”"


def _plain(text: str) -> str:
    """Return text with full-width digits and signs made half-width."""
    return unicodedata.normalize("NFKC", text).strip()


def _text_of(value: CellValue, wanted: str) -> str:
    if not isinstance(value, str) or is_blank(value):
        raise CellError(f"{_quoted(value)}读不出来；应是{wanted}")
    return _plain(value)


def _within_years(on: date) -> date:
    if not _FIRST_YEAR <= on.year <= _LAST_YEAR:
        raise CellError(f"年份 {on.year} 不合理；应在 {_FIRST_YEAR} 至 {_LAST_YEAR} 年之间，请核对")
    return on


def _day(value: CellValue, year: int, month: int, day: int) -> date:
    try:
        return _within_years(date(year, month, day))
    except CellError:
        raise
    except ValueError:
        raise CellError(f"{_quoted(value)}在日历上不存在；请核对月和日") from None


def _amount(value: CellValue, amount: Decimal) -> Decimal:
    """Return the amount with two decimals if it is one that a register can hold."""
    if not amount.is_finite():
        raise CellError(f"{_quoted(value)}不是金额；请填数字，单位万元")
    if amount < 0:
        raise CellError(f"{_quoted(value)}是负数；金额不能为负")
    if amount >= _TOO_MUCH:
        raise CellError(f"{_quoted(value)}过大；单位是万元，请核对")
    cents = amount.quantize(_CENT)
    if cents != amount:
        raise CellError(f"{_quoted(value)}以万元计超过两位小数；请先取到 0.01 万元（100 元）")
    return abs(cents)  # -0 is 0


def _refuse_hidden_characters(text: str, multiline: bool) -> None:
    for character in text:
        if character == "\n" and multiline:
            continue
        if character == "\n":
            raise CellError("含换行；请写在一行内")
        hidden = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        if hidden or ord(character) & 0xFFFE == 0xFFFE:
            raise CellError(f"含看不见的控制字符 U+{ord(character):04X}；请删去后重新填写")
