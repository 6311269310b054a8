"""Whether duties were fulfilled: each holder, project and period, by the records that count; pure."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.duties import Duty, DutyHolder
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts, MeetingFacts, ProjectFacts
from yipanqi_core.mechanism.issued_facts import IssuedFacts
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.seats import SeatKind
from yipanqi_core.mechanism.vacancy_facts import VacancyFacts, vacancy_on
from yipanqi_core.rules.fulfilling import held, issued

MET, UNMET = "met", "unmet"
VACANT = "vacant"
"""Not done, and nobody held the post on the last day: neither met nor laid to anybody's account."""
PeriodsOf = Callable[[PeriodKind], Sequence[Period]]


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A duty in one period: who owes it (a post or unit; None: nobody can be named), and what was done of it.

    `unit` is the holder's own, `lead_unit` the project's.
    """

    duty: Duty
    period: Period
    holder: str | None
    unit: str | None
    project: str | None
    lead_unit: str | None
    required: int
    records: tuple[RecordFacts, ...]
    meetings: tuple[MeetingFacts, ...] = ()
    issued: tuple[IssuedFacts, ...] = ()
    vacancy: VacancyFacts | None = None

    @property
    def done(self) -> int:
        """How many records, meetings and bulletins count."""
        return len(self.records) + len(self.meetings) + len(self.issued)

    @property
    def days(self) -> list[date]:
        """The days of all that counts, in order."""
        of_meetings = [one.held_on for one in self.meetings]
        return sorted([*(one.on for one in self.records), *of_meetings, *(one.issued_on for one in self.issued)])

    @property
    def met(self) -> bool:
        """Whether that is enough."""
        return self.done >= self.required

    @property
    def vacant(self) -> bool:
        """Whether it is undone and the holder's post was nobody's on the period's last day (while it runs: today)."""
        return self.vacancy is not None and not self.met


def ended_within(since: date, until: date) -> PeriodsOf:
    """Give the periods of a kind whose last day lies in the span."""
    return lambda kind: [one for one in _running(kind, since, until) if one.end <= until]


def running_within(since: date, until: date) -> PeriodsOf:
    """Give the periods of a kind that touch the span: those ended in it, and the one still open at its end."""
    return lambda kind: list(_running(kind, since, until))


def _running(kind: PeriodKind, since: date, until: date) -> Iterator[Period]:
    period = Period.containing(since, kind)
    while period.start <= until:
        yield period
        period = period.next()


def judge(
    edition: Edition, parameters: BaseModel, county: CountyFacts, projects: Sequence[ProjectFacts]
) -> list[Judgement]:
    """Judge every duty whose period ended in the month of the facts: a quarter's or a year's with its last month."""
    periods = ended_within(county.on.replace(day=1), county.on)
    return [judgement(one) for one in fulfilments(edition, parameters, county, projects, periods)]


def fulfilments(
    edition: Edition,
    parameters: BaseModel,
    county: CountyFacts,
    projects: Sequence[ProjectFacts],
    periods: PeriodsOf,
) -> list[Fulfilment]:
    """Give what is owed in these periods and what was done of it, duty by duty."""
    if not edition.duties:
        return []
    asked = _Asked(edition, parameters, county, projects)
    return [
        found
        for duty in edition.duties
        for period in periods(duty.cadence)
        for found in asked.fulfilments(duty, period)
    ]


def listed(facts: ProjectFacts, on: date) -> bool:
    """Tell whether a project stood on the main track on a day that is not after the facts'."""
    return any(stay.entered_on <= on and (stay.left_on is None or stay.left_on > on) for stay in facts.passages)


