"""What verify says when the rules were changed since: which it is, with the fingerprints then and now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import text
from tests.core.assessments.test_overrides import a_rating, scope_on, unit

from yipanqi_core.assessments import queries, storage
from yipanqi_core.assessments.judged_by import Rules
from yipanqi_core.assessments.overrides import set_rating
from yipanqi_core.assessments.publication import publish
from yipanqi_core.assessments.replay import Replay, replay
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.fingerprints.editions import fingerprint
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.registry import Registry, installed
from yipanqi_core.mechanism.revisions import Revision
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates

R = installed()
SHIMIAN = R.mechanism("shimian")
EDITION = SHIMIAN.editions[0]
MAY, JUNE, JULY, QUARTER = (Period.parse(one) for one in ("2024-05", "2024-06", "2024-07", "2024-Q2"))

pytestmark = pytest.mark.clause("SM-1.6")


def registry(*editions: Edition) -> Registry:
    return Registry([replace(SHIMIAN, editions=editions)])


def lenient(facts: ProjectFacts, parameters: BaseModel) -> Ruling:
    """Another rule: whatever was red is yellow."""
    assert EDITION.rating is not None
    found = EDITION.rating(facts, parameters)
    return replace(found, value="yellow") if found.value == "red" else found


async def assessed(database: Database, county: County, known: Registry, period: Period) -> None:
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await set_dates(scope, clock_date=date(2024, 8, 2))
        await assess(scope, known, period)


async def proved(database: Database, county: County, known: Registry, period: Period) -> Replay:
    async with database.transaction(county.id) as connection:
        return await replay(Scope(connection, county.id, "test"), known, period)


async def test_it_is_noted_and_nothing_was_changed(database: Database, loaded: County) -> None:
    await assessed(database, loaded, R, JUNE)
    found = await proved(database, loaded, R, JUNE)
    assert (found.differences, found.by.rules, found.because) == ((), Rules.UNCHANGED, "规则未改，重算全部一致")
    assert found.by.then == found.by.now == fingerprint(EDITION)


async def test_a_text_changed_in_place_without_effect_here_is_told_and_the_figures_agree(
    database: Database, loaded: County
) -> None:
    await assessed(database, loaded, R, JUNE)
    reworded = replace(EDITION, deputy_title="包抓领导（改）")
    found = await proved(database, loaded, registry(reworded), JUNE)
    then, now = fingerprint(EDITION).text[:12], fingerprint(reworded).text[:12]
    assert (found.differences, found.by.rules) == ((), Rules.TEXT)
    assert found.because == f"2024-06 县机制文本已改（文本指纹存档时 {then}，现为 {now}），重算仍全部一致"


async def test_a_rule_changed_in_place_is_told_apart_from_stored_bytes_changed(
    database: Database, loaded: County
) -> None:
    await assessed(database, loaded, R, JUNE)
    found = await proved(database, loaded, registry(replace(EDITION, rating=lenient)), JUNE)
    assert (found.intact, found.by.rules) == (True, Rules.TEXT)
    assert found.differences
    assert found.because.startswith("存档未动；2024-06 县机制文本已改")
    assert "以存档为准" in found.because


async def test_a_month_of_the_quarter_judged_by_another_text_is_told_of_the_quarter(
    database: Database, loaded: County
) -> None:
    await assessed(database, loaded, registry(replace(EDITION, deputy_title="先前的叫法")), MAY)
    await assessed(database, loaded, R, QUARTER)
    found = await proved(database, loaded, R, QUARTER)
    assert (found.differences, found.by.period, found.by.rules) == ((), "2024-05", Rules.TEXT)
    assert (await proved(database, loaded, R, JUNE)).by.rules is Rules.UNCHANGED


async def test_a_text_changed_between_assessment_and_publication_is_told(database: Database, loaded: County) -> None:
    """What a person set was judged by the text of the day of publication, which is noted too."""
    reworded = registry(replace(EDITION, deputy_title="包抓领导（改）"))
    async with database.transaction(loaded.id) as connection:
        scope = await scope_on(connection, loaded, date(2024, 7, 2))
        await assess(scope, R, JUNE)
        rating = await a_rating(connection, "red")
        await set_rating(scope, R, rating.id, "blue", "征地已完成", await unit(connection, "县发展和改革局"))
        await publish(scope, reworded, JUNE, date(2024, 7, 3))
    found = await proved(database, loaded, R, JUNE)
    assert (found.differences, found.by.period, found.by.rules) == ((), "2024-06 公布时的", Rules.TEXT)
    assert (await proved(database, loaded, reworded, JUNE)).by.period == "2024-06"


@pytest.mark.parametrize(
    ("columns", "rules"),
    [
        ({"engine_fingerprint": "0" * 64}, Rules.ENGINE),
        ({"engine_fingerprint": "0" * 64, "text_fingerprint": "0" * 64}, Rules.BOTH),
        ({"engine_fingerprint": None, "text_fingerprint": None}, Rules.UNKNOWN),
    ],
)
async def test_what_was_judged_by_another_engine_or_before_fingerprints_is_told(
    database: Database, loaded: County, owner_url: str, columns: dict[str, Any], rules: Rules
) -> None:
    await assessed(database, loaded, R, JUNE)
    await _as_if_judged_by(owner_url, loaded, columns)
    found = await proved(database, loaded, R, JUNE)
    assert ([one for one in found.differences if "chain" not in one.subject], found.by.rules) == ([], rules)
    assert rules.label in found.because


async def _as_if_judged_by(owner_url: str, county: County, columns: dict[str, Any]) -> None:
    """Make the stored assessment one of another time, with the digest and the audit line that it would have."""
    owner = Database(owner_url, assume_role=False)
    async with owner.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        set_to = ", ".join(f"{name} = :{name}" for name in columns)
        await connection.execute(
            text(f"UPDATE assessments SET {set_to} WHERE tenant_id = :t"), {"t": county.id, **columns}
        )
        for period in await queries.stored_periods(connection, county.id, [f"2024-0{one}" for one in range(1, 8)]):
            row = await queries.find(connection, county.id, period)
            assert row is not None
            digest = {"new": await storage.digest_of(scope, row), "old": row.digest, "t": county.id}
            changed = "UPDATE assessments SET digest = :new WHERE tenant_id = :t AND digest = :old"
            await connection.execute(text(changed), digest)
            body = "convert_to(replace(convert_from(body, 'UTF8'), :old, :new), 'UTF8')"
            await connection.execute(text(f"UPDATE audit SET body = {body} WHERE tenant_id = :t"), digest)
    await owner.close()


async def test_a_mended_edition_judges_from_its_month_on_and_both_are_proven(
    database: Database, loaded: County, neighbour: County
) -> None:
    mended = replace(EDITION, rating=lenient, revision=Revision(2, date(2024, 7, 1), "红色改为黄色"))
    both = registry(EDITION, mended)
    await assessed(database, loaded, both, JUNE)
    await assessed(database, loaded, both, JULY)
    found = [await proved(database, loaded, both, one) for one in (JUNE, JULY)]
    assert [(one.revision, one.differences, one.by.rules) for one in found] == [
        (1, (), Rules.UNCHANGED),
        (2, (), Rules.UNCHANGED),
    ]
    colours: Callable[[str], str] = (
        "SELECT count(*) FROM rulings r JOIN assessments a ON a.id = r.assessment_id"
        " WHERE r.kind = 'rating' AND r.value = 'red' AND a.period = '{}'"
    ).format
    async with database.transaction(loaded.id) as connection:
        counts = [(await connection.execute(text(colours(str(one))))).scalar_one() for one in (JUNE, JULY)]
    assert counts[0] > 0
    assert counts[1] == 0
