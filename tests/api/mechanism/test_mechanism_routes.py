"""The mechanism as data: grammar, clauses, seats and dated parameters."""

from dataclasses import fields
from typing import Any

import jsonschema
import pytest

from yipanqi_api.mechanism.declared import SHOWN
from yipanqi_core.mechanism.registry import installed

EDITION = installed().in_force("shimian", installed().mechanism("shimian").editions[-1].in_force_from)


async def test_the_whole_grammar_is_served_as_data(year: Any) -> None:
    shown = (await year.clerk.get("/v1/mechanism")).json()
    assert (shown["code"], shown["document"], shown["on"]) == ("shimian", EDITION.document, "2024-08-05")
    assert [one["in_force"] for one in shown["editions"]] == [True]
    assert [one["id"] for one in shown["clauses"]] == [clause.id for clause in EDITION.clauses]
    assert {"SM-4.1", "SM-4.2", "SM-4.4"} <= set(shown["structure"][3]["clauses"])
    (track,) = shown["tracks"]
    assert [step["code"] for step in track["steps"]] == ["planned", "to_start", "started"]
    assert track["gates"][0]["fact"] == {
        "kind": "item",
        "title": "洽谈签约",
        "item_kind": {"code": "node", "label": "节点"},
        "items": ["洽谈签约"],
    }
    assert [one["code"] for one in shown["scoring"]["groups"]] == ["lead", "guarantee", "state_enterprise"]
    assert {one["colour"]["code"]: one["points"] for one in shown["scoring"]["points"]}["red"] == "-2"
    letter = next(one for one in shown["letters"] if one["kind"] == "预警通知书")
    assert letter["reply_within"] == {"count": 5, "unit": {"code": "working_days", "label": "个工作日"}}
    assert [part["code"] for part in letter["reply_parts"]] == ["causes", "measures"]
    capped = next(one for one in shown["records"] if one["cap"])
    assert (capped["title"], capped["cap"]["most"]) == ("县政府专题会", 2)
    assert {one["code"] for one in shown["clocks"]} == {clock.code for clock in EDITION.clocks}
    assert "on_annual_government_list" in shown["project_fields"]["properties"]
    assert [one["code"] for one in shown["colours"]] == ["red", "yellow", "blue", "green", "unrated"]
    jsonschema.Draft202012Validator.check_schema(shown["project_fields"])


async def test_what_has_no_view_of_its_own_is_served_as_plain_data(year: Any) -> None:
    further = (await year.clerk.get("/v1/mechanism")).json()["further"]
    declared = {field.name for field in fields(EDITION)} - SHOWN
    assert {name for name in declared if not callable(getattr(EDITION, name))} == set(further)
    assert further["memory_months"] == EDITION.memory_months
    assert "function" not in str(further)


async def test_what_is_done_pushed_and_told_has_sections_with_a_schema_of_their_own(year: Any) -> None:
    shown = (await year.clerk.get("/v1/mechanism")).json()
    assert [(one["code"], one["kind"]["label"]) for one in shown["acts"]][:3] == [
        ("nomination", "列入"), ("transfer", "流转"), ("exit", "退出"),
    ]  # fmt: skip
    assert {one["proposed_by_facts"] for one in shown["acts"]} == {True, False}
    marks = {one["code"]: one for one in shown["marks"]}
    seasons = {one["code"]: (one["first"], one["last"]) for one in shown["seasons"]}
    assert seasons[marks["annual_government_list"]["set_in"]] == ("01-01", "01-31")
    assert shown["replanning"]["later_year"] == {"code": "project_deputy", "label": "项目分管县领导"}
    assert [one["label"] for one in shown["override"]["values"]] == ["红", "黄", "蓝", "绿"]
    assert [[kind["label"] for kind in way] for way in shown["responsibilities"][0]["alternatives"]] == [
        ["链长"], ["线长", "点长"],
    ]  # fmt: skip
    assert (shown["chains"]["most"], shown["chains"]["clause"]) == (3, "SM-2.6")
    assert [one["driven_by"]["code"] for one in shown["drivers"]] == ["seat", "lead_unit", "chain_unit"]
    assert {one["code"]: one["days"] for one in shown["ladder"]["rungs"]} == {
        "owner": None, "department": 10, "deputy": 30, "executive": 90, "city": None,
    }  # fmt: skip
    assert shown["ledgers"][0]["compilers"][0] == {"code": "reform_office", "label": "县发展和改革局"}
    assert [one["unit"] for one in shown["pools"]] == ["亩", "吨标准煤", "万元"]
    assert [one["convener_title"] for one in shown["meetings"]] == ["分管县领导", "常务副县长"]
    assert shown["bulletins"][0]["rectify_within"]["count"] == 15
    assert {one["about"] for one in shown["inspection_bulletins"]} == {shown["bulletins"][0]["kind"]}
    upon = {one["code"]: [word["code"] for word in one["proposed_upon"]] for one in shown["consequences"]}
    assert upon == {"annual_appraisal": ["year"], "lagging_guarantee": ["months"], "major_loss": ["report"]}
    known = {one["id"] for one in shown["clauses"]}
    for name in (
        "acts",
        "seasons",
        "marks",
        "responsibilities",
        "drivers",
        "ledgers",
        "pools",
        "meetings",
        "bulletins",
    ):
        assert {one["clause"] for one in shown[name]} <= known, name
        assert name not in shown["further"]


