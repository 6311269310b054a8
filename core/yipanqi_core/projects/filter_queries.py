"""Which projects a reader looks for, and in which order: filters and sort keys of a list of projects."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Numeric,
    Select,
    Text,
    Uuid,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    true,
    union,
)

from yipanqi_core.assessments.standing_queries import override_of, value_in_effect
from yipanqi_core.assessments.tables import rulings
from yipanqi_core.database.bundle_queries import OneOf
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.projects.class_queries import classed
from yipanqi_core.projects.frame_queries import Frame
from yipanqi_core.projects.shown_queries import DAY, MONTH, TENANT, TRACK
from yipanqi_core.projects.state_queries import has_due_item, issue_counts, of_tenant, stays
from yipanqi_core.projects.tables import annual_plans, items, passages, projects, responsibilities
from yipanqi_core.projects.wanted import UNRATED, MyProjects, ProjectsWanted
from yipanqi_core.vocabulary import Colour, ItemKind, ResponsibilityKind

_p, _part, _rating = projects.c, responsibilities.c, rulings.alias("ranked")
_set = override_of(_rating)
SORTS = ("name", "total_investment", "colour", "updated_at", "open_issues")
_RANKS = {colour.value: rank for rank, colour in enumerate(Colour)}  # the gravest first, unrated last

Conditions = Iterator[ColumnElement[bool]]


_OPEN_ENDED: dict[str, Any] = {
    "lead_unit": Uuid(), "owner": Uuid(), "leader": Uuid(), "unit": Uuid(), "total_investment_gte": Numeric(18, 2),
    "total_investment_lte": Numeric(18, 2), "due_before": Date(), "open_issues_gte": Integer(), "q": Text(),
    "year": Integer(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """What makes a search's statement: which filters are asked, with the words of closed sets; no other values."""

    key: Hashable
    wanted: ProjectsWanted

    def __hash__(self) -> int:
        """Forms of one key are one."""
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        """Forms of one key are one."""
        return isinstance(other, Form) and self.key == other.key


class ProjectSearch:
    """A search in one county on one day, parted in its form and its values."""

    __slots__ = ("form", "values")

    def __init__(self, frame: Frame, track: str, wanted: ProjectsWanted) -> None:
        self.form, values = _apart(wanted)
        values |= {"tenant": frame.county.id, "day": frame.today, "track": track}
        self.values = values | {"month": frame.month.assessment_id if frame.month else None}


