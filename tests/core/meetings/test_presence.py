"""Who was not at a meeting is told from names, titles and short names alike, and no title is taken for another."""

from yipanqi_core.mechanism.team_facts import MemberFacts
from yipanqi_core.meetings.presence import absent, sentence

POSTS = ("县长", "常务副县长", "分管农业副县长")
MEMBERS = [
    *(MemberFacts("joint", "convener", post) for post in POSTS),
    MemberFacts("joint", "member", None, "长子经济技术开发区"),
    MemberFacts("joint", "liaison", None, "县住建局", "赵明"),
]
CALLED = {"县长": ["韩志远"], "长子经济技术开发区": ("长子经济技术开发区", "开发区"), "分管农业副县长": [""]}


def test_a_post_is_there_by_its_title_or_by_who_holds_it() -> None:
    assert absent(MEMBERS, ["韩志远", "卢建平"], CALLED) == ["常务副县长", "分管农业副县长", "长子经济技术开发区"]
    assert absent(MEMBERS, ["县长韩志远", "常务副县长卢建平、开发区"], CALLED) == ["分管农业副县长"]


def test_a_deputy_does_not_stand_for_the_head_and_persons_named_for_units_are_no_members() -> None:
    told = ["常务副县长", "副县长路国强", "长子经济技术开发区宋振华"]
    assert absent(MEMBERS, told, CALLED) == ["县长", "分管农业副县长"]
    assert absent(MEMBERS, [], CALLED) == [*POSTS, "长子经济技术开发区"]


def test_a_line_of_minutes_ends_as_a_sentence_once() -> None:
    assert [sentence(text) for text in ("同意", "同意。", "同意； ")] == ["同意。", "同意。", "同意；"]
