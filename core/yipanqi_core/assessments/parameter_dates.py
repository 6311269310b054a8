"""From when a parameter may be set: never for a time that has been judged already."""

from datetime import date, timedelta

from yipanqi_core.assessments import queries, reading_queries
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.refusals import InvalidInputError, RefusedError
from yipanqi_core.tenants.errors import ParameterError
from yipanqi_core.tenants.parameters import set_parameter
from yipanqi_core.tenants.queries import parameter_rows, read_county
from yipanqi_core.tenants.scope import Scope


def earliest_from(judged_to: date | None) -> date | None:
    """Give the first day of the first month after all that has been judged; None: nothing has been judged."""
    return None if judged_to is None else Period.containing(judged_to + timedelta(days=1), PeriodKind.MONTH).start


def require_open_month(judged_to: date | None, effective_from: date) -> None:
    """Refuse a setting that does not begin a month which no assessment has judged. Raises RefusedError."""
    earliest = earliest_from(judged_to)
    told = "" if earliest is None else f"；最早可自 {earliest} 起"
    if effective_from.day != 1:
        raise RefusedError(f"参数只能自某月 1 日起施行，{effective_from} 不是{told}")
    if earliest is not None and effective_from < earliest:
        raise RefusedError(f"到 {judged_to} 为止的各期已经评估存档，不因参数改变{told}")


async def set_from_open_month(
    scope: Scope, registry: Registry, name: str, value: object, *, effective_from: date, reason: str
) -> None:
    """Set a parameter from the first day of a month not yet judged.

    Raises RefusedError, NotInForceError, InvalidInputError.
    """
    connection, tenant = scope.connection, scope.tenant_id
    await queries.lock_period(connection, tenant, "assess")
    county = await read_county(connection, tenant)
    edition = registry.in_force(county.mechanism, effective_from)
    if name not in edition.parameters.model_fields:
        raise InvalidInputError(f"没有名为“{name}”的参数；可设：{'、'.join(edition.parameters.model_fields)}", "/name")
    require_open_month(await reading_queries.last_assessed_day(connection, tenant), effective_from)
    if any((one, day) == (name, effective_from) for one, day, *_ in await parameter_rows(connection, tenant)):
        raise RefusedError(f"参数“{name}”自 {effective_from} 起已有设定，不能重复；可改自下一个月起")
    try:
        await set_parameter(scope, edition, name, value, effective_from=effective_from, reason=reason)
    except ParameterError as error:
        raise InvalidInputError(str(error), "/value") from error
