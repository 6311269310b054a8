"""ZZ-3.3: the office's ledger that answers five things for each key project."""

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.registers import Register, RegisterSubject
from yipanqi_core.mechanism.rulings import Judgement
from yipanqi_plugins.zhangzi.findings import finding
from yipanqi_plugins.zhangzi.key_projects import key
from yipanqi_plugins.zhangzi.seats import OFFICE

CODE = "five_clears"


class FiveClears(BaseModel):
    """One project's row: what is clear about it; what is left empty is not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    facts: str | None = Field(None, max_length=2000, title="项目底数")
    progress: str | None = Field(None, max_length=2000, title="进展情况")
    problems: str | None = Field(None, max_length=2000, title="存在问题")
    responsibility: str | None = Field(None, max_length=2000, title="落实责任")
    effect: str | None = Field(None, max_length=2000, title="解决效果")


FIVE_CLEARS = Register(
    CODE, "“进工地、到一线、解难题”五清台账", "ZZ-3.3", RegisterSubject.PROJECT, FiveClears, named="facts",
    kept_by=(OFFICE,),
)  # fmt: skip


def empty_clears(facts: ProjectFacts) -> tuple[str, ...]:
    """Name the five that are not answered, by the project's latest row."""
    rows = [one for one in facts.entries if one.register == CODE]
    latest = max(rows, key=lambda one: one.since_on).fields if rows else {}
    return tuple(field.title or name for name, field in FiveClears.model_fields.items() if not latest.get(name))


def unclear(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A key project of which the ledger does not answer all five."""
    empty = empty_clears(facts)
    if not key(facts) or not empty:
        return ()
    because = f"五清台账未填{'、'.join(empty)}；由县重点项目办公室补齐后消除"
    return (finding("five_clears_empty", "ZZ-3.3", facts, because, {"empty": list(empty)}),)


CLEAR_CHECKS = (Check("five_clears_empty", "五清台账未填齐", "ZZ-3.3", unclear),)
