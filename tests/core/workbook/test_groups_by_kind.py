"""A register's 考核组 is only asked about where some group of the mechanism goes by it."""

from dataclasses import replace

from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.scores import Group
from yipanqi_core.workbook.raw import RawRow
from yipanqi_core.workbook.remarks import Remarks
from yipanqi_core.workbook.row_checks import units
from yipanqi_core.workbook.typed_rows import TypedRow

EDITION = installed().mechanism("shimian").editions[0]
ROW = TypedRow(RawRow(2, {}), {"assessment_group": "一组"}, complete=True)


def warned(*groups: Group) -> list[str]:
    assert EDITION.scoring is not None
    remarks = Remarks()
    units([ROW], replace(EDITION, scoring=replace(EDITION.scoring, groups=groups)), remarks)
    return remarks.warnings


def test_a_group_that_the_mechanism_does_not_know_is_warned_of() -> None:
    assert "“一组”（1 个单位）不是机制中的考核组" in warned(Group("other", "二组"))[0]
    assert warned(Group("one", "一组")) == []


def test_groups_that_go_by_the_kind_of_unit_leave_the_registers_words_alone() -> None:
    assert warned(Group("by_kind", "部门", lambda _: True)) == []
