"""The push list: what a county holds every listed project to, plan beside actual, month by month (推进清单)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PushList:
    """Total, annual plan, content, start, and monthly investment of each listed project.

    `start` is the title of the node by which construction starts, `restart` the mechanism's own project field that
    holds the planned day of a restart, if it has one.
    """

    title: str
    clause: str | None = None
    start: str = "开工"
    restart: str | None = None


PLAIN = PushList("推进清单")
"""What a county shows whose document says nothing of it."""
