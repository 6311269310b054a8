"""Checks of who is meant: every rung, duty, stage and office is held by a seat that can be bound."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from yipanqi_core.mechanism.acts import ActKind, Motion
from yipanqi_core.mechanism.duties import DutyHolder
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import UnitFacts
from yipanqi_core.mechanism.figures import OWN_UNIT
from yipanqi_core.mechanism.ladders import HolderKind
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT, PROJECT_DEPUTY, Seat, SeatKind
from yipanqi_core.testing.checks_ways import a_project
from yipanqi_core.testing.declarations import within
from yipanqi_core.testing.discovery import CountyPlugin
from yipanqi_core.testing.faults import Fault
from yipanqi_core.vocabulary import Nature, UnitKind

NAMING = frozenset(
    {
        "seat", "seats", "kept_by", "led_by", "convener", "issuer", "recipients", "compilers", "decided_by",
        "gathered_by", "assigned_by", "except_seats", "later_year", "escalated_to", "bodies", "tells", "doers",
        "opened_by", "letterheads", "founding", "owed_by", "convening_seats", "closing_seats", "beside_seats",
    }
)  # fmt: skip
"""Fields of declarations that name seats."""


def seats(county: CountyPlugin) -> Iterator[Fault]:
    """Every seat that is named is declared and can be bound, and rungs and duties name who holds them."""
    for edition in county.mechanism.editions:
        known = {one.code for one in edition.seats} | {one.code for one in edition.project_seats}
        known |= {LEAD_UNIT, OWNER_UNIT, PROJECT_DEPUTY, OWN_UNIT}
        for where, seat in (*_named(edition), *_signing(edition)):
            if seat not in known:
                yield Fault("seats", where, f"所指席位“{seat}”没有声明，无从绑定到本县的单位或职务")
        yield from _bindable(edition.seats)
        yield from _rungs(edition)
        yield from _duties(edition)


def _named(edition: Edition) -> Iterator[tuple[str, str]]:
    for path, one in within(edition):
        for field in fields(one):
            if field.name in NAMING:
                for seat in _texts(getattr(one, field.name)):
                    yield f"{path}.{field.name}".lstrip("."), seat


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (key,) if isinstance(one, str) else _texts(one)
    elif isinstance(value, tuple | list | frozenset):
        yield from (one for one in value if isinstance(one, str))


def _signing(edition: Edition) -> Iterator[tuple[str, str]]:
    """The seats that open and sign acts, for every nature and every motion that an act can make."""
    for act in edition.acts:
        for nature in Nature:
            facts = a_project(edition, nature)
            for motion in _motions(edition, act.kind):
                for seat in act.opens(facts, motion):
                    yield f"{act.title}.opens", seat
                for stage in act.stages:
                    yield from ((f"{act.title}.{stage.title}", seat) for seat in stage.seats(facts, motion))


def _motions(edition: Edition, kind: ActKind) -> Iterable[Motion]:
    codes = [one.code for one in edition.track.steps]
    if kind is ActKind.ENTER:
        return [Motion(None, code) for code in codes]
    if kind is ActKind.LEAVE:
        return [Motion(code, None) for code in codes]
    return [Motion(gate.source, gate.target) for gate in edition.track.gates]


def _bindable(some: tuple[Seat, ...]) -> Iterator[Fault]:
    for code, count in Counter(one.code for one in some).items():
        if count > 1:
            yield Fault("seats", code, "席位代码重复")
    called: dict[tuple[SeatKind, str], str] = {}
    for seat in some:
        if seat.kind is SeatKind.PORTFOLIO and not seat.field:
            yield Fault("seats", seat.title, "按分管领域定的席位没有写分管领域，绑定不到任何职务")
        if seat.kind is SeatKind.PORTFOLIO:
            continue
        if not seat.title.strip():
            yield Fault("seats", seat.code, "席位没有名称，绑定不到任何单位或职务")
        for name in (seat.title, *seat.aliases):
            other = called.setdefault((seat.kind, name), seat.code)
            if other != seat.code:
                yield Fault("seats", seat.title, f"“{name}”也是席位“{other}”的名称，装入时分不清绑定给谁")


def _rungs(edition: Edition) -> Iterator[Fault]:
    for rung in () if edition.ladder is None else edition.ladder.rungs:
        if rung.holder is HolderKind.SEAT and rung.seat is None:
            yield Fault("seats", rung.title, "这一层级由席位承办，却没有写是哪个席位，问题无人可管")


def _duties(edition: Edition) -> Iterator[Fault]:
    for duty in edition.duties:
        if duty.holder is DutyHolder.SEAT and duty.seat is None:
            yield Fault("seats", duty.title, "履职要求由席位承担，却没有写是哪个席位，无人履行")
        if duty.holder is DutyHolder.UNITS and not any(
            duty.units(UnitFacts("某单位", kind, None)) for kind in UnitKind
        ):
            yield Fault("seats", duty.title, "没有哪一类单位承担这项履职要求，无人履行")
