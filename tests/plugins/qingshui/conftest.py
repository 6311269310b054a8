"""A county under this mechanism, empty or with the sample's year, and a project by its smallest facts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.facts import PassageFacts, ProjectFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county
from yipanqi_core.vocabulary import Nature, UnitKind
from yipanqi_core.workbook.service import load_file
from yipanqi_plugins.qingshui.parameters import Parameters

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "qingshui-2024.xlsx"
_numbers = count(1)


@pytest.fixture
def parameters() -> Parameters:
    """The mechanism's defaults."""
    return Parameters()


@pytest.fixture
def key_project() -> Callable[..., ProjectFacts]:
    """A key project of 5000.00 万元, 1000.00 of it this year, as of 2024-06-30, with nothing planned."""
    usual = ProjectFacts(
        period="2024-06",
        on=date(2024, 6, 30),
        project="清水河治理",
        nature=Nature.GOVERNMENT_INVESTMENT,
        sector="基础设施",
        level=None,
        total_investment=Decimal("5000.00"),
        annual_plan=Decimal("1000.00"),
        lead_unit="县水务局",
        owner="清水县城投公司",
        owner_kind=UnitKind.STATE_ENTERPRISE,
        leader="常务副县长",
        deputies=("常务副县长",),
        fields={},
        passages=(PassageFacts("listed", date(2024, 1, 1), None, "register"),),
    )

    def build(**changes: Any) -> ProjectFacts:
        return replace(usual, **changes)

    return build


@pytest.fixture
async def sample_county(database: Database) -> tuple[County, dict[str, Any]]:
    """A county with the sample's year 2024, and what loading it told."""
    code = f"qingshui-{next(_numbers)}"
    made = await create_county(database, code=code, name="清水县", mechanism="qingshui", actor="test")
    async with database.transaction(made) as connection:
        county = await read_county(connection, made)
        result, _ = await load_file(Scope(connection, made, "test"), installed(), SAMPLE.read_bytes(), SAMPLE.name)
    return county, dict(result)
