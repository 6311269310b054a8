"""The command line as an IT person meets it: JSON alone on standard output, one line for what cannot be done."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
import pytest

from yipanqi_core.cli.main import run
from yipanqi_core.embedded.postgres import EmbeddedPostgres

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLE = DATA / "shimian-2024.xlsx"
EXPECTED = json.loads((DATA / "shimian-2024.expected.json").read_text())


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    written: bytes = stream.buffer.getvalue()  # type: ignore[attr-defined]
    return written.decode()


class Shell:
    """Runs `yipanqi` with its embedded servers' data in one folder."""

    def __init__(self, folder: Path) -> None:
        self.env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "VALKEY_URL")}
        self.env |= {"YIPANQI_VAR": str(folder)}

    def __call__(self, *words: object, **env: str) -> Done:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        with (
            patch.dict(os.environ, self.env | env, clear=True),
            patch.object(sys, "argv", ["yipanqi", *map(str, words)]),
            patch.object(sys, "stdin", io.StringIO("Long-enough-81\n")),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            try:
                run()
                status = 0
            except SystemExit as end:
                status = int(end.code or 0)
        return Done(status, _text(out), _text(err))

    def process(self, *words: object) -> subprocess.CompletedProcess[str]:
        """Run in a process of its own, as a user does."""
        argv = [str(Path(sys.executable).with_name("yipanqi")), *map(str, words)]
        return subprocess.run(argv, env=self.env, capture_output=True, text=True, timeout=120, check=False)

    def json(self, *words: object, status: int = 0) -> Any:
        done = self(*words, "--json")
        assert done.returncode == status, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def shell(servers_folder: Path) -> Iterator[Shell]:
    """A shell whose embedded PostgreSQL stays up between commands, as beside `yipanqi run`."""
    folder = servers_folder / "cli"
    folder.mkdir()
    with EmbeddedPostgres(folder / "postgres"):
        yield Shell(folder)


@pytest.fixture(scope="module")
def county(shell: Shell) -> Shell:
    """The sample county, made and loaded by the command line."""
    done = shell("county", "create", "shimian", "--name", "石棉县", "--mechanism", "shimian")
    assert done.returncode == 0, done.stderr
    told = shell.json("county", "load", "shimian", SAMPLE)
    assert told["applied"] is True
    assert told["created"]["projects"] == 60
    assert told["errors"] == []
    return shell


@pytest.mark.clause("SM-1.1", "SM-4.1")
def test_a_loaded_county_gets_the_samples_month(county: Shell) -> None:
    told = county.json("assess", "shimian", "2024-06")
    assert (told["county"], told["period"], told["edition"]) == ("石棉县", "2024-06", "2024")
    assert {one["project"]: one["colour"] for one in told["ratings"]} == EXPECTED["ratings"]["2024-06"]
    assert {one["clause"] for one in told["ratings"]} == {"SM-4.1"}


def test_the_command_in_a_process_of_its_own_prints_json_and_nothing_else(county: Shell) -> None:
    done = county.process("assess", "shimian", "2024-06", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["period"] == "2024-06"
    refused = county.process("assess", "shimian", "2024-13", "--json")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1


@pytest.mark.clause("SM-4.4")
def test_a_quarter_gives_units_points_and_ranks(county: Shell) -> None:
    told = county.json("assess", "shimian", "2024-Q2")
    assert {f"{one['group']}|{one['unit']}": one["points"] for one in told["scores"]} == EXPECTED["scores"]["2024-Q2"]
    assert told["ratings"] == []
    assert county("assess", "shimian", "2024-Q2").stdout.startswith("石棉县 2024年第2季度")


def test_loading_the_same_file_again_changes_nothing(county: Shell) -> None:
    told = county.json("county", "load", "shimian", SAMPLE)
    assert told["applied"] is True
    assert set(told["created"].values()) == {0}
    assert set(told["changed"].values()) == {0}


def test_what_is_not_listed_names_the_clause_and_the_way_out(county: Shell, tmp_path: Path) -> None:
    assert county("county", "create", "second", "--name", "第二县", "--mechanism", "shimian").returncode == 0
    told = county.json("county", "load", "second", SAMPLE, "--dry-run")
    assert told["applied"] is False
    assert len(told["not_listed"]) == EXPECTED["refused"]
    assert {one["clause"] for one in told["not_listed"]} == {"SM-1.1"}
    assert all("SM-5.1" in one["because"] for one in told["not_listed"])


def test_a_broken_workbook_tells_every_error_and_changes_nothing(county: Shell, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SAMPLE)
    book["项目"]["E2"] = "一千万"
    book["项目"]["B3"] = "外商独资"
    book["节点"]["E2"] = "明年"
    book["月度投资"]["A2"] = "没有这个项目"
    broken, marked = tmp_path / "broken.xlsx", tmp_path / "marked.xlsx"
    book.save(broken)
    told = county.json("county", "load", "shimian", broken, "--errors", marked, status=1)
    assert told["applied"] is False
    places = {(one["sheet"], one["row"], one["column"]) for one in told["errors"]}
    assert places >= {
        ("项目", 2, "总投资(万元)"), ("项目", 3, "项目性质"), ("节点", 2, "计划日期"), ("月度投资", 2, "项目名称")
    }  # fmt: skip
    assert all(one["message"] for one in told["errors"])
    assert openpyxl.load_workbook(marked).sheetnames[0] == "错误"
    assert set(county.json("county", "load", "shimian", SAMPLE, "--dry-run")["changed"].values()) == {0}


def test_an_export_loads_into_an_empty_county_as_the_same_register(county: Shell, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    assert county("county", "export", "shimian", first).returncode == 0
    assert county("county", "create", "third", "--name", "第三县", "--mechanism", "shimian").returncode == 0
    assert county.json("county", "load", "third", first)["errors"] == []
    assert county("county", "export", "third", second).returncode == 0

    def cells(path: Path) -> dict[str, list[Any]]:
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)}

    assert cells(first) == cells(second)


def test_a_stored_result_can_be_proven(county: Shell) -> None:
    county.json("assess", "shimian", "2024-01")
    told = county.json("verify", "shimian", "2024-01")
    assert told["differences"] == []
    assert told["rulings"] > 53
    assert (told["rules"], told["intact"], told["because"]) == ("unchanged", True, "规则未改，重算全部一致")
    assert told["audit"]["chain"]["breaks"] == []
    whole = county.json("verify", "shimian")
    assert "2024-01" in [one["period"] for one in whole["periods"]]
    assert all(one["because"] == told["because"] for one in whole["periods"])
    said = county("verify", "shimian", "2024-01")
    assert (said.returncode, "结论：规则未改，重算全部一致" in said.stdout) == (0, True)


def test_the_audit_chain_leaves_the_database_and_is_held_against_what_left_it(county: Shell, tmp_path: Path) -> None:
    county.json("assess", "shimian", "2024-01")
    kept = tmp_path / "凭据.json"
    kept.write_text(county("audit", "checkpoint").stdout, encoding="utf-8")
    (told,) = county.json("audit", "verify", "shimian", "--checkpoint", kept)
    assert (told["noted"], told["chain"]["breaks"]) == (1, [])
    assert "与 1 份外存凭据核对，全部相符" in county("audit", "verify", "--checkpoint", kept).stdout
    assert "没有外存凭据可核对" in county("audit", "verify").stdout
    forged = json.loads(kept.read_text(encoding="utf-8"))
    for head in forged["heads"]:
        head["link"] = "0" * 64
    kept.write_text(json.dumps(forged), encoding="utf-8")
    (told,) = county.json("audit", "verify", "shimian", "--checkpoint", kept, status=1)
    assert "与外存凭据不符" in told["chain"]["breaks"][0]["because"]
    said = county("verify", "shimian", "2024-01", "--checkpoint", kept)
    assert (said.returncode, "与外存凭据不符" in said.stdout) == (1, True)
    for words, remedy in (
        (("audit", "verify", "nowhere"), "没有代码为“nowhere”的县"),
        (("audit", "verify", "--checkpoint", tmp_path / "没有"), "找不到凭据文件"),
        (("audit", "verify", "--checkpoint", SAMPLE), "不是审计凭据文件"),
    ):
        done = county(*words)
        assert (done.returncode, remedy in done.stderr) == (2, True), done.stderr


def test_a_parameter_set_from_a_date_leaves_the_months_before_alone(county: Shell) -> None:
    done = county("county", "set", "shimian", "red_late_days", "1", "--from", "2024-12-01", "--reason", "县政府定")
    assert done.returncode == 0, done.stderr
    november = {one["project"]: one["colour"] for one in county.json("assess", "shimian", "2024-11")["ratings"]}
    assert november == EXPECTED["ratings"]["2024-11"]
    december = {one["project"]: one["colour"] for one in county.json("assess", "shimian", "2024-12")["ratings"]}
    assert december != EXPECTED["ratings"]["2024-12"]
    later = ("county", "set", "shimian", "red_late_days", "2", "--from", "2027-12-01", "--reason", "县政府再定")
    assert county(*later).returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("assess", "nowhere", "2024-06"), "没有代码为“nowhere”的县"),
        (("assess", "shimian", "2024-13"), "“2024-13”不是有效的期"),
        (("assess", "shimian", "2023-12"), "自 2024-01-01 起施行"),
        (("assess", "shimian", "2024-06-T1"), "不是月、季或年"),
        (("county", "load", "shimian", "/nonexistent.xlsx"), "找不到文件"),
        (("county", "load", "shimian", __file__), "不是 .xlsx 工作簿"),
        (("county", "export", "shimian", "/no/such/folder/out.xlsx"), "没有文件夹 /no/such/folder"),
        (("county", "load", "shimian", SAMPLE, "--year", "0"), "年度 0 不在 1900 到 2999 之间"),
        (("county", "load", "shimian", SAMPLE, "--year", "99999"), "年度 99999 不在"),
        (("county", "set", "shimian", "red_ratio", "0.5", "--from", "2024-06-01", "--reason", "x"), "已经评估存档"),
        (
            ("county", "set", "shimian", "red_ratio", "0.5", "--from", "2027-02-15", "--reason", "x"),
            "只能自某月 1 日起",
        ),
        (("county", "set", "shimian", "red_late_days", "2", "--from", "2027-12-01", "--reason", "x"), "已有设定"),
        (("county", "create", "Nope!", "--name", "x", "--mechanism", "shimian"), "不合规"),
        (("county", "create", "fourth", "--name", "x", "--mechanism", "nothing"), "没有名为“nothing”的机制"),
        (("county", "create", "shimian", "--name", "x", "--mechanism", "shimian"), "已经存在"),
        (
            ("county", "set", "shimian", "no_such", "1", "--from", "2027-12-01", "--reason", "x"),
            "没有名为“no_such”的参数",
        ),
        (("county", "set", "shimian", "red_ratio", "much", "--from", "2027-12-01", "--reason", "x"), "不能取"),
        (("verify", "shimian", "2024-09"), "没有已存的评估"),
        (("demo", "advance", "shimian"), "不是演示县"),
        (("user", "password", "shimian", "nobody", "--stdin"), "没有登录名为“nobody”的用户"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line_and_status_two(county: Shell, words: tuple[str, ...], told: str) -> None:
    done = county(*words)
    assert done.returncode == 2
    assert [line for line in done.stdout.splitlines() if not line.startswith("正在检查")] == []
    (line,) = done.stderr.splitlines()
    assert told in line


@pytest.mark.parametrize("debug", [False, True])
def test_a_mistake_of_ours_is_one_line_and_its_traceback_is_for_who_asks(county: Shell, debug: bool) -> None:
    def broken(*_: object) -> None:
        raise KeyError("没料到\n的事")

    env = {"YIPANQI_DEBUG": "1"} if debug else {}
    with patch("yipanqi_core.cli.county.list_counties", broken):
        done = county("county", "list", **env)
    assert (done.returncode, done.stdout) == (2, "")
    assert ("Traceback" in done.stderr) is debug
    assert "KeyError" in done.stderr.splitlines()[-1]
    assert debug or done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", "连不上数据库"),
        ("nonsense", "DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_clear_line(shell: Shell, address: str, told: str) -> None:
    done = shell("assess", "shimian", "2024-06", DATABASE_URL=address)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_schema_that_is_not_migrated_says_so(shell: Shell) -> None:
    server = EmbeddedPostgres(Path(shell.env["YIPANQI_VAR"]) / "postgres")
    done = shell("assess", "shimian", "2024-06", DATABASE_URL=server.url("postgres", "postgres"))
    assert done.returncode == 2
    assert "yipanqi migrate" in done.stderr
