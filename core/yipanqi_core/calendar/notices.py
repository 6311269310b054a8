"""The State Council's yearly notice as an installation keeps it: read, checked, and taught to the calendar.

The library behind the calendar learns a year with its next release; a notice comes in November and counts at once.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from yipanqi_core.calendar.arrangements import ANNOUNCED_YEARS
from yipanqi_core.calendar.workdays import CHINA, CalendarError, WorkingCalendar

_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*[~～至]\s*(\d{4}-\d{2}-\d{2}))?\s*[,，\s]\s*(休|班)")
_LONGEST_SPAN = timedelta(days=15)
_FORM = "每行写作 2027-10-01~2027-10-07,休 或 2027-10-09,班"


@dataclass(frozen=True, slots=True)
class Notice:
    """One year's arrangement: each day that it names, and whether that day is worked."""

    year: int
    days: Mapping[date, bool]


def parse_notice(year: int, text: str) -> Notice:
    """Read a notice written line by line. Raises CalendarError, which names the line and the remedy."""
    if year in ANNOUNCED_YEARS:
        raise CalendarError(f"{year} 年的放假安排已随程序提供，不需导入")
    days: dict[date, bool] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            for day, worked in _days_of(year, number, line.strip()):
                if days.setdefault(day, worked) is not worked:
                    told = f"前面写作{_word(not worked)}，这里写作{_word(worked)}"
                    raise CalendarError(f"第 {number} 行：{day} {told}；请核对")
    _require_whole(year, days)
    return Notice(year, days)


def read_notices(path: Path) -> list[Notice]:
    """Read the notices kept; none without a file. Raises CalendarError for a file that is not one of ours."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return [
            Notice(int(year), {date.fromisoformat(day): bool(worked) for day, worked in days.items()})
            for year, days in sorted(stored.items())
        ]
    except (ValueError, AttributeError, OSError) as error:
        raise CalendarError(f"{path} 不是放假安排文件；请改正，或删去后用 yipanqi holidays import 重新导入") from error


def keep_notice(path: Path, notice: Notice) -> None:
    """Put a notice in the file, in place of an earlier one of the year; the file is replaced whole."""
    kept = {one.year: one for one in read_notices(path)} | {notice.year: notice}
    shown = {
        str(year): {day.isoformat(): worked for day, worked in sorted(one.days.items())}
        for year, one in sorted(kept.items())
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)


def learn(notices: list[Notice], calendar: WorkingCalendar = CHINA) -> None:
    """Teach the calendar these notices: their years are announced, and no longer provisional."""
    days = {day: worked for notice in notices for day, worked in notice.days.items()}
    calendar.learn(days, frozenset(notice.year for notice in notices))


def _days_of(year: int, number: int, line: str) -> Iterator[tuple[date, bool]]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise CalendarError(f"第 {number} 行“{line[:40]}”读不懂；{_FORM}")
    try:
        first = date.fromisoformat(found[1])
        last = date.fromisoformat(found[2] or found[1])
    except ValueError:
        raise CalendarError(f"第 {number} 行“{line[:40]}”没有这一天；{_FORM}") from None
    if not timedelta(0) <= last - first <= _LONGEST_SPAN:
        raise CalendarError(f"第 {number} 行“{line[:40]}”止日早于起日，或超过 {_LONGEST_SPAN.days} 天；请核对")
    if first < date(year - 1, 12, 20) or last > date(year + 1, 1, 10):
        raise CalendarError(f"第 {number} 行“{line[:40]}”不在 {year} 年的安排之内；请核对年份")
    for place in range((last - first).days + 1):
        yield first + timedelta(days=place), found[3] == "班"


def _require_whole(year: int, days: Mapping[date, bool]) -> None:
    for day, worked in days.items():
        if worked and day.weekday() < 5:
            raise CalendarError(f"{day} 是星期{'一二三四五'[day.weekday()]}，本来就上班，不需写作班；请核对日期")
    named = {date(year, 1, 1): "元旦", date(year, 5, 1): "劳动节", date(year, 10, 1): "国庆节"}
    missing = [name for day, name in named.items() if days.get(day) is not False]
    if missing:
        raise CalendarError(f"{year} 年的安排缺少{'、'.join(missing)}；请按国务院办公厅通知逐节写全（休和班）")


def _word(worked: bool) -> str:
    return "班" if worked else "休"
