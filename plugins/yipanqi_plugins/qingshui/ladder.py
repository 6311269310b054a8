"""Who holds an issue for how long (QS-1.10), where some begin (QS-5.1), and the dispatch list (QS-6.7)."""

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.ladders import HolderKind, Ladder, Rung
from yipanqi_core.mechanism.ledgers import Ledger
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.vocabulary import Urgency
from yipanqi_plugins.qingshui.findings import Findings, against_lead
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.seats import COUNTY_HEAD, PARTY_SECRETARY, REFORM
from yipanqi_plugins.qingshui.territory import (
    CATEGORIES,
    LAND_CATEGORIES,
    OWNER_CATEGORIES,
    several_townships,
)

UNIT, LEADER, CHIEFS = "unit", "leader", "chiefs"


def _unit_days(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.unit_days


def _leader_days(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.leader_days


def starts(facts: ProjectFacts, category: str) -> str | None:
    """Land and demolition of a project over several townships go straight to its leader (QS-5.1)."""
    return LEADER if category in LAND_CATEGORIES and several_townships(facts) else None


LADDER = Ladder(
    title="问题逐级协调",
    clause="QS-1.10",
    closing_clause="QS-6.7",
    rungs=(
        Rung(
            UNIT,
            "责任单位",
            HolderKind.DEPARTMENT,
            days=_unit_days,
            owner_categories=frozenset(OWNER_CATEGORIES),
        ),
        Rung(LEADER, "包抓领导", HolderKind.DEPUTY, days=_leader_days),
        Rung(CHIEFS, "县委、县政府主要领导", HolderKind.SEAT, PARTY_SECRETARY, beside_seats=(COUNTY_HEAD,)),
    ),
    raised=UNIT,
    loaded=UNIT,
    starts=starts,
)

DISPATCH_LIST = Ledger(
    code="dispatch_list",
    title="重点项目调度清单",
    clause="QS-6.7",
    compilers=(REFORM,),
    urgencies=(Urgency.URGENT, Urgency.IMPORTANT, Urgency.ROUTINE),
    categories=CATEGORIES,
    reports=True,
)
"""Every month the problems that units reported, each with its unit and its date, until it is struck off."""


def undated_issue(facts: ProjectFacts, _: BaseModel) -> Findings:
    """An open problem on the list without a day by which it is to be solved."""
    undated = [one for one in facts.issues if one.resolved_on is None and one.required_on is None]
    if not undated:
        return ()
    told = "、".join(f"{one.category}（{one.raised_on} 提出）" for one in undated)
    because = f"调度清单中 {len(undated)} 个问题未明确完成时限：{told}；补填要求解决日期后消除"
    figures = {"issues": [{"category": one.category, "raised_on": one.raised_on} for one in undated]}
    return (against_lead("issue_undated", facts, Ruling("undated", "QS-6.7", because, figures)),)


DISPATCH_CHECKS = (Check("issue_undated", "问题未明确完成时限", "QS-6.7", undated_issue),)