class _Asked:
    """The facts of one asking, with the records of each doer at hand."""

    def __init__(
        self, edition: Edition, parameters: BaseModel, county: CountyFacts, projects: Sequence[ProjectFacts]
    ) -> None:
        self._parameters, self._county, self._projects = parameters, county, projects
        self._seats = {seat.code: seat for seat in edition.seats}
        self._series, self._bulletins = {one.code: one for one in edition.meetings}, edition.bulletins
        self._units = {one.post: one.unit for one in county.vacancies} | {one.name: one.unit for one in county.posts}
        self._done: dict[str, list[tuple[RecordFacts, bool]]] = defaultdict(list)  # doer → (record, of a project)
        everything = [(county.records, False), *((facts.records, True) for facts in projects)]
        for records, of_project in everything:
            for record in records:
                for doer in {record.by, record.unit}:
                    self._done[doer].append((record, of_project))

    def fulfilments(self, duty: Duty, period: Period) -> Iterator[Fulfilment]:
        required = duty.required(self._parameters)
        if required < 1:
            return
        on = min(period.end, self._county.on)
        if duty.holder is not DutyHolder.UNITS and duty.each_project(self._parameters):
            for facts in self._concerned(duty, on):
                for holder in self._holders(duty, facts):
                    done = self._of_project(duty, period, facts, holder)
                    yield self._made(duty, period, holder, facts, required, done)
            return
        for holder in self._all_holders(duty, on):
            meetings = held(duty, period, holder, self._county, self._series)
            bulletins = issued(duty, period, holder, self._county, self._bulletins)
            told = {*(one.held_on for one in meetings), *(one.issued_on for one in bulletins)}
            done = tuple(one for one in self._of_holder(duty, period, holder) if one.on not in told)
            made = self._made(duty, period, holder, None, required, done)
            yield replace(made, meetings=meetings, issued=bulletins)

    def _concerned(self, duty: Duty, on: date) -> list[ProjectFacts]:
        return [facts for facts in self._projects if listed(facts, on) and duty.applies(facts)]

    def _holders(self, duty: Duty, facts: ProjectFacts) -> tuple[str | None, ...]:
        if duty.holder is DutyHolder.LEADER:
            return facts.deputies if len(facts.deputies) == 1 else (None,)
        return (facts.lead_unit,) if duty.holder is DutyHolder.LEAD_UNIT else self._seated(duty)

    def _all_holders(self, duty: Duty, on: date) -> list[str | None]:
        if duty.holder is DutyHolder.UNITS:
            return [unit.name for unit in self._county.units if duty.units(unit)]
        if duty.holder is DutyHolder.SEAT:
            return list(self._seated(duty))
        found = {holder for facts in self._concerned(duty, on) for holder in self._holders(duty, facts)}
        return [*sorted(holder for holder in found if holder is not None)]

    def _seated(self, duty: Duty) -> tuple[str | None, ...]:
        """Who sits there: what is bound to the seat, else the posts whose portfolio holds its field, else nobody."""
        bound = tuple(one.holder for one in self._county.seats if one.seat == duty.seat)
        seat = self._seats.get(duty.seat or "")
        if not bound and seat is not None and seat.kind is SeatKind.PORTFOLIO:
            bound = tuple(post.name for post in self._county.posts if seat.field in post.fields)
        return bound or (None,)

    def _of_project(
        self, duty: Duty, period: Period, facts: ProjectFacts, holder: str | None
    ) -> tuple[RecordFacts, ...]:
        leads = duty.holder is DutyHolder.LEADER
        return tuple(
            one
            for one in facts.records
            if _counts(duty, period, one) and (holder in {one.by, one.unit} or (leads and one.as_leader))
        )

    def _of_holder(self, duty: Duty, period: Period, holder: str | None) -> tuple[RecordFacts, ...]:
        done = self._done.get(holder or "", ())
        found = [
            one for one, of_project in done if _counts(duty, period, one) and (of_project or not duty.names_project)
        ]
        return tuple(sorted(found, key=lambda one: (one.on, one.id)))

    def _made(  # noqa: PLR0917
        self,
        duty: Duty,
        period: Period,
        holder: str | None,
        facts: ProjectFacts | None,
        required: int,
        done: tuple[RecordFacts, ...],
    ) -> Fulfilment:
        known = {unit.name for unit in self._county.units}
        unit = holder if holder in known else self._units.get(holder or "")
        project, lead = (None, None) if facts is None else (facts.project, facts.lead_unit)
        vacancy = vacancy_on(self._county.vacancies, holder, min(period.end, self._county.on))
        return Fulfilment(duty, period, holder, unit, project, lead, required, done, vacancy=vacancy)


def _counts(duty: Duty, period: Period, record: RecordFacts) -> bool:
    return record.kind in duty.fulfilled_by and record.on in period and duty.counts(record)


def judgement(one: Fulfilment) -> Judgement:
    """Give the ruling on a duty: met or unmet, and what is still lacking."""
    figures: Mapping[str, object] = {
        "holder": one.holder,
        "kind": one.duty.title,
        "period": str(one.period),
        "lead_unit": one.lead_unit,
        "required": one.required,
        "done": one.done,
        "records": [{"id": done.id, "kind": done.kind, "on": done.on, "by": done.by} for done in one.records],
    }
    if one.meetings:
        met = [{"id": done.id, "series": done.series, "on": done.held_on, "by": done.convener} for done in one.meetings]
        figures = {**figures, "meetings": met}
    if one.issued:
        told_of = [{"id": done.id, "number": done.number, "on": done.issued_on} for done in one.issued]
        figures = {**figures, "bulletins": told_of}
    if one.vacancy is not None and one.vacant:
        figures = {**figures, "vacant_since": one.vacancy.since_on}
    value = MET if one.met else (VACANT if one.vacant else UNMET)
    ruling = Ruling(value, one.duty.clause, told(one), figures)
    return Judgement(RulingKind.DUTY, one.duty.code, Subject(one.project, one.unit), ruling)


def told(one: Fulfilment) -> str:
    """Say how a duty stands, and what would fulfil it."""
    days = f"（{'、'.join(f'{day:%m-%d}' for day in one.days)}）" if one.days else ""
    owed = f"{one.period.title}应有“{one.duty.title}”{one.required} 次，已有 {one.done} 次{days}"
    if one.met:
        return f"{owed}，已完成；少于 {one.required} 次即为未完成"
    if one.holder is None:
        return f"{owed}，未完成：{one.duty.holders}尚不明确，无人履职；明确后由其履行"
    if one.vacancy is not None:
        successor = f"接任者到任或改定{one.duty.holders}后由其履行"
        return f"{owed}，{one.holder}{one.vacancy.told}，无人任职，不计完成与否；{successor}"
    which = f"{'会议纪要或' if one.duty.meetings else ''}{'印发的通报或' if one.duty.bulletins else ''}记录"
    return f"{owed}，未完成；{one.period.end} 前（含当日）再有 {one.required - one.done} 次{which}即为完成"
