"""How far an industrial project has come: 谋划 → 签约 → 落地 → 开工 → 投产 → 达效 (YC-4.5)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.breakdowns import Breakdown
from yipanqi_core.mechanism.classifications import Classification, ClassValue
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_plugins.yangcheng.stages import BATCHES, batch_on

CLAUSE = "YC-4.5"
PLANNED = "planned"
_TITLES = {PLANNED: "谋划", **dict(BATCHES)}
_NEXT = dict(zip(_TITLES, [*list(_TITLES.values())[1:], None], strict=True))


def classify(facts: ProjectFacts, parameters: BaseModel) -> Ruling | None:
    """The furthest batch that an industrial project has reached, with the day; other projects have none."""
    if facts.fields.get("industrial") is not True:
        return None
    reached = [(batch, day) for batch, _ in BATCHES if (day := batch_on(facts, batch, parameters)) is not None]
    batch, day = reached[-1] if reached else (PLANNED, None)
    said = "尚未签约" if day is None else f"{day} {_TITLES[batch]}"
    following = _NEXT[batch]
    because = f"{said}，现为{_TITLES[batch]}" + (f"；下一步抓{following}" if following else "")
    return Ruling(batch, CLAUSE, because, dict(reached))


def title_of(facts: ProjectFacts, parameters: BaseModel) -> str | None:
    """The batch by which an industrial project is counted."""
    ruling = classify(facts, parameters)
    return None if ruling is None else _TITLES[str(ruling.value)]


CLASSIFICATION = Classification(
    kind="batch",
    title="五个一批",
    clause=CLAUSE,
    values=tuple(ClassValue(code, title) for code, title in _TITLES.items()),
    classify=classify,
)
BREAKDOWN = Breakdown("batch", "五个一批", CLAUSE, title_of, keys=tuple(_TITLES.values()))
