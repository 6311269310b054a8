"""From rows of the database to rows of a register: ids become names, stored words become members."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.vocabulary import (
    DecidingLevel,
    ItemKind,
    Level,
    Nature,
    ResponsibilityKind,
    Role,
    UnitKind,
    Urgency,
)
from yipanqi_core.workbook.county_register import BoundSeat, Kept, Tenure
from yipanqi_core.workbook.layout import Column
from yipanqi_core.workbook.own_columns import as_kept
from yipanqi_core.workbook.record_data import data_cells, data_text
from yipanqi_core.workbook.register import (
    FigureRow,
    IssueRow,
    ItemRow,
    PersonRow,
    Post,
    ProjectRow,
    RecordRow,
    UnitRow,
)

PARTS = {part.value: part for part in ResponsibilityKind}
_UNIT_KINDS = {kind.value: kind for kind in UnitKind}
_ROLES = {role.value: role for role in Role}
_NATURES = {nature.value: nature for nature in Nature}
_LEVELS = {level.value: level for level in Level}
_ITEM_KINDS = {kind.value: kind for kind in ItemKind}
_DECIDED = {level.value: level for level in DecidingLevel}
_URGENCIES = {urgency.value: urgency for urgency in Urgency}

UnitNames = Mapping[UUID, str]
ProjectNames = Mapping[UUID, str]
Posts = Mapping[UUID, Post]


def unit(row: Row[Any]) -> Kept[UnitRow]:
    """Make the row of a unit."""
    kind = _UNIT_KINDS[row.kind]
    return Kept(row.id, UnitRow(row.name, kind, row.assessment_group, tuple(row.short_names), row.credit_code))


def post(row: Row[Any], of_unit: UnitNames) -> Post:
    """Make a post."""
    return Post(of_unit[row.unit_id], row.title)


def person(row: Row[Any], of_unit: UnitNames, present: Mapping[tuple[str, str], Tenure]) -> Kept[PersonRow]:
    """Make the row of a person, with the post that a workbook names for them."""
    name = of_unit[row.unit_id]
    held = present.get((row.login, name))
    made = PersonRow(
        name=row.name,
        login=row.login,
        unit=name,
        role=_ROLES[row.role],
        title=None if held is None else held.post.title,
        portfolio=() if held is None else held.portfolio,
        from_on=None if held is None else held.from_on,
        office_phone=row.office_phone,
    )
    return Kept(row.id, made)


def present_tenures(tenures: Iterable[Tenure]) -> dict[tuple[str, str], Tenure]:
    """Give, by login and unit, the tenure that a workbook's row of the person stands for.

    The open one, else the last one, so that a succession stays readable and a post keeps its name.
    """
    every = list(tenures)
    left = [one for one in every if one.to_on is not None]
    still = [one for one in every if one.to_on is None]
    return {(one.login, one.post.unit): one for one in (*left, *still)}


def project(  # noqa: PLR0917
    row: Row[Any],
    held: Iterable[Row[Any]],
    of_unit: UnitNames,
    of_post: Posts,
    of_chain: Mapping[UUID, str],
    own: Sequence[Column] = (),
) -> Kept[ProjectRow]:
    """Make the row of a project; what is said of lists is no part of it."""
    parts = {PARTS[one.kind]: one for one in held}
    posts = {kind: of_post[one.post_id] for kind, one in parts.items() if one.post_id is not None}
    chain = parts.get(ResponsibilityKind.CHAIN)
    made = ProjectRow(
        name=row.name,
        nature=_NATURES[row.declared_nature or row.nature],
        sector=row.sector,
        total_investment=row.total_investment,
        owner=of_unit[parts[ResponsibilityKind.OWNER].unit_id],
        lead_unit=of_unit[parts[ResponsibilityKind.LEAD_UNIT].unit_id],
        code=row.code,
        level=None if row.level is None else _LEVELS[row.level],
        annual_plan=row.annual_plan,
        site=row.site,
        content=row.content,
        leader=posts.get(ResponsibilityKind.LEADER),
        line=posts.get(ResponsibilityKind.LINE),
        point=posts.get(ResponsibilityKind.POINT),
        chain=None if chain is None else of_chain[chain.chain_id],
        fields=as_kept(own, row.fields),
    )
    return Kept(row.id, made)


def item(row: Row[Any], of_project: ProjectNames, of_unit: UnitNames) -> Kept[ItemRow]:
    """Make the row of a dated item; the plan is the one in force."""
    made = ItemRow(
        project=of_project[row.project_id],
        title=row.title,
        kind=_ITEM_KINDS[row.kind],
        planned_on=row.planned_on if row.round is None else row.replanned_on,
        unit=None if row.unit_id is None else of_unit[row.unit_id],
        person=row.person,
        finished_on=row.finished_on,
        decided_at=None if row.decided_at is None else _DECIDED[row.decided_at],
    )
    return Kept(row.id, made)


def figure(row: Row[Any], of_project: ProjectNames) -> Kept[FigureRow]:
    """Make the row of a month."""
    return Kept(row.project_id, FigureRow(of_project[row.project_id], f"{row.month:%Y-%m}", row.planned, row.completed))


def issue(row: Row[Any], of_project: ProjectNames) -> Kept[IssueRow]:
    """Make the row of an issue."""
    made = IssueRow(
        project=of_project[row.project_id],
        description=row.description,
        category=row.category,
        urgency=_URGENCIES[row.urgency],
        raised_on=row.raised_on,
        required_on=row.required_on,
        resolved_on=row.resolved_on,
    )
    return Kept(row.id, made)


def bound_seat(row: Row[Any], of_unit: UnitNames, of_post: Posts) -> BoundSeat:
    """Make a seat's binding."""
    holder = of_unit[row.unit_id] if row.unit_id is not None else of_post[row.post_id]
    return BoundSeat(row.id, holder, row.from_on)


def record(
    row: Row[Any], of_project: ProjectNames, of_unit: UnitNames, of_post: Posts, edition: Edition
) -> Kept[RecordRow]:
    """Make the row of a record of work."""
    holder = of_unit[row.unit_id] if row.unit_id is not None else of_post[row.post_id]
    about = None if row.project_id is None else of_project[row.project_id]
    text, cells = data_text(edition, row.kind, row.data), data_cells(edition, row.kind, row.data)
    return Kept(row.id, RecordRow(holder, row.kind, row.on_date, about, row.note, text, cells))
