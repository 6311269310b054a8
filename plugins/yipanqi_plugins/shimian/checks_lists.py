"""What is amiss on the lists: transfers unconfirmed, annual-list parts lacking, classes unknown, no nomination."""

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit, due_after, passed
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.rules.gates import UNMET, gates_unmet
from yipanqi_plugins.shimian.acts import NOMINATION, PROMOTION, REFORM, TRANSFER, promotes
from yipanqi_plugins.shimian.checks import county_items_after_approval
from yipanqi_plugins.shimian.marks import ANNUAL_LIST, on_annual_list
from yipanqi_plugins.shimian.natures import CLASSES
from yipanqi_plugins.shimian.parameters import Parameters
from yipanqi_plugins.shimian.tracks import CONSTRUCTION_STARTED, LISTS, START

Findings = tuple[Judgement, ...]


def _finding(code: str, facts: ProjectFacts, unit: str | None, ruling: Ruling) -> Judgement:
    return Judgement(RulingKind.FINDING, code, Subject(facts.project, unit), ruling)


def transfer_unconfirmed(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A transfer still unconfirmed at the end of the month in which its fact was recorded, or later (SM-1.7)."""
    found = []
    for one in facts.proposals:
        if one.act != TRANSFER.code or one.closed_on is not None or one.target is None:
            continue
        seat = PROMOTION if promotes(facts, one.target) else REFORM
        unit = facts.offices.get(seat)
        because = (
            f"转入“{LISTS.step(one.target).title}”清单自 {one.opened_on} 提出，至 {facts.on} 未由"
            f"{unit or '目标清单的收集单位'}确认，转库不及时；确认后消除"
        )
        ruling = Ruling("unconfirmed", "SM-1.7", because, {"opened_on": one.opened_on, "target": one.target})
        found.append(_finding("transfer_unconfirmed", facts, unit, ruling))
    return tuple(found)


def annual_list_parts(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A project on the annual government-investment list lacking any of its four parts: a finding for each (SM-2.9)."""
    if not on_annual_list(facts):
        return ()
    years = [one for one in facts.marks if one.mark == ANNUAL_LIST.code]
    data = years[-1].data if years else {}
    found = []
    for part in ANNUAL_LIST.parts:
        if data.get(part.code, "").strip():
            continue
        because = f"列入{ANNUAL_LIST.title}，未明确{part.title}；补记后消除"
        ruling = Ruling("lacking", "SM-2.9", because, {"part": part.code})
        found.append(_finding("annual_list_part_lacking", facts, facts.lead_unit, ruling))
    return tuple(found)


def class_unknown(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A project outside the four industry classes (SM-1.5)."""
    if facts.sector in CLASSES:
        return ()
    because = f"行业分类“{facts.sector}”不在{'、'.join(CLASSES)}之内；更正行业分类后消除"
    ruling = Ruling("unknown", "SM-1.5", because, {"sector": facts.sector})
    return (_finding("class_unknown", facts, facts.lead_unit, ruling),)


def unreported(facts: ProjectFacts, parameters: BaseModel) -> Findings:
    """A registered project of the threshold's size that no one has nominated in time (应报尽报, SM-5.2)."""
    assert isinstance(parameters, Parameters)
    registered = facts.registered_on
    small = facts.total_investment < parameters.admission_threshold
    dealt_with = bool(facts.passages) or any(
        one.act == NOMINATION.code and one.outcome != "withdrawn" for one in facts.proposals
    )
    if small or dealt_with or registered is None:
        return ()
    due = due_after(registered, Duration(parameters.nominate_within_months, DurationUnit.MONTHS)).on
    if not passed(due, facts.on):
        return ()
    because = (
        f"{registered} 登记，总投资 {facts.total_investment} 万元，达到 {parameters.admission_threshold} 万元，"
        f"至 {facts.on} 未入清单，也未申报；{facts.lead_unit}申报入单后消除"
    )
    ruling = Ruling("unreported", "SM-5.2", because, {"registered_on": registered, "due_on": due})
    return (_finding("unreported", facts, facts.lead_unit, ruling),)


def county_items_unlisted(facts: ProjectFacts, parameters: BaseModel) -> Findings:
    """SM-2.3 for a project of the threshold's size on no list yet; what has left the lists is no longer pursued."""
    assert isinstance(parameters, Parameters)
    if facts.passages or facts.total_investment < parameters.admission_threshold:
        return ()
    return county_items_after_approval(facts, parameters)


LIST_CHECKS = (
    Check("transfer_unconfirmed", "转库未及时确认", "SM-1.7", transfer_unconfirmed),
    Check(UNMET, "登记所在清单缺少转库依据", "SM-1.7", gates_unmet(LISTS, {START: CONSTRUCTION_STARTED})),
    Check("annual_list_part_lacking", "年度政府投资清单内容不全", "SM-2.9", annual_list_parts),
    Check("class_unknown", "行业分类不明", "SM-1.5", class_unknown),
)

REGISTER_CHECKS = (
    Check("unreported", "应报未报", "SM-5.2", unreported),
    Check("county_items_overdue_unlisted", "未入清单项目县级审批事项逾期", "SM-2.3", county_items_unlisted),
)
