"""From the raw rows of a sheet to typed values, every cell by what its column holds."""

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize

from yipanqi_core.workbook.cells import (
    CellError,
    amount_text,
    is_blank,
    number_text,
    parse_choice,
    parse_date,
    parse_money,
    parse_month,
    parse_text,
    split_list,
)
from yipanqi_core.workbook.layout import Column, Kind, Sheet
from yipanqi_core.workbook.names import Names
from yipanqi_core.workbook.own_columns import YES_NO
from yipanqi_core.workbook.parts import parse_parts
from yipanqi_core.workbook.raw import CellValue, RawRow, RawSheet, RawWorkbook, normalize_heading, shown
from yipanqi_core.workbook.remarks import Remarks

_NAMED_LONGEST = 300
_NO_DATA = re.compile(r"(合\s*计|总\s*计|小\s*计|备?注\s*[:：]|说明\s*[:：]|填表)")
_PARTS_LONGEST = 30_000


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row with the values that could be read, by attribute; `complete` when nothing is amiss with it."""

    raw: RawRow
    values: Mapping[str, Any]
    complete: bool


def headings_checked(sheet: Sheet, raw: RawSheet, remarks: Remarks) -> bool:
    """Refuse missing columns, warn of unknown ones; tell whether the required ones are there."""
    known = {column.heading for column in sheet.columns}
    for heading in raw.headings:
        if heading not in known:
            remarks.warn(f"“{sheet.title}”表有不认识的列“{heading}”，未读取")
    if raw.untitled:
        remarks.warn(f"“{sheet.title}”表第 {'、'.join(raw.untitled)} 列没有列标题，未读取")
    missing = [column for column in sheet.columns if column.required and column.heading not in raw.headings]
    below = _headings_below(known, raw) if missing else None
    if below is not None:
        message = f"列标题在第 {below} 行，应在第一行；请删去上面的表名等各行（合并的单元格一并删去）"
        remarks.place(sheet.title, 1, raw.headings[0], raw.headings[0], message)
        return False
    for column in missing:
        near = next((one for one in raw.headings if one not in known and _alike(one, column.heading)), None)
        hint = f"“{near}”列如果就是它，请改名为“{column.heading}”" if near else "请在第一行补上该列并填写"
        remarks.place(sheet.title, 1, column.heading, None, f"缺少“{column.heading}”列；{hint}")
    return not missing


def _headings_below(known: Container[str], raw: RawSheet) -> int | None:
    """Give the row in which the headings stand when a title or the like stands above them."""
    for row in raw.rows[:5]:
        told = [normalize_heading(shown(value)) for value in row.cells.values() if not is_blank(value)]
        if told and all(heading in known for heading in told):
            return row.number
    return None


def _alike(one: str, other: str) -> bool:
    plain, wanted = (text.partition("(")[0] for text in (one, other))
    return plain == wanted or (len(plain) > 1 and (plain in wanted or wanted in plain))


def missing_sheets(sheets: tuple[Sheet, ...], raw: RawWorkbook, remarks: Remarks) -> None:
    """Refuse a file without its required sheets, warn of sheets that nothing reads."""
    for sheet in sheets:
        if sheet.required and raw.sheet(sheet.title) is None:
            near = next((one.title for one in raw.sheets if one.rows and sheet.title in one.title), None)
            hint = f"“{near}”表如果就是它，请改名为“{sheet.title}”" if near else "请补上该表，或核对工作表名称"
            remarks.place(sheet.title, 0, "", None, f"缺少“{sheet.title}”工作表；{hint}")
    known = {sheet.title for sheet in sheets}
    for found in raw.sheets:
        if found.title not in known and found.rows and found.title != "错误":
            remarks.warn(f"不认识的工作表“{found.title}”，未读取")


def typed_rows(sheet: Sheet, raw: RawWorkbook, names: Names, today: date, remarks: Remarks) -> list[TypedRow]:
    """Read every row of a sheet; what cannot be read is remarked on."""
    found = raw.sheet(sheet.title)
    if found is None:
        return []
    whole = headings_checked(sheet, found, remarks)
    columns = [column for column in sheet.columns if column.heading in found.headings]
    reading = _Reading(sheet.title, _named(names), today, remarks)
    return [reading.row(row, columns, whole) for row in found.rows]


@dataclass(frozen=True, slots=True)
class _Reading:
    sheet: str
    named: Mapping[Kind, Callable[[str], object]]
    today: date
    remarks: Remarks

    def row(self, row: RawRow, columns: list[Column], complete: bool) -> TypedRow:
        values: dict[str, Any] = {}
        if self._is_no_data(row, columns):
            return TypedRow(row, values, False)
        for column in columns:
            if column.heading in row.spoiled:
                complete = False
                continue
            try:
                value = self._cell(row, column)
            except CellError as error:
                self.remarks.cell(self.sheet, row, column.heading, str(error))
                complete = False
            else:
                if value is not None:
                    values[column.attribute] = value
        return TypedRow(row, values, complete)

    def _is_no_data(self, row: RawRow, columns: list[Column]) -> bool:
        """Refuse, once, a line of totals or a remark at the foot of a sheet."""
        blank = [one for one in columns if one.required and row.cells.get(one.heading) is None]
        if len(blank) < 2:
            return False
        told = next((one for one in columns if one.required and one not in blank), None)
        text = "" if told is None else shown(row.cells.get(told.heading)).strip()
        if told is None or not _NO_DATA.match(text):
            return False
        message = f"“{text[:20]}”像是合计或说明，不是一条数据；请删去这一行，或补全各必填列"
        self.remarks.cell(self.sheet, row, told.heading, message)
        return True

    def _cell(self, row: RawRow, column: Column) -> object:
        value = row.cells.get(column.heading)
        if is_blank(value):
            if column.required:
                raise CellError(f"“{column.heading}”不能为空；请填写{_wanted(column)}")
            return None
        if column.kind is Kind.MONEY:
            money = parse_money(value)
            if money.note:
                self.remarks.warn(f"“{self.sheet}”表第 {row.number} 行“{column.heading}”：{money.note}")
            return money.amount
        if column.kind is Kind.DATE:
            return self._day(parse_date(value), column)
        if column.kind is Kind.LIST and re.search("[、，,]", shown(value)):
            what = f"“{self.sheet}”表第 {row.number} 行“{column.heading}”"
            self.remarks.warn(f"{what}：“{shown(value).strip()}”按“；”分开读；几项之间请用“；”，不用顿号或逗号")
        named = self.named.get(column.kind)
        if named is not None:
            return named(parse_text(value, _NAMED_LONGEST))
        return value if column.kind is Kind.RAW else plain_value(value, column)

    def _day(self, day: date, column: Column) -> date:
        if column.past and day > self.today:
            raise CellError(f"{day} 还没有到（今天是 {self.today}）；“{column.heading}”只能填已经发生的日期")
        return day


def _named(names: Names) -> dict[Kind, Callable[[str], object]]:
    return {
        Kind.UNIT: names.unit,
        Kind.POST: names.post,
        Kind.HOLDER: names.holder,
        Kind.PROJECT: names.project,
        Kind.CHAIN: names.chain,
        Kind.LOGIN: names.login,
    }


def plain_value(value: CellValue, column: Column) -> object:
    """Give what a cell says in a column that names nothing else of the county. Raises CellError."""
    if column.kind is Kind.CHOICE:
        return parse_choice(value, column.words)
    if column.kind is Kind.YES_NO:
        return value if isinstance(value, bool) else parse_choice(value, YES_NO)
    if column.kind is Kind.MONTH:
        return parse_month(value)
    if column.kind is Kind.NUMBER:
        return Decimal(number_text(parse_number(value)))
    if column.kind is Kind.DECIMAL:
        return Decimal(amount_text(parse_number(value)))
    if column.kind is Kind.DATE:
        return parse_date(value)
    if column.model is not None:
        return parse_parts(parse_text(value, _PARTS_LONGEST, multiline=True), column.model)
    if column.kind is Kind.LIST:
        return split_list(parse_text(value, 2000))
    if column.inner and isinstance(value, date):
        return str(parse_date(value))
    return parse_text(value, column.longest, multiline=column.kind is Kind.LONG_TEXT)


def parse_number(value: CellValue) -> Decimal:
    """Read a number exactly as written, without a unit."""
    text = "" if isinstance(value, bool | date) else normalize("NFKC", shown(value)).replace(",", "").strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise CellError(f"“{shown(value)}”不是数字；请只填数字，如 1200.5")
    return number


def _wanted(column: Column) -> str:
    if column.words:
        return "：" + "、".join(column.words)
    return {Kind.DATE: "日期，如 2024-06-30", Kind.MONTH: "月份，如 2024-06", Kind.MONEY: "金额，单位万元"}.get(
        column.kind, column.heading
    )
