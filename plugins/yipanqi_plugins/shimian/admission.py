"""Who comes on the lists (SM-1.1), and who is kept below them (SM-5.1)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.rules.engine import ADMITTED, REFERENCE, REFUSED
from yipanqi_core.vocabulary import Nature
from yipanqi_plugins.shimian.parameters import Parameters
from yipanqi_plugins.shimian.tracks import LISTS, PLANNED


def admit(facts: ProjectFacts, parameters: BaseModel) -> Ruling:
    """Say whether the project may stand on a list (SM-1.1); below the threshold SM-5.1 offers a place off them."""
    assert isinstance(parameters, Parameters)
    figures = {
        "total_investment": facts.total_investment,
        "threshold": parameters.admission_threshold,
        "nature": facts.nature,
    }
    if facts.total_investment < parameters.admission_threshold:
        short = parameters.admission_threshold - facts.total_investment
        because = (
            f"总投资 {facts.total_investment} 万元，未达到 {parameters.admission_threshold} 万元，不入清单（SM-1.1）；"
            f"可由行业主管部门按 SM-5.1 参照管理。总投资再增加 {short} 万元即可入单"
        )
        return Ruling(REFERENCE, "SM-1.1", because, figures)
    if facts.step == PLANNED and facts.nature is Nature.ENTERPRISE_INVESTMENT:
        because = f"“{LISTS.step(PLANNED).title}”清单只收招商引资和政府投资项目，企业投资项目自拟开工起入单（SM-1.1）"
        return Ruling(REFUSED, "SM-1.1", because, figures)
    because = f"总投资 {facts.total_investment} 万元，达到 {parameters.admission_threshold} 万元"
    return Ruling(ADMITTED, "SM-1.1", because, figures)
