"""What a binding review keeps from being recorded until it is settled."""

from collections.abc import Sequence

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.references import Finished
from yipanqi_core.mechanism.reviews import ReviewKind
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.vocabulary import ItemKind


def barred(reviews: Sequence[ReviewKind], facts: ProjectFacts, kind: ItemKind, title: str) -> Ruling | None:
    """Give the ruling by which this item of the project cannot be recorded as done yet, if there is one."""
    for review in reviews:
        before = review.before
        if not review.binding or not isinstance(before, Finished) or before.kind is not kind:
            continue
        if title in before.titles and review.applies(facts) and not review.settled(facts):
            return _ruling(review, facts, title)
    return None


def _ruling(review: ReviewKind, facts: ProjectFacts, title: str) -> Ruling:
    missing = [one.about for one in review.missing(facts)]
    if missing:
        because = f"{review.title}尚缺{'、'.join(missing)}的意见，不能填报“{title}”；意见齐全后即可填报"
    else:
        because = f"{review.title}有不同意见，尚未议定同意，不能填报“{title}”；议定同意后即可填报"
    return Ruling("refused", review.clause, because, {"missing": missing})
