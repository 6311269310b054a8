"""The stored document of an assessment, put together from its rows."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec

from yipanqi_api.assessments.views import AssessmentDocument, FingerprintView, JudgementView, kind_word, stored_score
from yipanqi_api.mechanism.declared import titles_of
from yipanqi_api.scores.opening import Behind
from yipanqi_api.values import local
from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.rulings import RulingKind

_PLACES = {
    RulingKind.RATING: "ratings",
    RulingKind.REFERENCE: "references",
    RulingKind.CHANGE: "changes",
    RulingKind.FINDING: "findings",
    RulingKind.LETTER: "letters",
    RulingKind.TASK: "tasks",
}


def document(row: Any, judged: Sequence[Any], scored: Sequence[Any]) -> AssessmentDocument:
    """Give the document; each ruling stands in the engine's order under its kind."""
    titles = titles_of(row.mechanism, row.edition)
    by_place: dict[str, list[JudgementView]] = defaultdict(list)
    for one in judged:
        place = _PLACES.get(RulingKind(one.kind), "others")
        by_place[place].append(JudgementView.of(one, titles.get(one.code)))
    places = {place: by_place[place] for place in (*_PLACES.values(), "others")}
    behind = Behind(one for one in judged if one.kind == RulingKind.RATING)
    return AssessmentDocument(
        id=row.id,
        period=row.period,
        title=Period.parse(row.period).title,
        kind=kind_word(row.period_kind),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        mechanism=row.mechanism,
        edition=row.edition,
        parameters=msgspec.Raw(row.parameters),
        made_at=local(row.made_at),
        made_by=row.made_by,
        digest=row.digest,
        subject_count=row.subject_count,
        scores=[stored_score(one, behind.basis(one)) for one in scored],
        revision=row.revision,
        fingerprint=FingerprintView.noted(row),
        **places,
    )
