"""The conformance suite: what every county's plugin must keep, wherever it lives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from yipanqi_core.testing import (
    checks_figures,
    checks_letters,
    checks_purity,
    checks_revisions,
    checks_seats,
    checks_text,
    checks_ways,
)
from yipanqi_core.testing.case_running import failures
from yipanqi_core.testing.discovery import CountyPlugin
from yipanqi_core.testing.evidence import cases_of
from yipanqi_core.testing.faults import CaseFileError, Fault


@dataclass(frozen=True, slots=True)
class ConformanceCheck:
    """One thing that every county must keep."""

    code: str
    title: str
    find: Callable[[CountyPlugin], Iterator[Fault]]


def cases_hold(county: CountyPlugin) -> Iterator[Fault]:
    """Every case of every edition comes out as written."""
    for edition in county.mechanism.editions:
        try:
            cases = cases_of(county, edition)
        except CaseFileError as error:
            yield Fault("cases", county.code, str(error))
            return
        if not cases:
            yield Fault("cases", edition.name, f"{county.cases.name} 中没有这个版本的示例")
        for case in cases:
            yield from (
                Fault("cases", f"{case.name}（{'、'.join(case.clauses)}）", one) for one in failures(case, edition)
            )


CHECKS = (
    ConformanceCheck("editions", "版本由旧到新", checks_text.editions),
    ConformanceCheck("revisions", "改规则另立修订，登记过的没有动", checks_revisions.revisions),
    ConformanceCheck("clauses", "所引条款都在文件里", checks_text.clauses),
    ConformanceCheck("cases", "示例全部得到应得结果", cases_hold),
    ConformanceCheck("exercised", "每一条款都有示例检验", checks_text.exercised),
    ConformanceCheck("references", "声明所指都存在", checks_text.references),
    ConformanceCheck("steps", "每个阶段都到得了", checks_ways.steps),
    ConformanceCheck("seats", "层级、履职和经办席位都能绑定", checks_seats.seats),
    ConformanceCheck("letters", "每种文书都排得出来", checks_letters.letters),
    ConformanceCheck("repeatable", "同样事实同样裁定", checks_purity.repeatable),
    ConformanceCheck("pure", "不碰文件、网络和时钟", checks_purity.pure),
    ConformanceCheck("scores", "没有得不到的分", checks_figures.reachable_scores),
    ConformanceCheck("deadlines", "没有短于自身办理环节的时限", checks_figures.deadlines),
)
"""All checks, in the order in which they are best put right."""


def judge(county: CountyPlugin) -> tuple[Fault, ...]:
    """Judge a county by every check; nothing found: it conforms."""
    return tuple(fault for check in CHECKS for fault in check.find(county))
