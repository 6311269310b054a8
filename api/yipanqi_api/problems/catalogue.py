"""All kinds of problems, and which error of the core becomes which.

An area adds a module beside this one with KINDS and ERRORS and names it in `_AREAS`.
"""

from yipanqi_api.problems import assessing, general, loading, signing_in
from yipanqi_api.problems.kinds import ProblemKind
from yipanqi_core import refusals
from yipanqi_core.auth.idempotency import KeyReusedError, RequestInFlightError

_AREAS = (signing_in, assessing, loading)

_GENERAL = tuple(value for value in vars(general).values() if isinstance(value, ProblemKind))

KINDS: dict[str, ProblemKind] = {
    kind.code: kind for kind in (*_GENERAL, *(kind for area in _AREAS for kind in area.KINDS))
}

ERRORS: dict[type[Exception], ProblemKind] = {
    refusals.NotFoundError: general.NOT_FOUND,
    refusals.WrongActorError: general.WRONG_ACTOR,
    refusals.RefusedError: general.RULE_REFUSES,
    refusals.InvalidInputError: general.INVALID_REQUEST,
    RequestInFlightError: general.REQUEST_IN_FLIGHT,
    KeyReusedError: general.IDEMPOTENCY_KEY_REUSED,
    **{error: kind for area in _AREAS for error, kind in area.ERRORS.items()},
}


def kind_of(error: Exception) -> ProblemKind | None:
    """Find the kind that an error of the core becomes, by its own class or the nearest above it."""
    return next((ERRORS[cls] for cls in type(error).__mro__ if cls in ERRORS), None)
