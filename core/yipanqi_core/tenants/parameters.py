"""A mechanism's parameters as they were in force on a day: its defaults and the county's dated settings over them."""

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, ValidationError
from sqlalchemy import insert

from yipanqi_core.audit.service import record
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.tenants.errors import ParameterError
from yipanqi_core.tenants.queries import parameter_rows
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.tables import parameter_settings

Setting = tuple[str, date, object, str, str]


def in_force(edition: Edition, settings: Iterable[Setting], on: date) -> BaseModel:
    """Give the parameters in force on a day; settings come in order of effect, later ones win.

    A setting that the edition no longer knows is passed over: editions may drop a parameter.
    """
    values = {
        name: value
        for name, effective_from, value, *_ in settings
        if effective_from <= on and name in edition.parameters.model_fields
    }
    return edition.parameters.model_validate(values)


async def read_in_force(scope: Scope, edition: Edition, on: date) -> BaseModel:
    """Read the parameters in force in the scope's county on a day."""
    return in_force(edition, await parameter_rows(scope.connection, scope.tenant_id), on)


async def set_parameter(
    scope: Scope, edition: Edition, name: str, value: object, *, effective_from: date, reason: str
) -> None:
    """Set a parameter from a day on; months before keep what was in force then. Raises ParameterError."""
    if name not in edition.parameters.model_fields:
        known = "、".join(edition.parameters.model_fields)
        raise ParameterError(f"没有名为“{name}”的参数；可设：{known}")
    try:
        checked = edition.parameters.model_validate({name: value})
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix(
            "Value error, "
        )  # a rule of the mechanism's own speaks for itself
        raise ParameterError(f"参数“{name}”不能取 {value!r}：{reason}") from error
    stored = checked.model_dump(mode="json")[name]
    row = {"name": name, "effective_from": effective_from, "value": stored, "reason": reason, "set_by": scope.actor}
    await scope.connection.execute(insert(parameter_settings).values(tenant_id=scope.tenant_id, id=new_id(), **row))
    await record(scope, "set_parameter", f"parameter:{name}", row)
