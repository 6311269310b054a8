"""The approval items of planned starts and preliminary projects, what is lacking of them (YC-3.2, YC-4.4)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ItemFacts, ProjectFacts
from yipanqi_core.mechanism.lanes import FastLane
from yipanqi_core.mechanism.orders import Order, Place
from yipanqi_core.mechanism.reviews import ReviewKind
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.rules.progress import late
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.yangcheng.library import is_key
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.registers import MEASURES, entries
from yipanqi_plugins.yangcheng.stages import is_new, is_preliminary, started_on
from yipanqi_plugins.yangcheng.wording import day_told

CLAUSE = "YC-3.2"
FAST_LANE = FastLane("绿色快车道", "YC-4.4", is_key)


def _in_library(facts: ProjectFacts) -> bool:
    return facts.step is not None


def _submissions(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.submissions


HANDLING = ReviewKind("approval", "审批办理", "YC-4.4", _in_library, submissions=_submissions)


def concerned(facts: ProjectFacts) -> bool:
    """Whether the project's approval items are listed: a planned start not begun, or a preliminary project."""
    return started_on(facts) is None and (is_new(facts) or is_preliminary(facts))


def open_items(facts: ProjectFacts) -> tuple[ItemFacts, ...]:
    """The approval items not yet obtained."""
    return tuple(item for item in facts.of(ItemKind.PROCEDURE) if item.finished_on is None)


def incomplete_list(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """Find approval items without level, deadline, unit, measure, leader or handler, and projects without any item."""
    if not concerned(facts):
        return ()
    if not facts.of(ItemKind.PROCEDURE):
        because = f"{facts.project}未列审批事项；应逐项列明办理层级、措施、时限、责任领导和承办人"
        return (_finding("approval_list", facts, because, {}),)
    listed = {str(one.fields.get("item")) for one in entries(facts, MEASURES)}
    return tuple(
        _finding(
            "approval_list",
            facts,
            f"审批事项“{item.title}”尚缺{'、'.join(lacking)}；在手续和审批事项清单中补齐即可",
            {"item": item.title, "lacking": lacking},
        )
        for item in open_items(facts)
        if (lacking := _lacking(item, item.title in listed))
    )


def _lacking(item: ItemFacts, measured: bool) -> list[str]:
    told = (
        (item.unit, "办理单位"),
        (item.decided_at, "办理层级"),
        (item.planned_on, "时限"),
        (item.person, "承办人"),
        (measured or None, "措施和责任领导"),
    )
    return [title for value, title in told if value is None]


def overdue_items(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """Find approval items past their date, against the unit that handles them."""
    return tuple(
        Judgement(
            RulingKind.FINDING,
            "approval_overdue",
            Subject(facts.project, one.item.unit or facts.lead_unit),
            Ruling(
                "overdue",
                CLAUSE,
                f"审批事项“{one.item.title}”应于 {one.item.planned_on} 办结，逾期 {one.days} 天；办结后填实际日期",
                {"item": one.item.title, "planned_on": one.item.planned_on, "days": one.days},
            ),
        )
        for one in late(facts, ItemKind.PROCEDURE)
        if concerned(facts)
    )


def _finding(code: str, facts: ProjectFacts, because: str, figures: dict[str, object]) -> Judgement:
    subject = Subject(facts.project, facts.lead_unit)
    return Judgement(RulingKind.FINDING, code, subject, Ruling("lacking", CLAUSE, because, figures))


CHECKS = (
    Check("approval_list", "审批事项清单不全", CLAUSE, incomplete_list),
    Check("approval_overdue", "审批事项逾期", CLAUSE, overdue_items),
)


def place(facts: ProjectFacts, _: BaseModel) -> Place | None:
    """Projects with overdue approval items first, then by the nearest date; those without a date last."""
    items = open_items(facts)
    if facts.step is None or not concerned(facts) or not items:
        return None
    nearest = min((item.planned_on for item in items if item.planned_on is not None), default=None)
    if nearest is not None and nearest < facts.on:
        because = f"有审批事项逾期，最早应于 {nearest} 办结"
        return Place((0,), because, nearest)
    return Place((1,), "审批事项在办" + (f"，最近时限 {nearest}" if nearest else "，未定时限"), nearest)


QUEUE = Order("approvals", "审批事项调度次序", CLAUSE, place)


def overdue_lines(facts: ProjectFacts, _: BaseModel) -> tuple[str, ...]:
    """Say a project's overdue approval items, for an agenda."""
    return tuple(
        f"{one.item.title}（{one.item.unit or '未明确单位'}）应于{day_told(one.item.planned_on)}办结，逾期{one.days}天"
        for one in late(facts, ItemKind.PROCEDURE)
        if concerned(facts)
    )


def pending_lines(facts: ProjectFacts, _: BaseModel) -> tuple[str, ...]:
    """Say a project's approval items that are not yet due, for an agenda."""
    if not concerned(facts):
        return ()
    return tuple(
        f"{item.title}（{item.unit or '未明确单位'}）"
        + (f"{day_told(item.planned_on)}前办结" if item.planned_on else "未定时限")
        for item in open_items(facts)
        if item.planned_on is None or item.planned_on >= facts.on
    )
