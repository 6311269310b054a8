"""An assessment as people read it: the same shape whether just judged or read back from storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yipanqi_core.mechanism.rulings import Judgement, RulingKind
from yipanqi_core.rules.scoring import Score


@dataclass(frozen=True, slots=True)
class Assessment:
    """A period's result. `stored` is False for a preview of a period that has not ended."""

    county: str
    period: str
    edition: str
    stored: bool
    judgements: Sequence[Judgement]
    scores: Sequence[Score]

    def of(self, kind: RulingKind) -> list[Judgement]:
        """Give the judgements of one kind, in the engine's order."""
        return [one for one in self.judgements if one.kind is kind]


def as_json(assessment: Assessment) -> Mapping[str, object]:
    """Give the assessment as the command line prints it."""
    findings = assessment.of(RulingKind.FINDING)
    return {
        "county": assessment.county,
        "period": assessment.period,
        "edition": assessment.edition,
        "stored": assessment.stored,
        "ratings": [
            {
                "project": one.subject.project,
                "colour": one.ruling.value,
                "clause": one.ruling.clause,
                "because": one.ruling.because,
            }
            for one in assessment.of(RulingKind.RATING)
        ],
        "scores": [
            {"group": one.group, "unit": one.unit, "points": number(one.points), "rank": one.rank}
            for one in assessment.scores
            if one.points is not None
        ],
        "unscored": [
            {"group": one.group, "unit": one.unit, "because": one.because}
            for one in assessment.scores
            if one.points is None
        ],
        "boards": [
            {"board": one.board, "group": one.group, "unit": one.unit, "points": number(one.points)}
            for one in assessment.scores
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
            for one in assessment.of(RulingKind.LETTER)
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
    }


def number(points: Decimal | None) -> int | float | None:
    """Give points as a JSON number: whole where they are whole."""
    if points is None:
        return None
    return int(points) if points == points.to_integral_value() else float(points)
