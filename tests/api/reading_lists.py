"""What tests of lists share: following pages, and counting the statements of one request."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from yipanqi_api.services import Services


async def all_of(caller: Any, url: str) -> list[Any]:
    """Follow a list page by page."""
    seen: list[Any] = []
    while url:
        answer = await caller.get(url)
        assert answer.status_code == 200, answer.text
        seen += answer.json()["data"]
        url = answer.links.get("next", {}).get("url", "")
    return seen


@contextmanager
def statements(services: Services) -> Iterator[list[str]]:
    """Collect the statements that the application sends."""
    sent: list[str] = []

    def hear(*arguments: Any) -> None:
        sent.append(arguments[2])

    engine = services.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", hear)
    yield sent
    event.remove(engine, "before_cursor_execute", hear)