async def test_schedules_say_when_they_fall_due_next(year: Any) -> None:
    shown = (await year.clerk.get("/v1/mechanism")).json()
    coming = (await year.clerk.get("/v1/schedule")).json()["next"]
    assert {one["schedule"]["code"] for one in coming} == {one["code"] for one in shown["schedules"]}
    assert [one["due_at"] for one in coming] == sorted(one["due_at"] for one in coming)
    assert all(one["due_at"].endswith("+08:00") for one in coming)


async def test_the_mechanism_unchanged_is_not_sent_again(year: Any) -> None:
    tag = (await year.clerk.get("/v1/mechanism")).headers["etag"]
    assert (await year.clerk.get("/v1/mechanism", headers={"If-None-Match": tag})).status_code == 304


async def test_no_mechanism_is_in_force_before_its_first_edition(year: Any) -> None:
    for path in ("", "/parameters", "/seats"):
        answer = await year.clerk.get(f"/v1/mechanism{path}?on=2023-12-31")
        assert (answer.status_code, answer.json()["code"]) == (409, "not_in_force")


async def test_a_clause_shows_what_rests_on_it(year: Any) -> None:
    clause = (await year.clerk.get("/v1/mechanism/clauses/SM-4.2")).json()
    assert clause["section"] == {"code": "4", "label": "考核问效机制"}
    used = {(one["kind"], one["code"]) for one in clause["used_by"]}
    assert {("letter", "预警通知书"), ("task", "interview"), ("parameter", "reply_working_days")} <= used
    assert (await year.clerk.get("/v1/mechanism/clauses/SM-9.9")).status_code == 404


async def test_seats_show_whom_the_county_has_bound(year: Any) -> None:
    seats = {one["code"]: one for one in (await year.clerk.get("/v1/mechanism/seats")).json()["data"]}
    assert set(seats) == {seat.code for seat in EDITION.seats}
    assert seats["reform_office"]["unit"]["name"] == "县发展和改革局"
    assert seats["executive_deputy"]["post"]["holder"]["name"]


async def test_seats_of_a_county_without_data_are_unbound(sign_in: Any, county: Any) -> None:
    caller = await sign_in(county)
    seats = (await caller.get("/v1/mechanism/seats")).json()["data"]
    assert {(one["bound"], one["unit"], one["post"]) for one in seats} == {(False, None, None)}
    assert (await caller.get("/v1/schedule?count=true")).json() == {
        "data": [],
        "next_cursor": None,
        "has_more": False,
        "next": [],
        "total": 0,
    }


