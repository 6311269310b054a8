"""Who drives a project, as it follows from its stage."""

from collections.abc import Mapping

from yipanqi_core.mechanism.drivers import DrivenBy, Driver
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.vocabulary import ResponsibilityKind


def drive(drivers: tuple[Driver, ...], facts: ProjectFacts, seats: Mapping[str, str]) -> Ruling | None:
    """Rule which unit drives the project; None when the mechanism has no driver for it. `seats`: seat → holder.

    The value is the unit's name, or None while the seat is not bound.
    """
    for driver in drivers:
        if driver.applies(facts):
            return _ruling(driver, facts, seats)
    return None


def _ruling(driver: Driver, facts: ProjectFacts, seats: Mapping[str, str]) -> Ruling:
    unit, why = _unit(driver, facts, seats)
    because = f"项目处于“{driver.stage}”阶段，由{why}{unit or '（席位未绑定）'}主责推动"
    return Ruling(unit, driver.clause, because, {"driver": driver.code, "stage": driver.stage})


def _unit(driver: Driver, facts: ProjectFacts, seats: Mapping[str, str]) -> tuple[str | None, str]:
    if driver.driven_by is DrivenBy.SEAT:
        return seats.get(driver.seat or ""), ""
    if driver.driven_by is DrivenBy.CHAIN_UNIT:
        for part in facts.parts:
            if part.kind is ResponsibilityKind.CHAIN and part.unit is not None:
                return part.unit, f"“{part.holder}”产业链牵头单位"
    return facts.lead_unit, "行业牵头单位"
