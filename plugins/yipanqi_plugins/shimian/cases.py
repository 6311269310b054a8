"""Land dossiers: how the papers for land are carried through to approval (SM-2.8)."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.mechanism.cases import CaseKind, CaseStep

SUBMITTED = "submitted"


class LandFields(BaseModel):
    """What a land dossier says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stock_land_first: bool | None = Field(None, title="预审：已优先使用存量土地", description="SM-2.8")
    pre_review: str | None = Field(None, max_length=2000, title="预审意见", description="SM-2.8")
    area_mu: Decimal | None = Field(None, ge=0, title="用地面积", description="亩")


LAND = CaseKind(
    code="land_dossier",
    title="用地报批",
    clause="SM-2.8",
    steps=(
        CaseStep("preparing", "组件准备"),
        CaseStep("pre_review", "预审", required=("stock_land_first",)),
        CaseStep(SUBMITTED, "已报件"),
        CaseStep("examining", "组织审批"),
        CaseStep("approved", "批复"),
    ),
    fields=LandFields,
    kept_by="land_office",
    led_by="land_deputy",
    followed_from=SUBMITTED,
)

CASES = (LAND,)
