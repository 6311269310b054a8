"""What plans, opinions and dossiers show to be amiss: re-plans (SM-2.1), missing opinions (SM-2.5, SM-2.10), SM-2.8."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts, ReplanFacts
from yipanqi_core.mechanism.reviews import ReviewKind
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.shimian.cases import LAND, SUBMITTED
from yipanqi_plugins.shimian.reviews import EXAMINATION, SCHEME
from yipanqi_plugins.shimian.seats import SEATS

Findings = tuple[Judgement, ...]

BINDS_FROM = date(2024, 1, 1)
"""What was signed or approved before the mechanism was in force could not have kept it."""

_TITLES = {seat.code: seat.title for seat in SEATS}


def _finding(code: str, facts: ProjectFacts, ruling: Ruling, seat: str = LEAD_UNIT) -> Judgement:
    """Find against the unit that sits in the seat, else against the lead unit."""
    return Judgement(RulingKind.FINDING, code, Subject(facts.project, facts.offices.get(seat, facts.lead_unit)), ruling)


def _node_replans(facts: ProjectFacts) -> dict[str, list[ReplanFacts]]:
    found: dict[str, list[ReplanFacts]] = defaultdict(list)
    for one in facts.replans:
        if one.kind is ItemKind.NODE:
            found[one.title].append(one)
    return found


def replanned_again(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A node whose plan has been moved more than once (SM-2.1)."""
    found = []
    for title, moves in _node_replans(facts).items():
        if len(moves) < 2:
            continue
        dates = [move.to_on for move in moves]
        because = (
            f"节点“{title}”的计划已调整 {len(moves)} 次：基线 {moves[0].from_on}，"
            f"先后改为 {'、'.join(map(str, dates))}；目标原则上不调整，只调整一次的不列入"
        )
        figures = {"title": title, "baseline_on": moves[0].from_on, "planned_on": dates, "replans": len(moves)}
        found.append(_finding("replanned_again", facts, Ruling("again", "SM-2.1", because, figures)))
    return tuple(found)


def moved_to_later_year(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A node whose plan has been moved into a later year, while the year's targets stay (SM-2.1)."""
    found = []
    for title, moves in _node_replans(facts).items():
        for move in moves:
            if move.from_on is None or move.to_on.year <= move.from_on.year:
                continue
            because = (
                f"节点“{title}”的计划由 {move.from_on} 调整到 {move.to_on}，跨到 {move.to_on.year} 年"
                f"（{move.approved_on} 批准，理由：{move.reason}）；年度目标应如期完成，未跨年度的不列入"
            )
            figures = {"title": title, "from_on": move.from_on, "to_on": move.to_on, "approved_on": move.approved_on}
            found.append(_finding("moved_to_later_year", facts, Ruling("later_year", "SM-2.1", because, figures)))
    return tuple(found)


def opinions_missing(kind: ReviewKind, event: str) -> Callable[[ProjectFacts, BaseModel], Findings]:
    """Make the check that what a joint review comes before did not happen without all opinions."""

    def find(facts: ProjectFacts, _: BaseModel) -> Findings:
        happened = None if kind.before is None else kind.before.read(facts)
        if happened is None or happened < BINDS_FROM or not kind.applies(facts):
            return ()
        missing = kind.missing(facts)
        if not missing:
            return ()
        named = "、".join(f"{_TITLES[one.seat]}（{one.about}）" for one in missing)
        because = f"{happened} {event}，{kind.title}缺少以下意见：{named}；补齐意见后消除"
        figures = {"happened_on": happened, "missing": [_TITLES[one.seat] for one in missing]}
        ruling = Ruling("incomplete", kind.clause, because, figures)
        return (_finding(f"{kind.code}_incomplete", facts, ruling, kind.gathered_by),)

    return find


def dossiers_unfollowed(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A land dossier that is submitted and that nobody follows (SM-2.8)."""
    found = []
    for case in facts.cases:
        if case.kind != LAND.code or case.follower is not None or not LAND.reaches(case.step, SUBMITTED):
            continue
        because = (
            f"用地报批“{case.title}”现为“{LAND.step(case.step).title}”（{case.entered_on} 起），没有驻点跟踪人；"
            f"由{_TITLES[LAND.kept_by]}指定后消除"
        )
        figures = {"title": case.title, "step": case.step, "entered_on": case.entered_on}
        ruling = Ruling("unfollowed", "SM-2.8", because, figures)
        found.append(_finding("dossier_unfollowed", facts, ruling, LAND.kept_by))
    return tuple(found)


REVIEW_CHECKS = (
    Check("replanned_again", "节点计划多次调整", "SM-2.1", replanned_again),
    Check("moved_to_later_year", "节点计划跨年调整", "SM-2.1", moved_to_later_year),
    Check(f"{SCHEME.code}_incomplete", "签约前要素保障方案不全", "SM-2.5", opinions_missing(SCHEME, "签约")),
    Check(f"{EXAMINATION.code}_incomplete", "可研批复前联审不全", "SM-2.10", opinions_missing(EXAMINATION, "可研批复")),
    Check("dossier_unfollowed", "用地报批无人驻点跟踪", "SM-2.8", dossiers_unfollowed),
)