async def test_every_parameter_says_its_default_and_what_is_in_force(year: Any) -> None:
    found = (await year.clerk.get("/v1/mechanism/parameters")).json()["data"]
    assert [one["name"] for one in found] == list(EDITION.parameters.model_fields)
    ratio = next(one for one in found if one["name"] == "red_ratio")
    assert (ratio["title"], ratio["default"], ratio["value"]) == ("红色完成率", "0.60", "0.60")
    assert (ratio["in_force_from"], ratio["history"]) == (None, [])
    for one in found:
        jsonschema.validate(one["value"], one["schema"])


def setting(**more: Any) -> dict[str, Any]:
    body = {"name": "red_ratio", "value": "0.65", "effective_from": "2024-08-01", "reason": "县委常委会会议定"}
    return body | more


async def test_a_parameter_is_set_from_a_month_not_yet_judged(fresh_year: Any) -> None:
    headers = {"Idempotency-Key": "p-1"}
    answer = await fresh_year.admin.post("/v1/mechanism/parameters", json=setting(), headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (201, "/v1/mechanism/parameters/red_ratio")
    again = await fresh_year.admin.post("/v1/mechanism/parameters", json=setting(), headers=headers)
    assert again.json() == answer.json()
    shown = (await fresh_year.clerk.get(answer.headers["location"])).json()
    assert (shown["value"], shown["in_force_from"]) == ("0.65", "2024-08-01")
    (made,) = shown["history"]
    assert (made["value"], made["reason"], made["set_by"]) == ("0.65", "县委常委会会议定", "admin")
    before = (await fresh_year.clerk.get("/v1/mechanism/parameters/red_ratio?on=2024-07-31")).json()
    assert (before["value"], before["in_force_from"]) == ("0.60", None)
    twice = await fresh_year.admin.post("/v1/mechanism/parameters", json=setting(value="0.70"))
    assert (twice.status_code, "已有设定" in twice.json()["detail"]) == (409, True)
    verified = (await fresh_year.clerk.get("/v1/assessments/2024-07/verification")).json()
    assert verified["identical"]


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ({"effective_from": "2024-07-01"}, 409, "最早可自 2024-08-01 起"),
        ({"effective_from": "2024-08-15"}, 409, "只能自某月 1 日起"),
        ({"effective_from": "2023-01-01"}, 409, "起施行"),
        ({"name": "colour"}, 400, "没有名为“colour”的参数"),
        ({"value": "很低"}, 400, "不能取"),
        ({"value": "-1"}, 400, "不能取"),
        ({"reason": ""}, 400, ""),
        ({"value": 0.65}, 400, ""),
    ],
)
async def test_a_setting_that_does_not_fit_is_refused_with_its_reason(
    year: Any, more: dict[str, Any], status: int, words: str
) -> None:
    answer = await year.admin.post("/v1/mechanism/parameters", json=setting(**more))
    assert answer.status_code == status
    assert words in answer.json()["detail"]


async def test_what_is_offered_for_a_parameter_is_what_the_route_lets_through(year: Any) -> None:
    for caller in (year.clerk, year.office, year.leader, year.admin):
        one = (await caller.get("/v1/mechanism/parameters/red_ratio")).json()
        (act,) = one["_actions"]
        body = setting(effective_from="2024-01-01")
        answer = await caller.send(act["method"], act["href"], json=body)
        assert answer.status_code == (409 if act["allowed"] else 403)
        if act["allowed"]:
            jsonschema.validate(body, act["input"])
        else:
            assert act["because"] == answer.json()["detail"]


async def test_an_unknown_parameter_of_the_mechanism_is_not_found(year: Any) -> None:
    assert (await year.clerk.get("/v1/mechanism/parameters/colour")).status_code == 404
    assert (await year.clerk.get("/v1/mechanism/parameters?name=red_ratio")).status_code == 400


async def test_no_schema_of_the_mechanism_is_titled_by_a_class(year: Any) -> None:
    def titles(part: Any) -> list[str]:
        if isinstance(part, list):
            return [each for one in part for each in titles(one)]
        if not isinstance(part, dict):
            return []
        own = [part["title"]] if part.get("type") == "object" and isinstance(part.get("title"), str) else []
        return own + [each for one in part.values() for each in titles(one)]

    shown = (await year.office.get("/v1/mechanism")).json()
    assert [title for title in titles(shown) if title.isascii()] == []
