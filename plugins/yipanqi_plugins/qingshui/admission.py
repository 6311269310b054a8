"""Who may be a key project: the standard (QS-1.6), its exemptions, and 两高 projects by decision only (QS-3.3)."""

from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.rules.engine import ADMITTED, REFUSED
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.project_fields import EXEMPTIBLE

CLAUSE, HIGH_CLAUSE = "QS-1.6", "QS-3.3"


def admit(facts: ProjectFacts, parameters: BaseModel) -> Ruling:
    """Say whether the project may stand on the county's list."""
    assert isinstance(parameters, Parameters)
    return _high(facts) or _by_standard(facts, parameters)


def _high(facts: ProjectFacts) -> Ruling | None:
    """A 两高 project is kept off until someone has decided otherwise and said why (QS-3.3)."""
    if facts.fields.get("high_energy_or_emission") is not True:
        return None
    missing = _missing(facts, ("high_admitted_because", "理由"), ("high_admitted_by", "决定人"))
    if not missing:
        return None
    because = (
        f"两高项目须经决定并写明理由方可列为重点项目，尚未填写{'、'.join(missing)}；补齐后按选定标准审核（QS-3.3）"
    )
    return Ruling(REFUSED, HIGH_CLAUSE, because, {"missing": missing})


def _by_standard(facts: ProjectFacts, parameters: Parameters) -> Ruling:
    total, annual = facts.total_investment, facts.annual_plan or Decimal("0.00")
    figures: dict[str, object] = {
        "total_investment": total,
        "annual_plan": facts.annual_plan,
        "total_threshold": parameters.total_threshold,
        "annual_threshold": parameters.annual_threshold,
    }
    short = _short(facts, parameters.total_threshold, parameters.annual_threshold)
    if not short:
        because = (
            f"总投资 {total} 万元，年度计划投资 {annual} 万元，均达到选定标准"
            f"（{parameters.total_threshold}／{parameters.annual_threshold} 万元）"
        )
        return Ruling(ADMITTED, CLAUSE, because, figures)
    return _lowered(facts, parameters, short, figures)


def _lowered(facts: ProjectFacts, parameters: Parameters, short: str, figures: dict[str, object]) -> Ruling:
    """Below the standard: social undertakings, major technical transformation and high-tech, by reasoned decision."""
    share = parameters.exempt_share
    exact = parameters.total_threshold * share, parameters.annual_threshold * share
    floors = tuple(f"{floor:.2f}" for floor in exact)
    figures |= {"total_floor": floors[0], "annual_floor": floors[1], "lowered_as": facts.fields.get("lowered_as")}
    below = _short(facts, *exact)
    kind = facts.fields.get("lowered_as")
    may = f"{'、'.join(EXEMPTIBLE)}项目可适当降低，但两项均不低于 {floors[0]}／{floors[1]} 万元，并写明理由和决定人"
    if kind not in EXEMPTIBLE:
        return Ruling(REFUSED, CLAUSE, f"{short}，不列为重点项目（QS-1.6）；{may}", figures)
    if below:
        return Ruling(
            REFUSED, CLAUSE, f"{kind}项目按降低后的标准仍不足：{below}，不列为重点项目（QS-1.6）；{may}", figures
        )
    missing = _missing(facts, ("lowered_because", "降低标准理由"), ("lowered_by", "降低标准决定人"))
    if missing:
        because = f"{short}；{kind}项目可降低标准，但尚未填写{'、'.join(missing)}，补齐后即可列入（QS-1.6）"
        return Ruling(REFUSED, CLAUSE, because, figures)
    reason, by = facts.fields["lowered_because"], facts.fields["lowered_by"]
    because = f"{short}；{kind}项目经{by}决定降低标准：{reason}，不低于下限 {floors[0]}／{floors[1]} 万元"
    return Ruling(ADMITTED, CLAUSE, because, figures | {"lowered_because": reason, "lowered_by": by})


def _short(facts: ProjectFacts, total_floor: Decimal, annual_floor: Decimal) -> str:
    """Say which of the two falls short, and by how much; empty when neither does."""
    total, annual, said = facts.total_investment, facts.annual_plan, []
    if total < total_floor:
        said.append(f"总投资 {total} 万元，低于 {total_floor:.2f} 万元，差 {total_floor - total:.2f} 万元")
    if annual is None and annual_floor > 0:
        said.append(f"未填年度计划投资，应达到 {annual_floor:.2f} 万元")
    elif annual is not None and annual < annual_floor:
        said.append(f"年度计划投资 {annual} 万元，低于 {annual_floor:.2f} 万元，差 {annual_floor - annual:.2f} 万元")
    return "；".join(said)


def _missing(facts: ProjectFacts, *fields: tuple[str, str]) -> list[str]:
    return [title for name, title in fields if not str(facts.fields.get(name) or "").strip()]
