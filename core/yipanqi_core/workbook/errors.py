"""Why a workbook is not loaded."""

from yipanqi_core.workbook.plan import Plan


class WorkbookRefusedError(ValueError):
    """The workbook has errors; nothing was changed. `plan` holds every one of them."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"工作簿“{plan.filename}”有 {len(plan.problems)} 处错误，未载入；请逐条改正后重新提交")
        self.plan = plan


class StalePlanError(ValueError):
    """The county or its workbook has changed since the plan was shown; nothing was changed."""
