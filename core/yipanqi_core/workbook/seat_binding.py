"""Binding the seats that a mechanism names to a county's own units and posts, where they are not bound yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yipanqi_core.mechanism.seats import Seat, SeatKind
from yipanqi_core.workbook.county_register import BoundSeat, Tenure
from yipanqi_core.workbook.register import Holder, Post, UnitRow


@dataclass(frozen=True, slots=True)
class Binding:
    """A seat with the unit or post that it is bound to."""

    seat: Seat
    holder: Holder
    from_on: date | None = None  # None: since the beginning
    follows: BoundSeat | None = None  # the binding that ends with this one's first day


def bind_seats(
    seats: Iterable[Seat],
    bound: Mapping[str, BoundSeat],
    units: Sequence[UnitRow],
    posts: Iterable[Post],
    tenures: Sequence[Tenure],
    *,
    county: str,
    today: date,
    before: Iterable[Tenure],
) -> tuple[list[Binding], list[str]]:
    """Give the bindings that can be made and, for each seat that stays open, why."""
    portfolios: dict[Post, tuple[str, ...]] = {one.post: one.portfolio for one in tenures if one.to_on is None}
    known = tuple(dict.fromkeys(posts))
    old = {(one.id, one.from_on) for one in before}
    begun = [one for one in tenures if (one.id, one.from_on) not in old]  # a first day long past moves no seat
    made: list[Binding] = []
    open_seats: list[str] = []
    for seat in seats:
        meant = _meant(seat, units, known, portfolios, county)
        held = bound.get(seat.code)
        if held is not None:
            if seat.kind is SeatKind.PORTFOLIO and len(meant) == 1 and meant[0] != held.holder:
                made.append(Binding(seat, meant[0], _since(meant[0], held, begun, today), held))
        elif len(meant) == 1:
            made.append(Binding(seat, meant[0]))
        else:
            several = "、".join(str(one) for one in meant)
            why = f"有几个可选：{several}" if meant else f"没有{_wanted(seat)}"
            open_seats.append(f"席位“{seat.title}”未绑定：{why}")
    return made, open_seats


def _since(post: Holder, held: BoundSeat, tenures: Sequence[Tenure], today: date) -> date:
    """Give the first day of the post's new holder, or today if that lies before the seat's present binding."""
    begun = [one.from_on for one in tenures if one.post == post and one.to_on is None and one.from_on is not None]
    on = max(begun, default=today)
    return on if held.from_on is None or on > held.from_on else max(today, held.from_on)


def _meant(
    seat: Seat,
    units: Sequence[UnitRow],
    posts: Sequence[Post],
    portfolios: Mapping[Post, tuple[str, ...]],
    county: str,
) -> list[Holder]:
    titles = {seat.title, *seat.aliases}
    if seat.kind is SeatKind.UNIT:
        full = titles | {f"{county}{title.removeprefix('县')}" for title in titles}
        named = [unit.name for unit in units if unit.name in full]
        return [*(named or [unit.name for unit in units if titles.intersection(unit.short_names)])]
    if seat.kind is SeatKind.POST:
        return [post for post in posts if post.title in titles or str(post) in titles]
    return [post for post in posts if seat.field in portfolios.get(post, ())]


def _wanted(seat: Seat) -> str:
    if seat.kind is SeatKind.PORTFOLIO:
        return f"分管领域含“{seat.field}”的职务"
    names = "”或“".join((seat.title, *seat.aliases))
    return f"名为“{names}”的{'单位' if seat.kind is SeatKind.UNIT else '职务'}"
