"""A city above counties, made by the command line: who is under it, and who works there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.core.cli.test_commands import Shell

from yipanqi_core.embedded.postgres import EmbeddedPostgres


@pytest.fixture(scope="module")
def town(servers_folder: Path) -> Iterator[Shell]:
    """A shell with a city and two counties."""
    folder = servers_folder / "city"
    folder.mkdir()
    with EmbeddedPostgres(folder / "postgres"):
        shell = Shell(folder)
        for words in (
            ("city", "create", "yaan", "--name", "雅安市"),
            ("county", "create", "first", "--name", "第一县", "--mechanism", "shimian"),
            ("county", "create", "second", "--name", "第二县", "--mechanism", "shimian"),
        ):
            done = shell(*words)
            assert done.returncode == 0, done.stderr
        yield shell


@pytest.mark.clause("SM-3.2")
def test_a_county_is_put_under_a_city_and_the_other_is_left_alone(town: Shell) -> None:
    assert town.json("city", "list") == [{"code": "yaan", "name": "雅安市", "counties": []}]
    assert "上报的问题由 yaan 收件" in town("city", "adopt", "yaan", "first").stdout
    assert town.json("city", "list") == [{"code": "yaan", "name": "雅安市", "counties": ["first"]}]
    assert [one["code"] for one in town.json("county", "list")] == ["first", "second"]


def test_a_citys_people_are_added_with_their_unit_and_given_a_password(town: Shell) -> None:
    words = ("user", "add", "yaan", "cityman", "--name", "孙某", "--unit", "市项目投资工作专班")
    assert town(*words).returncode == 0
    assert town("user", "password", "yaan", "cityman", "--stdin").returncode == 0
    assert "市项目投资工作专班\t发改部门\t可登录" in town("user", "list", "yaan").stdout
    assert "已被使用" in town(*words).stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("city", "create", "yaan", "--name", "又一市"), "代码“yaan”已被使用"),
        (("city", "create", "雅安", "--name", "雅安市"), "不合规"),
        (("city", "adopt", "first", "second"), "是县，不是市"),
        (("city", "adopt", "yaan", "yaan"), "不能归入另一个市"),
        (("city", "adopt", "yaan", "nowhere"), "没有代码为“nowhere”的县"),
        (("user", "add", "first", "a", "--name", "甲", "--unit", "无此单位"), "没有名为“无此单位”的单位"),
        (("user", "add", "yaan", "张 三", "--name", "甲", "--unit", "市办"), "登录名应为"),
        (("user", "add", "yaan", "a", "--name", "甲", "--unit", "市办", "--role", "king"), "没有“king”这个角色"),
        (("county", "export", "yaan", "/tmp/never.xlsx"), "市级没有自己的机制"),
        (("assess", "yaan", "2024-06"), "市级没有自己的机制"),
    ],
)
def test_what_cannot_be_done_is_one_line_with_the_remedy(town: Shell, words: tuple[str, ...], told: str) -> None:
    done = town(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert told in done.stderr


def test_a_years_holidays_are_taken_in_and_listed(town: Shell, tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text("2099-01-01,休\n2099-05-01~2099-05-05,休\n2099-10-01~2099-10-07,休\n2099-10-10,班\n", "utf-8")
    place = {"HOLIDAYS_FILE": str(tmp_path / "holidays.json")}
    done = town("holidays", "import", "2099", notice, **place)
    assert done.returncode == 0, done.stderr
    assert "休 13 天，调休上班 1 天" in done.stdout
    assert town("holidays", "list", **place).stdout == "2099\t休 13 天\t调休上班 1 天\n"
    wrong = town("holidays", "import", "2024", notice, **place)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
    assert "已随程序提供" in wrong.stderr
    (tmp_path / "holidays.json").write_text("nonsense")
    assert "yipanqi holidays import" in town("county", "list", **place).stderr
