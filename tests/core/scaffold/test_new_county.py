"""A county made from the template installs, conforms, and can be judged in a repository of its own."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from yipanqi_core.refusals import InvalidInputError, RefusedError
from yipanqi_core.scaffold.making import NewCounty, make, make_within
from yipanqi_core.testing import judge, plugin_of

REPOSITORY = Path(__file__).resolve().parents[3]
NEW = NewCounty("some-county", "某县", "某县重点项目推进机制", "XX", 2025)


def test_a_new_county_conforms_from_its_first_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(NEW, tmp_path)
    monkeypatch.syspath_prepend(str(folder))
    county = plugin_of("some_county")
    assert judge(county) == ()
    assert (county.code, county.mechanism.county) == ("some-county", "某县")
    assert 'some_county = "some_county"' in (folder / "pyproject.toml").read_text()


def test_its_own_tests_pass_in_a_repository_of_its_own(tmp_path: Path) -> None:
    folder = make(NEW, tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert "15 passed" in run.stdout


def test_within_the_repository_it_gets_its_tests_and_its_line_in_the_metadata(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    (tmp_path / "core").symlink_to(REPOSITORY / "core")
    folder = make_within(NEW, tmp_path)
    assert folder == tmp_path / "plugins" / "yipanqi_plugins" / "some_county"
    assert "from yipanqi_plugins.some_county.edition_2025 import EDITION" in (folder / "__init__.py").read_text()
    assert (tmp_path / "tests" / "plugins" / "some_county" / "test_some_county.py").is_file()
    line = '[project.entry-points.yipanqi]\nsome_county = "yipanqi_plugins.some_county"\n'
    assert line in (tmp_path / "pyproject.toml").read_text()
    for words in (["check", "plugins", "tests"], ["format", "--check", "plugins", "tests"]):
        told = subprocess.run(
            [sys.executable, "-m", "ruff", *words], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stdout


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "Our County"}, "须以小写字母开头"),
        ({"prefix": "x"}, "大写字母"),
        ({"county": 'a"b'}, "不能有引号"),
        ({"title": " "}, "不能为空"),
    ],
)
def test_what_cannot_be_a_county_is_refused_with_the_remedy(
    tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    with pytest.raises(InvalidInputError, match=words):
        make(replace(NEW, **changes), tmp_path)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    make(NEW, tmp_path)
    with pytest.raises(RefusedError, match="已经存在"):
        make(NEW, tmp_path)
    with pytest.raises(RefusedError, match="不是一盘棋的源码目录"):
        make_within(NEW, tmp_path)
