"""Sealed editions and revisions: a mended rule stands beside the one it mends, and a quiet change is refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yipanqi_core.fingerprints.sealed import FILE, SealError, seal
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import NotInForceError, Registry
from yipanqi_core.mechanism.revisions import Revision
from yipanqi_core.testing import CHECKS, CountyPlugin, discovered

(WHOLE,) = discovered("shimian")
EDITION = WHOLE.mechanism.editions[0]
MENDED = Revision(2, date(2024, 7, 1), "SM-4.2 预警通知书改为逾期当月即发")


def with_editions(*editions: Edition, folder: Path = WHOLE.folder) -> CountyPlugin:
    return CountyPlugin(replace(WHOLE.mechanism, editions=editions), WHOLE.module, folder)


def told(county: CountyPlugin, code: str = "revisions") -> str:
    check = next(one for one in CHECKS if one.code == code)
    return "\n".join(str(fault) for fault in check.find(county))


def mended(revision: Revision = MENDED, **changes: Any) -> Edition:
    return replace(EDITION, revision=revision, **({"memory_months": 5} | changes))


def test_a_mended_edition_judges_from_its_month_and_the_one_before_until_then() -> None:
    registry = Registry([replace(WHOLE.mechanism, editions=(EDITION, mended()))])
    assert registry.in_force("shimian", date(2024, 6, 30)) is EDITION
    assert registry.in_force("shimian", date(2024, 7, 31)).revision == MENDED
    assert registry.edition("shimian", "2024", 1) is EDITION
    assert registry.edition("shimian", "2024").revision == MENDED
    with pytest.raises(NotInForceError, match="第 3 次修订"):
        registry.edition("shimian", "2024", 3)


def test_a_revision_well_made_has_no_fault() -> None:
    county = with_editions(EDITION, mended())
    assert told(county) == told(county, "editions") == ""


@pytest.mark.parametrize(
    ("editions", "words"),
    [
        ((EDITION, mended(replace(MENDED, number=3))), "修订的次序为 1、3"),
        ((mended(),), "修订的次序为 2"),
        ((EDITION, mended(replace(MENDED, judges_from=date(2024, 7, 2)))), "须写自哪个月的 1 日起评判"),
        ((EDITION, mended(replace(MENDED, judges_from=None))), "judges_from 是 None"),
        ((EDITION, mended(replace(MENDED, because=" "))), "没有 because"),
        ((EDITION, mended(document="另一份文件")), "文件改了是新的版本"),
        ((EDITION, mended(memory_months=EDITION.memory_months)), "没有任何不同"),
        ((mended(Revision(1, date(2024, 7, 1))),), "初版自施行日起评判"),
    ],
)
def test_a_revision_made_amiss_is_told_with_the_remedy(editions: tuple[Edition, ...], words: str) -> None:
    assert words in told(with_editions(*editions))


def test_a_revision_that_begins_no_later_than_the_one_before_is_found() -> None:
    early = mended(replace(MENDED, judges_from=EDITION.in_force_from))
    assert "版本须由旧到新" in told(with_editions(EDITION, early), "editions")


def test_what_was_sealed_may_be_followed_but_not_changed_or_dropped(tmp_path: Path) -> None:
    county = with_editions(EDITION, folder=tmp_path)
    assert seal(county.mechanism, tmp_path) == [EDITION]
    assert told(county) == ""
    quiet = with_editions(replace(EDITION, memory_months=5), folder=tmp_path)
    assert "文本此后被改" in told(quiet)
    assert "另立修订" in told(quiet)
    with pytest.raises(SealError, match="文本此后被改"):
        seal(quiet.mechanism, tmp_path)
    followed = with_editions(EDITION, mended(), folder=tmp_path)
    assert told(followed) == ""
    assert [one.revision for one in seal(followed.mechanism, tmp_path)] == [MENDED]
    assert "现在没有了" in told(county)
    seal(quiet.mechanism, tmp_path, again=True)
    assert told(quiet) == ""


def test_a_file_of_seals_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[1]", encoding="utf-8")
    assert "读不懂" in told(with_editions(EDITION, folder=tmp_path))


def test_cases_may_be_of_one_revision_alone(tmp_path: Path) -> None:
    case = "示例:\n  - {{名称: 看几个月, 条款: SM-4.3, 声明: {{memory_months: {0}}}}}\n"
    of = '版本: "2024"\n修订: {0}\n'
    blocks = [of.format(1) + case.format(EDITION.memory_months), of.format(2) + case.format(5)]
    (tmp_path / "cases.yaml").write_text("---\n".join(blocks), encoding="utf-8")
    assert told(with_editions(EDITION, mended(), folder=tmp_path), "cases") == ""
    (tmp_path / "cases.yaml").write_text(of.format("二") + case.format(5), encoding="utf-8")
    assert "“修订”须是数" in told(with_editions(EDITION, folder=tmp_path), "cases")
