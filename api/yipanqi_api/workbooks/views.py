"""Workbooks and their plans as they are shown."""

from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Meta

from yipanqi_api.actions import Action, action
from yipanqi_api.references import Word
from yipanqi_api.values import Instant, local
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, require
from yipanqi_core.workbook.stored import require_applicable, require_errors

_STATES = {
    "planned": Word("planned", "待载入"),
    "applied": Word("applied", "已载入"),
    "refused": Word("refused", "有错误"),
}


class WorkbookForm(msgspec.Struct, forbid_unknown_fields=True):
    """The file as a form hands it in."""

    file: UploadFile
    year: int | None = None


class Counts(msgspec.Struct):
    """How many rows of each kind."""

    units: int
    people: int
    projects: int
    items: int
    figures: int
    issues: int
    records: int
    listed: int
    chains: Annotated[int, Meta(description="“产业链”表的行")] = 0
    targets: Annotated[int, Meta(description="“目标”表的行")] = 0
    series: Annotated[int, Meta(description="“指标”表的行")] = 0
    cases: Annotated[int, Meta(description="各类专项事项的行")] = 0
    case_steps: Annotated[int, Meta(description="“流程”表的行")] = 0
    entries: Annotated[int, Meta(description="各台账的行")] = 0
    marks: Annotated[int, Meta(description="“年度标记”表的行")] = 0
    members: Annotated[int, Meta(description="“专班”表的行")] = 0
    work_plans: Annotated[int, Meta(description="“专班工作方案”表的行")] = 0
    pools: Annotated[int, Meta(description="“统筹指标”表的行")] = 0
    allotments: Annotated[int, Meta(description="“指标分配”表的行")] = 0
    promotions: Annotated[int, Meta(description="“层级提升”表的行")] = 0
    annual_plans: Annotated[int, Meta(description="“其他年度计划”表的行")] = 0
    replans: Annotated[int, Meta(description="“计划调整”表的行")] = 0
    stays: Annotated[int, Meta(description="“清单流转”表的行")] = 0
    parts: Annotated[int, Meta(description="“责任变更”表的行")] = 0
    tenures: Annotated[int, Meta(description="“任职经历”表的行")] = 0


class NotListedView(msgspec.Struct):
    """A project that the workbook registers but the mechanism keeps off its lists."""

    project: str
    clause: str
    because: str


class CellErrorView(msgspec.Struct):
    """One thing amiss at one place of the file."""

    sheet: str
    row: int
    column: str
    value: str
    message: str


class Plan(msgspec.Struct):
    """A stored plan, as the core keeps it."""

    created: Counts
    changed: Counts
    left: Counts
    changes: list[str]
    not_listed: list[NotListedView]
    warnings: list[str]
    errors: list[CellErrorView]


class WorkbookView(msgspec.Struct):
    """A workbook as it stands in lists."""

    id: UUID
    filename: str
    year: int | None
    state: Word
    made_by: str
    made_at: Instant
    applied_at: Instant | None
    created: Annotated[Counts, Meta(description="将新增（已载入：新增了）的行数")]
    changed: Annotated[Counts, Meta(description="将更正的行数")]
    errors: Annotated[int, Meta(description="错误数")]
    href: str

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row with the counts of its plan."""
        plan = _PLAN.decode(row.plan)
        return cls(
            id=row.id,
            filename=row.filename,
            year=row.year,
            state=_STATES[row.state],
            made_by=row.made_by,
            made_at=local(row.made_at),
            applied_at=None if row.applied_at is None else local(row.applied_at),
            created=plan.created,
            changed=plan.changed,
            errors=len(plan.errors),
            href=f"/v1/workbooks/{row.id}",
        )


class WorkbookPlanView(msgspec.Struct):
    """A workbook with its whole plan: what applying it does, or every error at once."""

    id: UUID
    filename: str
    digest: str
    year: int | None
    state: Word
    made_by: str
    made_at: Instant
    applied_at: Instant | None
    created: Counts
    changed: Counts
    left: Annotated[Counts, Meta(description="工作簿未提到、保持不变的行数")]
    changes: Annotated[list[str], Meta(description="逐条更正，旧 → 新")]
    not_listed: list[NotListedView]
    warnings: list[str]
    errors: list[CellErrorView]
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, identity: Identity) -> Self:
        """Show a row with its plan and what the caller may do with it."""
        plan = _PLAN.decode(row.plan)
        return cls(
            id=row.id,
            filename=row.filename,
            digest=row.digest,
            year=row.year,
            state=_STATES[row.state],
            made_by=row.made_by,
            made_at=local(row.made_at),
            applied_at=None if row.applied_at is None else local(row.applied_at),
            created=plan.created,
            changed=plan.changed,
            left=plan.left,
            changes=plan.changes,
            not_listed=plan.not_listed,
            warnings=plan.warnings,
            errors=plan.errors,
            actions=_actions(row, identity),
        )


_PLAN = msgspec.json.Decoder(Plan)


def _actions(row: Any, identity: Identity) -> list[Action]:
    address = f"/v1/workbooks/{row.id}"

    def may_apply() -> None:
        require(identity.role, Permission.MANAGE_WORKBOOK)
        require_applicable(row.state)

    def may_mark() -> None:
        require(identity.role, Permission.MANAGE_WORKBOOK)
        require_errors(row.state)

    return [
        action("apply", "载入", "POST", f"{address}/apply", may_apply),
        action("errors", "下载标出错误的工作簿", "GET", f"{address}/errors.xlsx", may_mark),
    ]
