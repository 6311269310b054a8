"""Who holds which post from when to when, once a workbook's people are taken in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from yipanqi_core.identifiers import new_id
from yipanqi_core.workbook.county_register import Tenure
from yipanqi_core.workbook.register import PersonRow, Post
from yipanqi_core.workbook.supplements.line import Line


@dataclass(frozen=True, slots=True)
class Tenures:
    """All tenures as they will be, with those that are new and those that differ; `refused` are (login, why)."""

    every: tuple[Tenure, ...]
    created: tuple[Tenure, ...]
    changed: tuple[Tenure, ...]
    refused: tuple[tuple[str, str], ...]


def plan_tenures(known: Sequence[Tenure], people: Iterable[PersonRow], told: Iterable[Tenure] = ()) -> Tenures:
    """Take each person into their post; who held another post leaves it, who held this post gives way.

    What is `told` besides, of posts held before or as well, holds as it is told.
    """
    planning = _Planning(known)
    for person in people:
        planning.take(person)
    planning.order()
    for one in told:
        planning.tell(one)
    before = {tenure.id: tenure for tenure in known}
    every = tuple(planning.tenures.values())
    return Tenures(
        every=every,
        created=tuple(tenure for tenure in every if tenure.id not in before),
        changed=tuple(tenure for tenure in every if tenure.id in before and tenure != before[tenure.id]),
        refused=tuple(planning.refused),
    )


def told_tenures(lines: Iterable[Line]) -> list[Tenure]:
    """Give the tenures of the sheet 任职经历."""
    return [_told(dict(one.fields)) for one in lines]


def _told(fields: dict[str, Any]) -> Tenure:
    post, days = Post(fields["unit"], fields["title"]), (fields.get("from_on"), fields.get("to_on"))
    return Tenure(new_id(), fields["user"], post, *days, fields.get("portfolio") or ())


class _Planning:
    def __init__(self, known: Sequence[Tenure]) -> None:
        self.tenures = {tenure.id: tenure for tenure in known}
        self.refused: list[tuple[str, str]] = []
        self._before = dict(self.tenures)
        self._touched: set[Post] = set()
        self._of: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in known:
            self._of[tenure.login].append(tenure)

    def take(self, person: PersonRow) -> None:
        """Begin or correct the person's tenure of the post that the workbook names."""
        if person.post is None:
            return
        tenure = _meant(person, [one for one in self._of[person.login] if one.post == person.post])
        if tenure is not None:
            made = replace(
                tenure,
                from_on=person.from_on or tenure.from_on,
                portfolio=person.portfolio or tenure.portfolio,
            )
        else:
            self._leave_others(person)
            made = Tenure(new_id(), person.login, person.post, person.from_on, None, person.portfolio)
        if made != self.tenures.get(made.id):
            self.tenures[made.id] = made
            self._touched.add(person.post)

    def tell(self, told: Tenure) -> None:
        """Take a tenure as it is told, in place of what is known of the same one."""
        same = (one for one in self.tenures.values() if (one.login, one.post) == (told.login, told.post))
        found = next((one for one in same if one.from_on == told.from_on), None)
        made = told if found is None else replace(found, to_on=told.to_on, portfolio=told.portfolio or found.portfolio)
        self.tenures[made.id] = made

    def _leave_others(self, person: PersonRow) -> None:
        for other in self._of[person.login]:
            if other.to_on is not None:
                continue
            if person.from_on is None or (other.from_on is not None and other.from_on > person.from_on):
                why = f"现任“{other.post}”（自 {other.from_on or '起初'}）；改任他职请填写不早于此的到任日期"
                self.refused.append((person.login, why))
                continue
            self.tenures[other.id] = replace(other, to_on=person.from_on)

    def order(self) -> None:
        """Let each holder of a touched post stay until the next one's first day."""
        held: dict[Post, list[Tenure]] = defaultdict(list)
        for tenure in self.tenures.values():
            if tenure.post in self._touched:
                held[tenure.post].append(tenure)
        for post, tenures in held.items():
            tenures.sort(key=lambda one: one.from_on or date.min)
            for one, following in pairwise(tenures):
                self._give_way(post, one, following)

    def _give_way(self, post: Post, one: Tenure, following: Tenure) -> None:
        if following.from_on is None or following.from_on == one.from_on:
            late = following if following.id not in self._before else one
            why = f"“{post}”已有任职者，到任日期相同或未填；请填写到任日期以定先后"
            self.refused.append((late.login, why))
            return
        former = self._before.get(following.id)
        follows = former is not None and one.to_on == former.from_on
        if one.to_on is None or one.to_on > following.from_on or follows:
            self.tenures[one.id] = replace(one, to_on=following.from_on)


def _meant(person: PersonRow, held: Sequence[Tenure]) -> Tenure | None:
    """Give the tenure of the post that a row speaks of; None when its day lies after all of them: a return."""
    same = [one for one in held if one.from_on == person.from_on]
    if same or not held:
        return same[-1] if same else None
    last = held[-1]
    returns = last.to_on is not None and person.from_on is not None and person.from_on >= last.to_on
    return None if returns else last
