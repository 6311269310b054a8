"""`yipanqi county new|check|doc`: nothing running is needed, and nothing is started."""

import json
import subprocess
import sys
from pathlib import Path


def yipanqi(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "yipanqi_core.cli", *words]
    script = Path(sys.executable).parent / "yipanqi"
    return subprocess.run(
        [str(script), *words] if script.exists() else command, capture_output=True, text=True, check=False
    )


def test_check_says_that_all_is_well_or_names_the_code_that_is_not_installed() -> None:
    told = yipanqi("county", "check", "shimian", "--json")
    assert (told.returncode, json.loads(told.stdout)) == (0, {"shimian": []})
    told = yipanqi("county", "check", "nowhere")
    assert told.returncode == 2
    assert "没有安装名为“nowhere”的机制" in told.stderr


def test_doc_writes_markdown_and_refuses_an_edition_that_is_not_there() -> None:
    assert yipanqi("county", "doc", "shimian").stdout.startswith("# 石棉县")
    told = yipanqi("county", "doc", "shimian", "--edition", "1999")
    assert told.returncode == 2
    assert "没有版本“1999”；已有：2024" in told.stderr


def test_new_makes_a_folder_and_says_what_comes_next(tmp_path: Path) -> None:
    words = [
        "--title",
        "某县",
        "--mechanism-title",
        "某县机制",
        "--prefix",
        "XX",
        "--year",
        "2025",
        "--into",
        str(tmp_path),
    ]
    told = yipanqi("county", "new", "some-county", *words)
    assert told.returncode == 0
    assert "yipanqi county check some-county" in told.stdout
    again = yipanqi("county", "new", "some-county", *words)
    assert again.returncode == 2
    assert "已经存在" in again.stderr
