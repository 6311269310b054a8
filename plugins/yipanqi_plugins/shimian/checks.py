"""What a month's facts show to be amiss: the list's threshold, guarantee items, plans, and who is answerable."""

from pydantic import BaseModel

from yipanqi_core.calendar import passed
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.rules.clocks import ClockState, read
from yipanqi_core.rules.progress import late, unplanned
from yipanqi_core.rules.vacancies import TITLE as VACANT
from yipanqi_core.rules.vacancies import vacant_leader, vacant_parts
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.shimian.clocks import START_AFTER_APPROVAL, open_county_procedures
from yipanqi_plugins.shimian.parameters import Parameters

Findings = tuple[Judgement, ...]


def _finding(code: str, facts: ProjectFacts, unit: str, ruling: Ruling) -> Judgement:
    return Judgement(RulingKind.FINDING, code, Subject(facts.project, unit), ruling)


def below_threshold(facts: ProjectFacts, parameters: BaseModel) -> Findings:
    """A listed project whose total has fallen below the threshold stays, with a finding (SM-1.1)."""
    assert isinstance(parameters, Parameters)
    if facts.total_investment >= parameters.admission_threshold:
        return ()
    because = (
        f"已在清单的项目总投资降为 {facts.total_investment} 万元，低于 {parameters.admission_threshold} 万元；"
        "仍留清单，核实总投资或按程序退出后消除"
    )
    figures = {"total_investment": facts.total_investment, "threshold": parameters.admission_threshold}
    return (_finding("below_threshold", facts, facts.lead_unit, Ruling("below", "SM-1.1", because, figures)),)


def guarantee_items_unclear(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A listed project without guarantee items, or with one that has no unit or date (SM-1.4)."""
    items = facts.of(ItemKind.GUARANTEE)
    unclear = [item.title for item in items if item.planned_on is None or item.unit is None]
    if items and not unclear:
        return ()
    what = (
        f"事项{'、'.join(f'“{title}”' for title in unclear)}未明确责任单位或计划日期" if items else "未列要素保障事项"
    )
    ruling = Ruling("unclear", "SM-1.4", f"要素节点未明确：{what}；补齐后消除", {"items": unclear})
    return (_finding("guarantee_items_unclear", facts, facts.lead_unit, ruling),)


def overdue_items(facts: ProjectFacts, _: BaseModel) -> Findings:
    """Guarantee items and procedures unfinished past their date, each against its own unit (SM-1.4)."""
    found = []
    for one in late(facts, ItemKind.GUARANTEE, ItemKind.PROCEDURE):
        item = one.item
        because = (
            f"{item.kind.label}“{item.title}”计划 {item.planned_on} 完成，至 {facts.on} 未完成，逾期 {one.days} 天；"
            "完成或按程序调整计划后消除"
        )
        figures = {"title": item.title, "kind": item.kind, "planned_on": item.planned_on, "days": one.days}
        unit = item.unit or facts.lead_unit
        found.append(_finding("overdue_item", facts, unit, Ruling("overdue", "SM-1.4", because, figures)))
    return tuple(found)


def not_planned(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A project that cannot be rated because nothing is planned (SM-4.1)."""
    if not unplanned(facts):
        return ()
    because = "未排计划：没有任何节点，至月末也没有计划投资，未评级；排定节点或年度、月度计划投资后消除"
    return (_finding("unplanned", facts, facts.lead_unit, Ruling("unplanned", "SM-4.1", because)),)


def deputy_unclear(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A project whose deputy cannot be told: no leader named, and none or several whose portfolio fits (SM-4.2)."""
    if len(facts.deputies) == 1:
        return ()
    who = "无人" if not facts.deputies else f"有 {'、'.join(facts.deputies)}"
    because = (
        f"未填包抓领导，分管领域涵盖{facts.lead_unit}的县领导{who}，不能确定项目分管县领导；"
        "填写包抓领导，或明确分管领域后消除"
    )
    ruling = Ruling("unclear", "SM-4.2", because, {"candidates": list(facts.deputies)})
    return (_finding("deputy_unclear", facts, facts.lead_unit, ruling),)


def county_items_after_approval(facts: ProjectFacts, parameters: BaseModel) -> Findings:
    """County-decided procedures open after SM-2.3's due day, whether the project has started or is let off.

    A project that is itself overdue has one finding, the clock's, which names them.
    """
    reading = read(START_AFTER_APPROVAL, facts, parameters)
    if reading is None or reading.state is ClockState.OVERDUE or not passed(reading.due_on, facts.on):
        return ()
    titles = open_county_procedures(facts)
    if not titles:
        return ()
    if reading.ended_on is not None:
        why = f"项目至 {reading.ended_on} 已开工，前期手续仍须办结"
    else:
        why = f"{reading.exemption}，项目开工期限不计"
    names = "、".join(f"“{title}”" for title in titles)
    because = (
        f"立项审批于 {reading.started_on}，县级审批事项应于 {reading.due_on} 前办结，"
        f"至 {facts.on} 未办结：{names}（{why}）；办结后消除"
    )
    figures = {"approved_on": reading.started_on, "due_on": reading.due_on, "items": list(titles)}
    return (_finding("county_items_overdue", facts, facts.lead_unit, Ruling("overdue", "SM-2.3", because, figures)),)


CHECKS = (
    Check("below_threshold", "总投资降至门槛以下", "SM-1.1", below_threshold),
    Check("guarantee_items_unclear", "要素节点未明确", "SM-1.4", guarantee_items_unclear),
    Check("overdue_item", "要素或手续逾期", "SM-1.4", overdue_items),
    Check("unplanned", "未排计划", "SM-4.1", not_planned),
    Check("deputy_unclear", "分管县领导不明确", "SM-4.2", deputy_unclear),
    Check("deputy_vacant", f"分管县领导{VACANT}", "SM-4.2", vacant_leader("deputy_vacant", "SM-4.2", "分管县领导")),
    Check("leader_vacant", f"线长、点长{VACANT}", "SM-2.6", vacant_parts("leader_vacant", "SM-2.6")),
    Check("county_items_overdue", "县级审批事项逾期", "SM-2.3", county_items_after_approval),
)
