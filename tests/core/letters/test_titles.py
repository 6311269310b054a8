"""A title turns where its sense allows, if its parts then stand in a line each; else the page turns it."""

import pytest

from yipanqi_core.letters.compose import _title


@pytest.mark.parametrize(
    ("title", "set_as"),
    [
        ("关于甲项目的\n工作提醒函", "关于甲项目的工作提醒函"),
        (
            "关于城区供水管网改造工程（二期）\n2024年6月推进情况的工作督办函",
            "关于城区供水管网改造工程（二期）\n2024年6月推进情况的工作督办函",
        ),
        (
            "关于“白河城区段综合治理及提升”项目主体工程收尾的\n挂牌督办通知书",
            "关于“白河城区段综合治理及提升”项目主体工程收尾的挂牌督办通知书",
        ),
    ],
)
def test_a_title_turns_only_where_each_part_stands_in_a_line(title: str, set_as: str) -> None:
    assert _title(title) == set_as
