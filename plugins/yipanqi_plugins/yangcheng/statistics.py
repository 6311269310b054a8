"""Entry into the statistics: who meets the conditions, since when, and who ought to have been entered (YC-3.5)."""

from datetime import date

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.mechanism.cases import CaseKind, CaseStep
from yipanqi_core.mechanism.classifications import Classification, ClassValue
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.references import FieldDate
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.seats import STATISTICS
from yipanqi_plugins.yangcheng.stages import approved_on, started_on

CLAUSE = "YC-3.5"
ENTRY = "statistics_entry"
ENTERED, ELIGIBLE, NOT_YET = "entered", "eligible", "not_yet"
_CONTRACT, _PAYMENT = FieldDate("contract_on", "施工合同日期"), FieldDate("paid_on", "首笔付款日期")


class EntryFields(BaseModel):
    """What an entry says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    papers: str | None = Field(
        None, max_length=1000, title="佐证资料", description="合同、付款凭证、现场照片等（YC-3.5）"
    )
    entered_month: str | None = Field(
        None, pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", title="入库月份", description="如 2024-06（YC-3.5）"
    )


STATISTICS_ENTRY = CaseKind(
    code=ENTRY,
    title="入库纳统",
    clause=CLAUSE,
    steps=(
        CaseStep("listed", "列入清单", decided_by=(LEAD_UNIT, OWNER_UNIT), required=("papers",)),
        CaseStep("submitted", "资料已报", decided_by=(STATISTICS,)),
        CaseStep("reviewed", "审核通过", decided_by=(STATISTICS,), required=("entered_month",)),
        CaseStep(ENTERED, "已入库"),
    ),
    fields=EntryFields,
    kept_by=STATISTICS,
    led_by=STATISTICS,
    opened_by=(STATISTICS, LEAD_UNIT, OWNER_UNIT),
)


def conditions(facts: ProjectFacts, parameters: Parameters) -> tuple[date | None, list[str]]:
    """Give the day since which all conditions are met (None: not met), and those that are lacking."""
    days = {
        "审批（核准、备案）": approved_on(facts, parameters),
        "开工": started_on(facts),
        "施工合同": _CONTRACT.read(facts),
        "付款凭证": _PAYMENT.read(facts),
    }
    lacking = [title for title, day in days.items() if day is None]
    if facts.total_investment < parameters.statistics_threshold:
        lacking.insert(0, f"总投资 {parameters.statistics_threshold} 万元")
    return (None if lacking else max(day for day in days.values() if day is not None)), lacking


def entered(facts: ProjectFacts) -> bool:
    """Whether the project has been entered."""
    return any(case.kind == ENTRY for case in facts.closed_cases)


def classify(facts: ProjectFacts, parameters: BaseModel) -> Ruling:
    """Say whether a project has been entered, ought to be, or does not meet the conditions yet."""
    assert isinstance(parameters, Parameters)
    since, lacking = conditions(facts, parameters)
    if entered(facts):
        return Ruling(ENTERED, CLAUSE, "已入库纳统", {"met_since": since})
    if since is None:
        return Ruling(
            NOT_YET, CLAUSE, f"不具备入库条件，尚缺{'、'.join(lacking)}；补齐后列入清单", {"lacking": lacking}
        )
    due = since + relativedelta(months=parameters.enter_within_months)
    because = f"自 {since} 起具备入库条件，应在 {due} 前入库；入库后不再列入清单"
    return Ruling(ELIGIBLE, CLAUSE, because, {"met_since": since, "due_on": due})


CLASSIFICATION = Classification(
    kind="statistics",
    title="入库纳统",
    clause=CLAUSE,
    values=(ClassValue(ELIGIBLE, "应入未入"), ClassValue(ENTERED, "已入库"), ClassValue(NOT_YET, "不具备条件")),
    classify=classify,
)


def not_entered(facts: ProjectFacts, parameters: BaseModel) -> tuple[Judgement, ...]:
    """A project that has met the conditions for more than the time allowed and has not been entered."""
    assert isinstance(parameters, Parameters)
    ruling = classify(facts, parameters)
    due = ruling.facts.get("due_on")
    if ruling.value != ELIGIBLE or not isinstance(due, date) or facts.on <= due:
        return ()
    because = f"自 {ruling.facts['met_since']} 起具备入库条件，至 {facts.on} 未入库，超过 {due}；应统尽统，入库后消除"
    found = Ruling("not_entered", CLAUSE, because, dict(ruling.facts))
    return (Judgement(RulingKind.FINDING, "not_entered", Subject(facts.project, facts.lead_unit), found),)


CHECK = Check("not_entered", "应统未统", CLAUSE, not_entered)
