"""An edition's declarations turned into views."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from yipanqi_api.colours import colour_word
from yipanqi_api.declared_schemas import declared_schema
from yipanqi_api.mechanism.duration_view import DurationView
from yipanqi_api.mechanism.judging_views import (
    BoardPlaces,
    BreakdownKind,
    ClassificationView,
    ColourPoints,
    OrderKind,
    ScorePartView,
    ScoringView,
)
from yipanqi_api.mechanism.supervision_views import ByHandKindView, told_of_silence
from yipanqi_api.mechanism.views import (
    CapView,
    DeclaredClock,
    DeclaredGate,
    DeclaredStep,
    DeclaredTrack,
    FactView,
    LetterheadView,
    LetterKindView,
    RecordKindView,
    ScheduleKindView,
)
from yipanqi_api.references import Word
from yipanqi_api.schedule.views import UpcomingView
from yipanqi_core.calendar import Duration
from yipanqi_core.mechanism.breakdowns import Breakdown
from yipanqi_core.mechanism.classifications import Classification
from yipanqi_core.mechanism.clocks import Clock
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.letters import LetterKind
from yipanqi_core.mechanism.orders import Order
from yipanqi_core.mechanism.records import RecordKind
from yipanqi_core.mechanism.references import FactDate, FieldDate
from yipanqi_core.mechanism.schedules import Schedule
from yipanqi_core.mechanism.scores import Longer, Scoring
from yipanqi_core.mechanism.tracks import Gate, Track
from yipanqi_core.vocabulary import Nature


def fact(one: FactDate) -> FactView:
    """Show which date is meant."""
    if isinstance(one, FieldDate):
        return FactView("field", one.title, field=one.name)
    return FactView("item", one.title, item_kind=Word.of(one.kind), items=list(one.titles))


def natures(some: Iterable[Nature]) -> list[Word]:
    """Show natures in their own order."""
    meant = set(some)
    return [Word.of(nature) for nature in Nature if nature in meant]


def track(one: Track) -> DeclaredTrack:
    """Show a track with its steps and gates."""
    return DeclaredTrack(
        one.code,
        one.title,
        one.clause,
        [DeclaredStep(step.code, step.title, natures(step.natures)) for step in one.steps],
        [
            DeclaredGate(gate.source, gate.target, fact(gate.fact), gate.clause, natures(gate.natures))
            for gate in one.gates
        ],
    )


def gate_of(one: Gate) -> DeclaredGate:
    """Show a gate."""
    return DeclaredGate(one.source, one.target, fact(one.fact), one.clause, natures(one.natures))


def duration(one: Duration) -> DurationView:
    """Show a span of time."""
    return DurationView(one.count, Word(one.unit.value, one.unit.label))


def clock(one: Clock, parameters: BaseModel) -> DeclaredClock:
    """Show a time limit as the parameters set it."""
    span = duration(one.duration(parameters))
    return DeclaredClock(one.code, one.title, one.clause, fact(one.starts), fact(one.ends), span)


def record(one: RecordKind, parameters: BaseModel) -> RecordKindView:
    """Show a kind of record with its cap."""
    cap = None if one.cap is None else CapView(one.cap.most(parameters), fact(one.cap.until), one.cap.clause)
    fields = None if one.fields is None else declared_schema(one.fields)
    return RecordKindView(one.title, one.clause, cap, fields, list(one.doers), one.names_project)


def letter(one: LetterKind, edition: Edition, parameters: BaseModel) -> LetterKindView:
    """Show a kind of letter."""
    return LetterKindView(
        kind=one.kind,
        clause=one.clause,
        title=one.title,
        letterheads=[LetterheadView(seat, series) for seat, series in one.letterheads.items()],
        reply_parts=[Word(part.code, part.title) for part in one.reply_parts],
        reply_within=duration(one.reply_within(parameters)),
        grade=one.grade,
        by_hand=ByHandKindView.maybe(one, edition),
        escalated_to=told_of_silence(one, edition),
    )


def scoring(one: Scoring | None, parameters: BaseModel) -> ScoringView | None:
    """Show points, groups and boards."""
    if one is None:
        return None
    places = BoardPlaces(0, 0)
    if one.boards is not None:
        rule = one.boards(parameters)
        places = BoardPlaces(rule.red, rule.black)
    points = {} if one.points is None else one.points(parameters)
    parts = () if one.parts is None else one.parts(parameters)
    return ScoringView(
        clause=one.clause,
        points=[ColourPoints(colour_word(value), str(worth)) for value, worth in points.items()],
        groups=[Word(group.code, group.title) for group in one.groups],
        boards=places,
        parts=[ScorePartView(part.code, part.title, part.clause, str(part.points)) for part in parts],
        cadences=[Word(kind.value, kind.label) for kind in one.cadences],
        boards_in=[Word(kind.value, kind.label) for kind in one.boards_in] if one.boards is not None else [],
        longer=_LONGER[one.longer],
    )


_LONGER = {
    Longer.SUM: Word("sum", "各月之和"),
    Longer.MEAN: Word("mean", "各月平均"),
    Longer.COMPUTED: Word("computed", "按全期事实计算"),
}


def classification(one: Classification) -> ClassificationView:
    """Show a kind of classes."""
    values = [Word(value.code, value.title) for value in one.values]
    return ClassificationView(one.kind, one.title, one.clause, values, one.registered)


def breakdown(one: Breakdown) -> BreakdownKind:
    """Show a cut."""
    return BreakdownKind(one.by, one.title, one.clause, list(one.keys), f"/v1/breakdowns?by={one.by}")


def order(one: Order) -> OrderKind:
    """Show a queue."""
    return OrderKind(one.code, one.title, one.clause, f"/v1/orders/{one.code}")


def schedule(one: Schedule, coming: Mapping[str, Any]) -> ScheduleKindView:
    """Show a schedule with its next moment."""
    following = coming.get(one.code)
    return ScheduleKindView(
        code=one.code,
        title=one.title,
        clause=one.clause,
        cadence=Word(one.cadence.value, one.cadence.label),
        effect=one.effect.value,
        next=None if following is None else UpcomingView.of(following),
    )


def section_of(edition: Edition, clause_id: str) -> Word | None:
    """Name the part of the document in which a clause stands: the number before its point."""
    number = clause_id.rpartition("-")[2].partition(".")[0]
    return next((Word(code, title) for code, title in edition.structure if code == number), None)
