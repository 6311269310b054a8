"""The source that declarations are made of: modules followed by their imports, read as text wherever they lie."""

import ast
import pkgutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

CORE = "yipanqi_core"
ENGINE = ("calendar", "mechanism", "rules")
"""The packages of the core that judge."""
BESIDE = ("assessments.adding_up", "assessments.year_so_far", "vocabulary")
"""What judges beside them: how longer periods come from their months, and the words."""


class SourceMissingError(LookupError):
    """A module that judges has no source here, so what judged could not be told later."""


def county_sources(modules: Iterable[str]) -> Mapping[str, str]:
    """Give the source of these modules, and of all of the same house that they import, each by its name.

    The core is left out, which has a fingerprint of its own; so is what a county may use of others.
    """
    waiting = [name for name in modules if _own(name)]
    houses = {name.split(".")[0] for name in waiting}
    found: dict[str, str] = {}
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = source_of(name)
        waiting += [one for one in imported(name) if one.split(".")[0] in houses]
    return dict(sorted(found.items()))


def engine_sources() -> Mapping[str, str]:
    """Give the source of all of the core that judges, by module."""
    names = [f"{CORE}.{one}" for one in BESIDE]
    for package in ENGINE:
        home = import_module(f"{CORE}.{package}")
        names += [home.__name__, *(one.name for one in pkgutil.walk_packages(home.__path__, f"{home.__name__}."))]
    return {name: source_of(name) for name in sorted(names)}


def source_of(module: str) -> str:
    """Read a module's source, line ends alike on every system. Raises SourceMissingError."""
    spec = _spec(module)
    read = getattr(None if spec is None else spec.loader, "get_source", None)
    text = None if read is None else read(module)
    place = getattr(sys.modules.get(module), "__file__", None)
    if text is None and place is not None and place.endswith(".py"):
        text = Path(place).read_text(encoding="utf-8")
    if text is None:
        raise SourceMissingError(f"模块 {module} 没有源文件，无法登记由什么评判；请安装含 .py 源文件的插件")
    return str(text).replace("\r\n", "\n")


def imported(module: str) -> tuple[str, ...]:
    """Name the modules that a module imports, inside functions too."""
    return tuple(dict.fromkeys(_imports(module, ast.parse(source_of(module)))))


def _imports(module: str, tree: ast.AST) -> Iterator[str]:
    spec = _spec(module)
    package = module if spec is not None and spec.submodule_search_locations else module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *([base] if base else [])])
            yield from (f"{base}.{one.name}" if _spec(f"{base}.{one.name}") else base for one in node.names)


def _own(module: str) -> bool:
    top = module.split(".", maxsplit=1)[0]
    return top != CORE and top not in sys.stdlib_module_names and top not in ("msgspec", "pydantic")


@cache
def _spec(module: str) -> ModuleSpec | None:
    try:
        return find_spec(module)
    except (ImportError, ValueError, AttributeError):
        return None
