"""Land: dossiers from demand to approval, none sent back, and the queue in the document's order (YC-3.4, YC-4.4)."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.mechanism.cases import CaseKind, CaseStep
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import CaseFacts, ProjectFacts
from yipanqi_core.mechanism.orders import Order, Place
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT
from yipanqi_core.vocabulary import ItemKind, Level
from yipanqi_plugins.yangcheng.seats import LAND
from yipanqi_plugins.yangcheng.stages import SIGNED, landed_on, site_titles
from yipanqi_plugins.yangcheng.wording import day_told

CLAUSE, ORDER_CLAUSE = "YC-3.4", "YC-4.4"
DOSSIER = "land_dossier"


class LandFields(BaseModel):
    """What a land dossier says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    demanded_on: date | None = Field(None, title="需求提出日期", description="缺省为立卷之日（YC-3.4）")
    area_mu: Decimal | None = Field(None, ge=0, decimal_places=2, title="用地面积", description="亩（YC-3.4）")
    problems: str | None = Field(None, max_length=1000, title="存在问题", description="YC-3.4")


LAND_DOSSIER = CaseKind(
    code=DOSSIER,
    title="用地报批",
    clause=CLAUSE,
    steps=(
        CaseStep("demand", "用地需求"),
        CaseStep("preparing", "组件准备", required=("area_mu",)),
        CaseStep("submitted", "已报件"),
        CaseStep("examining", "审查审批"),
        CaseStep("approved", "已批复"),
    ),
    fields=LandFields,
    kept_by=LAND,
    led_by=LAND,
    followed_from="submitted",
    opened_by=(LAND, LEAD_UNIT, OWNER_UNIT),
    demanded="demanded_on",
)


def dossiers(facts: ProjectFacts) -> tuple[CaseFacts, ...]:
    """The project's open land dossiers."""
    return tuple(case for case in facts.cases if case.kind == DOSSIER)


def sent_back(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A dossier that was sent back in the month: the goal is none."""
    return tuple(
        Judgement(
            RulingKind.FINDING,
            "dossier_returned",
            Subject(facts.project, facts.offices.get(LAND, facts.lead_unit)),
            Ruling(
                "returned",
                CLAUSE,
                f"{facts.project}用地组件“{case.title}”本月退件 {len(days)} 次；组件齐全、一次报成即不退件",
                {"returned_on": days},
            ),
        )
        for case, days in returns_in_month(facts)
    )


def returns_in_month(facts: ProjectFacts) -> tuple[tuple[CaseFacts, list[date]], ...]:
    """The project's land dossiers that were sent back in the month of the facts' day, with the days."""
    month = f"{facts.on:%Y-%m}"
    return tuple(
        (case, days)
        for case in (*facts.cases, *facts.closed_cases)
        if case.kind == DOSSIER and (days := [day for day in case.returned_on if f"{day:%Y-%m}" == month])
    )


CHECK = Check("dossier_returned", "用地组件退件", CLAUSE, sent_back)


def demanded_on(facts: ProjectFacts) -> date | None:
    """The day of the first demand for land still open; None where it is not dated."""
    days = []
    for case in dossiers(facts):
        told = case.fields.get("demanded_on")
        days.append(date.fromisoformat(told) if isinstance(told, str) else case.opened_on)
    return min((day for day in days if day is not None), default=None)


def waits_for_land(facts: ProjectFacts, parameters: BaseModel) -> bool:
    """Whether the project has an open dossier or an unfinished guarantee of land."""
    items, titles = facts.of(ItemKind.GUARANTEE), site_titles(parameters)
    return bool(dossiers(facts)) or any(item.title in titles and item.finished_on is None for item in items)


def place(facts: ProjectFacts, parameters: BaseModel) -> Place | None:
    """Province and city projects, then signed and waiting to land, then about to sign, then the rest."""
    if facts.step is None or not waits_for_land(facts, parameters):
        return None
    since = demanded_on(facts)
    when = f"，需求提出于 {since}" if since is not None else "，需求日期未登记，排在同类之后"
    if facts.level in (Level.PROVINCE, Level.CITY):
        return Place((0,), f"{facts.level.label}工程，优先保障{when}", since)
    signed = SIGNED.read(facts)
    if signed is not None and landed_on(facts, parameters) is None:
        return Place((1,), f"{signed} 已签约、拟落地{when}", since)
    planned = next((item for item in facts.of(ItemKind.NODE) if item.title == "洽谈签约"), None)
    if planned is not None and signed is None:
        return Place((2,), f"拟签约项目{when}", since)
    return Place((3,), f"其他项目{when}", since)


QUEUE = Order("land", "用地保障次序", ORDER_CLAUSE, place)


def land_first(facts: ProjectFacts, parameters: BaseModel) -> int:
    """The order of the queue, for an agenda; who does not stand in it comes last."""
    found = place(facts, parameters)
    last = date.max.toordinal()
    if found is None:
        return 4 * (last + 1)
    return found.rank[0] * (last + 1) + (found.since or date.max).toordinal()


def problem_lines(facts: ProjectFacts, _: BaseModel) -> tuple[str, ...]:
    """The project's open dossiers that have a problem or were sent back, for an agenda."""
    return tuple(
        f"“{case.title}”{'；'.join(told)}"
        for case in dossiers(facts)
        if (told := [*_returned(case), *([str(case.fields["problems"])] if case.fields.get("problems") else [])])
    )


def _returned(case: CaseFacts) -> list[str]:
    days = case.returned_on
    return [f"已退件{len(days)}次，最近一次在{day_told(max(days))}"] if days else []


def land_lines(facts: ProjectFacts, _: BaseModel) -> tuple[str, ...]:
    """The project's open dossiers with demand, area and step, for an agenda."""
    steps = {one.code: one.title for one in LAND_DOSSIER.steps}
    return tuple(
        f"“{case.title}”{_area(case)}{day_told(case.fields.get('demanded_on') or case.opened_on)}提出需求，"
        f"现为{steps.get(case.step, case.step)}"
        for case in dossiers(facts)
    )


def _area(case: CaseFacts) -> str:
    area = case.fields.get("area_mu")
    return "" if area is None else f"{area}亩，"
