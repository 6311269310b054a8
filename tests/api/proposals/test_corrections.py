"""Corrections that leave old and new behind, natures counted otherwise than declared, and yearly marks."""

from typing import Any

import pytest
from tests.api.entering import refused
from tests.api.proposals.test_nominations import registered


async def patch(caller: Any, project: str, tag: str = "*", **what: Any) -> Any:
    return await caller.send("PATCH", f"/v1/projects/{project}", json=what, headers={"If-Match": tag})


@pytest.mark.clause("SM-5.2")
async def test_a_correction_keeps_old_new_who_when_and_why(fresh_year: Any) -> None:
    project = await registered(fresh_year)
    read = await fresh_year.clerk.get(f"/v1/projects/{project}")
    changes = {"total_investment": "3200.50", "fields": {"affiliation": "县属"}, "reason": "批复概算调整"}
    done = await patch(fresh_year.clerk, project, read.headers["etag"], **changes)
    assert done.status_code == 200, done.text
    assert (done.json()["total_investment"], done.json()["fields"]["affiliation"]) == ("3200.50", "县属")
    kept = (await fresh_year.office.get(f"/v1/projects/{project}/corrections")).json()["data"]
    assert {(one["title"], one["old"], one["new"]) for one in kept} == {
        ("总投资(万元)", "3000.00", "3200.50"),
        ("隶属", None, "县属"),
    }
    assert {(one["reason"], one["attested_by"]["name"], one["corrected_on"]) for one in kept} == {
        ("批复概算调整", "陈明", "2024-08-05")
    }
    assert (await patch(fresh_year.clerk, project, read.headers["etag"], **changes)).status_code == 412
    bare = await fresh_year.clerk.send("PATCH", f"/v1/projects/{project}", json={"reason": "x"})
    assert bare.status_code == 428
    refused(await patch(fresh_year.leader, project, reason="改", site="县城"), 403, "SM-5.2")
    assert (await patch(fresh_year.clerk, project, site="县城")).status_code == 400


@pytest.mark.clause("SM-1.5")
async def test_what_counts_otherwise_shows_its_declared_nature_and_is_filtered_as_it_counts(fresh_year: Any) -> None:
    project = await registered(fresh_year)
    fields = {"state_enterprise_investment": "2000.00", "affiliation": "央属"}
    done = (await patch(fresh_year.clerk, project, fields=fields, reason="央企参与")).json()
    assert (done["nature"]["code"], done["declared_nature"]["code"]) == (
        "investment_promotion",
        "government_investment",
    )
    for nature, found in (("investment_promotion", 1), ("government_investment", 0)):
        listed = await fresh_year.office.get(f"/v1/projects?nature={nature}&q=灌区改造")
        assert len(listed.json()["data"]) == found
    back = (await patch(fresh_year.clerk, project, fields={"state_enterprise_investment": None}, reason="退出")).json()
    assert back["nature"] == back["declared_nature"]
    wrong = await patch(fresh_year.clerk, project, fields={"affiliation": "外星"}, reason="改")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "/fields/affiliation")


@pytest.mark.clause("SM-1.9", "SM-2.9")
async def test_marks_are_set_by_the_reform_office_in_their_season(fresh_year: Any) -> None:
    project = await registered(fresh_year)

    async def put(caller: Any, mark: str, **what: Any) -> Any:
        path = f"/v1/projects/{project}/marks/{mark}/2024"
        return await caller.send("PUT", path, json=what, headers={"If-Match": "*"})

    refused(await put(fresh_year.clerk, "county_key_list", borne=True), 403, "SM-1.9")
    refused(await put(fresh_year.office, "annual_government_list", borne=True), 409, "SM-2.9")
    done = await put(fresh_year.office, "county_key_list", borne=True)
    assert done.status_code == 200, done.text
    assert (done.json()["mark"]["label"], done.json()["borne"]) == ("县重点项目清单", True)
    refused(await put(fresh_year.office, "county_key_list", borne=False), 409, "SM-1.9")
    listed = (await fresh_year.clerk.get(f"/v1/projects/{project}/marks")).json()["data"]
    assert [one["mark"]["code"] for one in listed] == ["county_key_list"]
    assert (await put(fresh_year.office, "unknown", borne=True)).status_code == 404
