"""Making a plan: everything read first, then judged away from the event loop."""

import asyncio
from datetime import date

from yipanqi_core.auth.permissions import Permission, holds
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role
from yipanqi_core.workbook import queries
from yipanqi_core.workbook.drafting import Ground, draft
from yipanqi_core.workbook.plan import Plan
from yipanqi_core.workbook.raw import RawWorkbook
from yipanqi_core.workbook.remarks import Remarks
from yipanqi_core.workbook.sheets import sheets_of
from yipanqi_core.workbook.years import workbook_year


async def plan_workbook(
    scope: Scope,
    registry: Registry,
    raw: RawWorkbook,
    filename: str,
    *,
    year: int | None,
    role: Role | None,
) -> Plan:
    """Plan the loading of a workbook that has been read; writes nothing. Raises NotInForceError.

    The mechanism is asked in the edition, and with the parameters, of the year's last day or of today if that is
    earlier; the same day's facts put a project without 清单 on its list. `role` is the actor's; None is the command
    line or a demonstration, which may do all.
    """
    county = await read_county(scope.connection, scope.tenant_id)
    remarks = Remarks(problems=list(raw.problems))
    of_year = workbook_year(raw, year, remarks, county.today.year)
    on = county.today if of_year is None else min(date(of_year, 12, 31), county.today)
    edition = registry.in_force(county.mechanism, on)
    ground = Ground(
        filename=filename,
        raw=raw,
        county=county,
        year=of_year,
        on=on,
        edition=edition,
        parameters=await read_in_force(scope, edition, on),
        sheets=sheets_of(edition),
        known=await queries.read_register(scope.connection, scope.tenant_id, edition, of_year),
        may_manage_people=role is None or holds(role, Permission.MANAGE_PEOPLE),
    )
    return await asyncio.to_thread(draft, ground, remarks)
