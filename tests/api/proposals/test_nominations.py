"""Registering, nominating and listing a project over the API: each office and deputy at its stage, and no one else."""

from typing import Any
from uuid import uuid4

import pytest
from tests.api.entering import enter, refused

NEW = {"name": "石棉县美罗镇灌区改造项目", "nature": "government_investment", "sector": "基础设施"}


async def body(year: Any, **changes: Any) -> dict[str, Any]:
    """A government project that 住建局 leads, with 分管农业副县长 as its leader."""
    clerk = (await year.clerk.get("/v1/auth/me")).json()
    leader = (await year.leader.get("/v1/auth/me")).json()
    unit = clerk["unit"]["id"]
    parts = {"lead_unit_id": unit, "owner_id": unit, "leader_id": leader["post_ids"][0]}
    return {**NEW, "total_investment": "3000.00", **parts, **changes}


async def registered(year: Any, **changes: Any) -> str:
    answer = await year.clerk.post("/v1/projects", json=await body(year, **changes))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def nominated(year: Any, project: str, **what: Any) -> str:
    answer = await year.clerk.post(f"/v1/projects/{project}/nominations", json=what)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def decide(caller: Any, proposal: str, decision: str, reason: str | None = None) -> Any:
    return await caller.post(f"/v1/proposals/{proposal}/decisions", json={"decision": decision, "reason": reason})


async def mine(caller: Any) -> list[str]:
    return [one["id"] for one in (await caller.get("/v1/proposals?mine=true")).json()["data"]]


async def step(year: Any, project: str) -> Any:
    return (await year.office.get(f"/v1/projects/{project}")).json()["step"]


@pytest.mark.clause("SM-5.2")
async def test_a_project_is_registered_by_its_lead_unit_and_attested(fresh_year: Any) -> None:
    promotion = await enter(fresh_year, "office2")
    refused(await promotion.post("/v1/projects", json=await body(fresh_year)), 403, "SM-1.3")
    project = await registered(fresh_year)
    one = (await fresh_year.clerk.get(f"/v1/projects/{project}")).json()
    assert (one["name"], one["step"], one["total_investment"]) == (NEW["name"], None, "3000.00")
    history = (await fresh_year.clerk.get(f"/v1/projects/{project}/history")).json()["data"]
    assert "陈明对真实性负责" in history[0]["line"]
    refused(await fresh_year.clerk.post("/v1/projects", json=await body(fresh_year)), 409, None)
    wrong = await fresh_year.clerk.post("/v1/projects", json=await body(fresh_year, name="另一", fields={"colour": 1}))
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "/fields/colour")
    lost = await fresh_year.clerk.post("/v1/projects", json=await body(fresh_year, name="再一", owner_id=str(uuid4())))
    assert lost.status_code == 404


@pytest.mark.clause("SM-1.3", "SM-1.8")
async def test_a_nomination_passes_office_deputy_and_both_offices_before_the_project_is_listed(fresh_year: Any) -> None:
    promotion, other_deputy = await enter(fresh_year, "office2"), await enter(fresh_year, "leader3")
    project = await registered(fresh_year)
    refused(await promotion.post(f"/v1/projects/{project}/nominations", json={}), 403, "SM-1.3")
    proposal = await nominated(fresh_year, project, to_step="planned")
    one = (await fresh_year.clerk.get(f"/v1/proposals/{proposal}")).json()
    assert (one["stage"]["code"], [seat["code"] for seat in one["waits_for"]]) == ("verification", ["reform_office"])
    assert proposal in await mine(fresh_year.office)
    assert await mine(promotion) == []
    refused(await decide(promotion, proposal, "approve"), 403, "SM-1.3")
    assert (await decide(fresh_year.office, proposal, "approve")).json()["stage"]["code"] == "approval"
    assert proposal in await mine(fresh_year.leader)
    for wrong in (fresh_year.office, other_deputy, fresh_year.clerk):
        refused(await decide(wrong, proposal, "approve"), 403, "SM-1.3")
    assert (await decide(fresh_year.leader, proposal, "approve")).json()["stage"]["code"] == "joint_review"
    half = (await decide(fresh_year.office, proposal, "approve")).json()
    assert [seat["code"] for seat in half["waits_for"]] == ["promotion_office"]
    assert await step(fresh_year, project) is None
    done = (await decide(promotion, proposal, "approve")).json()
    assert (done["state"]["code"], done["closed_on"], done["_actions"]) == ("done", "2024-08-05", [])
    assert [one["decision"]["code"] for one in done["decisions"]] == ["submitted", *["approved"] * 4]
    assert (await step(fresh_year, project))["code"] == "planned"
    refused(await decide(promotion, proposal, "approve"), 409, "SM-1.3")
    refused(await fresh_year.clerk.post(f"/v1/projects/{project}/nominations", json={}), 409, "SM-1.3")


@pytest.mark.clause("SM-1.3")
async def test_promotion_goes_to_the_promotion_office_and_its_deputy(fresh_year: Any) -> None:
    promotion, deputy = await enter(fresh_year, "office2"), await enter(fresh_year, "leader3")
    project = await registered(fresh_year, nature="investment_promotion")
    proposal = await nominated(fresh_year, project, to_step="to_start")
    refused(await decide(fresh_year.office, proposal, "approve"), 403, "SM-1.3")
    assert (await decide(promotion, proposal, "approve")).status_code == 201
    refused(await decide(fresh_year.leader, proposal, "approve"), 403, "SM-1.3")
    assert (await decide(deputy, proposal, "approve")).json()["stage"]["code"] == "joint_review"


