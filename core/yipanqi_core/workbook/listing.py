"""Which projects of a workbook stand on which step, and which the mechanism does not admit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import PassageFacts, ProjectFacts
from yipanqi_core.mechanism.tracks import Step
from yipanqi_core.rules.acts import as_counted
from yipanqi_core.rules.changes import REGISTER
from yipanqi_core.rules.engine import ADMITTED
from yipanqi_core.workbook.county_register import Stay
from yipanqi_core.workbook.layout import OFF_THE_LISTS
from yipanqi_core.workbook.register import ProjectRow

ADDITION = "addition"
TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class Entrance:
    """A project's stay that begins; `leaves` is the stay that ends with it, on the same day."""

    project: str
    step: Step
    entered_on: date
    cause: str
    leaves: UUID | None = None
    source: str | None = None
    dated_by: str | None = None  # where the day of a transfer comes from


@dataclass(frozen=True, slots=True)
class NotListed:
    """A project that is loaded but stands on no list, with the clause that keeps it off."""

    project: str
    clause: str
    because: str


@dataclass(slots=True)
class Listings:
    """What a workbook brings about on the lists."""

    entrances: list[Entrance] = field(default_factory=list)
    not_listed: list[NotListed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)  # (project, why its 入单日期 cannot be)


@dataclass(frozen=True, slots=True)
class Lister:
    """Decides project by project; `facts_of` tells what is known of one on the workbook's day, without any stay."""

    edition: Edition
    parameters: BaseModel
    year: int
    today: date
    facts_of: Callable[[ProjectRow], ProjectFacts]
    facts_today: Callable[[ProjectRow], ProjectFacts]
    stays: Mapping[str, tuple[Stay, ...]]
    found: Listings = field(default_factory=Listings)

    def decide(self, row: ProjectRow) -> None:
        """Decide for a project of the workbook."""
        stays = self.stays.get(row.name, ())
        standing = next((stay for stay in stays if stay.left_on is None), None)
        if standing is not None:
            self._listed_already(row, standing, stays)
        elif stays:
            self._left_before(row, stays)
        else:
            self._place(row, row.entered_on, REGISTER if row.entered_on is None else ADDITION)

    def _listed_already(self, row: ProjectRow, standing: Stay, stays: tuple[Stay, ...]) -> None:
        at = self.edition.track.step(standing.step)
        if row.listing == OFF_THE_LISTS:
            self._warn(row, f"现在“{at.title}”清单；退出清单须由有权者决定，工作簿不办理，仍在清单")
        elif row.listing not in (None, standing.step):
            step = self.edition.track.step(str(row.listing))
            nature = as_counted(self.edition, self.parameters, self.facts_of(row)).nature
            if nature not in step.natures:
                self._warn(row, f"“{step.title}”清单不收{nature.label}项目，仍在“{at.title}”清单")
                return
            self._transfer(row, step, standing)
        elif row.entered_on is not None and row.entered_on not in {stay.entered_on for stay in stays}:
            self._warn(row, f"入单日期 {row.entered_on} 与在册的 {standing.entered_on} 不同，已入单的不改")

    def _transfer(self, row: ProjectRow, step: Step, standing: Stay) -> None:
        """End the present stay: on the day that the workbook names, else on that of the gate's fact, else today."""
        at = self.edition.track.step(standing.step)
        on, by = row.entered_on, "入单日期"
        if on in (None, standing.entered_on):  # an export writes the present stay's own first day
            on, by = self._opened(row, step, standing), "条件成就之日"
        if on is None:
            on, by = max(self.today, standing.entered_on), "载入之日"
        if on < standing.entered_on:
            why = f"{on} 早于列入现清单“{at.title}”的日期 {standing.entered_on}；请核对，或留空"
            self.found.refused.append((row.name, why))
            return
        self.found.entrances.append(Entrance(row.name, step, on, TRANSFER, standing.id, at.title, by))

    def _opened(self, row: ProjectRow, step: Step, standing: Stay) -> date | None:
        """Give the day of the fact that opens the way to a step, if it is later than the present stay's first."""
        facts = as_counted(self.edition, self.parameters, self.facts_today(row))
        days = [
            gate.fact.read(facts)
            for gate in self.edition.track.gates
            if gate.target == step.code and facts.nature in gate.natures
        ]
        later = [day for day in days if day is not None and standing.entered_on < day <= self.today]
        return min(later, default=None)

    def _left_before(self, row: ProjectRow, stays: tuple[Stay, ...]) -> None:
        """Who has left the lists comes back only by a date after that, never by an old workbook loaded again."""
        last = max(stay.left_on or stay.entered_on for stay in stays)
        if row.listing in (None, OFF_THE_LISTS):
            return
        if row.entered_on is not None and row.entered_on >= last:
            self._place(row, row.entered_on, ADDITION)
        else:
            self._warn(row, f"已于 {last} 退出清单，未重新列入；确需列入请填写不早于该日的入单日期")

    def _place(self, row: ProjectRow, entered_on: date | None, cause: str) -> None:
        """Put the project on its step if the mechanism admits it there."""
        entered = entered_on or date(self.year, 1, 1)
        facts = self.facts_of(row)
        facts = as_counted(self.edition, self.parameters, replace(facts, on=max(facts.on, entered)))
        wanted = row.listing if row.listing not in (None, OFF_THE_LISTS) else self.edition.track.place(facts)
        step = None if wanted is None else self.edition.track.step(wanted)
        if step is not None:
            facts = replace(facts, passages=(PassageFacts(step.code, entered, None, cause),))
        ruling = self.edition.admission(facts, self.parameters)
        if ruling.value != ADMITTED:
            self._off(row, ruling.clause, ruling.because)
        elif row.listing == OFF_THE_LISTS:
            self._off(row, self.edition.track.clause, f"工作簿“清单”列注明“{OFF_THE_LISTS}”，不列入清单")
        elif step is None or facts.nature not in step.natures:
            where = "没有清单" if step is None else f"“{step.title}”清单不"
            self._off(row, self.edition.track.clause, f"{where}收{facts.nature.label}项目；请改清单或项目性质")
        else:
            self.found.entrances.append(Entrance(row.name, step, entered, cause))

    def _off(self, row: ProjectRow, clause: str, because: str) -> None:
        self.found.not_listed.append(NotListed(row.name, clause, because))

    def _warn(self, row: ProjectRow, text: str) -> None:
        self.found.warnings.append(f"{row.called}{text}")
