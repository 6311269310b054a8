"""The rows that a plan writes of units, posts, users and their tenures."""

from yipanqi_core.identifiers import new_id
from yipanqi_core.workbook.county_register import Tenure
from yipanqi_core.workbook.ids import Ids, TableRow
from yipanqi_core.workbook.plan import Writing
from yipanqi_core.workbook.register import PersonRow, UnitRow


def units(writing: Writing, ids: Ids) -> tuple[list[TableRow], list[TableRow]]:
    """Give the units that are new and those corrected."""
    found = writing.differences.units
    new = [{"id": ids.units[row.name]} | _unit(row) for row in found.created]
    return new, [{"id": change.id} | _unit(change.after) for change in found.changed]


def posts(ids: Ids) -> list[TableRow]:
    """Give the posts that someone is the first to hold."""
    return [{"id": key, "unit_id": ids.units[post.unit], "title": post.title} for post, key in ids.new_posts.items()]


def users(writing: Writing, ids: Ids) -> tuple[list[TableRow], list[TableRow]]:
    """Give the people that are new (they have no password and cannot sign in yet) and those corrected."""
    found = writing.differences.people
    new = [{"id": ids.users[row.login], "login": row.login} | _user(row, ids) for row in found.created]
    return new, [{"id": change.id} | _user(change.after, ids) for change in found.changed]


def tenures(writing: Writing, ids: Ids) -> tuple[list[TableRow], list[TableRow]]:
    """Give the tenures that begin, and those corrected or ended by a successor."""
    new = [
        {"post_id": ids.posts[one.post], "user_id": ids.users[one.login]} | _tenure(one)
        for one in writing.tenures.created
    ]
    return new, [_tenure(one) for one in writing.tenures.changed]


def seats(writing: Writing, ids: Ids) -> tuple[list[TableRow], list[TableRow]]:
    """Give the bindings of seats that begin, and the ends of those they follow."""
    new = [
        {"id": new_id(), "seat": one.seat.code, "from_on": one.from_on} | ids.holder(one.holder)
        for one in writing.bindings
    ]
    ended = [{"id": one.follows.id, "to_on": one.from_on} for one in writing.bindings if one.follows is not None]
    return new, ended


def _unit(row: UnitRow) -> TableRow:
    return {
        "name": row.name,
        "kind": row.kind.value,
        "assessment_group": row.assessment_group,
        "short_names": list(row.short_names),
        "credit_code": row.credit_code,
    }


def _user(row: PersonRow, ids: Ids) -> TableRow:
    return {
        "name": row.name,
        "unit_id": ids.units[row.unit],
        "role": row.role.value,
        "office_phone": row.office_phone,
    }


def _tenure(one: Tenure) -> TableRow:
    return {"id": one.id, "from_on": one.from_on, "to_on": one.to_on, "portfolio": list(one.portfolio)}
