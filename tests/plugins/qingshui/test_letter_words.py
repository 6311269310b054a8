"""What letters and reports say, word for word (QS-4.1, QS-6.2), and amounts as documents write them (QS-6.4)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from yipanqi_core.documents.model import Heading, OfficialDocument, Paragraph, Table
from yipanqi_core.letters.compose import Notice, compose
from yipanqi_core.mechanism.canonical import decode, encode
from yipanqi_core.mechanism.facts import EarlierRuling, ItemFacts, MonthFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.qingshui.bulletin_text import _money
from yipanqi_plugins.qingshui.documents import LETTERS
from yipanqi_plugins.qingshui.inspections import INSPECTIONS
from yipanqi_plugins.qingshui.letters import letter_due, percent
from yipanqi_plugins.qingshui.parameters import Parameters

Build = Callable[..., ProjectFacts]
KINDS = {one.kind: one for one in LETTERS}


def done(completed: str) -> tuple[MonthFacts, ...]:
    return (MonthFacts("2024-06", Decimal("100.00"), Decimal(completed)),)


def before(month: str, kind: str) -> EarlierRuling:
    return EarlierRuling(month, RulingKind.LETTER, kind)


def written(facts: ProjectFacts) -> OfficialDocument:
    """The letter that is due, as it goes out."""
    ruling = letter_due(facts, Parameters())
    assert ruling is not None
    figures = decode(encode(ruling.facts), dict)
    issued, due = date(2024, 7, 3), date(2024, 7, 10)
    project = facts.project
    notice = Notice(
        "清发改函〔2024〕1号", "清水县发改局", "县水务局", project, (), "2024-06", "QS-4.1", figures, issued, due
    )
    return compose(KINDS[ruling.value or ""], notice)


def texts(document: OfficialDocument) -> list[str]:
    return [one.text for one in document.paragraphs if isinstance(one, Heading | Paragraph)]


@pytest.mark.clause("QS-4.1")
def test_a_reminding_letter_says_how_far_behind_in_per_cent_and_what_to_do(key_project: Build) -> None:
    letter = written(key_project(figures=done("89.99")))
    assert letter.title == "关于清水河治理\n2024年6月建设进度的工作提醒函"
    said = texts(letter)
    assert said[2].startswith("年初以来投资完成率 89.99%，低于 90%（实施方案三（四）11")
    assert said[-3:-1] == ["三、回函时限", "请于2024年7月10日前（含当日）书面函复我局，内容包括原因分析、推进措施。"]
    assert said[-1] == "特此函告。"
    (table,) = [one for one in letter.paragraphs if isinstance(one, Table)]
    assert table.rows[-1] == ("投资完成率", "89.99%")


@pytest.mark.clause("QS-4.1")
def test_a_pushing_letter_names_the_start_that_is_late(key_project: Build) -> None:
    start = ItemFacts(ItemKind.NODE, "开工", None, date(2024, 6, 29), None)
    letter = written(key_project(items=(start,)))
    assert letter.title == "关于清水河治理\n2024年6月开工情况的工作推进函"
    assert texts(letter)[2].startswith("“开工”计划 2024-06-29，逾期 1 天未开工，年初以来投资完成率 0.00%，低于 90%（")


@pytest.mark.clause("QS-4.1")
def test_a_supervision_letter_of_the_third_month_names_the_two_before_and_does_not_speak_of_many_problems(
    key_project: Build,
) -> None:
    earlier = (before("2024-05", "推进函"), before("2024-04", "提醒函"))
    letter = written(key_project(figures=done("57.4885"), earlier=earlier))
    assert letter.title == "关于清水河治理\n2024年6月推进情况的工作督办函"
    assert texts(letter)[2].startswith(
        "前两个月连续应发函件（2024年4月提醒函、2024年5月推进函），本月仍未扭转，年初以来投资完成率 57.48%，低于 90%（"
    )
    assert not any("问题较多" in one for one in texts(letter))


@pytest.mark.clause("QS-4.1")
@pytest.mark.parametrize(
    ("ratio", "told"), [("0.8999999", "89.99%"), ("0.57491", "57.49%"), ("0", "0.00%"), ("0.9", "90.00%")]
)
def test_what_is_below_the_limit_is_never_written_as_reaching_it(ratio: str, told: str) -> None:
    assert percent(Fraction(ratio)) == told


@pytest.mark.clause("QS-4.1")
def test_with_one_month_remembered_the_letter_names_one(key_project: Build) -> None:
    facts = key_project(figures=done("80"), earlier=(before("2024-05", "提醒函"),))
    ruling = letter_due(facts, replace_parameters(letter_months_before=1))
    assert ruling is not None
    assert (ruling.value, ruling.because[:22]) == ("督办函", "上月连续应发函件（2024年5月提醒函），本")


def replace_parameters(**values: object) -> Parameters:
    return Parameters.model_validate(values)


@pytest.mark.clause("QS-6.4")
@pytest.mark.parametrize(
    ("amount", "told"),
    [("9999.99", "9999.99 万元"), ("10000", "1.00 亿元"), ("650602.71", "65.06 亿元"), ("0", "0.00 万元")],
)
def test_the_bulletin_writes_large_amounts_in_hundred_millions(amount: str, told: str) -> None:
    assert _money(Fraction(amount)) == told


@pytest.mark.clause("QS-6.2", "QS-6.3")
def test_every_report_opens_with_who_inspected_what_and_closes_as_reports_do() -> None:
    opened = {one.code: one.report.opening.format(period="2024年6月") for one in INSPECTIONS if one.report is not None}
    assert opened["regular"].startswith("县委办、县政府办、县发改局、县财政局组成联合督查组，2024年6月对上月末进度滞后")
    assert "四不两直" in opened["special"]
    assert {one.report.closing for one in INSPECTIONS if one.report is not None} == {"特此报告。"}
