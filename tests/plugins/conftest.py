"""Builders of facts: the smallest project that a rule can be asked about, changed where the test says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.mechanism.facts import ItemFacts, MonthFacts, PassageFacts, ProjectFacts
from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Nature, UnitKind

BuildProject = Callable[..., ProjectFacts]
BuildItem = Callable[..., ItemFacts]


@pytest.fixture
def node() -> BuildItem:
    """A node by title, planned and actual date."""

    def build(title: str, planned: date | None, finished: date | None = None) -> ItemFacts:
        return ItemFacts(ItemKind.NODE, title, "县水利局", planned, finished)

    return build


@pytest.fixture
def guarantee() -> BuildItem:
    """A guarantee item by title, unit, planned and actual date."""

    def build(title: str, unit: str | None, planned: date | None, finished: date | None = None) -> ItemFacts:
        return ItemFacts(ItemKind.GUARANTEE, title, unit, planned, finished)

    return build


@pytest.fixture
def procedure() -> BuildItem:
    """A procedure by title, planned and actual date, and the level that decides it."""

    def build(
        title: str, planned: date | None, finished: date | None = None, decided_at: DecidingLevel | None = None
    ) -> ItemFacts:
        return ItemFacts(ItemKind.PROCEDURE, title, "县行政审批局", planned, finished, decided_at)

    return build


@pytest.fixture
def project() -> BuildProject:
    """A listed, started government project of 5000.00 万元 as of 2024-06-30, with nothing planned."""
    usual = ProjectFacts(
        period="2024-06",
        on=date(2024, 6, 30),
        project="水源工程",
        nature=Nature.GOVERNMENT_INVESTMENT,
        sector="基础设施",
        level=None,
        total_investment=Decimal("5000.00"),
        annual_plan=None,
        lead_unit="县水利局",
        owner="水源工程有限公司",
        owner_kind=UnitKind.OWNER,
        leader="分管农业副县长",
        deputies=("分管农业副县长",),
        fields={},
        passages=(PassageFacts("started", date(2024, 1, 1), None, "register"),),
    )

    def build(**changes: Any) -> ProjectFacts:
        if "on" in changes:
            changes.setdefault("period", f"{changes['on']:%Y-%m}")
        return replace(usual, **changes)

    return build


@pytest.fixture
def ratio_of() -> Callable[[str], dict[str, Any]]:
    """Figures with which the investment ratio is exactly this decimal at the end of June."""

    def build(ratio: str) -> dict[str, Any]:
        completed = Decimal(ratio) * 10000
        return {"figures": (MonthFacts("2024-06", Decimal("10000.00"), completed),)}

    return build
