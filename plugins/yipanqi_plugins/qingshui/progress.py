"""What counts as behind (QS-6.2) and seriously behind (QS-6.3): the measure that several counties share."""

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.rules.colours import Thresholds, rate
from yipanqi_core.vocabulary import Colour
from yipanqi_plugins.qingshui.parameters import Parameters

BEHIND, SERIOUSLY = "behind", "seriously_behind"
_WORDS = {Colour.YELLOW: (BEHIND, "滞后"), Colour.RED: (SERIOUSLY, "严重滞后")}


def thresholds(parameters: BaseModel) -> Thresholds:
    """The measure's limits; this county asks of nobody to be ahead."""
    assert isinstance(parameters, Parameters)
    return Thresholds(
        red_late_days=parameters.red_late_days,
        red_ratio=parameters.red_ratio,
        yellow_late_days=parameters.yellow_late_days,
        yellow_ratio=parameters.yellow_ratio,
        green_ratio=parameters.yellow_ratio,
        green_early_days=1,
        green_early_ratio=parameters.yellow_ratio,
    )


def behind(facts: ProjectFacts, parameters: BaseModel) -> Ruling | None:
    """Rule that a project is behind, or seriously so, on its facts' day; None: it is not."""
    measured = rate(facts, thresholds(parameters), "QS-6.2")
    for colour, (value, word) in _WORDS.items():
        if measured.value == colour:
            because = measured.because.replace(f"评为{colour.label}色", f"属{word}").replace(
                f"则不为{colour.label}色", f"则不属{word}"
            )
            return Ruling(value, measured.clause, because, measured.facts)
    return None


def seriously_behind(facts: ProjectFacts, parameters: BaseModel) -> Ruling | None:
    """Rule that a project is seriously behind; None: it is not."""
    ruling = behind(facts, parameters)
    return ruling if ruling is not None and ruling.value == SERIOUSLY else None
