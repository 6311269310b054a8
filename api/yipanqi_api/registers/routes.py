"""Registers for whoever is signed in, kept by the office and by whom the mechanism names."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Router, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.actions import action, permitted
from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.items.schemas import schema_of
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.registers.export import workbook_of
from yipanqi_api.registers.looking import EntriesWanted, provide_entries_wanted
from yipanqi_api.registers.views import (
    AmountSum,
    ChangedEntry,
    EntryView,
    NewEntry,
    RegisterView,
    SumsView,
    SumView,
    Withdrawal,
)
from yipanqi_api.workbooks.uploads import MEDIA_TYPE
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.database.pages_queries import page_rows
from yipanqi_core.figures.guards import require_keeper
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registers import Register
from yipanqi_core.refusals import InvalidInputError, NotFoundError
from yipanqi_core.registers import queries, service
from yipanqi_core.rules.rounding import hundredths
from yipanqi_core.tenants.scope import Scope

_READ = [requires(Permission.READ)]
_WRITE = [requires(Permission.REPORT_PROGRESS)]  # who keeps the register, the service decides
_REFUSES = refuses(RULE_REFUSES, WRONG_ACTOR)
_CHANGE, _WITHDRAW = schema_of(ChangedEntry), schema_of(Withdrawal)
_WANTED = {"wanted": Provide(provide_entries_wanted, sync_to_thread=False)}
_MOST = 10_000
_CUTS = ("unit", "project", "year")


@get("", operation_id="ListRegisters", summary="列出台账种类", guards=_READ)
async def list_registers(transaction: NamedDependency[Scope]) -> list[RegisterView]:
    """The registers that the mechanism declares: what a row is about, its fields, who keeps it."""
    _, edition = await county_and_edition(transaction)
    return [RegisterView.of(register, edition) for register in edition.registers]


@get("/{code:str}/entries", operation_id="ListEntries", summary="列出台账", guards=_READ, dependencies=_WANTED)
async def list_entries(
    code: FromPath[str],
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    wanted: NamedDependency[EntriesWanted],
    sort: Annotated[str | None, QueryParameter(description="since_on、recorded_on；前加 - 为降序")] = None,
) -> Answer[Page[EntryView]]:
    """Rows of a register as they stand now, the latest first."""
    _, edition = await county_and_edition(transaction)
    register = service.register_of(edition, code)
    statement = wanted.narrow(queries.entry_statement(transaction.tenant_id, code), register)
    return await page_of(
        transaction, paging, statement, queries.ENTRY_SORTS, sort or "-since_on", queries.ENTRY_ID,
        lambda row: EntryView.of(row, register, [], []),
    )  # fmt: skip


@get("/{code:str}/sums", operation_id="SumEntries", summary="台账合计", guards=_READ, dependencies=_WANTED)
async def sum_entries(
    code: FromPath[str],
    transaction: NamedDependency[Scope],
    wanted: NamedDependency[EntriesWanted],
    by: Annotated[str | None, QueryParameter(max_length=50, description="按哪一栏分组，或 unit、project、year")] = None,
) -> SumsView:
    """How many rows, and each amount added up; the groups add up to the total."""
    _, edition = await county_and_edition(transaction)
    register = service.register_of(edition, code)
    if by is not None and by not in (*_CUTS, *register.words):
        raise InvalidInputError(
            f"{register.title}不能按“{by}”分组；可用：{'、'.join((*_CUTS, *register.words))}", "/by"
        )
    statement = wanted.narrow(queries.entry_statement(transaction.tenant_id, code), register)
    ask = partial(queries.sums, transaction.connection, statement, amounts=register.amounts)
    groups = [] if by is None else [_sums(register, row) for row in await ask(by=by)]
    return SumsView(code, by, groups, _sums(register, (await ask(by=None))[0]))


@get(
    "/{code:str}/entries/export",
    operation_id="ExportEntries",
    summary="导出台账",
    guards=_READ,
    dependencies=_WANTED,
    media_type=MEDIA_TYPE,
    responses=refuses(RULE_REFUSES),
)
async def export_entries(
    code: FromPath[str], transaction: NamedDependency[Scope], wanted: NamedDependency[EntriesWanted]
) -> Answer[bytes]:
    """A register as a workbook, with the filters of the list; at most 10,000 rows."""
    county, edition = await county_and_edition(transaction)
    register = service.register_of(edition, code)
    statement = wanted.narrow(queries.entry_statement(transaction.tenant_id, code), register)
    rows = await page_rows(transaction.connection, statement, queries.IN_ORDER, None, _MOST)
    return await workbook_of(register, rows, county)


@get("/{code:str}/entries/{entry_id:uuid}", operation_id="ReadEntry", summary="查看台账一行", guards=_READ)
async def read_entry(
    code: FromPath[str],
    entry_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[EntryView]:
    """One row with every change of it, and what this user may do."""
    _, edition = await county_and_edition(transaction)
    view = await _view(transaction, edition, service.register_of(edition, code), entry_id, identity)
    return condition.answer(view, view.version)


@post("/{code:str}/entries", operation_id="WriteEntry", summary="登记台账", guards=_WRITE, responses=_REFUSES)
async def write_entry(
    code: FromPath[str],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewEntry],
) -> Answer[EntryView]:
    """Write a row."""
    _, edition = await county_and_edition(transaction)
    register = service.register_of(edition, code)
    new = service.NewEntry(data.project_id, data.unit_id, data.year, data.fields, data.since_on)
    entry_id = await service.write_entry(transaction, edition, register, new, identity)
    view = await _view(transaction, edition, register, entry_id, identity)
    return tagged(view, 1, status_code=201, location=f"/v1/registers/{code}/entries/{entry_id}")


@patch(
    "/{code:str}/entries/{entry_id:uuid}",
    operation_id="ChangeEntry",
    summary="变更台账",
    guards=_WRITE,
    responses=_REFUSES,
)
async def change_entry(  # noqa: PLR0917
    code: FromPath[str],
    entry_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[ChangedEntry],
) -> Answer[EntryView]:
    """Change a row from a day on, or correct it from the first; the reason stays beside it."""
    _, edition = await county_and_edition(transaction)
    register = service.register_of(edition, code)
    before = await service.held_entry(transaction, register, entry_id)
    expected.require(before.round)
    change = service.Change(data.fields, data.reason, data.since_on)
    await service.change_entry(transaction, edition, register, before, change, identity)
    view = await _view(transaction, edition, register, entry_id, identity)
    return tagged(view, view.version)


@post(
    "/{code:str}/entries/{entry_id:uuid}/withdrawal",
    operation_id="WithdrawEntry",
    summary="撤销台账一行",
    guards=_WRITE,
    responses=_REFUSES,
)
async def withdraw_entry(
    code: FromPath[str],
    entry_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[Withdrawal],
) -> Answer[EntryView]:
    """Withdraw a row that was wrong from the first; what it said stays readable."""
    _, edition = await county_and_edition(transaction)
    register = service.register_of(edition, code)
    before = await service.held_entry(transaction, register, entry_id)
    await service.withdraw_entry(transaction, edition, register, before, data.reason, identity)
    view = await _view(transaction, edition, register, entry_id, identity)
    return tagged(view, view.version, status_code=201, location=f"/v1/registers/{code}/entries/{entry_id}")


def _sums(register: Register, row: Any) -> SumView:
    titles = {name: field.title or name for name, field in register.row.model_fields.items()}
    amounts = [
        AmountSum(name, titles[name], hundredths(row[f"sum_{place}"])) for place, name in enumerate(register.amounts)
    ]
    key = row.get("key")
    return SumView(None if key is None else str(key), row["count"], amounts)


async def _view(
    transaction: Scope, edition: Edition, register: Register, entry_id: UUID, identity: Identity
) -> EntryView:
    rounds = await queries.rounds(transaction.connection, transaction.tenant_id, entry_id)
    if not rounds or rounds[-1].register != register.code:
        raise NotFoundError(f"{register.title}没有这一行")
    last = rounds[-1]
    seats = await service.seats_for(transaction, edition, identity, last.project_id)
    keeper = partial(require_keeper, edition, register, identity, seats, last.unit_id)
    guard = permitted(identity.role, Permission.REPORT_PROGRESS, edition, register.clause, keeper)
    href = f"/v1/registers/{register.code}/entries/{entry_id}"
    actions = [
        action("change", "变更或更正", "PATCH", href, guard, _CHANGE),
        action("withdraw", "撤销", "POST", f"{href}/withdrawal", guard, _WITHDRAW),
    ]
    return EntryView.of(last, register, rounds, [] if last.withdrawn else actions)


registers_router = Router(
    "/v1/registers",
    route_handlers=[
        list_registers,
        list_entries,
        sum_entries,
        export_entries,
        read_entry,
        write_entry,
        change_entry,
        withdraw_entry,
    ],
    tags=["registers"],
)
