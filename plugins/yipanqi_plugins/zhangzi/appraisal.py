"""ZZ-2.2: the appraisal of promotion projects in eight aspects, without which nothing is signed.

The document names the aspects and not who speaks for each; one unit each is our default, the county may say otherwise.
"""

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.reviews import Against, Asked, ReviewKind
from yipanqi_core.mechanism.rulings import Judgement, Ruling
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.zhangzi.aspects import ASPECTS, speakers
from yipanqi_plugins.zhangzi.findings import finding
from yipanqi_plugins.zhangzi.items import SIGNED
from yipanqi_plugins.zhangzi.landing import APPRAISAL, promoted
from yipanqi_plugins.zhangzi.parameters import Parameters
from yipanqi_plugins.zhangzi.seats import CHIEF, EXECUTIVE, JOINT_SERIES

CLAUSE = "ZZ-2.2"


def speaks(about: str, parameters: BaseModel) -> str | None:
    """The seat whose unit gives the opinion on an aspect, as the county's parameter says."""
    assert isinstance(parameters, Parameters)
    return speakers(parameters.appraisal_units).get(about)


EIGHT_ASPECTS = ReviewKind(
    APPRAISAL,
    "八个方面会商评估",
    CLAUSE,
    promoted,
    asks=tuple(Asked(seat, about) for about, seat in ASPECTS.items()),
    gathered_by="promotion",
    before=SIGNED,
    against=Against.DECIDED,
    decided_by=(CHIEF, EXECUTIVE),
    decided_at=JOINT_SERIES,
    speaks=speaks,
)


def no_signing_yet(facts: ProjectFacts, kind: ItemKind, title: str) -> Ruling | None:
    """Signing is refused until all eight are in, and with one against it until the joint meeting has decided."""
    if kind is not SIGNED.kind or title not in SIGNED.titles or not promoted(facts) or EIGHT_ASPECTS.settled(facts):
        return None
    missing = [one.about for one in EIGHT_ASPECTS.missing(facts)]
    if missing:
        because = f"会商评估尚缺{'、'.join(missing)}方面的意见，不能签约；八个方面意见齐全后即可填报（{CLAUSE}）"
    else:
        because = f"会商评估有不同意见，须经联席会议议定同意后方可签约（{CLAUSE}）"
    return Ruling("refused", CLAUSE, because, {"missing": missing})


def signed_unappraised(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A project that a register brought along as signed without the appraisal."""
    signed = SIGNED.read(facts)
    ruling = no_signing_yet(facts, SIGNED.kind, SIGNED.titles[0])
    if signed is None or ruling is None:
        return ()
    missing = "、".join(one.about for one in EIGHT_ASPECTS.missing(facts)) or "联席会议议定"
    because = f"已于 {signed} 签约，会商评估尚缺{missing}；补齐后消除"
    return (finding("signed_without_appraisal", CLAUSE, facts, because, {"signed_on": signed}),)


APPRAISAL_CHECKS = (Check("signed_without_appraisal", "未经会商评估签约", CLAUSE, signed_unappraised),)
