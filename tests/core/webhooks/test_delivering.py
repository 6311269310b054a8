"""Events reach who subscribed: in order, signed, until they are taken, and by one worker at a time."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from yipanqi_core.audit.service import record
from yipanqi_core.database.connection import Database
from yipanqi_core.events.kinds import EventKind
from yipanqi_core.refusals import InvalidInputError, RefusedError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.webhooks import queries
from yipanqi_core.webhooks.delivering import Outcome, deliver
from yipanqi_core.webhooks.service import MOST, Wanted, change, subscribe, tell_again

HOSTS = ("hooks.example", "127.0.0.1:9")
URL = "https://hooks.example/in"


class Receiver:
    """Whoever is posted to: keeps what it took, and answers as it is told."""

    def __init__(self, answer: Callable[[int], Outcome] = lambda _: Outcome(204)) -> None:
        self.answer = answer
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.taken: list[dict[str, Any]] = []

    async def __call__(self, url: str, headers: dict[str, str], body: bytes) -> Outcome:
        self.asked.append((url, headers, body))
        await asyncio.sleep(0)
        outcome = self.answer(len(self.asked))
        if outcome.taken:
            self.taken.append(json.loads(body))
        return outcome

    def subjects(self) -> list[str]:
        return [one["data"]["subject"] for one in self.taken]


class Office:
    """A county whose administrator subscribes, and in which things happen."""

    def __init__(self, database: Database, county: County) -> None:
        self.database, self.county = database, county

    async def subscribe(self, *kinds: EventKind, url: str = URL) -> tuple[UUID, str]:
        async with self.database.transaction(self.county.id) as connection:
            scope = Scope(connection, self.county.id, "admin")
            return await subscribe(scope, Wanted(url, kinds or None), HOSTS, 0)

    async def happen(self, *subjects: str) -> None:
        for subject in subjects:
            async with self.database.transaction(self.county.id) as connection:
                await record(Scope(connection, self.county.id, "clerk"), "did", subject, {"secret": "内容"})

    async def deliver(self, receiver: Receiver, hosts: tuple[str, ...] = HOSTS) -> tuple[int, bool]:
        return await deliver(self.database, self.county.id, receiver, hosts)

    async def row(self, hook: UUID) -> Any:
        async with self.database.transaction(self.county.id) as connection:
            return await queries.webhook_row(connection, self.county.id, hook)

    async def set(self, hook: UUID, what: str) -> None:
        async with self.database.transaction(self.county.id) as connection:
            statement = text(f"UPDATE webhooks SET {what} WHERE tenant_id = :tenant AND id = :hook")
            await connection.execute(statement, {"tenant": self.county.id, "hook": hook})

    async def attempts(self, hook: UUID) -> list[Any]:
        async with self.database.transaction(self.county.id) as connection:
            return list(await connection.execute(queries.attempt_statement(self.county.id, hook)))


@pytest.fixture
def office(database: Database, county: County) -> Office:
    return Office(database, county)


async def test_what_happens_after_subscribing_is_posted_in_order_and_signed(office: Office, neighbour: County) -> None:
    await office.happen("issue:before")
    hook, secret = await office.subscribe()
    await office.happen("issue:1", "user:1", "project:2")
    await Office(office.database, neighbour).happen("issue:theirs")
    receiver = Receiver()
    assert await office.deliver(receiver) == (2, False)
    assert receiver.subjects() == ["issue:1", "project:2"]
    url, headers, body = receiver.asked[0]
    assert url == URL
    assert "内容" not in body.decode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert [one.status for one in await office.attempts(hook)] == [204, 204]
    assert await office.deliver(receiver) == (0, False)
    assert len(receiver.asked) == 2


async def test_who_wants_some_kinds_hears_of_those_alone(office: Office) -> None:
    await office.subscribe(EventKind.ISSUE)
    await office.happen("project:1", "issue:2", "project:3")
    receiver = Receiver()
    await office.deliver(receiver)
    assert receiver.subjects() == ["issue:2"]
    await office.happen("project:4")
    assert await office.deliver(receiver) == (0, False)


async def test_what_is_not_taken_is_tried_again_later_and_holds_back_what_follows(office: Office) -> None:
    hook, _ = await office.subscribe()
    await office.happen("issue:1", "issue:2", "issue:3")
    receiver = Receiver(lambda number: Outcome(500) if number in (2, 3) else Outcome(200))
    assert await office.deliver(receiver) == (1, True)
    row = await office.row(hook)
    assert (row.failures, row.paused) == (1, None)
    assert row.not_before > row.failing_since
    assert await office.deliver(receiver) == (0, True)
    assert len(receiver.asked) == 2
    await office.set(hook, "not_before = clock_timestamp()")
    assert await office.deliver(receiver) == (0, True)
    again = await office.row(hook)
    assert again.failures == 2
    assert again.failing_since == row.failing_since
    await office.set(hook, "not_before = clock_timestamp()")
    assert await office.deliver(receiver) == (2, False)
    assert receiver.subjects() == ["issue:1", "issue:2", "issue:3"]
    ids = [headers["webhook-id"] for _, headers, _ in receiver.asked]
    assert ids[1] == ids[2] == ids[3]
    assert len(set(ids)) == 3
    assert (await office.row(hook)).failures == 0


@pytest.mark.parametrize("gone", [True, False])
async def test_who_is_gone_or_fails_for_days_is_told_no_more_until_someone_says_so(office: Office, gone: bool) -> None:
    hook, _ = await office.subscribe()
    await office.happen("issue:1")
    await office.set(hook, "failing_since = clock_timestamp() - interval '73 hours'" if not gone else "failures = 0")
    receiver = Receiver(lambda _: Outcome(410 if gone else 503))
    await office.deliver(receiver)
    row = await office.row(hook)
    assert "已停止推送" in row.paused
    await office.set(hook, "not_before = NULL")
    assert await office.deliver(receiver) == (0, False)
    async with office.database.transaction(office.county.id) as connection:
        scope = Scope(connection, office.county.id, "admin")
        await change(scope, row, Wanted(URL, None), HOSTS, active=True)
    well = Receiver()
    assert await office.deliver(well) == (1, False)
    assert well.subjects() == ["issue:1"]


async def test_two_workers_at_once_tell_each_event_once(office: Office) -> None:
    await office.subscribe()
    await office.happen(*(f"issue:{number}" for number in range(20)))
    receiver = Receiver()
    found = await asyncio.gather(*(office.deliver(receiver) for _ in range(4)))
    assert sum(taken for taken, _ in found) == 20
    assert receiver.subjects() == [f"issue:{number}" for number in range(20)]


async def test_a_worker_that_dies_between_sending_and_noting_sends_once_more_under_the_same_id(office: Office) -> None:
    hook, _ = await office.subscribe()
    await office.happen("issue:1")

    class Killed(BaseException):
        pass

    def die(_: int) -> Outcome:
        raise Killed

    dying, next_one = Receiver(die), Receiver()
    with pytest.raises(Killed):
        await office.deliver(dying)
    assert await office.deliver(next_one) == (0, False)  # the dead one's lease runs
    await office.set(hook, "leased_until = clock_timestamp()")
    assert await office.deliver(next_one) == (1, False)
    assert dying.asked[0][1]["webhook-id"] == next_one.asked[0][1]["webhook-id"]


async def test_a_worker_whose_webhook_another_has_taken_over_stops_and_notes_nothing(office: Office) -> None:
    hook, _ = await office.subscribe()
    await office.happen("issue:1", "issue:2")
    before = (await office.row(hook)).delivered

    class Overtaken(Receiver):
        async def __call__(self, url: str, headers: dict[str, str], body: bytes) -> Outcome:
            await office.set(hook, "leased_until = clock_timestamp() + interval '90 seconds'")
            return await super().__call__(url, headers, body)

    receiver = Overtaken()
    await office.deliver(receiver)
    assert len(receiver.asked) == 1
    assert (await office.row(hook)).delivered == before
    assert await office.attempts(hook) == []


async def test_a_host_that_the_installation_no_longer_allows_is_not_posted_to(office: Office) -> None:
    hook, _ = await office.subscribe()
    await office.happen("issue:1")
    receiver = Receiver()
    assert await office.deliver(receiver, ("elsewhere.example",)) == (0, True)
    assert receiver.asked == []
    (attempt,) = await office.attempts(hook)
    assert "WEBHOOK_HOSTS" in attempt.error


async def test_what_was_told_can_be_told_again(office: Office) -> None:
    hook, _ = await office.subscribe()
    await office.happen("issue:1", "issue:2")
    receiver = Receiver()
    await office.deliver(receiver)
    row = await office.row(hook)
    async with office.database.transaction(office.county.id) as connection:
        scope = Scope(connection, office.county.id, "admin")
        with pytest.raises(InvalidInputError, match="只能从"):
            await tell_again(scope, row, row.delivered + 1)
        await tell_again(scope, row, row.delivered - 1)
    await office.deliver(receiver)
    assert receiver.subjects() == ["issue:1", "issue:2", "issue:2"]


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.1/x", "https://hooks.example:8443/x", "https://hooks.example.evil/x", "ftp://hooks.example/x",
        "https://u:p@hooks.example/x", "//hooks.example/x", "https://hooks.example@evil/x", "http://127.0.0.1/x",
        "https://hooks.example/x#y", "https://[::1/x", "http://hooks.example:x/",
    ],
)  # fmt: skip
async def test_an_address_that_the_installation_does_not_name_is_refused(office: Office, url: str) -> None:
    with pytest.raises(InvalidInputError):
        await office.subscribe(url=url)


async def test_a_named_port_is_allowed_and_a_county_has_few_webhooks(office: Office) -> None:
    assert await office.subscribe(url="http://127.0.0.1:9/x")
    async with office.database.transaction(office.county.id) as connection:
        scope = Scope(connection, office.county.id, "admin")
        with pytest.raises(RefusedError, match="至多"):
            await subscribe(scope, Wanted(URL, None), HOSTS, MOST)
