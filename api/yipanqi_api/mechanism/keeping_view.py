"""How it is served who keeps a project's records, and by which clause."""

from typing import Annotated, Self

import msgspec
from msgspec import Meta

from yipanqi_api.references import Word
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.vocabulary import ItemKind


class KeepingView(msgspec.Struct):
    """Who runs the mechanism from day to day, and the clauses that say who registers, plans and reports."""

    office: Annotated[Word | None, Meta(description="日常办公室的席位；机制未说明的为 null")]
    office_title: Annotated[str, Meta(description="日常办公室的名称，拒绝办理时即如此称呼")]
    registering: Annotated[str | None, Meta(description="项目登记所依据的条款")]
    reporting: Annotated[str | None, Meta(description="填报完成投资、排定年度计划所依据的条款")]
    items: Annotated[dict[str, str | None], Meta(description="节点、要素、手续各由哪一条规定由谁排定和填报")]

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """Show what the edition says."""
        keeping = edition.keeping
        return cls(
            office=None if keeping.office is None else Word(keeping.office, edition.office_title),
            office_title=edition.office_title,
            registering=keeping.registering_clause or edition.attested,
            reporting=keeping.reporting_clause or edition.attested,
            items={kind.value: edition.items.clause_of(kind) for kind in ItemKind},
        )
