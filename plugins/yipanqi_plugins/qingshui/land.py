"""Land (QS-3.1): next year's demand collected and put in by batches, dossiers followed step by step, the quota."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.mechanism.cases import CaseKind, CaseStep, Collection
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.pools import CandidateOrder, PoolKind
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT
from yipanqi_plugins.qingshui.findings import Findings, against_seat
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.registers import UNITS
from yipanqi_plugins.qingshui.reviews import in_reserve, undecided
from yipanqi_plugins.qingshui.seats import DECIDES, LAND
from yipanqi_plugins.qingshui.territory import TOWNSHIP

CLAUSE = "QS-3.1"
ORGANISING = "organising"
"""The dossier's step 组织审批."""


class DemandFields(BaseModel):
    """What a unit demands for a project of next year."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    area_mu: Decimal | None = Field(None, gt=0, decimal_places=2, title="需求面积(亩)", description=CLAUSE)
    stock_land: bool | None = Field(None, title="可使用存量建设用地", description="优先供应存量（QS-3.1）")
    place: str | None = Field(None, max_length=500, title="拟用地位置", description=CLAUSE)


class DossierFields(BaseModel):
    """What a land dossier says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stock_land_first: bool | None = Field(None, title="已优先使用存量建设用地", description=CLAUSE)
    area_mu: Decimal | None = Field(None, ge=0, decimal_places=2, title="报批面积(亩)", description=CLAUSE)
    approval: str | None = Field(None, max_length=200, title="批复文号", description=CLAUSE)


def _until(parameters: BaseModel) -> str:
    assert isinstance(parameters, Parameters)
    return parameters.land_demand_until


def _undecided_reserve(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    """A dossier is preliminary work: a reserve project waits for its decision (QS-1.2)."""
    return undecided(facts) if in_reserve(facts) else None


DEMAND = CaseKind(
    code="land_demand",
    title="建设用地需求",
    clause=CLAUSE,
    steps=(
        CaseStep(
            "reported", "项目单位、乡镇报送", (LEAD_UNIT, OWNER_UNIT, TOWNSHIP), required=("area_mu", "stock_land")
        ),
        CaseStep("compiling", "县自然资源局汇总", (LAND,)),
        CaseStep("deciding", "县政府审定", DECIDES, evidence=True),
        CaseStep("waiting", "分批次开展报批", (LAND,), batched=True),
        CaseStep("put_in", "已编入批次"),
    ),
    fields=DemandFields,
    kept_by=LAND,
    opened_by=(LEAD_UNIT, OWNER_UNIT, TOWNSHIP, LAND),
    collection=Collection("下年度重点项目建设用地需求清单", CLAUSE, _until, UNITS, "compiling", next_year=True),
)

DOSSIER = CaseKind(
    code="land_dossier",
    title="用地报批",
    clause=CLAUSE,
    steps=(
        CaseStep("surveying", "用地勘界", evidence=True),
        CaseStep("compiling", "报件编制", required=("stock_land_first",), evidence=True),
        CaseStep(ORGANISING, "组织审批", required=("approval",), evidence=True),
        CaseStep("approved", "批复"),
    ),
    fields=DossierFields,
    kept_by=LAND,
    opened_by=(LAND, LEAD_UNIT, OWNER_UNIT),
    followed_from="surveying",
    refused=_undecided_reserve,
)


def unfollowed(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A dossier that no one follows through (全程跟踪)."""
    return tuple(
        against_seat(
            "land_unfollowed",
            facts,
            LAND,
            Ruling(
                "unfollowed",
                CLAUSE,
                f"用地报批“{one.title}”在“{DOSSIER.step(one.step).title}”，未指定跟踪人；指定后消除",
            ),
        )
        for one in facts.cases
        if one.kind == DOSSIER.code and one.follower is None
    )


QUOTA = PoolKind(
    "land",
    "新增建设用地计划指标",
    "亩",
    CLAUSE,
    LAND,
    ("土地", "用地", "林地"),
    (CandidateOrder.LISTED, CandidateOrder.LEVEL, CandidateOrder.TOTAL_INVESTMENT),
)

LAND_CASES = (DEMAND, DOSSIER)
LAND_CHECKS = (Check("land_unfollowed", "用地报批无跟踪人", CLAUSE, unfollowed),)
