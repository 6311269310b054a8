"""Deeds on paths and in reviews: cases opened, filled in, passed, sent back; opinions asked, given and decided upon."""

from typing import Any

from yipanqi_core.cases import moving
from yipanqi_core.cases import service as cases
from yipanqi_core.demonstration.deeds import queries
from yipanqi_core.demonstration.deeds.doing import Deed
from yipanqi_core.mechanism.reviews import Opinion
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.reviews import deciding
from yipanqi_core.reviews import service as reviews


async def open_case(deed: Deed) -> None:
    """Open a case, with what it says of itself."""
    kind = cases.kind_of(deed.edition, deed.page.kind)
    new = cases.NewCase(deed.project, deed.note, deed.page.data, deed.page.year)
    await cases.open_case(deed.scope, deed.edition, kind, new, deed.who)


async def fill_case(deed: Deed) -> None:
    """Fill in fields of the project's case."""
    await cases.fill_in(deed.scope, deed.edition, await _case(deed), deed.page.data, deed.who)


async def follow_case(deed: Deed) -> None:
    """Name who follows the project's case."""
    login = str(deed.given("follower"))
    follower = await queries.user_id(deed.scope.connection, deed.scope.tenant_id, login)
    if follower is None:
        raise InvalidInputError(f"没有登录名“{login}”", "/follower")
    await cases.name_follower(deed.scope, deed.edition, await _case(deed), follower, deed.who)


async def pass_case(deed: Deed) -> None:
    """Pass the present step of the project's case, on a document where it says one."""
    passing = moving.Passing(deed.page.note, deed.page.data.get("evidence"))
    await moving.move_on(deed.scope, deed.edition, await _case(deed), passing, deed.who)


async def return_case(deed: Deed) -> None:
    """Send the project's case back."""
    to = deed.page.data.get("to")
    await moving.send_back(deed.scope, deed.edition, await _case(deed), to, deed.note, deed.who)


async def batch_cases(deed: Deed) -> None:
    """Put the cases of several projects in under one number."""
    kind = cases.kind_of(deed.edition, deed.page.kind)
    projects = [deed.names.projects[name] for name in deed.given("projects")]
    found = await queries.open_cases(deed.scope.connection, deed.scope.tenant_id, kind.code, projects)
    passing = moving.Passing(deed.page.note, deed.page.data.get("evidence"))
    await moving.put_in(deed.scope, deed.edition, kind, found, passing, deed.who)


async def open_review(deed: Deed) -> None:
    """Ask for opinions upon the project, or for the approval of one of its items."""
    kind = reviews.kind_of(deed.edition, deed.page.kind)
    item = deed.page.data.get("item")
    item_id = None
    if item is not None:
        item_id = await queries.item_named(deed.scope.connection, deed.scope.tenant_id, deed.project, item)
    await reviews.open_review(deed.scope, deed.edition, kind, deed.project, item_id, deed.page.note, deed.who)


async def resubmit_review(deed: Deed) -> None:
    """Hand in again what was returned."""
    await reviews.resubmit(deed.scope, deed.edition, await _review(deed), deed.page.note, deed.who)


async def give_opinion(deed: Deed) -> None:
    """Answer the review."""
    opinion = Opinion.of(str(deed.given("opinion")))
    await reviews.give_opinion(deed.scope, deed.edition, await _review(deed), opinion, deed.note, deed.who)


async def decide_review(deed: Deed) -> None:
    """Decide upon what all have answered."""
    decision = Opinion.of(str(deed.given("decision")))
    await deciding.decide(deed.scope, deed.edition, await _review(deed), decision, deed.note, deed.who)


async def _case(deed: Deed) -> Any:
    found = await queries.open_cases(deed.scope.connection, deed.scope.tenant_id, deed.page.kind, [deed.project])
    if not found:
        raise InvalidInputError("该项目没有在办的这类专项事项", "/project")
    return await cases.held_case(deed.scope, found[-1])


async def _review(deed: Deed) -> Any:
    found = await queries.latest_review(deed.scope.connection, deed.scope.tenant_id, deed.page.kind, deed.project)
    if found is None:
        raise InvalidInputError("该项目没有在办的这类审查", "/project")
    return await reviews.held_review(deed.scope, found)


DEEDS = {
    one.__name__: one
    for one in (
        open_case, fill_case, follow_case, pass_case, return_case, batch_cases,
        open_review, resubmit_review, give_opinion, decide_review,
    )
}  # fmt: skip
