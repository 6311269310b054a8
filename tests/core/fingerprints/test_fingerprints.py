"""A fingerprint tells what judges: the same wherever it lies and whenever it runs, another for any change of a rule."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel

from yipanqi_core.fingerprints.editions import fingerprint
from yipanqi_core.fingerprints.sources import county_sources, engine_sources
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.scaffold.making import NewCounty, make

EDITION = installed().mechanism("shimian").editions[0]
ASKED = """
import importlib, sys
from yipanqi_core.fingerprints.editions import fingerprint
for one in importlib.import_module(sys.argv[1]).MECHANISM.editions:
    print(fingerprint(one).text, fingerprint(one).engine)
"""


def asked(module: str, path: Path, **env: str) -> list[str]:
    """Ask a fresh process, as another machine would: another folder, another seed of hashes."""
    run = subprocess.run(
        [sys.executable, "-c", ASKED, module],
        cwd=path,
        env={**os.environ, "PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1", **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(NewCounty("some-county", "某县", "某县重点项目推进机制", "XX", 2025), tmp_path)


@pytest.mark.parametrize("code", installed().codes())
def test_it_is_the_same_in_another_process_with_other_hashes_in_another_folder(code: str, tmp_path: Path) -> None:
    one = installed().mechanism(code).editions[-1]
    told = asked(f"yipanqi_plugins.{code}", tmp_path, PYTHONHASHSEED="7")
    assert told[-2:] == [fingerprint(one).text, fingerprint(one).engine]


def test_it_knows_nothing_of_paths_times_and_line_ends(folder: Path, tmp_path: Path) -> None:
    first = asked("some_county", folder)
    moved = folder.rename(tmp_path / "elsewhere")
    for path in (moved / "some_county").glob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        os.utime(path, (time.time() - 1e6,) * 2)
    assert asked("some_county", moved, PYTHONHASHSEED="1") == first


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new), encoding="utf-8")


CHANGED: dict[str, Callable[[Path], None]] = {
    "a rule": lambda here: change(here / "rules.py", " >= ", " > "),
    "a word of a clause": lambda here: change(here / "clauses.py", "第", "第 "),
    "a default of a parameter": lambda here: change(here / "parameters.py", "Decimal(-2)", "Decimal(-3)"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_it_is_another_for_any_change_of_the_countys_text_and_the_engines_stays(folder: Path, what: str) -> None:
    (text, engine), here = asked("some_county", folder), folder / "some_county"
    CHANGED[what](here)
    now, same = asked("some_county", folder)
    assert now != text
    assert same == engine


def test_what_no_rule_is_made_of_changes_nothing(folder: Path) -> None:
    first, here = asked("some_county", folder), folder / "some_county"
    (here / "edition_2030.py").write_text("LATER = 1\n", encoding="utf-8")
    (here / "cases.yaml").write_text("", encoding="utf-8")
    assert asked("some_county", folder) == first


def test_a_declaration_and_a_revision_are_part_of_it() -> None:
    def other(facts: ProjectFacts, parameters: BaseModel) -> Ruling:
        return Ruling(None, "SM-4.1", "", {})

    changed: list[Edition] = [
        replace(EDITION, in_force_from=date(2024, 1, 2)),
        replace(EDITION, memory_months=EDITION.memory_months + 1),
        replace(EDITION, clauses=EDITION.clauses[::-1]),
        replace(EDITION, checks=EDITION.checks[1:]),
        replace(EDITION, rating=other),
    ]
    assert len({fingerprint(one).text for one in (EDITION, *changed)}) == 6
    assert fingerprint(replace(EDITION)) == fingerprint(EDITION)


@pytest.mark.parametrize("code", installed().codes())
def test_it_covers_the_rules_of_the_county_and_of_no_other(code: str) -> None:
    from yipanqi_core.fingerprints.declared import Declared

    declared = Declared()
    assert " at 0x" not in str(declared.plain(installed().mechanism(code).editions[-1]))
    modules = county_sources(declared.modules)
    assert all(one.startswith(f"yipanqi_plugins.{code}.") for one in modules)
    assert {f"yipanqi_plugins.{code}.{one}" for one in ("parameters", "project_fields", "acts") if one} - set(
        modules
    ) <= {f"yipanqi_plugins.{code}.acts"}
    assert not any("demonstration" in one for one in modules)


def test_the_engine_is_all_of_the_core_that_judges() -> None:
    for one in ("rules.engine", "rules.scoring", "mechanism.facts", "calendar.deadlines", "assessments.adding_up"):
        assert f"yipanqi_core.{one}" in engine_sources()
    assert "yipanqi_core.cli.main" not in engine_sources()
