"""The smallest county with something to assess: a project long behind, one on time, and the people answerable."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.people.tables import appointments, posts, units, users
from yipanqi_core.projects.tables import items, monthly_figures, passages, projects, responsibilities
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates

BEHIND, ON_TIME = "红石水库", "蓝桥大道"
"""The first is red in every month from April 2024 on, the second blue."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes rows of one county."""

    connection: AsyncConnection
    tenant_id: UUID

    async def row(self, table: Table, **values: object) -> UUID:
        row_id = new_id()
        await self.connection.execute(insert(table).values(tenant_id=self.tenant_id, id=row_id, **values))
        return row_id


async def stock(database: Database, county: County) -> None:
    """Give an empty county of 石棉's mechanism its units, a deputy and two projects that have started."""
    async with database.transaction(county.id) as connection:
        write = Writer(connection, county.id)
        lead = await write.row(units, name="县水利局", kind="department", assessment_group="县级牵头部门")
        owner = await write.row(units, name="县水务投资公司", kind="state_enterprise", assessment_group="县属国企")
        office = await write.row(units, name="县政府办公室", kind="office")
        deputy = await write.row(posts, unit_id=office, title="副县长甲")
        user = await write.row(users, login="deputy", name="甲某", unit_id=office, role="leader")
        await write.row(appointments, post_id=deputy, user_id=user, portfolio=["水利"])
        for name, node, planned_on in ((BEHIND, "主体完工", date(2024, 3, 20)), (ON_TIME, "竣工", date(2099, 6, 30))):
            project = await add_project(write, name, lead, owner)
            await write.row(responsibilities, project_id=project, kind="leader", post_id=deputy)
            await write.row(items, project_id=project, kind="node", title=node, planned_on=planned_on)


async def add_project(write: Writer, name: str, lead: UUID, owner: UUID, *, step: str = "started") -> UUID:
    """Add a listed project that completes its monthly plan."""
    project = await write.row(
        projects, name=name, nature="government_investment", sector="水利", total_investment=Decimal(9000), search=name
    )
    await write.row(responsibilities, project_id=project, kind="lead_unit", unit_id=lead)
    await write.row(responsibilities, project_id=project, kind="owner", unit_id=owner)
    await write.row(
        passages, project_id=project, track="lists", step=step, entered_on=date(2024, 1, 1),
        evidence="登记", decided_by="县发展和改革局", cause="register",
    )  # fmt: skip
    for month in range(1, 13):
        figure = {"month": date(2024, month, 1), "planned": Decimal(100), "completed": Decimal(100)}
        await write.connection.execute(
            insert(monthly_figures).values(tenant_id=write.tenant_id, project_id=project, **figure)
        )
    return project


async def set_county_dates(
    database: Database, county: County, *, live_from: date | None = None, clock_date: date | None = None
) -> None:
    """Let scheduled work begin in the county, or move its own date."""
    async with database.transaction(county.id) as connection:
        await set_dates(Scope(connection, county.id, "test"), live_from=live_from, clock_date=clock_date)
