"""Checks of purity: a county reads no file, asks no clock and no network, knows no other county, and repeats itself."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from yipanqi_core.mechanism.canonical import decode, encode
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.testing.case_running import Given, judged
from yipanqi_core.testing.discovery import CountyPlugin, discovered
from yipanqi_core.testing.evidence import run_cases
from yipanqi_core.testing.faults import Fault

ALLOWED = frozenset(
    {
        "__future__", "abc", "annotated_types", "bisect", "calendar", "collections", "copy", "dataclasses", "datetime",
        "dateutil", "decimal", "enum", "fractions", "functools", "graphlib", "heapq", "itertools", "math", "msgspec",
        "numbers", "operator", "pluggy", "pydantic", "re", "statistics", "stdnum", "string", "textwrap", "types",
        "typing", "typing_extensions", "unicodedata",
    }
)  # fmt: skip
"""What a county may import besides itself and the core's grammar and rules."""

CORE = "yipanqi_core"
OPEN_CORE = (f"{CORE}.mechanism", f"{CORE}.rules", f"{CORE}.calendar", f"{CORE}.vocabulary", f"{CORE}.documents.model")
"""The parts of the core that a county stands on; all others do I/O."""

DRAWN = "random"
"""Chance has no place in rules; a demonstration's invented data may be drawn by a generator with a seed."""

CALENDAR = f"{CORE}.calendar"
"""Knows the working days by libraries of its own, which read nothing but themselves."""

_INPUT = frozenset({"open", "input", "eval", "exec", "compile", "__import__", "print", "breakpoint"})
_CLOCKS = frozenset({"today", "now", "utcnow"})


@dataclass(frozen=True, slots=True)
class _Import:
    name: str
    line: int


def pure(county: CountyPlugin) -> Iterator[Fault]:
    """Follow every import from the county's entry point, through its own modules and the core's."""
    own, others = county.module, {one.module for one in discovered() if one.module != county.module}
    waiting, seen = [own], {own}
    while waiting:
        module = waiting.pop()
        tree = _tree(module)
        if tree is None:
            continue
        if module.startswith(f"{own}.") or module == own:
            yield from _calls(module, tree)
        for one in _imports(module, tree):
            named = _module(one.name)
            reason = None if module.startswith(CALENDAR) else _forbidden(named, own, others)
            if reason is not None and not (named == DRAWN and module.startswith(f"{own}.demonstration")):
                yield Fault("pure", f"{module}:{one.line}", f"引入了 {one.name}：{reason}")
            elif named not in seen and named.split(".")[0] in (own.split(".")[0], CORE):
                seen.add(named)
                waiting.append(named)


def _forbidden(name: str, own: str, others: set[str]) -> str | None:
    if name == own or name.startswith(f"{own}."):
        return None
    if any(name == other or name.startswith(f"{other}.") for other in others):
        return "县与县互不相识"
    if name.split(".", maxsplit=1)[0] == CORE:
        return None if name == CORE or name.startswith(OPEN_CORE) else "核心的这一部分读写数据库或文件，县规则不得使用"
    if name.split(".", maxsplit=1)[0] in ALLOWED or own.startswith(f"{name}."):
        return None
    return "县规则只许用标准库中不碰外界的部分和 pydantic"


def _calls(module: str, tree: ast.AST) -> Iterator[Fault]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in _INPUT:
            yield Fault("pure", f"{module}:{node.lineno}", f"调用了 {called.id}()：县规则不读写外界")
        if isinstance(called, ast.Attribute) and called.attr in _CLOCKS and isinstance(called.value, ast.Name):
            yield Fault("pure", f"{module}:{node.lineno}", f"调用了 {called.value.id}.{called.attr}()：日期由事实给定")


def _imports(module: str, tree: ast.AST) -> Iterator[_Import]:
    package = module if _is_package(module) else module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (_Import(one.name, node.lineno) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *([base] if base else [])])
            yield from (_Import(f"{base}.{one.name}", node.lineno) for one in node.names)


def _module(name: str) -> str:
    """Give the module that an imported name is, or that it comes from."""
    return name if _source(name) is not None or "." not in name else name.rpartition(".")[0]


@lru_cache(maxsize=4096)
def _source(module: str) -> Path | None:
    try:
        spec = find_spec(module)
    except (ImportError, ValueError, AttributeError):
        return None
    return None if spec is None or spec.origin is None else Path(spec.origin)


def _is_package(module: str) -> bool:
    source = _source(module)
    return source is not None and source.name == "__init__.py"


@lru_cache(maxsize=1024)
def _tree(module: str) -> ast.AST | None:
    source = _source(module)
    if source is None or source.suffix != ".py":
        return None
    return ast.parse(source.read_text(encoding="utf-8"))


def repeatable(county: CountyPlugin) -> Iterator[Fault]:
    """The same facts, told a second time and from their stored form, give the same rulings and scores."""
    for edition in county.mechanism.editions:
        for one in run_cases(county, edition):
            county_again = decode(encode(one.given.county), CountyFacts)
            projects = tuple(decode(encode(facts), ProjectFacts) for facts in one.given.projects)
            again = judged(edition, Given(one.given.parameters, county_again, projects), one.case.period)
            if encode(again.judgements) != encode(one.outcome.judgements):
                yield Fault("repeatable", one.case.name, "同样的事实再判一次，裁定不同")
            if encode(again.scores) != encode(one.outcome.scores):
                yield Fault("repeatable", one.case.name, "同样的事实再判一次，得分不同")
