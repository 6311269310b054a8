"""Whatever is sent to whichever route by whomever, the answer is one that the document promises.

`YIPANQI_FUZZ=100` sends a hundred requests to each route instead of two; `YIPANQI_FUZZ_SEED` makes others, and
`YIPANQI_FUZZ_REPORT` names a folder for what came of them.
"""

import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from tests.api.fuzzing.conftest import ROLES
from tests.api.fuzzing.contract import DOCUMENT, OPERATIONS, breaches, fits_body
from tests.api.fuzzing.generating import BODIES, Maker

from yipanqi_core.mechanism.registry import installed

EACH = int(os.environ.get("YIPANQI_FUZZ", "2"))
SEED = os.environ.get("YIPANQI_FUZZ_SEED", "1")
NOT_SENT = {"Logout", "ChangePassword"}  # they would end what the others sign in with
_SPOILT_PARAMETERS = ("", "\x00", "x" * 300, "-1", "0", "1e9", "无", "null", "2024-13", "2024-02-30", "[]", "a,b,-c")


class Ids(dict[str, list[str]]):
    """Ids seen in answers, by the kind of thing."""

    def hear(self, kind: str, told: Any) -> None:
        """Learn from what an answer holds."""
        if isinstance(told, list):
            for one in told:
                self.hear(kind.removesuffix("s"), one)
        elif isinstance(told, dict):
            for key, value in told.items():
                if isinstance(value, dict | list):
                    self.hear(kind if key in ("data", "content") else key, value)
                elif isinstance(value, str) and (key == "id" or key.endswith("_id")) and len(value) == 36:
                    self._add(kind if key == "id" else key.removesuffix("_id"), value)
                elif isinstance(value, str) and key in ("code", "kind", "series") and len(value) <= 50:
                    self._add(f"word:{key}", value)

    def _add(self, kind: str, value: str) -> None:
        for one in (kind, "any") if not kind.startswith("word:") else (kind,):
            known = self.setdefault(one, [])
            if value not in known and len(known) < 200:
                known.append(value)


def kind_of(path: str) -> str:
    """Name what a list holds: `issue` for /v1/issues."""
    last = [part for part in path.split("/") if not part.startswith("{")][-1]
    return {"entries": "entry"}.get(last, last.removesuffix("s")).replace("-", "_")


