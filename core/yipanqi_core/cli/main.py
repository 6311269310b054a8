"""The command `yipanqi`: its groups of commands, and how every error becomes one line and an exit status."""

import logging
import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Any

import structlog
import typer

from yipanqi_core.cli.output import fail
from yipanqi_core.installation import learn_holidays

GROUPS = ("audit", "city", "county", "demo", "holidays", "user")
COMMANDS = {
    "assess": ("assess", "assess"),
    "verify": ("assess", "verify"),
    "migrate": ("serve", "migrate_schema"),
    "run": ("serve", "run"),
}
"""Command → the module of this package and the function in it."""


def build(asked: str | None) -> typer.Typer:
    """Put the command together; only what is asked for is loaded, everything for a question about all."""
    app = typer.Typer(
        name="yipanqi",
        help="一盘棋：县级重点项目推进机制的运行服务。One service for counties' written project mechanisms.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_whole)
    known = asked in GROUPS or asked in COMMANDS
    for group in GROUPS:
        if not known or asked == group:
            app.add_typer(_module(group).app, name=group)
    for command, (module, function) in COMMANDS.items():
        if not known or asked == command:
            work: Callable[..., None] = getattr(_module(module), function)
            app.command(command)(work)
    return app


def _whole() -> None:
    """Leave commands as sub-commands even where only one is loaded."""


def _module(name: str) -> Any:
    return import_module(f"yipanqi_core.cli.{name}")


def run() -> None:
    """Run the command line; every error ends with status 2 and one line, a traceback shown only for YIPANQI_DEBUG."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    try:
        if asked != "holidays":  # which mends the file that the others count by
            learn_holidays()
        build(asked)()
    except Exception as error:
        from yipanqi_core.cli.expected import explain

        line = explain(error)
        if line is None:
            if os.environ.get("YIPANQI_DEBUG"):
                traceback.print_exc()
            line = f"程序内部出错（{type(error).__name__}：{error}）；设 YIPANQI_DEBUG=1 再运行可见详情，请报告维护者"
        fail(line)
