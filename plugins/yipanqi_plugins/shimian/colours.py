"""The month's colour (SM-4.1), the notice and the interview it brings about (SM-4.2)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.letters import TaskKind
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.rules.colours import Thresholds, rate
from yipanqi_core.vocabulary import Colour, Nature
from yipanqi_plugins.shimian.parameters import Parameters
from yipanqi_plugins.shimian.tracks import STARTED

NOTICE = "预警通知书"
INTERVIEW = TaskKind("interview", "约谈责任单位主要负责人", "SM-4.2", closed_by="约谈")


def colour(facts: ProjectFacts, parameters: BaseModel) -> Ruling:
    """Rate a listed project at the month's end (SM-4.1)."""
    assert isinstance(parameters, Parameters)
    limits = Thresholds(
        red_late_days=parameters.red_late_days,
        red_ratio=parameters.red_ratio,
        yellow_late_days=parameters.yellow_late_days,
        yellow_ratio=parameters.yellow_ratio,
        green_ratio=parameters.green_ratio,
        green_early_days=parameters.green_early_days,
        green_early_ratio=parameters.green_early_ratio,
    )
    return rate(facts, limits, "SM-4.1")


def notice_due(facts: ProjectFacts, rating: Ruling | None, _: BaseModel) -> Ruling | None:
    """Yellow or red: a warning notice to the responsible unit (SM-4.2)."""
    if rating is None or rating.value not in (Colour.YELLOW, Colour.RED):
        return None
    label = Colour.of(rating.value).label
    figures = {
        "issuer": collecting_office(facts),
        "colour": rating.value,
        "rating": rating.because,
        "deputies": list(facts.deputies),
        **rating.facts,
    }
    return Ruling(NOTICE, "SM-4.2", f"评为{label}色，应向{facts.lead_unit}发{NOTICE}", figures)


def collecting_office(facts: ProjectFacts) -> str:
    """Name the seat that collects the project and so rates it and warns its unit (SM-1.3, SM-4.1)."""
    promotion = facts.nature is Nature.INVESTMENT_PROMOTION and facts.step != STARTED
    return "promotion_office" if promotion else "reform_office"


def interview_due(facts: ProjectFacts, rating: Ruling | None, _: BaseModel) -> tuple[Judgement, ...]:
    """Red: the project's deputy interviews the unit's head (SM-4.2)."""
    if rating is None or rating.value != Colour.RED:
        return ()
    because = f"评为红色，由项目分管县领导约谈{facts.lead_unit}主要负责人；记录“{INTERVIEW.closed_by}”后办结"
    ruling = Ruling(INTERVIEW.code, "SM-4.2", because, {"deputies": list(facts.deputies)})
    return (Judgement(RulingKind.TASK, INTERVIEW.code, Subject(facts.project, facts.lead_unit), ruling),)
