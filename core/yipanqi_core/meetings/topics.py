"""Filling an agenda that stands under topics: what of the listed projects and of the issues belongs under each."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from uuid import UUID

from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.meetings import AgendaSource, AgendaTopic, MeetingSeries
from yipanqi_core.meetings.drafts import Draft
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.scope import Scope

Source = Callable[[AgendaSource], Awaitable[list[Draft]]]


async def under_topics(scope: Scope, edition: Edition, series: MeetingSeries, on: date, source: Source) -> list[Draft]:
    """Give the items under each topic in order; what belongs under several stands under the first."""
    found: list[Draft] = []
    taken: set[tuple[object, ...]] = set()
    projects = await _of_projects(scope, edition, series.topics, on)
    for topic in series.topics:
        drafts = [draft for each in topic.sources for draft in _fitting(topic, await source(each))]
        for draft in [*drafts, *projects[topic.code]]:
            if draft.about not in taken:
                taken.add(draft.about)
                found.append(draft.under_topic(topic.code))
    return found


def _fitting(topic: AgendaTopic, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out issues of other categories, where the topic names some."""
    return [draft for draft in drafts if not topic.categories or draft.category in topic.categories]


async def _of_projects(
    scope: Scope, edition: Edition, topics: Sequence[AgendaTopic], on: date
) -> dict[str, list[Draft]]:
    parameters = await read_in_force(scope, edition, on)
    gathered = await gather(scope, edition, f"{on:%Y-%m}", on)
    ids, units = gathered.project_ids, gathered.names.unit_ids
    found: dict[str, list[tuple[int, Draft]]] = {topic.code: [] for topic in topics}
    for facts in gathered.projects:
        if facts.step is None:
            continue
        for topic in topics:
            if lines := topic.of_project(facts, parameters):
                title = f"{facts.project}：{'；'.join(lines)}"[:MAX_TITLE]
                unit: UUID = units[facts.lead_unit]
                project = ids[facts.project]
                draft = Draft("project", title, project_id=project, answer_unit_id=unit, under=topic.code)
                found[topic.code].append((topic.rank(facts, parameters), draft))
    return {code: [draft for _, draft in sorted(some, key=lambda one: one[0])] for code, some in found.items()}


MAX_TITLE = 300
"""Characters that an item's title may have."""


def require_topic(series: MeetingSeries, code: str | None) -> None:
    """Let pass a topic of the series; one with topics asks for one. Raises InvalidInputError."""
    if not series.topics and code is None:
        return
    if series.topic(code) is None:
        known = "、".join(f"{topic.code}（{topic.title}）" for topic in series.topics) or "无"
        raise InvalidInputError(f"{series.title}的议题归入以下类别之一：{known}", "/under")
