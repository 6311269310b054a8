"""The one target (YC-1.1), the townships' own (YC-4.1) and their five batches (YC-4.5)."""

from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.figures import Counted, Figure, FigureSubject, Measure, Reading, Target
from yipanqi_plugins.yangcheng.places import TOWNS, at
from yipanqi_plugins.yangcheng.seats import REFORM, STATISTICS
from yipanqi_plugins.yangcheng.stages import BATCHES, batch_on, in_library, started_on

FAI, TOWNSHIP_FAI, NEW_STARTS = "fai", "township_fai", "new_starts"
_BY = (STATISTICS, REFORM)

FIGURES = (
    Figure(
        FAI, "固定资产投资", "YC-1.1", FigureSubject.COUNTY, Measure.AMOUNT, _BY, Reading.TO_DATE, shown_in="亿元"
    ),
    Figure(
        TOWNSHIP_FAI, "乡镇固定资产投资", "YC-4.1", FigureSubject.UNIT, Measure.AMOUNT, _BY, Reading.TO_DATE, TOWNS,
        "亿元",
    ),
)  # fmt: skip


def batch_target(batch: str) -> str:
    """The code of the target for a batch."""
    return f"batch_{batch}"


def reached_in_year(facts: ProjectFacts, batch: str, unit: str) -> bool:
    """Whether an industrial project of the township reached the batch in the year of the facts' day.

    A project that has left the library counts with what it reached in it.
    """
    if facts.fields.get("industrial") is not True or not at(facts, unit):
        return False
    day = batch_on(facts, batch)
    return day is not None and day.year == facts.on.year and in_library(facts, day)


def _counted(batch: str) -> Counted:
    def counted(_: CountyFacts, projects: tuple[ProjectFacts, ...], unit: str | None, __: BaseModel) -> Decimal:
        return Decimal(sum(1 for facts in projects if reached_in_year(facts, batch, unit or "")))

    return counted


def new_starts(_: CountyFacts, projects: tuple[ProjectFacts, ...], unit: str | None, __: BaseModel) -> Decimal:
    """The projects of the place on which construction started in the year."""
    started = ((facts, started_on(facts)) for facts in projects if at(facts, unit or ""))
    days = [day for facts, day in started if day is not None and in_library(facts, day)]
    return Decimal(sum(1 for day in days if day.year == projects[0].on.year))


TARGETS = (
    Target(
        FAI, "固定资产投资目标", "YC-1.1", FigureSubject.COUNTY, Measure.AMOUNT, (REFORM,), figure=FAI, shown_in="亿元"
    ),
    Target(
        TOWNSHIP_FAI, "乡镇固定资产投资目标", "YC-4.1", FigureSubject.UNIT, Measure.AMOUNT, (REFORM,),
        figure=TOWNSHIP_FAI, kinds=TOWNS, shown_in="亿元",
    ),
    Target(
        NEW_STARTS, "新开工项目目标", "YC-4.1", FigureSubject.UNIT, Measure.COUNT, (REFORM,),
        counted=new_starts, kinds=TOWNS,
    ),
    *(
        Target(
            batch_target(batch), f"{title}目标", "YC-4.5", FigureSubject.UNIT, Measure.COUNT, (REFORM,),
            counted=_counted(batch), kinds=TOWNS,
        )
        for batch, title in BATCHES
    ),
)  # fmt: skip


def target_of(county: CountyFacts, code: str, unit: str | None) -> Decimal | None:
    """The value of the year's target, None when none is set."""
    return next((one.value for one in county.targets if (one.code, one.unit) == (code, unit)), None)
