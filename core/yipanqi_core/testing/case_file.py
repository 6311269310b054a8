"""Reading a county's file of cases: given facts, expected rulings, in words that a clerk can read and write."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from yipanqi_core.testing.faults import CaseFileError

_TOP = {"版本", "修订", "通用", "示例"}
_KEYS = {"名称", "条款", "日期", "期", "设参数", "项目", "单位", "县情", "应得", "不应有", "声明"}


@dataclass(frozen=True, slots=True)
class Case:
    """One case: by which clause, on which day, what is given, what has to come out and what must not."""

    name: str
    clauses: tuple[str, ...]
    on: date
    period: str | None
    parameters: Mapping[str, Any]
    projects: Sequence[Mapping[str, Any]]
    units: Sequence[Mapping[str, Any]]
    county: Mapping[str, Any]
    expected: Sequence[Mapping[str, Any]]
    excluded: Sequence[Mapping[str, Any]]
    declared: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of an edition, or of one of its revisions."""

    edition: str
    cases: tuple[Case, ...]
    revision: int | None = None  # None: of all of them


class _Loader(yaml.SafeLoader):
    """Reads `on` and `no` as the words they are: only true and false are truths."""


_Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:bool"]
    for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def read_cases(path: Path) -> tuple[CaseFile, ...]:
    """Read a file of cases; several editions are several YAML documents. Raises CaseFileError."""
    if not path.is_file():
        raise CaseFileError(f"{path} 不存在；每个县的插件目录须有一份示例文件，写法见 plugins/README.md")
    try:
        documents = list(yaml.load_all(path.read_text(encoding="utf-8"), Loader=_Loader))
    except yaml.YAMLError as error:
        raise CaseFileError(f"{path.name} 不是合格的 YAML：{error}") from error
    return tuple(_document(path.name, document) for document in documents)


def _document(file: str, document: Any) -> CaseFile:
    if not isinstance(document, dict) or not {"版本", "示例"} <= document.keys() <= _TOP:
        raise CaseFileError(f"{file} 顶层须有“版本”“示例”，可有“修订”“通用”，不得有其他")
    revision = document.get("修订")
    if revision is not None and not isinstance(revision, int):
        raise CaseFileError(f"{file} 的“修订”须是数，如 修订: 2；现为“{revision}”")
    common = document.get("通用") or {}
    cases = tuple(_case(file, number, one, common) for number, one in enumerate(document["示例"] or (), start=1))
    return CaseFile(str(document["版本"]), cases, revision)


def _case(file: str, number: int, given: Any, common: Mapping[str, Any]) -> Case:
    where = f"{file} 第 {number} 个示例"
    if not isinstance(given, dict):
        raise CaseFileError(f"{where}不是“名称: 值”的形式")
    where = f"{where}“{given.get('名称', '未命名')}”"
    unknown = given.keys() - _KEYS
    if unknown:
        raise CaseFileError(f"{where}有不认识的项“{sorted(unknown)[0]}”；可写：{'、'.join(sorted(_KEYS))}")
    for key in ("名称", "条款"):
        if not given.get(key):
            raise CaseFileError(f"{where}缺少“{key}”")
    if not (given.get("应得") or given.get("不应有") or given.get("声明")):
        raise CaseFileError(f"{where}没有写“应得”“不应有”或“声明”，什么也没有检验")
    merged = {**common, **given}
    on = merged.get("日期", date(2024, 6, 30))
    if not isinstance(on, date):
        raise CaseFileError(f"{where}的日期“{on}”须写作 2024-06-30")
    return Case(
        name=str(given["名称"]),
        clauses=tuple(_list(given["条款"])),
        on=on,
        period=None if merged.get("期") is None else str(merged["期"]),
        parameters=merged.get("设参数") or {},
        projects=_projects(common.get("项目") or {}, given.get("项目")),
        units=_list(merged.get("单位")),
        county=merged.get("县情") or {},
        expected=_list(given.get("应得")),
        excluded=_list(given.get("不应有")),
        declared=given.get("声明") or {},
    )


def _projects(common: Mapping[str, Any], given: Any) -> list[Mapping[str, Any]]:
    """Each project of a case is the common one with what the case says otherwise."""
    return [{**common, **(one or {})} for one in (_list(given) if given is not None else [{}])]


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
