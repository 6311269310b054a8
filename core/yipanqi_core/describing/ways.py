"""The ways that projects, cases and issues travel, as diagrams."""

from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.ladders import Ladder
from yipanqi_core.mechanism.tracks import Track


def ways_of(edition: Edition) -> Iterator[str]:
    """Draw the main track with its gates, each kind of case, and the ladder of issues."""
    yield "## 流程"
    yield ""
    yield from _track(edition.track)
    for kind in edition.cases:
        yield f"### {kind.title}（{kind.clause}）"
        yield ""
        yield from _chain([(step.code, step.title) for step in kind.steps])
    if edition.ladder is not None:
        yield from _ladder(edition.ladder, edition.parameters())


def _track(track: Track) -> Iterator[str]:
    yield f"### {track.title}（{track.clause}）"
    yield ""
    yield "```mermaid"
    yield "flowchart LR"
    for step in track.steps:
        yield f'    {step.code}["{_text(step.title)}"]'
    for gate in track.gates:
        yield f'    {gate.source} -->|"{_text(gate.fact.title)}（{gate.clause}）"| {gate.target}'
    yield "```"
    yield ""


def _chain(steps: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield "```mermaid"
    yield "flowchart LR"
    for number, (_, title) in enumerate(steps):
        yield f'    s{number}["{_text(title)}"]'
    for number in range(len(steps) - 1):
        yield f"    s{number} --> s{number + 1}"
    yield "```"
    yield ""


def _ladder(ladder: Ladder, parameters: BaseModel) -> Iterator[str]:
    yield f"### {ladder.title}（{ladder.clause}）"
    yield ""
    yield "```mermaid"
    yield "flowchart BT"
    for rung in ladder.rungs:
        days = rung.days(parameters)
        yield f'    {rung.code}["{_text(rung.title)}{"" if days is None else f"，{days} 天"}"]'
    for lower, upper in zip(ladder.rungs, ladder.rungs[1:], strict=False):
        yield f"    {lower.code} --> {upper.code}"
    yield "```"
    yield ""


def _text(text: str) -> str:
    return text.replace('"', "'")
