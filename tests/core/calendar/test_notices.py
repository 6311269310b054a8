"""A year's notice counts as soon as it is taken in: written by a clerk, checked line by line."""

from datetime import date
from pathlib import Path

import pytest

from yipanqi_core.calendar import CalendarError, WorkingCalendar
from yipanqi_core.calendar.notices import keep_notice, learn, parse_notice, read_notices
from yipanqi_core.installation import holidays_file

NOTICE = """# 国务院办公厅关于某年部分节假日安排的通知
2099-01-01~2099-01-03,休
2099-01-04 班
2099-05-01 至 2099-05-05，休
2099-10-01~2099-10-07,休
2099-10-10,班
"""


def test_a_notice_ends_what_was_provisional_and_moves_deadlines(tmp_path: Path) -> None:
    calendar, path = WorkingCalendar(), tmp_path / "holidays.json"
    before = calendar.add_working_days(date(2099, 9, 30), 1)
    assert before.provisional
    keep_notice(path, parse_notice(2099, NOTICE))
    learn(read_notices(path), calendar)
    after = calendar.add_working_days(date(2099, 9, 30), 1)
    assert (after.on, after.provisional) == (date(2099, 10, 8), False)
    assert calendar.is_working(date(2099, 10, 10))
    assert not calendar.is_working(date(2099, 5, 5))


def test_a_year_taken_in_again_replaces_itself_and_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "holidays.json"
    keep_notice(path, parse_notice(2099, NOTICE))
    keep_notice(
        path,
        parse_notice(
            2098, NOTICE.replace("2099", "2098").replace("2098-01-04 班\n", "").replace("2098-10-10,班\n", "")
        ),
    )
    keep_notice(path, parse_notice(2099, NOTICE.replace("2099-10-10,班\n", "")))
    kept = {one.year: one for one in read_notices(path)}
    assert sorted(kept) == [2098, 2099]
    assert date(2099, 10, 10) not in kept[2099].days


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("国庆放假七天", "第 1 行“国庆放假七天”读不懂"),
        ("2099-02-30,休", "没有这一天"),
        ("2099-10-07~2099-10-01,休", "止日早于起日"),
        ("2098-05-01,休", "不在 2099 年的安排之内"),
        (NOTICE + "2099-10-10,休", "第 7 行：2099-10-10 前面写作班，这里写作休"),
        (NOTICE + "2099-10-12,班", "2099-10-12 是星期一，本来就上班"),
        ("2099-01-01,休", "缺少劳动节、国庆节"),
        ("", "缺少元旦、劳动节、国庆节"),
    ],
)
def test_what_is_amiss_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(CalendarError, match=told):
        parse_notice(2099, text)


def test_a_year_that_the_program_knows_is_not_taken_in() -> None:
    with pytest.raises(CalendarError, match="已随程序提供"):
        parse_notice(2024, NOTICE)


def test_a_file_of_something_else_is_refused_with_the_remedy(tmp_path: Path) -> None:
    for content in ("[]", "{", '{"2099": {"今天": true}}'):
        (tmp_path / "holidays.json").write_text(content, encoding="utf-8")
        with pytest.raises(CalendarError, match="yipanqi holidays import"):
            read_notices(tmp_path / "holidays.json")


def test_the_file_lies_where_the_installation_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("HOLIDAYS_FILE", raising=False)
    monkeypatch.setenv("YIPANQI_VAR", str(tmp_path))
    assert holidays_file() == tmp_path / "holidays.json"
    monkeypatch.setenv("HOLIDAYS_FILE", str(tmp_path / "other.json"))
    assert holidays_file() == tmp_path / "other.json"