class Searching:
    """The statement of a form of search: the source to select from, its conditions, and what it is sorted by."""

    def __init__(self, form: Form) -> None:
        self._tenant, self._day, self._track, self._assessment = TENANT, DAY, TRACK, MONTH
        self._wanted = form.wanted
        self._counts = issue_counts(self._tenant, self._day)
        self.sorts: dict[str, tuple[ColumnElement[Any], ...]] = {
            "name": (_p.name,),
            "total_investment": (_p.total_investment,),
            "colour": (case(_RANKS, value=value_in_effect(_rating, _set), else_=len(_RANKS)),),
            "updated_at": (_p.updated_at,),
            "open_issues": (func.coalesce(self._counts.c.open, 0),),
        }

    def source(self, sorted_by: Sequence[str] = ()) -> FromClause:
        """Give projects, joined with no more than the order and the filters need."""
        source: FromClause = projects
        if "colour" in sorted_by:
            rated = of_tenant(
                _rating, self._tenant,
                _rating.c.project_id == _p.id,
                _rating.c.assessment_id == self._assessment,
                _rating.c.kind == RulingKind.RATING.value,
            )  # fmt: skip
            source = source.outerjoin(_rating, rated).outerjoin(_set, true())
        if "open_issues" in sorted_by or self._wanted.open_issues_gte is not None:
            source = source.outerjoin(self._counts, self._counts.c.project_id == _p.id)
        return source

    def conditions(self) -> list[ColumnElement[bool]]:
        """Give the conditions of the filters asked."""
        return [_p.tenant_id == self._tenant, *self._own(), *self._parts(), *self._state()]

    def _own(self) -> Conditions:
        w = self._wanted
        for column, values in ((_p.nature, w.natures), (_p.sector, w.sectors), (_p.level, w.levels)):
            if values is not None:
                yield column.in_(values)
        if w.total_investment_gte is not None:
            yield _p.total_investment >= w.total_investment_gte
        if w.total_investment_lte is not None:
            yield _p.total_investment <= w.total_investment_lte
        if w.q is not None:
            yield _p.search.contains(w.q, escape="/")
        if w.year is not None:
            plan = annual_plans.c
            yield exists().where(plan.tenant_id == self._tenant, plan.project_id == _p.id, plan.year == w.year)

    def _parts(self) -> Conditions:
        w = self._wanted
        held = ((ResponsibilityKind.LEAD_UNIT, w.lead_unit), (ResponsibilityKind.OWNER, w.owner))
        for kind, unit in held:
            if unit is not None:
                yield _p.id.in_(self._held(_part.unit_id == unit, _part.kind == kind.value))
        if w.leader is not None:
            yield _p.id.in_(self._held(_part.post_id == w.leader, _part.kind == ResponsibilityKind.LEADER.value))
        if w.unit is not None:
            yield _p.id.in_(select(self._of_unit(w.unit).subquery()))
        if w.mine is not None:
            yield self._mine(w.mine)

    def _held(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        return select(_part.project_id).where(_part.tenant_id == self._tenant, _part.to_on.is_(None), *conditions)

    def _of_unit(self, unit: UUID) -> Any:
        i = items.c
        guarantees = select(i.project_id).where(
            i.tenant_id == self._tenant, i.kind == ItemKind.GUARANTEE.value, i.unit_id == unit
        )
        return union(self._held(_part.unit_id == unit), guarantees)

    def _mine(self, mine: MyProjects) -> ColumnElement[bool]:
        of_unit = _p.id.in_(select(self._of_unit(mine.unit_id).subquery()))
        if not mine.post_ids:
            return of_unit
        return or_(of_unit, _p.id.in_(self._held(_part.post_id.in_(mine.post_ids))))

    def _state(self) -> Conditions:
        w, day = self._wanted, self._day
        if w.colours is not None:
            yield self._coloured(w.colours)
        if w.steps is not None or w.listed is not None:
            yield from self._placed()
        for kind, values in (w.classes or {}).items():
            yield _p.id.in_(classed(self._tenant, self._assessment, kind, values))
        if w.due_before is not None:
            yield has_due_item(self._tenant, _p.id, day, w.due_before)
        if w.late is not None:
            late = has_due_item(self._tenant, _p.id, day, day)
            yield late if w.late else ~late
        if w.open_issues_gte is not None:
            yield self._counts.c.open >= w.open_issues_gte

    def _placed(self) -> Conditions:
        w, s = self._wanted, passages.c
        here = select(s.project_id).where(*stays(self._tenant, self._track, self._day))
        if w.steps is not None:
            yield _p.id.in_(here.where(s.step.in_(w.steps)))
        if w.listed is not None:
            yield _p.id.in_(here) if w.listed else _p.id.not_in(here)

    def _coloured(self, colours: Sequence[str]) -> ColumnElement[bool]:
        r = rulings.c
        override = override_of(rulings)
        value = value_in_effect(rulings, override)
        rated = (
            select(r.project_id)
            .select_from(rulings.outerjoin(override, true()))
            .where(r.tenant_id == self._tenant, r.assessment_id == self._assessment, r.kind == RulingKind.RATING.value)
        )
        named = [colour for colour in colours if colour != UNRATED]
        with_one_of = _p.id.in_(rated.where(value.in_(named)))
        if UNRATED not in colours:
            return with_one_of
        without = _p.id.not_in(rated.where(value.is_not(None), r.project_id.is_not(None)))
        return or_(with_one_of, without) if named else without


def _apart(wanted: ProjectsWanted) -> tuple[Form, dict[str, Any]]:
    """Part what is asked from the values that it is asked with."""
    values: dict[str, Any] = {name: getattr(wanted, name) for name in _OPEN_ENDED}
    values["open_issues_gte"] = values["open_issues_gte"] or None  # none or more: everything
    if wanted.q is not None:
        values["q"] = wanted.q.lower().replace("/", "//").replace("%", "/%").replace("_", "/_")
    named: dict[str, Any] = {
        name: None if values[name] is None else bindparam(name, type_=kind) for name, kind in _OPEN_ENDED.items()
    }
    if wanted.sectors is not None:
        values["sectors"], named["sectors"] = list(wanted.sectors), [OneOf("sectors", type_=Text())]
    if wanted.mine is not None:
        values |= {"my_unit": wanted.mine.unit_id, "my_posts": list(wanted.mine.post_ids)}
        posts = (OneOf("my_posts", type_=Uuid()),) if wanted.mine.post_ids else ()
        named["mine"] = MyProjects(bindparam("my_unit", type_=Uuid()), posts)  # type: ignore[arg-type]
    form = replace(wanted, **named)
    key = tuple(
        field.name if field.name in named and named[field.name] is not None else _plain(getattr(form, field.name))
        for field in fields(form)
    )
    return Form((*key, wanted.mine is not None and bool(wanted.mine.post_ids)), form), values


def _plain(words: Any) -> Hashable:
    if isinstance(words, dict):
        return tuple((kind, tuple(values)) for kind, values in words.items())
    return tuple(words) if isinstance(words, list | tuple) else words
