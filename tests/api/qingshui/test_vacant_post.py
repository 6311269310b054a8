"""A leader's vacant post as it is shown: in the calendar of duties, on the project, in what is offered (QS-2.3)."""

from datetime import date

import pytest
from tests.api.entering import named
from tests.api.qingshui.conftest import SecondCounty
from tests.api.qingshui.test_chiefs_rung import SOCIAL, leave


@pytest.mark.clause("QS-2.1", "QS-2.3")
async def test_the_calendar_tells_a_vacant_post_apart_from_work_left_undone(second_county: SecondCounty) -> None:
    office = await second_county.enter("office1")
    project = await named(office, "005")
    path = f"/v1/duties?project={project['id']}&kind=visits&period=2024-08"
    (before,) = (await office.get(path)).json()["data"]
    assert (before["met"], before["vacant"], before["post"]["holder"]["name"]) == (False, False, "杨海涛")
    await leave(second_county, SOCIAL, date(2024, 8, 5))
    (vacant,) = (await office.get(path)).json()["data"]
    assert (vacant["met"], vacant["vacant"], vacant["post"]["holder"]) == (False, True, None)
    assert "自 2024-08-05 起空缺，无人任职，不计完成与否" in vacant["because"]
    shown = (await office.get(f"/v1/projects/{project['id']}")).json()["leader"]
    assert (shown["title"], shown["holder"]) == (SOCIAL, None)
    others = (await office.get("/v1/duties?kind=visits&period=2024-08&limit=200")).json()["data"]
    assert {one["vacant"] for one in others if one["post"]["title"] != SOCIAL} == {False}
