"""The command `yipanqi`: its groups of commands, and how every error becomes one line and an exit status."""

import logging
import sys

import structlog
import typer
from sqlalchemy.exc import DBAPIError, OperationalError

from yipanqi_core.assessments.errors import AssessmentError, NotAssessedError
from yipanqi_core.auth.errors import AuthError
from yipanqi_core.calendar import CalendarError, PeriodError
from yipanqi_core.cli import assess, county, demo, serve, user
from yipanqi_core.cli.output import CommandError, fail
from yipanqi_core.database.errors import DatabaseError
from yipanqi_core.embedded.errors import EmbeddedServerError, PortInUseError
from yipanqi_core.mechanism.registry import NotInForceError, UnknownMechanismError
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.schedule.errors import ClockError, NotLiveError
from yipanqi_core.tenants.errors import CountyCodeError, CountyExistsError, ParameterError, UnknownCountyError
from yipanqi_core.workbook.raw import WorkbookFileError

EXPECTED = (
    AssessmentError,
    AuthError,
    CalendarError,
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
    UnknownCountyError,
    UnknownMechanismError,
    WorkbookFileError,
)
"""What a user may meet: each says in one line what is wrong and what to do."""

app = typer.Typer(
    name="yipanqi",
    help="一盘棋：县级重点项目推进机制的运行服务。One service for counties' written project mechanisms.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(county.app, name="county")
app.add_typer(demo.app, name="demo")
app.add_typer(user.app, name="user")
app.command("assess")(assess.assess)
app.command("verify")(assess.verify)
app.command("migrate")(serve.migrate_schema)
app.command("run")(serve.run)


def run() -> None:
    """Run the command line; expected errors end with status 2 and one line, never with a traceback."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    try:
        app()
    except EXPECTED as error:
        fail(error)
    except (OperationalError, DBAPIError, OSError) as error:
        fail(f"数据库或文件出错：{getattr(error, 'orig', error)}")
