"""Reading letters for people: lists by what they look for, and one letter with all that belongs to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, func, literal, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.tables import assessments, rulings
from yipanqi_core.database.keyset import Key, keyed_through, keys_for
from yipanqi_core.letters.tables import letter_escalations, letter_receipts, letter_replies, letters
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.people.holder_queries import holder_on, today
from yipanqi_core.people.tables import posts, units, users
from yipanqi_core.projects.tables import projects

_l, _reply, _ruling = letters.c, letter_replies.c, rulings.c
_receipt, _up = letter_receipts.c, letter_escalations.c
_rating = rulings.alias("rating")
_NEVER = literal(date(9999, 12, 31))

SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "issued_on": (_l.issued_on,),
    "number": (_l.letterhead, _l.year, _l.serial),
    "reply_due_on": (func.coalesce(_l.reply_due_on, _NEVER),),
}


@dataclass(frozen=True, slots=True)
class Mine:
    """Whose letters are meant: those addressed to the unit or copied to the posts."""

    unit_id: UUID
    post_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """What is looked for; what is None is not asked."""

    kinds: Sequence[str] | None = None
    periods: Sequence[str] | None = None
    project_id: UUID | None = None
    unit_id: UUID | None = None
    colours: Sequence[str] | None = None
    answered: bool | None = None
    overdue: bool | None = None
    issued_on_gte: date | None = None
    issued_on_lte: date | None = None
    mine: Mine | None = None
    q: str | None = None


def order(orders: Iterable[tuple[str, bool]]) -> tuple[Key, ...]:
    """Give the keys for an order of fields of SORTS."""
    return keys_for(SORTS, orders, _l.id)


async def letter_rows(  # noqa: PLR0917
    connection: AsyncConnection,
    tenant_id: UUID,
    wanted: LetterFilter,
    keys: Sequence[Key],
    after: Sequence[Any] | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """List letters, each with names, the copy's holder on the day of issue, the project's colour, the reply's day."""
    shown = _shown(tenant_id).where(_l.tenant_id == tenant_id)
    narrow = select(_l.id).select_from(_looked_at(wanted)).where(_l.tenant_id == tenant_id, *_conditions(wanted))
    return list(await connection.execute(keyed_through(shown, narrow, _l.id, keys, after, limit)))


async def count_letters(connection: AsyncConnection, tenant_id: UUID, wanted: LetterFilter) -> int:
    """Count the letters of a list."""
    statement = select(func.count()).select_from(_looked_at(wanted))
    statement = statement.where(_l.tenant_id == tenant_id, *_conditions(wanted))
    return int((await connection.execute(statement)).scalar_one())


async def letter_row(connection: AsyncConnection, tenant_id: UUID, letter_id: UUID) -> Row[Any] | None:
    """Find one letter as in the list, with its frozen document and its reply; the ruling is `ruling_row`'s."""
    replier = select(users.c.name).where(users.c.tenant_id == tenant_id, users.c.id == _reply.replied_by)
    statement = (
        _shown(tenant_id)
        .add_columns(
            _l.document,
            _reply.parts,
            _reply.replied_at,
            _reply.replied_by.label("replier_id"),
            replier.scalar_subquery().label("replier"),
        )
        .where(_l.tenant_id == tenant_id, _l.id == letter_id)
    )
    return (await connection.execute(statement)).one_or_none()


async def ruling_row(connection: AsyncConnection, tenant_id: UUID, ruling_id: UUID) -> Row[Any]:
    """Read the ruling that a letter rests on."""
    columns: tuple[Any, ...] = (_ruling.value, _ruling.clause, _ruling.because, _ruling.facts)
    statement = select(*columns).where(_ruling.tenant_id == tenant_id, _ruling.id == ruling_id)
    found: Row[Any] = (await connection.execute(statement)).one()
    return found


def _of(table: Any, column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.c.tenant_id == _l.tenant_id, table.c.id == column)


def _received() -> ColumnElement[bool]:
    return and_(_receipt.tenant_id == _l.tenant_id, _receipt.letter_id == _l.id)


def _due() -> ColumnElement[Any]:
    """The day by which the reply is due: from the recorded receipt, where there is one."""
    return func.coalesce(_receipt.reply_due_on, _l.reply_due_on)


def _replied() -> ColumnElement[bool]:
    return and_(_reply.tenant_id == _l.tenant_id, _reply.letter_id == _l.id)


def _rated() -> ColumnElement[bool]:
    """Join the rating that the letter's own assessment gave the project."""
    return and_(
        _rating.c.tenant_id == _l.tenant_id,
        _rating.c.project_id == _l.project_id,
        _rating.c.assessment_id == _ruling.assessment_id,
        _rating.c.kind == _as_rated(_ruling.kind),
    )


def _as_rated(letter: Any) -> ColumnElement[Any]:
    """Name the kind of rating that a letter's ruling rests on: the computed one, or the one published in its place."""
    return func.replace(letter, RulingKind.LETTER.value, RulingKind.RATING.value)


