"""How issues are pushed on, what is given out and told, and what results are used for, as the mechanism declares it."""

from typing import Any

from pydantic import BaseModel

from yipanqi_api.mechanism.acting import seat, seats
from yipanqi_api.mechanism.grammar import duration
from yipanqi_api.mechanism.pushing_views import (
    BulletinKindView,
    ConsequenceKindView,
    LadderView,
    LedgerKindView,
    MeetingSeriesView,
    PoolKindView,
    RungView,
    WrittenBulletinView,
)
from yipanqi_api.references import Word
from yipanqi_core.mechanism.bulletins import Bulletin
from yipanqi_core.mechanism.consequences import Consequence
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.ladders import HolderKind, Ladder, TimeRunOut
from yipanqi_core.mechanism.meetings import AgendaSource, MeetingSeries
from yipanqi_core.mechanism.pools import CandidateOrder
from yipanqi_core.mechanism.seats import PROJECT_DEPUTY

_HOLDERS = {
    HolderKind.OWNER: "项目业主",
    HolderKind.DEPARTMENT: "要素保障单位或责任单位",
    HolderKind.SEAT: "席位",
    HolderKind.CITY: "上级市",
}
_RUN_OUT = {TimeRunOut.CLIMB: "自动提级", TimeRunOut.PROPOSE_REFERRAL: "建议上报，由人决定"}
_ORDERS = {
    CandidateOrder.LISTED: "清单内的在前",
    CandidateOrder.LEVEL: "按层级",
    CandidateOrder.TOTAL_INVESTMENT: "总投资大的在前",
}
_SOURCES = {
    AgendaSource.LISTS: "各清单情况",
    AgendaSource.REFERRALS: "建议上报的问题",
    AgendaSource.ISSUES: "在本级的问题",
    AgendaSource.ASSIGNMENTS: "交办未办结的事项",
}


def pushing(edition: Edition, parameters: BaseModel) -> dict[str, Any]:
    """Show these words of an edition, as fields of the mechanism's view."""
    return {
        "ladder": None if edition.ladder is None else _ladder(edition, edition.ladder, parameters),
        "ledgers": [
            LedgerKindView(
                one.code, one.title, one.clause, seats(edition, one.compilers),
                [Word.of(urgency) for urgency in one.urgencies], list(one.categories), one.reports, one.deputies,
            )
            for one in edition.ledgers
        ],
        "pools": [
            PoolKindView(
                one.code, one.title, one.clause, one.unit, seat(edition, one.kept_by), list(one.guarantees),
                [Word(key.value, _ORDERS[key]) for key in one.order],
            )
            for one in edition.pools
        ],
        "meetings": [_series(edition, one) for one in edition.meetings],
        "bulletins": [_bulletin(edition, one, parameters) for one in edition.bulletins],
        "inspection_bulletins": [
            WrittenBulletinView(
                one.kind, one.clause, seat(edition, one.issuer), one.letterhead, one.addressee, one.about
            )
            for one in edition.inspection_bulletins
        ],
        "consequences": [_consequence(edition, one, parameters) for one in edition.consequences],
    }  # fmt: skip


def _ladder(edition: Edition, one: Ladder, parameters: BaseModel) -> LadderView:
    holders = {**_HOLDERS, HolderKind.DEPUTY: edition.seat_title(PROJECT_DEPUTY)}
    rungs = [
        RungView(
            rung.code, rung.title, Word(rung.holder.value, holders[rung.holder]),
            None if rung.seat is None else seat(edition, rung.seat),
            [seat(edition, code) for code in rung.beside_seats], rung.days(parameters),
            Word(rung.run_out.value, _RUN_OUT[rung.run_out]), sorted(rung.owner_categories),
        )
        for rung in one.rungs
    ]  # fmt: skip
    closing = [seat(edition, code) for code in one.closing_seats]
    return LadderView(one.title, one.clause, one.closing_clause, rungs, one.raised, one.loaded, one.major, closing)


def _series(edition: Edition, one: MeetingSeries) -> MeetingSeriesView:
    return MeetingSeriesView(
        code=one.code,
        title=one.title,
        clause=one.clause,
        cadence=Word(one.cadence.value, one.cadence.label),
        convener=None if one.convener is None else seat(edition, one.convener),
        convener_title=one.convener_title,
        convening_parts=list(one.convening_parts),
        sources=[Word(source.value, _SOURCES[source]) for source in one.sources],
        topics=[Word(topic.code, topic.title) for topic in one.topics],
        letterhead=one.letterhead,
        task=one.task,
        closed_by=one.closed_by,
        answers=one.answers,
        decides=one.decides,
        rung=one.rung,
        body=one.body,
        issuer=None if one.issuer is None else seat(edition, one.issuer),
    )


def _bulletin(edition: Edition, one: Bulletin, parameters: BaseModel) -> BulletinKindView:
    return BulletinKindView(
        code=one.code,
        kind=one.kind,
        clause=one.clause,
        cadence=Word(one.cadence.value, one.cadence.label),
        issuer=seat(edition, one.issuer),
        letterhead=one.letterhead,
        addressee=one.addressee,
        recipients=seats(edition, one.recipients),
        rectify_within=duration(one.rectify_within(parameters)),
    )


def _consequence(edition: Edition, one: Consequence, parameters: BaseModel) -> ConsequenceKindView:
    each = "" if one.each is None else f"每{one.each.label}"
    upon = {
        "months": (one.of_months, "项目连续各月的评级"),
        "year": (one.of_year, "全年上榜情况"),
        "ranking": (one.of_ranking, f"{each}排名"),
        "county": (one.of_county, f"{each}末全县情况"),
        "report": (one.on_report or None, "由人提出并附证据"),
    }
    return ConsequenceKindView(
        code=one.code,
        title=one.title,
        clause=one.clause,
        decided_by=seat(edition, one.decided_by),
        proposed_upon=[Word(code, label) for code, (rule, label) in upon.items() if rule is not None],
        months=None if one.months is None else one.months(parameters),
    )
