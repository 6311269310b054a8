"""Kinds of problems about periods, assessments and parameters, and the core's errors behind them."""

from yipanqi_api.problems.kinds import ProblemKind, kind
from yipanqi_core.assessments.errors import AssessmentError, NotAssessedError
from yipanqi_core.calendar import PeriodError
from yipanqi_core.mechanism.registry import NotInForceError, UnknownMechanismError
from yipanqi_core.tenants.errors import ParameterError

INVALID_PERIOD = kind(
    "invalid_period",
    400,
    ("期的写法不对", "Not a period"),
    ("评估的期是月、季度或年。", "A period of assessment is a month, a quarter or a year."),
    ("写作 2024-06、2024-Q2 或 2024，半角字符。", "Write 2024-06, 2024-Q2 or 2024."),
)
NOT_ASSESSED = kind(
    "not_assessed",
    404,
    ("该期没有存档的评估", "The period has no stored assessment"),
    ("本县没有这一期的评估存档。", "This county has stored no assessment of the period."),
    ("用 GET /v1/assessments 查看已有的期，或用 POST /v1/assessments 评估。", "See GET /v1/assessments, or assess it."),
)
CANNOT_ASSESS = kind(
    "cannot_assess",
    409,
    ("该期不能评估", "The period cannot be assessed"),
    ("该期尚未结束，或机制对这一类期没有规定。", "It has not ended, or the mechanism knows nothing of such periods."),
    ("按 detail 的说明，待期满后再评估，或改选一期。", "Wait for its end or choose another, as detail says."),
)
NOT_IN_FORCE = kind(
    "not_in_force",
    409,
    ("机制当时尚未施行", "The mechanism was not in force"),
    ("该日期早于本县机制第一个版本的施行日。", "The date lies before the first edition of the county's mechanism."),
    (
        "改选施行日之后的日期，见 GET /v1/mechanism 的 editions。",
        "Choose a later date; see editions of GET /v1/mechanism.",
    ),
)
INVALID_PARAMETER = kind(
    "invalid_parameter",
    400,
    ("参数名或取值不合规", "The parameter or its value does not fit"),
    ("机制没有这个参数，或取值不在允许的范围。", "The mechanism has no such parameter, or not such a value."),
    ("对照 GET /v1/mechanism/parameters 中该参数的 schema 修改。", "Compare with the schema of the parameter."),
)

KINDS = (INVALID_PERIOD, NOT_ASSESSED, CANNOT_ASSESS, NOT_IN_FORCE, INVALID_PARAMETER)
ERRORS: dict[type[Exception], ProblemKind] = {
    PeriodError: INVALID_PERIOD,
    NotAssessedError: NOT_ASSESSED,
    AssessmentError: CANNOT_ASSESS,
    NotInForceError: NOT_IN_FORCE,
    UnknownMechanismError: NOT_IN_FORCE,
    ParameterError: INVALID_PARAMETER,
}