def _looked_at(wanted: LetterFilter) -> FromClause:
    """Join only what the filters ask about."""
    source: FromClause = letters
    if wanted.colours is not None:
        source = source.join(rulings, _of(rulings, _l.ruling_id)).join(_rating, _rated())
    if wanted.answered is not None or wanted.overdue is not None:
        source = source.outerjoin(letter_replies, _replied())
    if wanted.overdue is not None:
        source = source.outerjoin(letter_receipts, _received())
    if wanted.q is not None:
        source = source.outerjoin(projects, _of(projects, _l.project_id))
    return source


def _shown(tenant_id: UUID) -> Select[Any]:
    holder = holder_on(tenant_id, _l.copy_post_id, _l.issued_on)
    basis, assessment, rated = _resting_on(tenant_id)
    source: FromClause = (
        letters.outerjoin(projects, _of(projects, _l.project_id))
        .join(units, _of(units, _l.unit_id))
        .outerjoin(letter_replies, _replied())
        .outerjoin(letter_receipts, _received())
        .outerjoin(letter_escalations, and_(_up.tenant_id == _l.tenant_id, _up.letter_id == _l.id))
        .outerjoin(posts, _of(posts, _l.copy_post_id))
        .outerjoin(basis, true())
        .outerjoin(assessment, true())
        .outerjoin(rated, true())
        .outerjoin(holder, true())
    )
    return select(
        _l.id, _l.kind, _l.number, _l.period, _l.clause, _l.issued_on, _due().label("reply_due_on"),
        func.coalesce(_receipt.provisional, _l.provisional).label("provisional"),
        _l.project_id, projects.c.name.label("project"), _l.unit_id, units.c.name.label("unit"),
        _l.copy_post_id, posts.c.title.label("copy_title"),
        holder.c.id.label("holder_id"), holder.c.name.label("holder"),
        _reply.replied_on, today().label("today"), rated.c.value.label("colour"),
        _l.matter, _l.deadline, _l.issued_by, _receipt.received_on, _up.escalated_on, _l.ruling_id,
        func.coalesce(_l.mechanism, assessment.c.mechanism).label("mechanism"),
        func.coalesce(_l.edition, assessment.c.edition).label("edition"),
    ).select_from(source)  # fmt: skip


def _resting_on(tenant_id: UUID) -> tuple[FromClause, FromClause, FromClause]:
    """Look up, letter by letter, the ruling it rests on, that ruling's assessment, and the project's rating in it.

    One row each by its key: whatever the planner believes of the size of these tables, it cannot walk them.
    """
    basis = (
        select(_ruling.assessment_id, _ruling.kind)
        .where(_ruling.tenant_id == tenant_id, _ruling.id == _l.ruling_id)
        .limit(1)
        .lateral("basis")
    )
    assessment = (
        select(assessments.c.mechanism, assessments.c.edition)
        .where(assessments.c.tenant_id == tenant_id, assessments.c.id == basis.c.assessment_id)
        .limit(1)
        .lateral("assessment")
    )
    rated = (
        select(_rating.c.value)
        .where(
            _rating.c.tenant_id == tenant_id,
            _rating.c.project_id == _l.project_id,
            _rating.c.assessment_id == basis.c.assessment_id,
            _rating.c.kind == _as_rated(basis.c.kind),
        )
        .limit(1)
        .lateral("rated")
    )
    return basis, assessment, rated


def _conditions(wanted: LetterFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, value in ((_l.project_id, wanted.project_id), (_l.unit_id, wanted.unit_id)):
        if value is not None:
            found.append(column == value)
    for column, values in ((_l.kind, wanted.kinds), (_l.period, wanted.periods), (_rating.c.value, wanted.colours)):
        if values is not None:
            found.append(column.in_(values))
    if wanted.issued_on_gte is not None:
        found.append(_l.issued_on >= wanted.issued_on_gte)
    if wanted.issued_on_lte is not None:
        found.append(_l.issued_on <= wanted.issued_on_lte)
    return [*found, *_states(wanted)]


def _states(wanted: LetterFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.answered is not None:
        yield _reply.letter_id.is_not(None) if wanted.answered else _reply.letter_id.is_(None)
    if wanted.overdue is not None:
        yield _overdue() if wanted.overdue else ~_overdue()
    if wanted.mine is not None:
        yield or_(_l.unit_id == wanted.mine.unit_id, _l.copy_post_id.in_(wanted.mine.post_ids))
    if wanted.q is not None:
        yield or_(_l.number.icontains(wanted.q, autoescape=True), projects.c.name.icontains(wanted.q, autoescape=True))


def _overdue() -> ColumnElement[bool]:
    """Unanswered though its day has passed, by the county's own date; never unknown."""
    return and_(_reply.letter_id.is_(None), func.coalesce(_due() < today(), False))
