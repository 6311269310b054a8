"""Logs as JSON lines on standard output: what was asked, by which account's id, how it ended; no names, no contents."""

import logging
import sys
from typing import Any

import msgspec
import structlog

_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
]


def configure(level: str) -> None:
    """Write our own lines straight to standard output, and the standard library's in the same form."""
    structlog.configure(
        processors=[*_SHARED, structlog.processors.JSONRenderer(serializer=_encode)],
        logger_factory=structlog.BytesLoggerFactory(sys.stdout.buffer),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    form = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        foreign_pre_chain=_SHARED,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(form)
    logging.basicConfig(handlers=[handler], level=level, force=True)


def _encode(line: Any, **_: Any) -> bytes:
    return msgspec.json.encode(line, enc_hook=str)
