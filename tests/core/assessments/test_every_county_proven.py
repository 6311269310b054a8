"""Every county's sample: months, quarters and the year are judged, stored, read back and proven alike."""

from pathlib import Path

import pytest

from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.results import as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county
from yipanqi_core.workbook.service import load_file

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLES = sorted(path.name.removesuffix("-2024.xlsx") for path in DATA.glob("*-2024.xlsx"))
R = installed()


@pytest.mark.parametrize("code", SAMPLES)
async def test_a_month_a_quarter_and_the_year_come_out_the_same_again(database: Database, code: str) -> None:
    made = await create_county(database, code=f"proven-{code}", name="某县", mechanism=code, actor="test")
    sample = DATA / f"{code}-2024.xlsx"
    edition = R.mechanism(code).editions[-1]
    async with database.transaction(made) as connection:
        scope = Scope(connection, made, "test")
        await load_file(scope, R, sample.read_bytes(), sample.name)
        periods = [Period.parse(text) for text in ("2024-03", "2024-Q2", "2024")]
        for period in (one for one in periods if edition.judges(one.kind)):
            judged = as_json(await assess(scope, R, period))
            stored = as_json(await assess(scope, R, period))
            assert judged == stored
            if edition.scoring is not None and period.kind in edition.scoring.cadences:
                assert judged["scores"]
            proof = await replay(scope, R, period)
            assert proof.differences == ()
            if period.kind is PeriodKind.YEAR:
                assert (await replay(scope, R, Period.parse("2024-12"))).differences == ()
