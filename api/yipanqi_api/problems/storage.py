"""What the database could not do, told by SQLSTATE: it is away or busy, the thing exists, the value does not fit."""

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from yipanqi_api.problems.general import ALREADY_EXISTS, INTERNAL_ERROR, INVALID_REQUEST, REQUEST_IN_FLIGHT, UNAVAILABLE
from yipanqi_api.problems.kinds import ProblemKind

_BUSY = {"40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03", "53300"}
_TAKEN = {"23505", "23503", "23P01"}


def kind_of_storage(error: Exception) -> ProblemKind | None:
    """Tell the kind for an error of the database or of the way to it; None when it is neither."""
    if isinstance(error, PoolTimeoutError | ConnectionError | TimeoutError):
        return UNAVAILABLE
    if not isinstance(error, DBAPIError):
        return UNAVAILABLE if isinstance(error, OSError) else None
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if error.connection_invalidated or state in _BUSY or state.startswith("08"):
        return UNAVAILABLE
    if state in _TAKEN:
        return REQUEST_IN_FLIGHT if "pk_idempotency_keys" in str(error.orig) else ALREADY_EXISTS
    if state.startswith("22") or state == "23514":
        return INVALID_REQUEST
    return UNAVAILABLE if not state and "onnection" in type(error.orig).__name__ + str(error.orig) else INTERNAL_ERROR
