"""An official document as data, whatever file it is later rendered to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

_DIGITS = "〇一二三四五六七八九"


class DocumentContentError(ValueError):
    """The content of a document cannot be laid out; the message says where and what to mend."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body: level 1 “一、” 黑体, level 2 “（一）” 楷体, level 3 “1.” 仿宋 in bold.

    The text carries its own number; `numbered` puts the numbers in.
    """

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, first line indented by two characters; a line break begins another."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Points of the fourth level, numbered （1）, （2） … by the renderer."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose heading row is repeated on every page it reaches.

    `widths` are relative shares of the line, one for each column; without them the content decides.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] | None = None
    caption: str | None = None

    def __post_init__(self) -> None:
        """Refuse a table whose rows or widths do not fit its headings."""
        place = f"表格“{self.caption or '、'.join(self.headings)}”"
        if not self.headings:
            raise DocumentContentError("表格没有表头：请至少给出一列的名称")
        for position, row in enumerate(self.rows, start=1):
            if len(row) != len(self.headings):
                raise DocumentContentError(
                    f"{place}第 {position} 行有 {len(row)} 格，表头有 {len(self.headings)} 列：请补齐或删去多余的格"
                )
        if self.widths is not None and (len(self.widths) != len(self.headings) or min(self.widths) <= 0):
            raise DocumentContentError(f"{place}的列宽应为每列一个正数，共 {len(self.headings)} 个")


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of parts of a chart's bars: its name, its colour (RRGGBB) and its part in each category."""

    name: str
    colour: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, one for each category, stacked from the parts of the series; whole numbers from 0 on."""

    caption: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]

    def __post_init__(self) -> None:
        """Refuse a chart that cannot be drawn."""
        place = f"图“{self.caption}”"
        if not self.categories or not self.series:
            raise DocumentContentError(f"{place}没有内容：请至少给出一个类别和一个数列")
        for one in self.series:
            if len(one.values) != len(self.categories) or min(one.values) < 0:
                raise DocumentContentError(f"{place}的数列“{one.name}”应为每个类别一个不小于 0 的数")


Block: TypeAlias = Heading | Paragraph | Listing | Table | Chart


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """One document of one office, to one addressee.

    `title` may hold line breaks where its sense allows the line to turn. `addressee` and `copies` are names
    without closing punctuation. `printed_by` brings the ruled imprint at the end, which the strict letter
    format leaves out.
    """

    issuer: str
    number: str
    title: str
    addressee: str
    paragraphs: tuple[Block, ...]
    signature: str
    dated: date
    copies: tuple[str, ...] = ()
    printed_by: str | None = None
    printed_on: date | None = None
    urgency: str | None = None
    attachments: tuple[str, ...] = ()


def number_text(prefix: str, year: int, serial: int) -> str:
    """Return a document number such as 某发改函〔2024〕12号: hexagonal brackets, no padding of the serial."""
    if not prefix.strip():
        raise DocumentContentError("文号缺少机关代字：请在文书序列中填写，例如“某发改函”")
    if not 1000 <= year <= 9999 or serial < 1:
        raise DocumentContentError(f"文号“{prefix}”的年份应为四位、顺序号应从 1 起，现为 {year} 年第 {serial} 号")
    return f"{prefix.strip()}〔{year}〕{serial}号"


def chinese_date(day: date) -> str:
    """Return the date as a document writes it, 2024年7月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_number(value: int) -> str:
    """Return 1 to 99 in Chinese numerals, as headings count: 一, 十, 十二, 二十三."""
    if not 1 <= value <= 99:
        raise DocumentContentError(f"标题序号只到九十九，现为 {value}：请把内容分到下一级标题")
    tens, units = divmod(value, 10)
    leading = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return leading + (_DIGITS[units] if units else "")


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Put 一、, （一）, 1. before the headings in their order, each level counted anew under its parent."""
    counts = [0, 0, 0]
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (3 - block.level)
            mark = _heading_mark(block.level, counts[block.level - 1])
            result.append(replace(block, text=f"{mark}{block.text}"))
        else:
            result.append(block)
    return tuple(result)


def _heading_mark(level: int, position: int) -> str:
    if level == 3:
        return f"{position}. "
    mark = chinese_number(position)
    return f"{mark}、" if level == 1 else f"（{mark}）"
