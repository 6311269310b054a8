"""The sheets of cases: one for each kind, and one of the steps that they have been on."""

from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.workbook.layout import Kind, Sheet
from yipanqi_core.workbook.supplements import columns as of

STAYS = "流程"
CASE = ("project", "title", "year", "opened_on", of.SAME)
STAY = ("project", "kind", "title", "year", "opened_on", of.SAME, "position")
_OUTCOMES = {"通过": "passed", "退回": "returned"}
PRESENT = ("step", "entered_on")


def case_sheet(kind: CaseKind) -> Sheet:
    """Give the sheet of a kind of case; a case stands on its present step since a day."""
    plain = [of.project(), of.text("事项名称", "title", required=True)]
    if kind.collection is not None:
        plain.append(of.number("年度", "year", required=True))
    if any(step.batched for step in kind.steps):
        plain.append(of.number("批次", "batch"))
    plain += [
        of.of(Kind.UNIT, "办理单位", "unit"),
        of.of(Kind.LOGIN, "跟踪人登录名", "follower"),
        of.day("跟踪起始日期", "followed_on", past=True),
        of.day("开始日期", "opened_on", required=True, past=True),
        of.choice("当前阶段", "step", {step.title: step.code for step in kind.steps}),
        of.day("进入日期", "entered_on", required=True, past=True),
        of.day("办结日期", "closed_on", past=True),
        of.same(),
    ]
    return Sheet(of.sheet_title(kind.title), (*plain, *of.fields_of(kind.fields, plain)))


def stay_sheet(edition: Edition) -> Sheet:
    """Give the sheet of the steps that cases have been on, the present one last."""
    steps = {step.title: step.title for kind in edition.cases for step in kind.steps}
    seats = {
        edition.seat_title(seat): seat for kind in edition.cases for s in kind.steps for seat in kind.deciders(s.code)
    }
    columns = (
        of.project(),
        of.choice("事项类别", "kind", {kind.title: kind.code for kind in edition.cases}),
        of.text("事项名称", "title", required=True),
        of.number("年度", "year"),
        of.day("开始日期", "opened_on", required=True, past=True),
        of.number("次序", "position", required=True),
        of.choice("阶段", "step", steps),
        of.day("进入日期", "entered_on", required=True, past=True),
        of.day("离开日期", "left_on", past=True),
        of.choice("办理结果", "outcome", _OUTCOMES, required=False),
        of.text("办理人", "passed_by"),
        of.choice("经办席位", "passed_seat", seats, required=False),
        of.text("依据", "evidence", longest=2000),
        of.text("说明", "note", longest=2000),
        of.text("退回理由", "reason", longest=2000),
        of.text("登记人", "decided_by"),
        of.same(),
    )
    return Sheet(STAYS, columns)
