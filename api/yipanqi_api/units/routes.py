"""Units for whoever is signed in."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.editions import edition_today
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.letters.actions import letter_actions
from yipanqi_api.listing import page_of
from yipanqi_api.paging import Page, Paging
from yipanqi_api.units.views import UnitRow, UnitView
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.people import unit_queries as queries
from yipanqi_core.people.seats import seats_of
from yipanqi_core.people.unit_queries import UnitsWanted
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import UnitKind


@get("", operation_id="ListUnits", summary="列出单位", guards=[requires(Permission.READ)])
async def list_units(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    kind: Annotated[list[UnitKind] | None, QueryParameter(description="单位类别")] = None,
    group: Annotated[list[str] | None, QueryParameter(description="考核组")] = None,
    q: Annotated[str | None, QueryParameter(min_length=1, max_length=50, description="名称或简称")] = None,
    sort: Annotated[str | None, QueryParameter(description="name、kind；前加 - 为降序")] = None,
) -> Answer[Page[UnitRow]]:
    """Units of the county by name."""
    wanted = UnitsWanted(None if kind is None else [each.value for each in kind], group, q)
    statement = queries.unit_statement(transaction.tenant_id, wanted)
    return await page_of(
        transaction, paging, statement, queries.UNIT_SORTS, sort or "name", queries.UNIT_LAST, UnitRow.of
    )


@get("/{unit_id:uuid}", operation_id="ReadUnit", summary="查看单位", guards=[requires(Permission.READ)])
async def read_unit(
    unit_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[UnitView]:
    """One unit with its posts, its part in projects, and the letters that the user may issue to it."""
    connection, tenant = transaction.connection, transaction.tenant_id
    row = await queries.unit_row(connection, tenant, unit_id)
    if row is None:
        raise NotFoundError("没有这个单位")
    posts = await queries.posts_of_unit(connection, tenant, unit_id, await today(connection))
    edition = await edition_today(transaction)
    offered = letter_actions(edition, await seats_of(transaction, edition, identity), unit_id=unit_id)
    return condition.answer(UnitView.with_posts(row, posts, offered), row.version)


units_router = Router("/v1/units", route_handlers=[list_units, read_unit], tags=["units"])
