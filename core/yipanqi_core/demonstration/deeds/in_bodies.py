"""Deeds in bodies: the members that an office names, and the inspections that inspectors make."""

from yipanqi_core.demonstration.deeds.doing import Deed
from yipanqi_core.facts.gather import gather
from yipanqi_core.facts.supervision import founding
from yipanqi_core.inspections.guards import kind_of, require_inspector
from yipanqi_core.inspections.service import FoundProblem, NewInspection, record_inspection
from yipanqi_core.people.seats import seats_of
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.teams.guards import require_body_keeper
from yipanqi_core.teams.service import Change, Member, set_part


async def name_members(deed: Deed) -> None:
    """Name who has the page's `part` in a body: its members are the founding ones and those named here."""
    scope, edition, page = deed.scope, deed.edition, deed.page
    body = next((one for one in edition.bodies if one.code == page.kind), None)
    part = None if body is None else body.part(str(deed.given("part")))
    if body is None or part is None:
        raise InvalidInputError(f"没有“{page.kind}”这一机构或其职责", "/kind")
    require_body_keeper(edition, body, deed.who.role, await seats_of(scope, edition, deed.who))
    gathered = await gather(scope, edition, f"{page.on:%Y-%m}", page.on, only=[])
    stand = [
        Member(
            None if one.post is None else gathered.names.post_ids[one.post],
            None if one.unit is None else gathered.names.unit_ids[one.unit],
        )
        for one in founding(body, part.code, gathered.county.seats, gathered.names)
    ]
    named = [
        Member(
            None if one.get("post") is None else deed.post(one["post"]),
            None if one.get("unit") is None else deed.unit(one["unit"]),
            one.get("person"),
            one.get("rank"),
        )
        for one in deed.given("members")
    ]
    await set_part(scope, body, part, Change((*stand, *named), None), None, stand)


async def inspect(deed: Deed) -> None:
    """Make an inspection of a project or of a unit."""
    scope, edition, data = deed.scope, deed.edition, deed.page.data
    kind = kind_of(edition, deed.page.kind)
    require_inspector(edition, kind, await seats_of(scope, edition, deed.who))
    new = NewInspection(
        project_id=deed.project_or_none,
        subject_unit_id=deed.unit_or_none,
        inspected_on=deed.page.on,
        words={code: str(text) for code, text in deed.given("words").items()},
        note=deed.page.note,
        problems=tuple(FoundProblem(str(text)) for text in data.get("problems", ())),
    )
    await record_inspection(scope, edition, kind, new, deed.who.unit_id)


DEEDS = {one.__name__: one for one in (name_members, inspect)}
