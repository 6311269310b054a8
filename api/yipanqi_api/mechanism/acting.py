"""What may be done upon the lists and with plans, and who answers for a project, as the mechanism declares it."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from yipanqi_api.colours import colour_word
from yipanqi_api.mechanism.acting_views import (
    ActView,
    DriverView,
    KeyChainsView,
    MarkKindView,
    OverrideRuleView,
    RemindersView,
    ReplanningView,
    RequirementView,
    SeasonView,
)
from yipanqi_api.mechanism.declared import declarations
from yipanqi_api.references import Word
from yipanqi_core.mechanism.acts import Act, ActKind
from yipanqi_core.mechanism.drivers import DrivenBy
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.marks import Mark
from yipanqi_core.mechanism.seasons import Season
from yipanqi_core.vocabulary import Nature

_ACTS = {ActKind.ENTER: "列入", ActKind.MOVE: "流转", ActKind.LEAVE: "退出"}
_DRIVEN = {DrivenBy.SEAT: "席位", DrivenBy.LEAD_UNIT: "项目责任单位", DrivenBy.CHAIN_UNIT: "产业链牵头单位"}


def acting(edition: Edition, parameters: BaseModel) -> dict[str, Any]:
    """Show these words of an edition, as fields of the mechanism's view."""
    plan, override, chains, remind = edition.replanning, edition.override, edition.chains, edition.reminders
    return {
        "acts": [_act(one) for one in edition.acts],
        "seasons": _seasons(edition, parameters),
        "marks": [_mark(one, edition) for one in edition.marks],
        "replanning": None if plan is None else ReplanningView(plan.clause, seat(edition, plan.later_year)),
        "override": None
        if override is None
        else OverrideRuleView(override.clause, [colour_word(value) for value in override.values]),
        "responsibilities": [
            RequirementView(
                one.code, one.title, one.clause, [[Word.of(kind) for kind in way] for way in one.alternatives]
            )
            for one in edition.responsibilities
        ],
        "chains": None if chains is None else KeyChainsView(chains.title, chains.clause, chains.most(parameters)),
        "drivers": [
            DriverView(
                one.code, one.stage, one.clause, Word(one.driven_by.value, _DRIVEN[one.driven_by]),
                None if one.seat is None else seat(edition, one.seat),
            )
            for one in edition.drivers
        ],
        "reminders": None if remind is None else RemindersView(remind.title, remind.clause, remind.copy_clause),
    }  # fmt: skip


def seat(edition: Edition, code: str) -> Word:
    """Name a seat, county-wide or of the project."""
    return Word(code, edition.seat_title(code))


def seats(edition: Edition, codes: Iterable[str]) -> list[Word]:
    """Name seats."""
    return [seat(edition, code) for code in codes]


def _act(one: Act) -> ActView:
    each = one.due_each
    return ActView(
        code=one.code,
        title=one.title,
        clause=one.clause,
        kind=Word(one.kind.value, _ACTS[one.kind]),
        stages=[Word(stage.code, stage.title) for stage in one.stages],
        shown=one.shown,
        proposed_by_facts=one.due is not None,
        due_each=None if each is None else Word(each.value, each.label),
    )


def _mark(one: Mark, edition: Edition) -> MarkKindView:
    return MarkKindView(
        code=one.code,
        title=one.title,
        clause=one.clause,
        seats=seats(edition, one.seats),
        parts=[Word(part.code, part.title) for part in one.parts],
        natures=[Word.of(nature) for nature in Nature if nature in one.natures],
        set_in=None if one.set_in is None else one.set_in.code,
        ended_in=None if one.ended_in is None else one.ended_in.code,
        lasting=one.lasting,
    )


def _seasons(edition: Edition, parameters: BaseModel) -> list[SeasonView]:
    """Show every season that some word names, once."""
    found = {one.code: one for one in declarations(edition) if isinstance(one, Season)}
    return [
        SeasonView(one.code, one.title, one.clause, one.first(parameters), one.last(parameters))
        for one in found.values()
    ]
