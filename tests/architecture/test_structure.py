"""Limits of the tree that hold because a test holds them."""

import ast
import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from yipanqi_core.mechanism.registry import installed
from yipanqi_core.rules import engine

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for folder in ("core", "plugins", "api", "workers")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
CLAUSE = re.compile(r"\b(?:SM|QS|YC|ZZ)-\d+\.\d+\b")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_source_file_exceeds_four_hundred_lines() -> None:
    long = {name(path): count for path in SOURCES if (count := len(path.read_text().splitlines())) > 400}
    assert long == {}


def test_nine_functions_in_ten_have_at_most_twenty_five_lines() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) * 9 // 10] <= 25


def test_questions_to_the_database_are_asked_in_queries_alone() -> None:
    asking = [
        name(path)
        for path in SOURCES
        if not path.name.endswith("queries.py") and re.search(r"(?<![\w.])select\(", path.read_text())
    ]
    assert asking == []


def test_nothing_commits_but_the_edges() -> None:
    committing = [name(path) for path in SOURCES if re.search(r"\.commit\(", path.read_text())]
    assert committing == ["core/yipanqi_core/database/direct.py"]  # one statement with its transaction around it


def test_core_api_and_workers_name_no_county() -> None:
    words = {mechanism.county for code in installed().codes() if (mechanism := installed().mechanism(code))}
    words |= {*installed().codes(), "石棉", "清水", "阳城", "长子", "qingshui", "yangcheng", "zhangzi"}
    naming = [
        (name(path), word)
        for path in SOURCES
        if not name(path).startswith("plugins/")
        for word in words
        if word in path.read_text()
    ]
    assert naming == []


def test_every_county_folder_is_found_by_its_entry_point() -> None:
    folders = {path.parent.name for path in (ROOT / "plugins" / "yipanqi_plugins").glob("*/__init__.py")}
    assert folders == {point.name for point in entry_points(group="yipanqi") if "yipanqi_plugins" in point.value}


@pytest.mark.parametrize("code", installed().codes())
def test_an_edition_cites_only_clauses_that_it_declares(code: str) -> None:
    folder = ROOT / "plugins" / "yipanqi_plugins" / code
    for edition in installed().mechanism(code).editions:
        declared = {clause.id for clause in edition.clauses}
        prefixes = {clause.split("-")[0] for clause in declared}
        cited = {
            found
            for path in folder.rglob("*.py")
            for found in CLAUSE.findall(path.read_text())
            if found.split("-")[0] in prefixes
        }
        assert cited <= declared


@pytest.mark.parametrize("code", installed().codes())
def test_editions_come_in_order_and_their_parameters_have_titles_and_defaults(code: str) -> None:
    mechanism = installed().mechanism(code)
    days = [edition.in_force_from for edition in mechanism.editions]
    assert days == sorted(set(days))
    for edition in mechanism.editions:
        edition.parameters()
        assert all(field.title and field.description for field in edition.parameters.model_fields.values())
        assert all(field.title for field in edition.project_fields.model_fields.values())


def test_the_engine_judges_without_knowing_any_county() -> None:
    assert CLAUSE.findall(Path(engine.__file__).read_text()) == []


def test_no_file_names_a_package_index() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|index-url|mirrors?\.")
    files = [ROOT / one for one in ("pyproject.toml", "Makefile", "README.md", ".ci/run")] + list(ROOT.glob("*.lock"))
    assert [path.name for path in files if hosts.search(path.read_text())] == []


def test_every_distribution_in_the_lock_carries_a_hash_and_keeps_the_floor() -> None:
    text = (ROOT / "requirements.lock").read_text()
    versions = dict(re.findall(r"^([a-z0-9_.-]+)==([0-9][^ ;\\\n]*)", text, re.MULTILINE))
    assert len(versions) == len(re.findall(r"^[a-z0-9_.-]+==.*(?:;.*)?\\\n    --hash", text, re.MULTILINE))
    floors = {"litestar": (2, 22), "pyjwt": (2, 15, 1), "sqlalchemy": (2, 1, 9), "pydantic": (2, 11)}
    for package, floor in floors.items():
        assert tuple(int(part) for part in versions[package].split(".")[: len(floor)]) >= floor, package
