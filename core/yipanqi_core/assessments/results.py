"""An assessment as people read it: the same shape whether just judged or read back from storage."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from yipanqi_core.mechanism.rulings import Judgement, RulingKind
from yipanqi_core.rules.breakdowns import Part
from yipanqi_core.rules.duties import MET
from yipanqi_core.rules.engine import Outcome
from yipanqi_core.rules.overrides import AS_PUBLISHED
from yipanqi_core.rules.scoring import Score


@dataclass(frozen=True, slots=True)
class Assessment:
    """A period's result. `stored` is False for a preview of a period that has not ended.

    `judgements` and `scores` are as computed; `published` is what was published otherwise, where people set ratings.
    """

    county: str
    period: str
    edition: str
    stored: bool
    judgements: Sequence[Judgement]
    scores: Sequence[Score]
    published: Outcome | None = None

    def of(self, kind: RulingKind) -> list[Judgement]:
        """Give the judgements of one kind, in the engine's order."""
        return [one for one in self.judgements if one.kind is kind]

    def standing(self, kind: RulingKind) -> list[Judgement]:
        """Give the judgements of one kind as they count: what was published in place of the computed, if anything."""
        if self.published is None:
            return self.of(kind)
        others = self.published.judgements
        replaced = {one.subject.project for one in others if one.kind is RulingKind.PUBLISHED_RATING}
        kept = [one for one in self.of(kind) if one.subject.project not in replaced]
        found = kept + [one for one in others if one.kind is AS_PUBLISHED[kind]]
        places = {one.subject.project: place for place, one in enumerate(self.of(RulingKind.RATING))}
        return sorted(found, key=lambda one: places.get(one.subject.project, -1))

    def standing_scores(self) -> Sequence[Score]:
        """Give the scores as they count: as published where another ranking was published, else as computed."""
        return self.published.scores if self.published is not None and self.published.scores else self.scores


def as_json(assessment: Assessment, cuts: Sequence[Part] = ()) -> Mapping[str, object]:
    """Give the assessment as the command line prints it: what counts, with the computed rating beside a set one.

    `cuts` are the month's breakdowns, counted apart.
    """
    findings = assessment.of(RulingKind.FINDING)
    scores = assessment.standing_scores()
    computed = {one.subject.project: one.ruling.value for one in assessment.of(RulingKind.RATING)}
    return {
        "county": assessment.county,
        "period": assessment.period,
        "edition": assessment.edition,
        "stored": assessment.stored,
        "ratings": [_rating(one, computed.get(one.subject.project)) for one in assessment.standing(RulingKind.RATING)],
        "scores": [
            {"group": one.group, "unit": one.unit, "points": number(one.points), "rank": one.rank}
            for one in scores
            if one.points is not None
        ],
        "unscored": [
            {"group": one.group, "unit": one.unit, "because": one.because} for one in scores if one.points is None
        ],
        "boards": [
            {"board": one.board, "group": one.group, "unit": one.unit, "points": number(one.points)}
            for one in scores
            if one.board is not None and one.points is not None
        ],
        "findings": [
            {
                "subject": one.subject.project or one.subject.unit,
                "unit": one.subject.unit,
                "code": one.code,
                "clause": one.ruling.clause,
                "message": one.ruling.because,
            }
            for one in findings
        ],
        "letters": [
            {"project": one.subject.project, "kind": one.code, "clause": one.ruling.clause}
            for one in assessment.standing(RulingKind.LETTER)
        ],
        "changes": [
            {
                "project": one.subject.project,
                "code": one.code,
                "clause": one.ruling.clause,
                "because": one.ruling.because,
            }
            for one in assessment.of(RulingKind.CHANGE)
        ],
        "duties": [_duty(one) for one in assessment.of(RulingKind.DUTY)],
        "classes": [
            {
                "project": one.subject.project,
                "kind": one.code,
                "value": one.ruling.value,
                "clause": one.ruling.clause,
                "because": one.ruling.because,
            }
            for one in assessment.of(RulingKind.CLASS)
        ],
        "breakdowns": [asdict(one) for one in cuts],
    }


def _rating(one: Judgement, computed: str | None) -> Mapping[str, object]:
    ruling = one.ruling
    told = {
        "project": one.subject.project,
        "colour": ruling.value,
        "clause": ruling.clause,
        "because": ruling.because,
    }
    return told if ruling.value == computed else {**told, "computed": computed}


def _duty(one: Judgement) -> Mapping[str, object]:
    figures = one.ruling.facts
    told = {name: figures[name] for name in ("holder", "kind", "period", "required", "done")}
    return told | {"project": one.subject.project, "met": one.ruling.value == MET, "clause": one.ruling.clause}


def number(points: Decimal | None) -> int | float | None:
    """Give points as a JSON number: whole where they are whole."""
    if points is None:
        return None
    return int(points) if points == points.to_integral_value() else float(points)
