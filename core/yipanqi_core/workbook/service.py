"""Planning and loading workbooks."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from uuid import UUID

from yipanqi_core.acts.proposing import propose_due
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.projects.default_units import assign_units
from yipanqi_core.projects.natures import reclassify
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role
from yipanqi_core.workbook import apply, queries
from yipanqi_core.workbook.child import CHILDREN, read_workbook_async
from yipanqi_core.workbook.errors import StalePlanError, WorkbookRefusedError
from yipanqi_core.workbook.keeping import keep
from yipanqi_core.workbook.mark import mark_errors
from yipanqi_core.workbook.plan import Plan
from yipanqi_core.workbook.planning import plan_workbook
from yipanqi_core.workbook.raw import CellProblem, WorkbookFileError


async def make_plan(
    scope: Scope,
    registry: Registry,
    data: bytes,
    filename: str,
    *,
    year: int | None = None,
    role: Role | None = None,
) -> Plan:
    """Say what loading the file would do; writes nothing. Raises WorkbookFileError, NotInForceError.

    `role` is the signed-in actor's, here and below; None is the command line or a demonstration, which may do all.
    """
    return await plan_workbook(scope, registry, await read_workbook_async(data), filename, year=year, role=role)


async def apply_plan(
    scope: Scope,
    registry: Registry,
    plan: Plan,
    *,
    live_from: date | None = None,
    digest: str | None = None,
    role: Role | None = None,
) -> Plan:
    """Carry out a plan whole, and give what was done; the county goes live with its first workbook.

    The plan is made again under the county's lock, from the file as it was read, so that it rests on the county as it
    is now; with `digest` it must then still show what it showed. Raises WorkbookRefusedError, StalePlanError.
    """
    await queries.lock_register(scope.connection, scope.tenant_id)
    fresh = await plan_workbook(scope, registry, plan.raw, plan.filename, year=plan.year, role=role)
    if fresh.problems or fresh.writing is None:
        raise WorkbookRefusedError(fresh)
    if digest is not None and fresh.digest != digest:
        raise StalePlanError("自生成载入计划以来县里的数据已有变动，未载入；请重新生成计划，核对后再载入")
    projects = await apply.write(scope, fresh, fresh.writing, live_from)
    await _follow(scope, registry, fresh.writing.county, fresh, projects)
    return fresh


async def _follow(scope: Scope, registry: Registry, county: County, done: Plan, projects: Sequence[UUID]) -> None:
    """Work out what follows from what was loaded; before it went live a county decides nothing."""
    edition = registry.in_force(county.mechanism, county.today)
    if projects:
        await assign_units(scope, edition, projects)
        await reclassify(scope, edition, projects)
    if county.live_from is not None and (any(done.created.values()) or any(done.changed.values())):
        await propose_due(scope, edition, county.today)


async def load_workbook(
    scope: Scope,
    registry: Registry,
    data: bytes,
    filename: str,
    *,
    year: int | None = None,
    live_from: date | None = None,
    role: Role | None = None,
) -> Plan:
    """Read, plan and load a file in one go, and keep it as evidence.

    Raises WorkbookFileError, WorkbookRefusedError, NotInForceError.
    """
    raw = await read_workbook_async(data)
    done = await apply_plan(scope, registry, Plan(filename, year, raw), live_from=live_from, role=role)
    await keep(scope, data, done, applied=True)
    return done


async def load_file(
    scope: Scope,
    registry: Registry,
    data: bytes,
    filename: str,
    *,
    year: int | None = None,
    live_from: date | None = None,
    role: Role | None = None,
    dry_run: bool = False,
    mark: bool = False,
) -> tuple[dict[str, object], bytes | None]:
    """Load a file, or with `dry_run` only say what loading it would do; give the answer as JSON.

    With `mark` a file in error also comes back with its errors marked, if it can be marked at all: its errors are told
    in any case. Raises WorkbookFileError, NotInForceError.
    """
    try:
        if dry_run:
            plan = await make_plan(scope, registry, data, filename, year=year, role=role)
        else:
            plan = await load_workbook(scope, registry, data, filename, year=year, live_from=live_from, role=role)
    except WorkbookRefusedError as error:
        plan = error.plan
    marked = None
    if mark and plan.problems:
        with suppress(WorkbookFileError):
            marked = await marked_file(data, plan.problems)
    return plan.as_json(applied=not dry_run and not plan.problems), marked


async def marked_file(data: bytes, problems: Sequence[CellProblem]) -> bytes:
    """Give the clerk's own file with a plan's errors marked. Raises WorkbookFileError."""
    return await asyncio.get_running_loop().run_in_executor(CHILDREN, mark_errors, data, problems)