class Sender:
    """Sends one request after the other in one county and gathers what was answered amiss."""

    def __init__(self, callers: dict[str, Any], mechanism: str) -> None:
        self.callers, self.mechanism = callers, mechanism
        self.ids = Ids(any=["00000000-0000-7000-8000-000000000000"])
        self.amiss: dict[str, list[str]] = defaultdict(list)
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.bare: Counter[str] = Counter()

    async def learn(self) -> None:
        """Read every list, so that requests can name what there is."""
        for operation_id, (method, path, _) in OPERATIONS.items():
            if method == "GET" and "{" not in path and "export" not in path and path.startswith("/v1"):
                caller = self.callers["admin" if "/audit" in path else "office"]
                answer = await caller.get(path)
                if answer.status_code == 200 and answer.headers["content-type"] == "application/json":
                    self.ids.hear(kind_of(path), answer.json())
                    self.judge(operation_id, f"GET {path}", answer)

    async def send(self, operation_id: str, number: int) -> None:
        """Make one request and judge its answer."""
        make = Maker(DOCUMENT, self.ids, f"{SEED} {self.mechanism} {operation_id} {number}")
        method, path, operation = OPERATIONS[operation_id]
        spoil = make.random.random() < 0.4
        url, query, headers = path, [], {}
        for parameter in operation.get("parameters", ()):
            name, place = parameter["name"], parameter["in"]
            if place == "path":
                prefix = kind_of(path.partition("{" + name)[0])
                wanted = name if name.removesuffix("_id") in self.ids or not name.endswith("_id") else f"{prefix}_id"
                value = str(make.fitting(parameter["schema"], wanted))
                if spoil and make.random.random() < 0.2:
                    value = make.random.choice(_SPOILT_PARAMETERS[1:])
                url = url.replace("{" + name + "}", quote(value, safe=""))
            elif place == "query" and (parameter.get("required") or make.random.random() < 0.25):
                value = make.fitting(parameter["schema"], name)
                values = value if isinstance(value, list) else [value]
                if spoil and make.random.random() < 0.3:
                    values = [make.random.choice(_SPOILT_PARAMETERS)]
                query += [(name, json.dumps(one) if isinstance(one, bool) else str(one)) for one in values]
            elif name == "If-Match" and make.random.random() < 0.9:
                headers[name] = make.random.choice(("*", '"1"', '"1.x"', "*"))
            elif name == "Idempotency-Key" and make.random.random() < 0.2:
                headers[name] = make.random.choice((f"k{number}", "重复", "k"))
        if spoil and make.random.random() < 0.1:
            query.append(("unknown", "1"))
        body, fits = self._body(make, operation_id, operation, spoil)
        if body is not None:
            headers["Content-Type"] = "application/json" if make.random.random() < 0.97 else "text/plain"
        role = ROLES[number % len(ROLES)] if make.random.random() < 0.4 else "office"
        told = f"{self.mechanism} {role} {method} {url} {query} {headers} {body!r}"[:1500]
        caller = self.callers[role]
        encoded = {name: value.encode() for name, value in headers.items()}
        answer = await caller.send(method, url, params=query, headers=encoded, content=body)
        self.judge(operation_id, told, answer)
        if not fits and answer.status_code < 300:
            self.amiss[operation_id].append(f"{told}\n  {answer.status_code} for a body that does not fit")

    def _body(self, make: Maker, operation_id: str, operation: Any, spoil: bool) -> tuple[bytes | None, bool]:
        """Give the body and whether it fits."""
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return (None, True) if not content else (make.random.choice(BODIES), False)
        value = make.fitting(content["application/json"]["schema"])
        if not spoil:
            return json.dumps(value).encode(), True
        if make.random.random() < 0.1:
            return make.random.choice(BODIES), True
        value = make.spoilt(value)
        raw = json.dumps(value)
        return raw.encode(), "\\ud800" in raw or operation_id.endswith("Batch") or fits_body(operation_id, value)

    def judge(self, operation_id: str, told: str, answer: httpx.Response) -> None:
        """Keep what is amiss."""
        self.statuses[operation_id, answer.status_code] += 1
        if answer.status_code in (403, 409) and not answer.json().get("clause"):
            self.bare[
                f"{answer.status_code} {operation_id} {answer.json()['code']}: {answer.json()['detail'][:90]}"
            ] += 1
        if answer.status_code in (200, 201) and answer.headers.get("content-type") == "application/json":
            self.ids.hear(kind_of(OPERATIONS[operation_id][1]), answer.json())
        for breach in breaches(operation_id, answer):
            self.amiss[operation_id].append(f"{told}\n  {breach}")

    def report(self) -> None:
        """Write beside what was asked for: how often which status came, and who was refused without a clause."""
        if folder := os.environ.get("YIPANQI_FUZZ_REPORT"):
            lines = [f"{times} {name} {status}" for (name, status), times in sorted(self.statuses.items())]
            bare = [f"{times} {told}" for told, times in self.bare.most_common()]
            Path(folder, f"{self.mechanism}.txt").write_text("\n".join([*lines, "", *bare]), encoding="utf-8")


def numbers(place: int, route: int) -> range:
    """Number the requests to a route in the county at this place: all take turns, so that each route is asked EACH."""
    counties = len(installed().codes())
    return range((place + route) % counties, EACH, counties)


@pytest.mark.parametrize("mechanism", installed().codes())
async def test_whatever_is_asked_the_answer_keeps_the_contract(anyone: Any, mechanism: str) -> None:
    sender, place = Sender(anyone[mechanism], mechanism), installed().codes().index(mechanism)
    await sender.learn()
    for round_ in range(-(-EACH // len(installed().codes()))):
        for route, operation_id in enumerate(OPERATIONS):
            of_route = numbers(place, route)
            if operation_id not in NOT_SENT and round_ < len(of_route):
                await sender.send(operation_id, of_route[round_])
    sender.report()
    assert not sender.amiss, "\n".join(f"{name}:\n{one}" for name, some in sender.amiss.items() for one in some[:2])
