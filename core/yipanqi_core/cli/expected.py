"""What a user of the command line may meet; loaded only when something has gone wrong."""

from sqlalchemy.exc import DBAPIError

from yipanqi_core.assessments.errors import AssessmentError, NotAssessedError
from yipanqi_core.audit.checkpoints import CheckpointError
from yipanqi_core.auth.errors import AuthError
from yipanqi_core.calendar import CalendarError, PeriodError
from yipanqi_core.cli.output import CommandError
from yipanqi_core.database.errors import DatabaseError
from yipanqi_core.embedded.errors import EmbeddedServerError, PortInUseError
from yipanqi_core.fingerprints.sources import SourceMissingError
from yipanqi_core.mechanism.registry import NotInForceError, UnknownMechanismError
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.schedule.errors import ClockError, NotLiveError
from yipanqi_core.tenants.errors import CountyCodeError, CountyExistsError, ParameterError, UnknownCountyError
from yipanqi_core.workbook.raw import WorkbookFileError

EXPECTED = (
    AssessmentError,
    AuthError,
    CalendarError,
    CheckpointError,
    ClockError,
    CommandError,
    CountyCodeError,
    CountyExistsError,
    DatabaseError,
    EmbeddedServerError,
    InvalidInputError,
    NotAssessedError,
    NotFoundError,
    NotInForceError,
    NotLiveError,
    ParameterError,
    PeriodError,
    PortInUseError,
    RefusedError,
    SourceMissingError,
    UnknownCountyError,
    UnknownMechanismError,
    WorkbookFileError,
)
"""Each says in one line what is wrong and what to do."""


def explain(error: Exception) -> str | None:
    """Give the line for an expected error; None for a mistake of ours."""
    if isinstance(error, EXPECTED):
        return str(error)
    if isinstance(error, DBAPIError):
        return f"数据库出错：{error.orig}"
    if isinstance(error, OSError):
        return f"文件或网络出错：{error}"
    return None
