"""Next year's list of key projects: nominated, drawn up, decided; it takes effect on the decision (QS-1.11)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, Field

from yipanqi_core.mechanism.cases import CaseKind, CaseStep, Collection
from yipanqi_core.mechanism.facts import PassageFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.rules.engine import ADMITTED
from yipanqi_plugins.qingshui.admission import admit
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.paths import UNIT, PathModel
from yipanqi_plugins.qingshui.registers import UNITS
from yipanqi_plugins.qingshui.seats import DECIDES, REFORM
from yipanqi_plugins.qingshui.tracks import LISTED

DRAWN_UP = "drawn_up"


class ListFields(PathModel):
    """What is kept of a project proposed for the year's list."""

    annual_plan: Decimal | None = Field(
        None, ge=0, decimal_places=2, title="该年度计划投资(万元)", description="QS-1.6、QS-1.11"
    )
    reason: str | None = Field(None, max_length=1000, title="申报说明", description="QS-1.11")


def _list_until(parameters: BaseModel) -> str:
    assert isinstance(parameters, Parameters)
    return parameters.annual_list_until


def _not_admitted(facts: ProjectFacts, parameters: BaseModel) -> Ruling | None:
    """The standard judges by what is planned for the list's own year."""
    nominated = next((one for one in facts.cases if one.kind == ANNUAL_LIST.code), None)
    plan = None if nominated is None else nominated.fields.get("annual_plan")
    there = replace(
        facts,
        annual_plan=None if plan is None else Decimal(str(plan)),
        passages=(PassageFacts(LISTED, date(facts.on.year, 1, 1), None, None),),
    )
    ruling = admit(there, parameters)
    return None if ruling.value == ADMITTED else ruling


ANNUAL_LIST = CaseKind(
    code="annual_list",
    title="年度重点建设项目清单",
    clause="QS-1.11",
    single=True,
    steps=(
        CaseStep("nominated", "部门、乡镇申报", UNIT, required=("annual_plan",)),
        CaseStep("drawing_up", "县发改局编制", (REFORM,), unmet=_not_admitted),
        CaseStep(DRAWN_UP, "报县政府审定", DECIDES, evidence=True),
        CaseStep("decided", "审定执行"),
    ),
    fields=ListFields,
    kept_by=REFORM,
    opened_by=(*UNIT, REFORM),
    collection=Collection("下年度重点建设项目清单编制", "QS-1.11", _list_until, UNITS, DRAWN_UP, next_year=True),
    enters=LISTED,
    annual_plan="annual_plan",
)