@pytest.mark.clause("SM-1.3")
async def test_each_stage_can_return_with_a_reason_and_what_was_signed_is_signed_again(fresh_year: Any) -> None:
    project = await registered(fresh_year)
    proposal = await nominated(fresh_year, project)
    await decide(fresh_year.office, proposal, "approve")
    bare = await decide(fresh_year.leader, proposal, "return")
    assert (bare.status_code, bare.json()["errors"][0]["pointer"]) == (400, "/reason")
    back = (await decide(fresh_year.leader, proposal, "return", "请补充资金来源")).json()
    assert (back["state"]["code"], back["waits_for"], back["round"]) == ("returned", [], 2)
    assert proposal in await mine(fresh_year.clerk)
    refused(await decide(fresh_year.leader, proposal, "approve"), 409, "SM-1.3")
    again = (await decide(fresh_year.clerk, proposal, "submit")).json()
    assert (again["stage"]["code"], again["state"]["code"]) == ("verification", "open")
    assert [one["reason"] for one in again["decisions"] if one["reason"]] == ["请补充资金来源"]
    assert (await decide(fresh_year.office, proposal, "refuse", "不属重点")).json()["state"]["code"] == "refused"
    assert await step(fresh_year, project) is None


@pytest.mark.clause("SM-1.1", "SM-1.3")
async def test_below_the_threshold_the_nomination_is_refused_by_its_clause(fresh_year: Any) -> None:
    project = await registered(fresh_year, total_investment="999.99")
    words = refused(await fresh_year.clerk.post(f"/v1/projects/{project}/nominations", json={}), 409, "SM-1.1")
    assert "SM-5.1" in words
    other = await fresh_year.clerk.post(f"/v1/projects/{project}/nominations", json={"to_step": "sold"})
    assert (other.status_code, other.json()["errors"][0]["pointer"]) == (400, "/to_step")


async def test_actions_offer_what_the_guards_allow_and_say_why_not(fresh_year: Any) -> None:
    project = await registered(fresh_year)
    for caller, allowed in ((fresh_year.clerk, True), (fresh_year.office, False)):
        actions = (await caller.get(f"/v1/projects/{project}")).json()["_actions"]
        (nominate,) = [one for one in actions if one["name"] == "nomination"]
        assert nominate["allowed"] is allowed
        assert nominate.get("clause") == (None if allowed else "SM-1.3")
        (leave,) = [one for one in actions if one["name"] == "exit"]
        assert (leave["allowed"], leave["clause"]) == (False, "SM-1.9")
    proposal = await nominated(fresh_year, project)
    for caller, allowed in ((fresh_year.office, True), (fresh_year.leader, False)):
        listed = (await caller.get(f"/v1/proposals?project={project}")).json()["data"]
        (one,) = listed
        (approve,) = [action for action in one["_actions"] if action["name"] == "approve"]
        assert (one["id"], approve["allowed"]) == (proposal, allowed)
        assert approve.get("clause") == (None if allowed else "SM-1.3")
    assert (await decide(fresh_year.clerk, proposal, "withdraw")).json()["state"]["code"] == "withdrawn"


@pytest.mark.clause("SM-2.9")
async def test_a_mark_that_would_be_refused_is_not_offered(fresh_year: Any) -> None:
    projects = (await fresh_year.office.get("/v1/projects?limit=200")).json()["data"]
    for nature, told in (("investment_promotion", "只收"), ("government_investment", "只在")):
        project = next(one["id"] for one in projects if one["nature"]["code"] == nature and not one.get("marks"))
        read = await fresh_year.office.get(f"/v1/projects/{project}")
        shown = next(one for one in read.json()["_actions"] if one["name"] == "annual_government_list")
        tag = {"If-Match": read.headers["etag"]}
        sent = await fresh_year.office.send("PUT", shown["href"], json={"borne": True}, headers=tag)
        assert (sent.status_code, shown["allowed"]) == (409, False), (nature, sent.text)
        assert told in shown["because"] == sent.json()["detail"]


async def test_a_neighbours_project_and_proposal_are_unknown(fresh_year: Any, neighbour_year: Any) -> None:
    project = await registered(fresh_year)
    proposal = await nominated(fresh_year, project)
    stranger = neighbour_year.office
    assert (await stranger.get(f"/v1/proposals/{proposal}")).status_code == 404
    assert (await decide(stranger, proposal, "approve")).status_code == 404
    assert (await stranger.get(f"/v1/projects/{project}/corrections")).status_code == 404
    for part, sent in (("nominations", {}), ("transfers", {}), ("exits", {"cause": "停"})):
        assert (await stranger.post(f"/v1/projects/{project}/{part}", json=sent)).status_code == 404
    tag = {"If-Match": "*"}
    assert (
        await stranger.send("PATCH", f"/v1/projects/{project}", json={"reason": "x"}, headers=tag)
    ).status_code == 404
    path = f"/v1/projects/{project}/marks/county_key_list/2024"
    assert (await stranger.send("PUT", path, json={"borne": True}, headers=tag)).status_code == 404
    assert (await stranger.get("/v1/proposals")).json()["data"] == []
