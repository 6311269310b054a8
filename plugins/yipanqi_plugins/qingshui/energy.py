"""Energy review and pollutant offsets (QS-3.3)."""

from decimal import Decimal, InvalidOperation

from pydantic import BaseModel

from yipanqi_core.mechanism.classifications import Classification, ClassValue
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ItemFacts, ProjectFacts
from yipanqi_core.mechanism.references import FieldDate
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.vocabulary import DecidingLevel, ItemKind
from yipanqi_plugins.qingshui.findings import Findings, against_lead, against_seat
from yipanqi_plugins.qingshui.natures import PRODUCING
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.registers import ADVANCES
from yipanqi_plugins.qingshui.seats import ENVIRONMENT

CLAUSE = "QS-3.3"
PROVINCE, CITY, COUNTY = "省级节能审查", "市级节能审查", "县级节能登记"
REGISTERED = "节能登记"
ITEMS = ("节能审查", REGISTERED)
OFFSETS = FieldDate("offsets_done_on", "污染物减排方案完成日期")

_LEVELS = {PROVINCE: DecidingLevel.PROVINCE, CITY: DecidingLevel.CITY, COUNTY: DecidingLevel.COUNTY}


def energy_use(facts: ProjectFacts) -> Decimal | None:
    """Give the yearly use in tonnes of standard coal, if it is recorded."""
    value = facts.fields.get("energy_use")
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def body(facts: ProjectFacts, parameters: BaseModel) -> Ruling | None:
    """Say which level reviews or registers the project's use of energy."""
    assert isinstance(parameters, Parameters)
    use = energy_use(facts)
    if use is None:
        return None
    figures: dict[str, object] = {
        "energy_use": use,
        "province": parameters.energy_province,
        "city": parameters.energy_city,
    }
    if use >= parameters.energy_province:
        value, why = PROVINCE, f"达到 {parameters.energy_province} 吨，报省发改委节能审查"
    elif use >= parameters.energy_city:
        value = CITY
        why = f"达到 {parameters.energy_city} 吨、不满 {parameters.energy_province} 吨，报市发改委节能审查"
    else:
        value, why = COUNTY, f"不满 {parameters.energy_city} 吨，由县发改局节能登记，不再审查"
    return Ruling(value, CLAUSE, f"年综合能源消费量 {use} 吨标准煤，{why}", figures)


def _decided_at(item: ItemFacts) -> DecidingLevel | None:
    """The level that decides an item; only the county registers (节能登记), whether it is said or not."""
    return item.decided_at or (DecidingLevel.COUNTY if item.title == REGISTERED else None)


def energy_item(facts: ProjectFacts, parameters: BaseModel) -> Findings:
    """The approval by the right body must stand among the project's procedures, decided at that level."""
    ruling = body(facts, parameters)
    if ruling is None or ruling.value is None:
        return ()
    items = [one for one in facts.of(ItemKind.PROCEDURE) if one.title in ITEMS]
    level = _LEVELS[ruling.value]
    if any(_decided_at(one) is level for one in items):
        return ()
    if not items:
        what = "未列“节能审查”手续"
    elif _decided_at(items[0]) is None:
        what = f"“{items[0].title}”没有写办理层级，应为{level.label}"
    else:
        what = f"“{items[0].title}”所列办理层级不是{level.label}"
    because = f"{ruling.because}；{what}，补列或更正后消除"
    return (against_lead("energy_item", facts, Ruling("lacking", CLAUSE, because, ruling.facts)),)


def offsets_lacking(facts: ProjectFacts, _: BaseModel) -> Findings:
    """In production before the offsets were done, or without them."""
    produced = PRODUCING.read(facts)
    advances = [one for one in facts.entries if one.register == ADVANCES.code]
    needs = facts.fields.get("emits_pollutants") is True or bool(advances)
    if produced is None or not needs:
        return ()
    done = OFFSETS.read(facts)
    if done is not None and done <= produced:
        return ()
    state = "未完成污染物减排方案" if done is None else f"{done} 才完成污染物减排方案"
    mend = "完成后补记日期" if done is None else "由生态环境部门核实处理并更正日期"
    because = f"已于 {produced} 投产，{state}，减排方案应在投产前全部完成；{mend}后消除"
    ruling = Ruling("lacking", CLAUSE, because, {"produced_on": produced, "done_on": done})
    return (against_lead("offsets_lacking", facts, ruling),)


def advance_unclear(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A project that needs offsets names no source enterprise and amount that it takes in advance."""
    if facts.fields.get("emits_pollutants") is not True or any(one.register == ADVANCES.code for one in facts.entries):
        return ()
    because = "需污染物总量替代，未登记预支来源企业和数量；在污染物指标预支台账中登记后消除"
    return (against_seat("advance_unclear", facts, ENVIRONMENT, Ruling("unclear", CLAUSE, because)),)


ENERGY = Classification(
    "energy", "节能审查机关", CLAUSE, tuple(ClassValue(name, name) for name in _LEVELS), body, registered=True
)

ENERGY_CHECKS = (
    Check("energy_item", "节能审查手续不符", CLAUSE, energy_item),
    Check("offsets_lacking", "投产前未完成污染物替代", CLAUSE, offsets_lacking),
    Check("advance_unclear", "污染物指标预支来源不明", CLAUSE, advance_unclear),
)
