"""ZZ-4.4: a unit's month from a hundred points, less and more; the year is the mean of its months."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.mechanism.scores import CountyView, Group, Longer, ScorePart, Scoring, UnitScore
from yipanqi_core.rules.changes import REGISTER
from yipanqi_core.rules.duties import UNMET
from yipanqi_core.rules.tallies import Entry, tallied
from yipanqi_plugins.zhangzi.duties import HEAD_VISIT, SPECIAL_REPORT
from yipanqi_plugins.zhangzi.lags import TITLES as LAGS
from yipanqi_plugins.zhangzi.landing import landed_on, promoted
from yipanqi_plugins.zhangzi.parameters import Parameters
from yipanqi_plugins.zhangzi.supervision import SUPERVISION
from yipanqi_plugins.zhangzi.tracks import RESERVE

CLAUSE = "ZZ-4.4"
GROUPS = (Group("departments", "部门"), Group("townships", "乡镇"))
Scored = Iterator[tuple[str | None, Entry]]


def unit_scores(view: CountyView, parameters: BaseModel) -> tuple[UnitScore, ...]:
    """Score every unit of a group that leads a project or to which anything of the month counts."""
    assert isinstance(parameters, Parameters)
    entries: dict[str, list[Entry]] = defaultdict(list)
    for facts in view.projects:
        if facts.step is not None:
            entries[facts.lead_unit] = []
    for part in (_lags, _unanswered, _unmet, _landed, _reserved):
        for unit, entry in part(view, parameters):
            if unit is not None and entry.points:
                entries[unit].append(entry)
    groups = {unit.name: group.title for unit in view.county.units for group in GROUPS if group.holds(unit)}
    return tuple(
        tallied(
            groups[unit],
            unit,
            entries[unit],
            start=parameters.base_points,
            floor=parameters.lowest_points,
            ceiling=parameters.highest_points,
        )
        for unit in sorted(entries)
        if unit in groups
    )


def _lags(view: CountyView, parameters: Parameters) -> Scored:
    for one in view.judged(RulingKind.FINDING):
        if one.code in LAGS:
            yield (
                one.subject.unit,
                _entry("lag", "滞后", "ZZ-4.3", parameters.lag_points, one.ruling.because, one.subject.project),
            )


def _unanswered(view: CountyView, parameters: Parameters) -> Scored:
    """Letters of supervision whose time to reply ran out in the month without a reply."""
    start = view.county.on.replace(day=1)
    for letter in view.county.letters:
        late_on = letter.reply_due_on + timedelta(days=1)
        answered = letter.replied_on is not None and letter.replied_on <= letter.reply_due_on
        if letter.kind == SUPERVISION.kind and not answered and start <= late_on <= view.county.on:
            because = f"{letter.number}应于 {letter.reply_due_on} 前复函，逾期未复"
            yield (
                letter.unit,
                _entry("unanswered", "督办逾期未复", "ZZ-4.1", parameters.unanswered_points, because, letter.project),
            )


def _unmet(view: CountyView, parameters: Parameters) -> Scored:
    """Visits of the unit's head and special reports of the projects it leads; a leader's own duties score no unit."""
    for one in view.judged(RulingKind.DUTY):
        if one.code in (HEAD_VISIT, SPECIAL_REPORT) and one.ruling.value == UNMET:
            made = _entry(
                "unmet",
                "履职未完成",
                one.ruling.clause,
                parameters.unmet_points,
                one.ruling.because,
                one.subject.project,
            )
            yield one.subject.unit, made


def _landed(view: CountyView, parameters: Parameters) -> Scored:
    start = view.county.on.replace(day=1)
    for facts in view.projects:
        day = landed_on(facts, parameters) if promoted(facts) else None
        if facts.step is not None and day is not None and start <= day <= view.county.on:
            because = f"{day} 落地：核准备案和用地均已落实"
            yield facts.lead_unit, _entry("landed", "落地", "ZZ-2.1", parameters.landed_points, because, facts.project)


def _reserved(view: CountyView, parameters: Parameters) -> Scored:
    start = view.county.on.replace(day=1)
    for facts in view.projects:
        for stay in facts.passages:
            if stay.step == RESERVE and stay.cause != REGISTER and start <= stay.entered_on <= view.county.on:
                because = f"{stay.entered_on} 列入储备"
                made = _entry("reserve", "入储", "ZZ-1.3", parameters.reserve_points, because, facts.project)
                yield facts.lead_unit, made


def _entry(  # noqa: PLR0917
    part: str, title: str, clause: str, points: Decimal, because: str, project: str | None
) -> Entry:
    return Entry(part, title, clause, points, because, project)


def _parts(parameters: BaseModel) -> tuple[ScorePart, ...]:
    assert isinstance(parameters, Parameters)
    return (
        ScorePart("start", "基础分", CLAUSE, parameters.base_points),
        ScorePart("lag", "每项滞后", "ZZ-4.3", parameters.lag_points),
        ScorePart("unanswered", "每件督办逾期未复", "ZZ-4.1", parameters.unanswered_points),
        ScorePart("unmet", "每项负责人调研或专报未完成", "ZZ-3.3", parameters.unmet_points),
        ScorePart("landed", "每个当月落地项目", "ZZ-2.1", parameters.landed_points),
        ScorePart("reserve", "每个当月入储项目", "ZZ-1.3", parameters.reserve_points),
    )


SCORING = Scoring(
    clause=CLAUSE,
    groups=GROUPS,
    unit_scores=unit_scores,
    longer=Longer.MEAN,
    cadences=(PeriodKind.MONTH, PeriodKind.YEAR),
    parts=_parts,
)
