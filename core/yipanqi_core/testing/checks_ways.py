"""Checks of the ways that projects and cases travel: every step can be reached, every gate leads somewhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from yipanqi_core.mechanism.acts import ActKind, Motion
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.testing.discovery import CountyPlugin
from yipanqi_core.testing.faults import Fault
from yipanqi_core.vocabulary import Nature, UnitKind


def a_project(edition: Edition, nature: Nature) -> ProjectFacts:
    """Give the least that a rule can be told of a project."""
    return ProjectFacts(
        period=f"{edition.in_force_from:%Y-%m}",
        on=edition.in_force_from,
        project="示例项目",
        nature=nature,
        sector="其他",
        level=None,
        total_investment=Decimal(1000000),
        annual_plan=Decimal(1000000),
        lead_unit="示例局",
        owner="示例公司",
        owner_kind=UnitKind.OWNER,
        leader="示例领导",
        deputies=("示例领导",),
        fields={},
    )


def steps(county: CountyPlugin) -> Iterator[Fault]:
    """Every step of the track is reached by some nature of project: first, through a gate, or by an act."""
    for edition in county.mechanism.editions:
        known = {one.code for one in edition.track.steps}
        for gate in edition.track.gates:
            if not {gate.source, gate.target} <= known:
                yield Fault("steps", f"{gate.source}→{gate.target}", "关口的起止阶段不在清单之列")
        for step in edition.track.steps:
            if not any(step.code in _reached(edition, nature) for nature in step.natures):
                natures = "、".join(one.label for one in step.natures) or "没有任何性质的项目"
                yield Fault("steps", step.title, f"{natures}到不了这一阶段：没有关口通向它，也没有事项可列入或转入")
        yield from _cases(edition)


def _reached(edition: Edition, nature: Nature) -> set[str]:
    track = edition.track
    first = next((one.code for one in track.steps if nature in one.natures), None)
    reached = set() if first is None else {first}
    reached |= {step.code for step in track.steps if nature in step.natures and _enters(edition, nature, step.code)}
    reached |= {kind.enters for kind in edition.cases if kind.enters is not None}
    while True:
        further = {gate.target for gate in track.gates if gate.source in reached and nature in gate.natures} - reached
        if not further:
            return reached
        reached |= further


def _enters(edition: Edition, nature: Nature, step: str) -> bool:
    facts = replace(a_project(edition, nature), on=date(edition.in_force_from.year, 12, 31))
    acts = [act for act in edition.acts if act.kind is ActKind.ENTER and act.due is None]
    return any(act.opens(facts, Motion(None, step)) for act in acts)


def _cases(edition: Edition) -> Iterator[Fault]:
    """A case's steps are travelled one after the other, so they are reached if each asks for what there is."""
    for kind in edition.cases:
        known = [one.code for one in kind.steps]
        if len(known) < 2:
            yield Fault("steps", kind.title, "事项少于两个阶段，无从办理")
        if len(set(known)) < len(known):
            yield Fault("steps", kind.title, "有两个阶段代码相同")
        named = {"followed_from": kind.followed_from, "handed_in": kind.collection and kind.collection.handed_in}
        for name, step in named.items():
            if step is not None and step not in known:
                yield Fault("steps", kind.title, f"{name} 所指阶段“{step}”不存在；已有：{'、'.join(known)}")
        for one in kind.steps:
            for field in one.required:
                if field not in kind.fields.model_fields:
                    yield Fault(
                        "steps", f"{kind.title}·{one.title}", f"要求填写的“{field}”不是该事项的字段，永远填不上"
                    )
        if kind.enters is not None and kind.enters not in {one.code for one in edition.track.steps}:
            yield Fault("steps", kind.title, f"办结后列入的“{kind.enters}”不在清单之列")
