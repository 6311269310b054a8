"""The year that a workbook is of: the one year of its months, or the one that is named."""

from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.workbook.cells import CellError, parse_month
from yipanqi_core.workbook.layout import FIGURES
from yipanqi_core.workbook.raw import RawWorkbook
from yipanqi_core.workbook.remarks import Remarks

FIRST, LAST = 1900, 2999
"""Years that may be named."""

_NAME_IT = "请指明工作簿的年度：命令行写 --year {year}，接口写 year={year}；年度计划投资和入单按该年度计"


def require_year(year: int) -> None:
    """Refuse a year that no workbook can be of. Raises InvalidInputError."""
    if not FIRST <= year <= LAST:
        raise InvalidInputError(f"年度 {year} 不在 {FIRST} 到 {LAST} 之间；请写明四位年份，如 2024", "/year")


def workbook_year(raw: RawWorkbook, named: int | None, remarks: Remarks, this_year: int) -> int | None:
    """Give the workbook's year; None, with an error, when it has several or none and none is named."""
    if named is not None:
        require_year(named)
        return named
    sheet = raw.sheet(FIGURES)
    years: dict[int, int] = {}
    unread = False
    for row in sheet.rows if sheet is not None else ():
        try:
            years.setdefault(int(parse_month(row.cells.get("月份"))[:4]), row.number)
        except CellError:
            unread = True  # said at the cell itself
    if len(years) == 1:
        return next(iter(years))
    if unread and not years:
        return None
    if years:
        listed = "、".join(str(year) for year in sorted(years))
        message = f"“{FIGURES}”表有 {listed} 几个年度；{_NAME_IT.format(year=max(years))}"
    else:
        message = f"“{FIGURES}”表没有可以读出年度的月份；{_NAME_IT.format(year=this_year)}"
    remarks.place(FIGURES, 0, "月份", None, message)
    return None
