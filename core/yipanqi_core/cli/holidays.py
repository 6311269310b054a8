"""`yipanqi holidays …`: take in the State Council's arrangement of a year that the program does not know yet."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from yipanqi_core.calendar.notices import keep_notice, parse_notice, read_notices
from yipanqi_core.cli.output import CommandError, say
from yipanqi_core.installation import holidays_file

app = typer.Typer(help="导入国务院办公厅公布的放假安排。", no_args_is_help=True)


@app.command("import")
def import_year(
    year: Annotated[int, typer.Argument(help="年份，如 2027", min=2000, max=2100)],
    file: Annotated[Path, typer.Argument(help="文本文件，每行如 2027-10-01~2027-10-07,休；- 为标准输入")],
) -> None:
    """Keep a year's notice; running services count by it after their next start."""
    if str(file) == "-":
        text = sys.stdin.read()
    elif file.is_file():
        text = file.read_text(encoding="utf-8-sig")
    else:
        raise CommandError(f"找不到文件 {file}")
    notice = parse_notice(year, text)
    path = holidays_file()
    keep_notice(path, notice)
    off = sum(1 for worked in notice.days.values() if not worked)
    say(f"已导入 {year} 年安排：休 {off} 天，调休上班 {len(notice.days) - off} 天，存于 {path}；重启服务后生效")


@app.command("list")
def list_all() -> None:
    """List the notices kept."""
    for one in read_notices(holidays_file()):
        off = sum(1 for worked in one.days.values() if not worked)
        say(f"{one.year}\t休 {off} 天\t调休上班 {len(one.days) - off} 天")
