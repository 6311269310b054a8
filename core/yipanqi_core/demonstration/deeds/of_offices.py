"""Deeds of offices: work recorded, projects marked, targets and figures set, registers kept, pools given out."""

from datetime import date
from decimal import Decimal

from yipanqi_core.acts.marking import Marking, set_mark
from yipanqi_core.demonstration.deeds import queries
from yipanqi_core.demonstration.deeds.doing import Deed
from yipanqi_core.figures import service as figures
from yipanqi_core.pools import service as pools
from yipanqi_core.projects.items import finish_item as finish
from yipanqi_core.projects.items import held_item
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.registers import service as registers
from yipanqi_core.vocabulary import Role
from yipanqi_core.work import kinds
from yipanqi_core.work.guards import require_recorder
from yipanqi_core.work.reading_queries import find_doer
from yipanqi_core.work.records import NewRecord, add_record


async def record_work(deed: Deed) -> None:
    """Record work done by the page's unit, else by the leader's post or the person's own unit."""
    scope, page, who = deed.scope, deed.page, deed.who
    by_post = page.unit is None and who.role is Role.LEADER
    post = who.post_ids[0] if by_post else None
    unit = None if by_post else deed.unit_or_none or who.unit_id
    kind = kinds.kind_of(deed.edition, page.kind)
    doer = await find_doer(scope.connection, scope.tenant_id, post_id=post, unit_id=unit)
    assert doer is not None
    require_recorder(who, doer, kind.clause, inspects=kind.inspects)
    await kinds.require_doer(scope, deed.edition, kind, deed.project_or_none, doer)
    new = NewRecord(page.kind, deed.project_or_none, post, unit, page.on, page.note, page.data or None)
    await add_record(scope, deed.edition, new)


async def finish_item(deed: Deed) -> None:
    """Report an item of the project as done on the day; the page's kind is its title."""
    scope, page = deed.scope, deed.page
    found = await queries.item_named(scope.connection, scope.tenant_id, deed.project, page.kind)
    if found is None:
        raise InvalidInputError(f"该项目没有未完成的“{page.kind}”", "/kind")
    await finish(scope, deed.edition, await held_item(scope, found), page.on, deed.who.unit_name, deed.who)


async def mark_project(deed: Deed) -> None:
    """Give a project a mark of the year."""
    wanted = Marking(deed.page.kind, deed.year, True, {code: str(text) for code, text in deed.page.data.items()})
    await set_mark(deed.scope, deed.edition, deed.who, deed.project, wanted)


async def set_target(deed: Deed) -> None:
    """Set a year's target, of the county or of the page's unit."""
    base = deed.page.data.get("base")
    new = figures.NewTarget(
        deed.page.kind, deed.unit_or_none, deed.year, deed.amount("value"), None if base is None else Decimal(str(base))
    )
    await figures.set_target(deed.scope, deed.edition, new, deed.who)


async def record_figure(deed: Deed) -> None:
    """Record a month of a series."""
    month = date.fromisoformat(f"{deed.given('month')}-01")
    new = figures.NewFigure(deed.page.kind, deed.unit_or_none, month, deed.amount("value"))
    await figures.record_figure(deed.scope, deed.edition, new, deed.who)


async def write_entry(deed: Deed) -> None:
    """Write a row of a register."""
    register = registers.register_of(deed.edition, deed.page.kind)
    new = registers.NewEntry(deed.project_or_none, deed.unit_or_none, deed.page.year, deed.page.data)
    await registers.write_entry(deed.scope, deed.edition, register, new, deed.who)


async def set_quota(deed: Deed) -> None:
    """Set a pool's quota of a year."""
    kind = pools.kind_of(deed.edition, deed.page.kind)
    await pools.set_quota(deed.scope, deed.edition, kind, deed.year, deed.amount("quota"), deed.who)


async def allot(deed: Deed) -> None:
    """Allot from a pool to the project."""
    kind = pools.kind_of(deed.edition, deed.page.kind)
    new = pools.NewAllotment(deed.project, deed.amount("amount"), deed.note)
    await pools.allot(deed.scope, deed.edition, kind, deed.year, new, deed.who)


DEEDS = {
    one.__name__: one
    for one in (
        record_work, finish_item, mark_project, set_target, record_figure, write_entry, set_quota, allot,
    )
}  # fmt: skip
