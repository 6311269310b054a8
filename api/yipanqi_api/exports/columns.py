"""What stands in the columns of each exported list, taken from the very views that the list shows."""

from yipanqi_api.exports.column import ExportColumn, coloured, path
from yipanqi_api.exports.push_columns import PUSHED
from yipanqi_core.workbook.writer import ColumnKind


def _text(heading: str, *names: str, width: float = 14) -> ExportColumn:
    return ExportColumn(heading, path(*names), width=width)


def _date(heading: str, *names: str) -> ExportColumn:
    return ExportColumn(heading, path(*names), ColumnKind.DATE)


def _number(heading: str, *names: str) -> ExportColumn:
    return ExportColumn(heading, path(*names), ColumnKind.NUMBER, 10)


def _money(heading: str, *names: str) -> ExportColumn:
    return ExportColumn(f"{heading}（万元）", path(*names), ColumnKind.MONEY, 18)


def _colour(heading: str, *names: str) -> ExportColumn:
    return ExportColumn(heading, coloured(*names), ColumnKind.COLOUR, 10)


_PROJECT = _text("项目名称", "project", "name", width=40)
_UNIT = _text("单位", "unit", "name", width=26)
_CLAUSE = _text("条款", "clause", width=10)

PROJECTS = (
    _text("项目名称", "name", width=40),
    _text("项目代码", "code", width=26),
    _text("项目性质", "nature", "label"),
    _text("行业分类", "sector"),
    _text("项目层级", "level", "label"),
    _money("总投资", "total_investment"),
    _money("年度计划", "annual_plan"),
    _text("建设地点", "site", width=20),
    _text("责任单位", "lead_unit", "name", width=26),
    _text("业主单位", "owner", "name", width=26),
    _text("包抓领导", "leader", "title", width=22),
    _text("任职者", "leader", "holder", "name", width=10),
    _text("所在清单", "step", "label", width=26),
    _date("进入日期", "listed_on"),
    _colour("评级", "rating", "value"),
    _text("评级月份", "rating", "period", width=10),
    _text("评级依据", "rating", "because", width=50),
    _text("评级条款", "rating", "clause", width=10),
    _colour("参考评级", "reference_rating", "value"),
    _number("未解决问题", "open_issues", "count"),
    _number("其中急", "open_issues", "urgent"),
    _number("逾期事项", "late_items"),
)

LETTERS = (
    _text("文号", "number", width=24),
    _text("文种", "kind"),
    _text("期间", "period", width=10),
    _PROJECT,
    _text("收文单位", "unit", "name", width=26),
    _colour("项目颜色", "colour"),
    ExportColumn("抄送", lambda letter: "、".join(copy.title for copy in letter.copies), width=22),
    _CLAUSE,
    _date("发文日期", "issued_on"),
    _date("回复期限", "reply_due_on"),
    _text("回复情况", "reply_state", "stage", "label", width=12),
    _date("回复日期", "reply_state", "replied_on"),
    _number("迟复天数", "reply_state", "late_days"),
)

ISSUES = (
    _PROJECT,
    _text("问题", "description", width=50),
    _text("类别", "category", width=12),
    _text("轻重缓急", "urgency", "label", width=10),
    _text("应办单位", "unit", "name", width=26),
    _date("提出日期", "raised_on"),
    _date("要求解决日期", "required_on"),
    _date("解决日期", "resolved_on"),
    _text("状态", "state", "label", width=12),
    _number("已历天数", "days_open"),
    _number("逾期天数", "days_overdue"),
)

FINDINGS = (
    _text("期间", "period", width=10),
    _text("检查", "title", width=24),
    _PROJECT,
    _text("应整改单位", "unit", "name", width=26),
    _text("情况", "ruling", "because", width=60),
    _text("条款", "ruling", "clause", width=10),
    _date("公布日期", "published_on"),
)

SCORES = (
    _text("期间", "period", width=10),
    _text("考核组", "group", "label", width=22),
    _UNIT,
    ExportColumn("得分", path("points"), ColumnKind.MONEY, 10),
    _number("名次", "rank"),
    ExportColumn("榜单", path("board", "label"), width=10),
    _text("依据", "because", width=60),
    _CLAUSE,
    _date("公布日期", "published_on"),
)

TASKS = (
    _text("任务", "title", width=50),
    _text("类别", "kind", "label"),
    _PROJECT,
    _text("责任岗位", "post", "title", width=22),
    _text("任职者", "post", "holder", "name", width=10),
    _text("责任单位", "unit", "name", width=26),
    _text("文书", "letter", "name", width=24),
    _text("期间", "period", width=10),
    _CLAUSE,
    _date("下达日期", "opened_on"),
    _date("期限", "due_on"),
    _date("办结日期", "done_on"),
)

RECORDS = (
    _text("类别", "kind"),
    _date("日期", "on"),
    _PROJECT,
    _text("岗位", "post", "title", width=22),
    _text("任职者", "post", "holder", "name", width=10),
    _UNIT,
    _text("内容", "note", width=60),
    _text("记录人", "recorded_by"),
)

OF_LIST: dict[str, tuple[ExportColumn, ...]] = {
    "ListProjects": PROJECTS,
    "ListProjectsOfList": PROJECTS,
    "ListLetters": LETTERS,
    "ListIssues": ISSUES,
    "ListFindings": FINDINGS,
    "ListScores": SCORES,
    "ListTasks": TASKS,
    "ListRecords": RECORDS,
    "ListPushedProjects": PUSHED,
}
"""Lists whose columns are chosen one by one; those of all others are drawn from their views."""
