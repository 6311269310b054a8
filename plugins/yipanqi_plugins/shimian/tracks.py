"""The three lists and the facts that move a project between them (SM-1.2, SM-1.7)."""

from yipanqi_core.mechanism.references import Finished
from yipanqi_core.mechanism.tracks import Gate, Step, Track
from yipanqi_core.vocabulary import ItemKind, Nature

PLANNED, TO_START, STARTED = "planned", "to_start", "started"

PROMOTION = frozenset({Nature.INVESTMENT_PROMOTION})
GOVERNMENT = frozenset({Nature.GOVERNMENT_INVESTMENT})

SIGNED = Finished(("洽谈签约",), ItemKind.NODE)
FEASIBILITY = Finished(("可研批复",), ItemKind.PROCEDURE)
APPROVED = Finished(("项目立项", "可研批复"), ItemKind.PROCEDURE)
CONSTRUCTION_STARTED = Finished(("开工", "主体完工", "竣工", "投产"), ItemKind.NODE)
START = Finished(("开工",), ItemKind.NODE)

LISTS = Track(
    code="lists",
    title="要素保障重点项目“三张清单”",
    clause="SM-1.2",
    steps=(
        Step(PLANNED, "拟签约/拟立项", PROMOTION | GOVERNMENT),
        Step(TO_START, "拟开工"),
        Step(STARTED, "已开工"),
    ),
    gates=(
        Gate(PLANNED, TO_START, SIGNED, "SM-1.7", PROMOTION),
        Gate(PLANNED, TO_START, FEASIBILITY, "SM-1.7", GOVERNMENT),
        Gate(TO_START, STARTED, START, "SM-1.7"),
    ),
)
