"""What is due once a year: the guidance directory and the library (QS-1.1), next year's list (QS-1.11)."""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.mechanism.edition import CountyCheck
from yipanqi_core.mechanism.facts import CountyFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling
from yipanqi_core.mechanism.seasons import Season
from yipanqi_plugins.qingshui.annual_list import ANNUAL_LIST
from yipanqi_plugins.qingshui.findings import Findings, against_unit
from yipanqi_plugins.qingshui.land import DEMAND
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.paths import RESERVE
from yipanqi_plugins.qingshui.registers import DIRECTORY, UNPLANNED
from yipanqi_plugins.qingshui.seats import REFORM


def _january(_: BaseModel) -> str:
    return "01-01"


def _directory_until(parameters: BaseModel) -> str:
    assert isinstance(parameters, Parameters)
    return parameters.directory_until


PUBLISHING = Season("directory", "印发指导名录", "QS-1.1", _january, _directory_until)


def _last_day(kind: CaseKind, facts: CountyFacts, parameters: BaseModel) -> date:
    assert kind.collection is not None
    season = Season(kind.code, kind.title, kind.clause, _january, kind.collection.until)
    return season.window(facts.on.year, parameters)[1]


def _seated(facts: CountyFacts, seat: str) -> str | None:
    return next((one.holder for one in facts.seats if one.seat == seat), None)


def no_directory(facts: CountyFacts, parameters: BaseModel) -> Findings:
    """The office has issued no guidance directory for the year by the day."""
    last = PUBLISHING.window(facts.on.year, parameters)[1]
    entries = [one for one in facts.entries if one.register == DIRECTORY.code and one.year == facts.on.year]
    if facts.on < last or any(one.since_on <= last for one in entries):
        return ()
    late = f"；{min(one.since_on for one in entries)} 才登记" if entries else "；登记名录条目后消除"
    because = f"{facts.on.year} 年项目谋划储备指导名录应于 {last} 前印发，至该日没有名录条目{late}"
    if entries and facts.on.month > last.month:
        return ()
    return (against_unit("no_directory", _seated(facts, REFORM), Ruling("none", "QS-1.1", because, {"until": last})),)


def nothing_reserved(facts: CountyFacts, parameters: BaseModel) -> Findings:
    """A unit that handed in nothing for the library by the deadline; what came late is told once, in that month."""
    return tuple(_nothing_reserved(facts, parameters))


def _nothing_reserved(facts: CountyFacts, parameters: BaseModel) -> Iterator[Judgement]:
    last = _last_day(RESERVE, facts, parameters)
    if facts.on < last or RESERVE.collection is None:
        return
    first = {one.unit: one.first_on for one in facts.collected if (one.kind, one.year) == (RESERVE.code, facts.on.year)}
    for unit in facts.units:
        on = first.get(unit.name)
        if unit.kind not in RESERVE.collection.kinds or (
            on is not None and (on <= last or facts.on.month > last.month)
        ):
            continue
        said = f"{on} 才报送" if on else "至今未报送；报送后消除"
        because = f"{facts.on.year} 年度滚动储备库应于 {last} 前汇总，{unit.name}到期未报送储备项目，{said}"
        ruling = Ruling("nothing", "QS-1.1", because, {"until": last, "first_on": on})
        yield against_unit("nothing_reserved", unit.name, ruling)


def library_not_compiled(facts: CountyFacts, parameters: BaseModel) -> Findings:
    """What units handed in by the deadline and the office has not compiled into the county library."""
    last = _last_day(RESERVE, facts, parameters)
    waiting = {
        one.unit: one.waiting
        for one in facts.collected
        if (one.kind, one.year) == (RESERVE.code, facts.on.year) and one.first_on <= last and one.waiting
    }
    if facts.on < last or not waiting:
        return ()
    told = "、".join(f"{unit} {count} 个" for unit, count in sorted(waiting.items()))
    because = f"{facts.on.year} 年度滚动储备库应于 {last} 前汇总，已报送未入库：{told}；汇总入库或退回后消除"
    ruling = Ruling("waiting", "QS-1.1", because, {"until": last, "waiting": waiting})
    return (against_unit("library_not_compiled", _seated(facts, REFORM), ruling),)


def named_unplanned(facts: CountyFacts, _: BaseModel) -> Findings:
    """A unit that the office has named for a project it could have planned and did not."""
    return tuple(
        against_unit(
            "named_unplanned",
            one.unit,
            Ruling(
                "named",
                "QS-1.1",
                f"具备条件而未谋划“{one.fields.get('project')}”：{one.fields.get('reason')}，提请问责；撤销认定后消除",
                {"project": one.fields.get("project"), "since_on": one.since_on},
            ),
        )
        for one in facts.entries
        if one.register == UNPLANNED.code and one.year == facts.on.year
    )


def list_not_drawn_up(facts: CountyFacts, parameters: BaseModel) -> Findings:
    """No project stands on next year's list as drawn up by the deadline."""
    last, year = _last_day(ANNUAL_LIST, facts, parameters), facts.on.year + 1
    first = [one.first_on for one in facts.collected if (one.kind, one.year) == (ANNUAL_LIST.code, year)]
    if facts.on < last or (first and (min(first) <= last or facts.on.month > last.month)):
        return ()
    said = f"{min(first)} 才编制" if first else "至今没有项目编入；编制后消除"
    because = f"{year} 年度重点建设项目清单应于 {last} 前编制报审，{said}"
    figures = {"until": last, "year": year}
    return (against_unit("list_not_drawn_up", _seated(facts, REFORM), Ruling("none", "QS-1.11", because, figures)),)


def land_demand_late(facts: CountyFacts, parameters: BaseModel) -> Findings:
    """A unit whose first demand for next year's land came after the deadline; told in the year it is due (QS-3.1)."""
    last, year = _last_day(DEMAND, facts, parameters), facts.on.year + 1
    return tuple(
        against_unit(
            "land_demand_late",
            one.unit,
            Ruling(
                "late",
                "QS-3.1",
                f"{year} 年度用地需求应于 {last} 前报送，{one.unit}{one.first_on} 才报送；年度终了后不再提示",
                {"until": last, "first_on": one.first_on},
            ),
        )
        for one in facts.collected
        if (one.kind, one.year) == (DEMAND.code, year) and one.first_on > last
    )


YEARLY_CHECKS = (
    CountyCheck("no_directory", "未按时印发指导名录", "QS-1.1", PeriodKind.MONTH, no_directory),
    CountyCheck("nothing_reserved", "未按时报送储备项目", "QS-1.1", PeriodKind.MONTH, nothing_reserved),
    CountyCheck("library_not_compiled", "储备库未按时汇总", "QS-1.1", PeriodKind.MONTH, library_not_compiled),
    CountyCheck("named_unplanned", "应谋划未谋划", "QS-1.1", PeriodKind.MONTH, named_unplanned),
    CountyCheck("list_not_drawn_up", "下年度清单未编制", "QS-1.11", PeriodKind.MONTH, list_not_drawn_up),
    CountyCheck("land_demand_late", "用地需求逾期报送", "QS-3.1", PeriodKind.MONTH, land_demand_late),
)
