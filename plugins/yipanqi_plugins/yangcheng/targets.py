"""The one target (YC-1.1), the townships' own (YC-4.1) and their five batches (YC-4.5)."""

from dataclasses import dataclass
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


def reached_in_year(facts: ProjectFacts, batch: str, unit: str, parameters: BaseModel) -> bool:
    """Whether an industrial project of the township reached the batch in the year of the facts' day.

    A project that has left the library counts with what it reached in it.
    """
    if facts.fields.get("industrial") is not True or not at(facts, unit):
        return False
    day = batch_on(facts, batch, parameters)
    return day is not None and day.year == facts.on.year and in_library(facts, day)


def _counted(batch: str) -> Counted:
    def counted(_: CountyFacts, projects: tuple[ProjectFacts, ...], unit: str | None, p: BaseModel) -> Decimal:
        return Decimal(sum(1 for facts in projects if reached_in_year(facts, batch, unit or "", p)))

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


@dataclass(frozen=True, slots=True)
class Missed:
    """A target that a unit has not reached."""

    target: Target
    unit: str
    done: Decimal
    due: Decimal

    @property
    def told(self) -> str:
        """Say how far it came, exactly."""
        if self.target.measure is Measure.COUNT:
            return f"{self.target.title} {self.done:.0f}/{self.due:.0f}"
        return f"{self.target.title} {self.done:.2f}/{self.due:.2f} {self.target.measure.label}"


def missed(county: CountyFacts, projects: tuple[ProjectFacts, ...], parameters: BaseModel) -> list[Missed]:
    """The units' targets not reached by the facts' day; of a series without any figure nothing can be said."""
    found = []
    for target in (one for one in TARGETS if one.subject is FigureSubject.UNIT):
        for unit in county.units:
            due = target_of(county, target.code, unit.name) if unit.kind in target.kinds else None
            done = None if due is None else _done(target, county, projects, unit.name, parameters)
            if due is not None and done is not None and done < due:
                found.append(Missed(target, unit.name, done, due))
    return found


def _done(
    target: Target, county: CountyFacts, projects: tuple[ProjectFacts, ...], unit: str, parameters: BaseModel
) -> Decimal | None:
    if target.counted is not None:
        return target.counted(county, projects, unit, parameters)
    told = [one for one in county.figures if (one.code, one.unit) == (target.figure, unit)]
    return max(told, key=lambda one: one.month).value if told else None


def target_of(county: CountyFacts, code: str, unit: str | None) -> Decimal | None:
    """The value of the year's target, None when none is set."""
    return next((one.value for one in county.targets if (one.code, one.unit) == (code, unit)), None)
