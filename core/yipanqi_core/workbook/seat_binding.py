"""Binding the seats that a mechanism names to a county's own units and posts, where they are not bound yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yipanqi_core.mechanism.seats import Seat, SeatKind
from yipanqi_core.workbook.county_register import Tenure
from yipanqi_core.workbook.register import Holder, Post, UnitRow


@dataclass(frozen=True, slots=True)
class Binding:
    """A seat with the unit or post that it is bound to."""

    seat: Seat
    holder: Holder


def bind_seats(
    seats: Iterable[Seat],
    bound: frozenset[str],
    units: Sequence[UnitRow],
    posts: Iterable[Post],
    tenures: Iterable[Tenure],
) -> tuple[list[Binding], list[str]]:
    """Give the bindings that can be made and, for each seat that stays open, why."""
    portfolios: dict[Post, tuple[str, ...]] = {one.post: one.portfolio for one in tenures if one.to_on is None}
    known = tuple(dict.fromkeys(posts))
    made: list[Binding] = []
    open_seats: list[str] = []
    for seat in seats:
        if seat.code in bound:
            continue
        meant = _meant(seat, units, known, portfolios)
        if len(meant) == 1:
            made.append(Binding(seat, meant[0]))
        else:
            several = "、".join(str(one) for one in meant)
            why = f"有几个可选：{several}" if meant else f"没有{_wanted(seat)}"
            open_seats.append(f"席位“{seat.title}”未绑定：{why}")
    return made, open_seats


def _meant(
    seat: Seat, units: Sequence[UnitRow], posts: Sequence[Post], portfolios: Mapping[Post, tuple[str, ...]]
) -> list[Holder]:
    titles = {seat.title, *seat.aliases}
    if seat.kind is SeatKind.UNIT:
        named = [unit.name for unit in units if unit.name in titles]
        return [*(named or [unit.name for unit in units if titles.intersection(unit.short_names)])]
    if seat.kind is SeatKind.POST:
        return [post for post in posts if post.title in titles or str(post) in titles]
    return [post for post in posts if seat.field in portfolios.get(post, ())]


def _wanted(seat: Seat) -> str:
    if seat.kind is SeatKind.PORTFOLIO:
        return f"分管领域含“{seat.field}”的职务"
    names = "”或“".join((seat.title, *seat.aliases))
    return f"名为“{names}”的{'单位' if seat.kind is SeatKind.UNIT else '职务'}"
