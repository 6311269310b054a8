"""The task force on preliminary procedures meets weekly and half-monthly over its approval items (YC-3.2)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import ItemFacts
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.yangcheng.approval_meetings import MEETINGS
from yipanqi_plugins.yangcheng.approvals import HANDLING, place
from yipanqi_plugins.yangcheng.edition_2024 import EDITION
from yipanqi_plugins.yangcheng.parameters import Parameters

Build = Callable[..., Any]
NEW = {"new_in_year": 2024}
OVERDUE, PENDING = MEETINGS[0].topics


def approval(title: str, planned: date | None, done: date | None = None) -> ItemFacts:
    return ItemFacts(ItemKind.PROCEDURE, title, "县行政审批局", planned, done)


@pytest.mark.clause("YC-3.2")
def test_the_head_of_the_approvals_office_convenes_each_week_and_each_half_month() -> None:
    assert [one.cadence for one in MEETINGS] == [PeriodKind.WEEK, PeriodKind.HALF_MONTH]
    assert {one.convener for one in MEETINGS} == {"approvals_head"}
    assert {one.body for one in MEETINGS} == {"approvals_force"}
    assert set(MEETINGS) <= set(EDITION.meetings)


@pytest.mark.clause("YC-3.2")
def test_a_project_with_an_overdue_item_stands_under_the_overdue_with_that_item_first(project: Build) -> None:
    items = (approval("用地批复", date(2024, 7, 9)), approval("环评批复", date(2024, 6, 20)))
    late = project(items=items, fields=NEW)
    assert OVERDUE.of_project(late, Parameters()) == (
        "环评批复（县行政审批局）应于2024年6月20日办结，逾期10天",
        "用地批复（县行政审批局）2024年7月9日前办结",
    )
    today = project(items=(approval("环评批复", date(2024, 6, 30)),), fields=NEW)
    assert OVERDUE.of_project(today, Parameters()) == ()
    assert PENDING.of_project(today, Parameters()) == ("环评批复（县行政审批局）2024年6月30日前办结",)


@pytest.mark.clause("YC-3.2")
def test_what_is_obtained_or_of_no_planned_start_is_on_no_agenda(project: Build) -> None:
    done = project(items=(approval("环评批复", date(2024, 6, 20), date(2024, 6, 25)),), fields=NEW)
    elsewhere = project(items=(approval("环评批复", date(2024, 6, 20)),))
    for facts in (done, elsewhere):
        assert [topic.of_project(facts, Parameters()) for topic in (OVERDUE, PENDING)] == [(), ()]


@pytest.mark.clause("YC-3.2")
def test_the_item_due_first_stands_first_and_one_without_a_date_last(project: Build) -> None:
    days = (None, date(2024, 7, 9), date(2024, 6, 20), date(2024, 6, 1))
    ranks = [OVERDUE.rank(project(items=(approval("环评批复", day),), fields=NEW), Parameters()) for day in days]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == len(days)


@pytest.mark.clause("YC-3.2")
def test_among_several_items_the_earliest_date_gives_a_projects_place(project: Build) -> None:
    items = (approval("用地批复", date(2024, 8, 1)), approval("环评批复", date(2024, 7, 2)), approval("核准备案", None))
    facts = project(items=items, fields=NEW)
    assert OVERDUE.rank(facts, Parameters()) == date(2024, 7, 2).toordinal()
    found = place(facts, Parameters())
    assert found is not None
    assert (found.rank, found.since) == ((1,), date(2024, 7, 2))


@pytest.mark.clause("YC-3.2")
def test_what_is_due_today_is_not_overdue_and_what_left_the_library_stands_in_no_queue(project: Build) -> None:
    today = place(project(items=(approval("环评批复", date(2024, 6, 30)),), fields=NEW), Parameters())
    late = place(project(items=(approval("环评批复", date(2024, 6, 29)),), fields=NEW), Parameters())
    assert today is not None
    assert late is not None
    assert (today.rank, late.rank) == ((1,), (0,))
    gone = project(items=(approval("环评批复", date(2024, 6, 29)),), fields=NEW, passages=())
    assert place(gone, Parameters()) is None
    assert place(project(items=(), fields=NEW), Parameters()) is None
    assert place(project(items=(approval("环评批复", date(2024, 6, 29)),)), Parameters()) is None
    assert HANDLING.applies(project())
    assert not HANDLING.applies(gone)
