"""What falls due by itself in this county, in the order in which one moment brings it."""

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.schedules import (
    Effect,
    Schedule,
    after_period,
    before_period_end_working_days,
    end_of_working_day,
    on_day,
)
from yipanqi_plugins.qingshui.parameters import Parameters


def _publication_day(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.publication_working_day


def _reminder_day(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.duty_reminder_working_day


PUBLICATION, REMINDER = end_of_working_day(_publication_day), before_period_end_working_days(_reminder_day)
_MONTH = PeriodKind.MONTH

SCHEDULES = (
    Schedule("dispatch_list", "月度调度清单", "QS-6.7", _MONTH, after_period, Effect.COMPILE_LEDGER),
    Schedule("daily_climb", "问题逾时提级", "QS-1.10", PeriodKind.DAY, on_day, Effect.CLIMB),
    Schedule("unanswered", "函件逾期未复提醒", "QS-4.1", PeriodKind.DAY, on_day, Effect.ESCALATE_LETTERS),
    Schedule("yearly_built", "年末建成项目提请确认", "QS-1.11", PeriodKind.YEAR, after_period, Effect.PROPOSE),
    Schedule("monthly_assessment", "按月评估", "QS-6.4", _MONTH, after_period, Effect.ASSESS),
    Schedule("monthly_inspections", "月度督查建议", "QS-6.2", _MONTH, after_period, Effect.PROPOSE_INSPECTIONS),
    Schedule("duty_reminder", "包抓领导履职提醒", "QS-2.3", _MONTH, REMINDER, Effect.REMIND_DUTIES),
    Schedule("monthly_publication", "月度发函", "QS-4.1", _MONTH, PUBLICATION, Effect.PUBLISH),
    Schedule("monthly_bulletin", "月度通报", "QS-6.4", _MONTH, PUBLICATION, Effect.ISSUE_BULLETIN),
    Schedule("daily", "日常督查报告", "QS-6.2", _MONTH, PUBLICATION, Effect.ISSUE_REPORT),
    Schedule("regular", "定期督查专报", "QS-6.2", _MONTH, PUBLICATION, Effect.ISSUE_REPORT),
    Schedule("special", "专项督查专报", "QS-6.3", _MONTH, PUBLICATION, Effect.ISSUE_REPORT),
    Schedule("quarterly_ranking", "季度考核排名", "QS-6.5", PeriodKind.QUARTER, PUBLICATION, Effect.PUBLISH),
    Schedule("annual_ranking", "年度考核排名", "QS-6.6", PeriodKind.YEAR, PUBLICATION, Effect.PUBLISH),
)
