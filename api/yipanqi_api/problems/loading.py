"""Kinds of problems about county workbooks, and the core's errors behind them."""

from yipanqi_api.problems.kinds import ProblemKind, kind
from yipanqi_core.workbook.errors import StalePlanError, WorkbookRefusedError
from yipanqi_core.workbook.raw import WorkbookFileError

UNREADABLE_WORKBOOK = kind(
    "unreadable_workbook",
    422,
    ("工作簿文件不能读取", "The workbook file cannot be read"),
    ("文件不是可以读取的 .xlsx 工作簿，或过大、已损坏、带有宏或密码。", "It is no .xlsx that can be read safely."),
    ("按 detail 的说明另存后重新上传；没有保存任何内容。", "Save it anew as detail says; nothing was kept."),
)
WORKBOOK_REFUSED = kind(
    "workbook_refused",
    409,
    ("工作簿有错误，未载入", "The workbook has errors and was not loaded"),
    ("工作簿要么全部载入，要么全不载入；它还有错误。", "A workbook is loaded whole or not at all, and it has errors."),
    ("按载入计划的 errors 逐条改正后重新上传。", "Mend every entry of errors in its plan and hand it in again."),
)
STALE_PLAN = kind(
    "stale_plan",
    409,
    ("载入计划已过时", "The plan is stale"),
    ("生成载入计划以后县里的数据已有变动。", "The county's data changed after the plan was made."),
    ("重新上传工作簿，核对新的载入计划后再载入。", "Hand the workbook in again and look at the new plan."),
)

KINDS = (UNREADABLE_WORKBOOK, WORKBOOK_REFUSED, STALE_PLAN)
ERRORS: dict[type[Exception], ProblemKind] = {
    WorkbookFileError: UNREADABLE_WORKBOOK,
    WorkbookRefusedError: WORKBOOK_REFUSED,
    StalePlanError: STALE_PLAN,
}
