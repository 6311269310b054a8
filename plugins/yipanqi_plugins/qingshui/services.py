"""Trips to province and city (QS-1.8), and the four services of promotion projects (QS-1.9)."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.drivers import DrivenBy, Driver
from yipanqi_core.mechanism.duties import Duty, DutyHolder
from yipanqi_core.mechanism.facts import ProjectFacts, UnitFacts
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.mechanism.records import RecordKind
from yipanqi_core.mechanism.references import Condition
from yipanqi_plugins.qingshui.natures import promotion
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.registers import UNITS
from yipanqi_plugins.qingshui.seats import PROMOTION
from yipanqi_plugins.qingshui.stages import AGREED, BUILDING, LANDED, TALKS, promotion_stage

TRIP = "赴市进省汇报"
SERVICES = {TALKS: "协调办", AGREED: "帮包办", BUILDING: "督促办", LANDED: "定期访"}
"""三办一回访: which service the stage of a project asks for."""

Words = Annotated[str, Field(min_length=1, max_length=1000)]


class TripFields(BaseModel):
    """What is recorded of a trip besides its day and who went."""

    model_config = ConfigDict(extra="forbid")

    host: Words = Field(title="汇报对象")
    purpose: Words = Field(title="事由")
    result: Words = Field(title="结果")
    led_by_head: bool | None = Field(None, title="主要负责人带队", description="填否的不计入“一把手”汇报次数（QS-1.8）")


class ServiceFields(BaseModel):
    """What is recorded of a service."""

    model_config = ConfigDict(extra="forbid")

    matter: Words = Field(title="服务事项")
    result: Words = Field(title="办理结果")


def _trips(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.trips_a_month


def _services(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.services_a_month


def departments_and_townships(unit: UnitFacts) -> bool:
    """Whether this is a county department or a township."""
    return unit.kind in UNITS


def _at(value: str) -> Condition:
    def applies(facts: ProjectFacts) -> bool:
        ruling = promotion_stage(facts)
        return ruling is not None and ruling.value == value

    return applies


def _by_the_head(record: RecordFacts) -> bool:
    """Whether the head went; what does not say so, such as a workbook's records, counts."""
    return record.data.get("led_by_head") is not False


TRIPS = Duty(
    code="trips",
    title=TRIP,
    clause="QS-1.8",
    cadence=PeriodKind.MONTH,
    holder=DutyHolder.UNITS,
    holders="县直部门、乡镇主要负责人",
    fulfilled_by=(TRIP,),
    required=_trips,
    units=departments_and_townships,
    counts=_by_the_head,
)

SERVICE_DUTIES = tuple(
    Duty(
        code=f"service_{code}",
        title=title,
        clause="QS-1.9",
        cadence=PeriodKind.MONTH,
        holder=DutyHolder.SEAT,
        holders="县招商中心",
        fulfilled_by=(title,),
        required=_services,
        applies=_at(stage),
        seat=PROMOTION,
    )
    for code, (stage, title) in zip(("talks", "agreed", "building", "landed"), SERVICES.items(), strict=True)
)

DUTIES = (TRIPS, *SERVICE_DUTIES)

RECORDS = (
    RecordKind(TRIP, "QS-1.8", fields=TripFields),
    *(
        RecordKind(title, "QS-1.9", fields=ServiceFields, names_project=True, doers=(PROMOTION,))
        for title in SERVICES.values()
    ),
)

DRIVERS = (Driver("promotion", "招商引资全程", "QS-1.9", promotion, DrivenBy.SEAT, PROMOTION),)
"""The promotion centre is responsible throughout."""
