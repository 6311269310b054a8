"""Scores put together from aspects and tallies, periods added up or averaged, ranks and boards that follow."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import CountyFacts, UnitFacts
from yipanqi_core.mechanism.scores import BoardRule, CountyView, Group, JudgedMonth, Longer, Scoring, UnitScore
from yipanqi_core.rules.aspects import Aspect, weighed
from yipanqi_core.rules.rounding import hundredths
from yipanqi_core.rules.scoring import add_up, rank, score
from yipanqi_core.rules.tallies import Entry, tallied
from yipanqi_core.vocabulary import UnitKind

GROUP = "部门"


def aspect(code: str, done: int | Decimal, due: int | None, *, weight: int = 20, cap: Decimal = Decimal(1)) -> Aspect:
    return Aspect(code, code, "C-1", weight, done, due, cap, ({"what": code},))


def test_an_aspect_with_nothing_due_is_left_out_and_the_others_are_scaled_up() -> None:
    aspects = [
        aspect("a", 80, 100),
        aspect("b", 0, None),
        aspect("c", 90, 100),
        aspect("d", 7, 7),
        aspect("e", 70, 100),
    ]
    found = weighed(GROUP, "甲局", aspects)
    assert found is not None
    assert found.points == Decimal("85.00")
    assert [entry["points"] for entry in found.basis] == [Decimal(n) for n in ("20.00", "0", "22.50", "25.00", "17.50")]
    assert found.basis[0]["entries"] == [{"what": "a"}]
    assert "b无考核事项，不计" in found.because


def test_an_aspect_counts_up_to_its_cap() -> None:
    cap = Decimal("1.2")
    five = [
        aspect("签约", 3, 3, cap=cap), aspect("落地", 2, 4, cap=cap), aspect("开工", 1, 1, cap=cap),
        aspect("投产", 0, 1, cap=cap), aspect("达效", 4, None, cap=cap),
    ]  # fmt: skip
    found = weighed(GROUP, "乡", five)
    assert found is not None
    assert found.points == Decimal("62.50")
    over = weighed(GROUP, "乡", [aspect("签约", 9, 3, cap=cap)])
    assert over is not None
    assert over.points == Decimal("24.00")


def test_a_unit_with_nothing_due_at_all_has_no_score() -> None:
    assert weighed(GROUP, "甲局", [aspect("a", 3, None), aspect("b", 0, 0)]) is None


def test_points_are_rounded_half_up_from_the_exact_fraction() -> None:
    assert hundredths(Fraction(1, 8)) == Decimal("0.13")
    assert hundredths(Fraction(-1, 8)) == Decimal("-0.13")
    assert hundredths(Fraction(2, 3)) == Decimal("0.67")
    assert hundredths(Decimal("0.125")) == Decimal("0.13")


def entry(part: str, points: int) -> Entry:
    return Entry(part, part, "C-2", Decimal(points), f"{part}一项")


def test_a_tally_starts_from_its_base_and_each_entry_is_told() -> None:
    entries = [entry("滞后", -2), entry("滞后", -2), entry("未到现场", -1), entry("落地", 2)]
    found = tallied(GROUP, "甲局", entries, start=Decimal(100), floor=Decimal(0), ceiling=Decimal(120))
    assert found.points == Decimal("97.00")
    assert sum(Decimal(str(one["points"])) for one in found.basis) == 97
    assert "滞后 2 项 -4" in found.because


def test_a_tally_stays_within_its_floor_and_ceiling() -> None:
    def points(each: int, times: int) -> Decimal:
        many = [entry("x", each)] * times
        return tallied(GROUP, "甲局", many, start=Decimal(100), floor=Decimal(0), ceiling=Decimal(120)).points

    assert (points(-5, 30), points(2, 30)) == (Decimal(0), Decimal(120))


def test_the_mean_is_taken_of_the_months_in_which_the_unit_has_points() -> None:
    months = [("2024-01", [(GROUP, "甲局", Decimal(100))]), ("2024-02", [(GROUP, "甲局", Decimal("99"))])]
    months += [("2024-03", [(GROUP, "甲局", Decimal("99")), (GROUP, "乙局", Decimal(90))])]
    means = {one.unit: one.points for one in add_up(months, Longer.MEAN)}
    assert means == {"甲局": Decimal("99.33"), "乙局": Decimal("90.00")}
    assert {one.unit: one.points for one in add_up(months)} == {"甲局": Decimal(298), "乙局": Decimal(90)}


def scoring(board: BoardRule | None = None) -> Scoring:
    def given(view: CountyView, _: object) -> tuple[UnitScore, ...]:
        return tuple(UnitScore(GROUP, unit.name, Decimal(len(unit.name)), "字数", ()) for unit in view.county.units[:2])

    group = Group("department", GROUP, lambda unit: unit.kind is UnitKind.DEPARTMENT)
    boards = None if board is None else (lambda _: board)
    return Scoring("C-3", (group,), given, Longer.COMPUTED, (PeriodKind.QUARTER,), boards)


def view(kind: PeriodKind, period: str) -> CountyView:
    units = tuple(UnitFacts(name, UnitKind.DEPARTMENT, None) for name in ("甲", "乙乙", "丙丙丙"))
    county = CountyFacts(period, date(2024, 3, 31), (*units, UnitFacts("某乡", UnitKind.TOWNSHIP, None)))
    return CountyView(period, kind, county, (), (JudgedMonth("2024-03", ()),))


def test_a_period_without_scores_has_none_and_members_with_nothing_stand_apart() -> None:
    assert score(scoring(), None, view(PeriodKind.MONTH, "2024-03")) == ()  # type: ignore[arg-type]
    quarter = score(scoring(), None, view(PeriodKind.QUARTER, "2024-Q1"))  # type: ignore[arg-type]
    assert [(one.unit, one.points, one.rank) for one in quarter] == [
        ("乙乙", Decimal(2), 1), ("甲", Decimal(1), 2), ("丙丙丙", None, None),
    ]  # fmt: skip
    assert "无考核事项" in quarter[-1].because


@pytest.mark.parametrize(
    ("points", "boards"),
    [
        ([9, 8, 7, 6, 5, 4, 3], ["red", "red", "red", None, "black", "black", "black"]),
        ([9, 8, 7, 6], ["red", "red", "red", "black"]),
        ([9, 8], ["red", "red"]),
        ([9, 8, 8, 8, 5], ["red", "red", "red", "red", "black"]),
    ],
)
def test_boards_whatever_the_points_take_the_first_and_the_last_but_nobody_twice(
    points: list[int], boards: list[str | None]
) -> None:
    rule = BoardRule(3, 3, None, None)
    units = [UnitScore(GROUP, f"局{place}", Decimal(value), "", ()) for place, value in enumerate(points)]
    ranked = rank(units, scoring(rule), None, (), PeriodKind.QUARTER)  # type: ignore[arg-type]
    assert [one.board for one in ranked] == boards
