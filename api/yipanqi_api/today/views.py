"""How today looks: sections as data, each with its count and its first items."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Self

import msgspec
from msgspec import Meta

from yipanqi_api.references import Reference, Word
from yipanqi_core.projects.frame_queries import Frame
from yipanqi_core.today.service import COUNTY_WIDE, SOON_DAYS, Today
from yipanqi_core.vocabulary import Role

_KINDS = {
    "letter": ("文书", "/v1/letters/"),
    "task": ("任务", "/v1/tasks/"),
    "rectification": ("整改", "/v1/rectifications/"),
    "confirmation": ("整改待确认", "/v1/rectifications/"),
    "inspection": ("督查", "/v1/inspections/"),
    "case": ("专项事项", "/v1/cases/"),
    "replan": ("调整计划的申请", "/v1/replans/"),
    "referral": ("上报事项", "/v1/referrals/"),
    "proposal": ("清单事项", "/v1/proposals/"),
    "review": ("审批、会商", "/v1/reviews/"),
    "consequence": ("结果运用", "/v1/consequences/"),
    "agenda_item": ("议题", "/v1/agenda-items/"),
    "issue": ("问题", "/v1/issues/"),
    "reminder": ("履职提醒", "/v1/reminders/"),
    "item": ("节点、要素、手续", "/v1/items/"),
    "project": ("项目", "/v1/projects/"),
}
_TITLES = {"waiting": "待我办理", "overdue": "逾期未办", "due_soon": f"{SOON_DAYS} 日内到期"}
_LEADING = ("waiting", "red", "overdue", "due_soon")
_DOING = ("waiting", "overdue", "due_soon", "red")


class TodayItem(msgspec.Struct):
    """One thing that concerns the one who is signed in."""

    kind: Word
    title: str
    href: str
    project: Reference | None
    due_on: Annotated[date | None, Meta(description="到期日；没有期限为 null")]
    days_left: Annotated[int | None, Meta(description="距到期的自然日数，逾期为负")]
    clause: str | None
    because: Annotated[str | None, Meta(description="红色项目的评级依据")] = None


class TodaySection(msgspec.Struct):
    """A section: how many there are, and the first of them by their day."""

    code: Annotated[str, Meta(examples=["waiting", "overdue", "due_soon", "red"])]
    title: str
    count: Annotated[int, Meta(description="全部条数；items 至多列出前 20 条")]
    items: list[TodayItem]


class TodayView(msgspec.Struct):
    """What someone sees first, on the county's own day; the gravest section of the role comes first."""

    on: date
    period: Annotated[str | None, Meta(description="红色项目按哪个月的评级；尚无评估，或本县不按颜色评级，为 null")]
    sections: list[TodaySection]

    @classmethod
    def of(cls, today: Today, frame: Frame, role: Role, titles: Mapping[str, str]) -> Self:
        """Show what was gathered."""
        shown = {
            code: TodaySection(code, title, *_rows(today.sections.get(code, ()), frame.today, titles))
            for code, title in _TITLES.items()
        }
        if today.red is not None:
            title = "全县红色项目" if role in COUNTY_WIDE else "我的红色项目"
            shown["red"] = TodaySection("red", title, today.red_count, [_red(row) for row in today.red])
        order = _LEADING if role is Role.LEADER or role in COUNTY_WIDE else _DOING
        return cls(
            frame.today,
            frame.month.period if frame.month and today.red is not None else None,
            [shown[code] for code in order if code in shown],
        )

    @classmethod
    def of_city(cls, today: Today, on: date) -> Self:
        """Show what a city's counties have referred to it."""
        sections = [
            TodaySection(code, title, *_rows(today.sections.get(code, ()), on, {})) for code, title in _TITLES.items()
        ]
        return cls(on, None, sections)


def _rows(rows: Sequence[Any], day: date, titles: Mapping[str, str]) -> tuple[int, list[TodayItem]]:
    return (rows[0].total if rows else 0), [_item(row, day, titles) for row in rows]


def _item(row: Any, day: date, titles: Mapping[str, str]) -> TodayItem:
    label, path = _KINDS[row.kind]
    declared = row.kind in {"proposal", "review"}  # named by the code of what the mechanism declares
    return TodayItem(
        kind=Word(row.kind, label),
        title=titles.get(row.title, row.title) if declared else row.title,
        href=f"{path}{row.id}",
        project=Reference.maybe(row.project_id, row.project),
        due_on=row.due_on,
        days_left=None if row.due_on is None else (row.due_on - day).days,
        clause=row.clause,
    )


def _red(row: Any) -> TodayItem:
    label, path = _KINDS["project"]
    kind, project = Word("project", label), Reference(row.id, row.name)
    return TodayItem(kind, row.name, f"{path}{row.id}", project, None, None, row.clause, row.because)
