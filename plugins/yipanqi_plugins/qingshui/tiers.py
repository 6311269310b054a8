"""The list of the province or city for which a key project is recommended (QS-1.11)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.classifications import Classification, ClassValue
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_plugins.qingshui.findings import Findings, against_lead
from yipanqi_plugins.qingshui.parameters import Parameters

CITY_KEY, CITY_MAJOR, PROVINCE_MAJOR = "市级重点", "市级重大", "省级重大"


def tier(facts: ProjectFacts, parameters: BaseModel) -> Ruling:
    """Propose the highest tier that fits, and name all that do."""
    assert isinstance(parameters, Parameters)
    total, annual = facts.total_investment, facts.annual_plan
    province = total >= parameters.province_major_total and (annual or 0) >= parameters.province_major_annual
    fits = [
        name
        for name, fit in (
            (PROVINCE_MAJOR, province),
            (CITY_MAJOR, total >= parameters.city_major_total),
            (CITY_KEY, total >= parameters.city_key_total),
        )
        if fit
    ]
    money = f"总投资 {total} 万元，年度计划投资 {'未填' if annual is None else f'{annual} 万元'}"
    figures: dict[str, object] = {"total_investment": total, "annual_plan": annual, "fits": fits}
    if not fits:
        because = f"{money}，总投资不足 {parameters.city_key_total} 万元，不向上推荐"
        return Ruling(None, "QS-1.11", because, figures)
    because = f"{money}，符合{'、'.join(fits)}，推荐列入{fits[0]}项目清单" + _above(fits[0], parameters)
    return Ruling(fits[0], "QS-1.11", because, figures)


def _above(proposed: str, parameters: Parameters) -> str:
    """Say what the next tier would take."""
    if proposed == CITY_KEY:
        return f"；总投资达到 {parameters.city_major_total} 万元可推荐{CITY_MAJOR}"
    if proposed == CITY_MAJOR:
        return (
            f"；总投资达到 {parameters.province_major_total} 万元且年度计划投资达到 "
            f"{parameters.province_major_annual} 万元可推荐{PROVINCE_MAJOR}"
        )
    return ""


def code_lacking(facts: ProjectFacts, parameters: BaseModel) -> Findings:
    """A project for the provincial list without the code of the province's approval platform."""
    ruling = tier(facts, parameters)
    if ruling.value != PROVINCE_MAJOR or str(facts.fields.get("platform_code") or "").strip():
        return ()
    because = "符合省级重大项目标准，未填审批监管平台代码，不能统一调度；填写后消除"
    return (against_lead("platform_code_lacking", facts, Ruling("lacking", "QS-1.11", because)),)


TIER = Classification(
    "tier",
    "向上推荐",
    "QS-1.11",
    tuple(ClassValue(name, name) for name in (PROVINCE_MAJOR, CITY_MAJOR, CITY_KEY)),
    tier,
)

TIER_CHECKS = (Check("platform_code_lacking", "未填审批监管平台代码", "QS-1.11", code_lacking),)
