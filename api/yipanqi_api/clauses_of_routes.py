"""Which clause says whose a route is: cited to whoever's role may not take it, where the document says who acts."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from yipanqi_core.cases.queries import case_row
from yipanqi_core.figures.queries import rounds
from yipanqi_core.figures.tables import figures, targets
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.schedules import Effect
from yipanqi_core.pools.queries import allotment_row
from yipanqi_core.projects.reports import reporting_clause
from yipanqi_core.projects.writing_queries import shown_item
from yipanqi_core.reviews.queries import review_row
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import ItemKind, ResponsibilityKind


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is refused: what its path names, and its body where that can be read."""

    scope: Scope
    edition: Edition
    named: Mapping[str, Any]
    body: Any

    def said(self, name: str) -> str | None:
        """Give a word of the path, or else of the body."""
        found = self.named.get(name, getattr(self.body, name, None))
        return None if found is None else str(found)

    def id(self, name: str) -> UUID:
        """Give an id of the path."""
        return UUID(str(self.named[name]))


Finder = Callable[[Asked], Awaitable[str | None]]


class _Declared(Protocol):
    @property
    def clause(self) -> str:
        """The clause it rests on."""


def _of(declared: Iterable[Any], code: str | None) -> str | None:
    return next((one.clause for one in declared if one.code == code), None)


def _word(declared: Callable[[Edition], Iterable[Any]], name: str) -> Finder:
    """Find a declaration by the code that path or body names."""

    async def find(asked: Asked) -> str | None:
        return _of(declared(asked.edition), asked.said(name))

    return find


def _whole(declared: Callable[[Edition], _Declared | None]) -> Finder:
    """Take the mechanism's only declaration of its kind."""

    async def find(asked: Asked) -> str | None:
        one = declared(asked.edition)
        return None if one is None else one.clause

    return find


async def _case(asked: Asked) -> str | None:
    row = await case_row(asked.scope.connection, asked.scope.tenant_id, asked.id("case_id"))
    return None if row is None else _of(asked.edition.cases, row.kind)


async def _review(asked: Asked) -> str | None:
    row = await review_row(asked.scope.connection, asked.scope.tenant_id, asked.id("review_id"))
    return None if row is None else _of(asked.edition.reviews, row.kind)


async def _allotment(asked: Asked) -> str | None:
    row = await allotment_row(asked.scope.connection, asked.scope.tenant_id, asked.id("allotment_id"))
    return None if row is None else _of(asked.edition.pools, row.kind)


async def _figure(asked: Asked) -> str | None:
    rows = await rounds(asked.scope.connection, asked.scope.tenant_id, figures, asked.id("figure_id"))
    return _of(asked.edition.figures, rows[-1].code) if rows else None


async def _target(asked: Asked) -> str | None:
    rows = await rounds(asked.scope.connection, asked.scope.tenant_id, targets, asked.id("target_id"))
    return _of(asked.edition.targets, rows[-1].code) if rows else None


async def _item(asked: Asked) -> str | None:
    row = await shown_item(asked.scope.connection, asked.scope.tenant_id, asked.id("item_id"))
    return None if row is None else asked.edition.items.clause_of(ItemKind.of(row.kind))


async def _new_item(asked: Asked) -> str | None:
    kind = asked.said("kind")
    return None if kind is None else asked.edition.items.clause_of(ItemKind.of(kind))


async def _reporting(asked: Asked) -> str | None:
    return reporting_clause(asked.edition)


async def _leader(asked: Asked) -> str | None:
    kind = next((one for one in ResponsibilityKind if one == asked.said("kind")), None)
    found = next((one.clause for one in asked.edition.responsibilities if kind in one.kinds), None)
    chains = asked.edition.chains
    return chains.clause if found is None and kind is ResponsibilityKind.CHAIN and chains is not None else found


def assessing_clause(edition: Edition) -> str | None:
    """Give the clause by which periods are assessed."""
    return next((one.clause for one in edition.schedules if one.effect in (Effect.ASSESS, Effect.PUBLISH)), None)


async def _assessed(asked: Asked) -> str | None:
    return assessing_clause(asked.edition)


FINDERS: dict[str, Finder] = {
    "AssessPeriod": _assessed,
    "ReportConsequence": _word(lambda edition: edition.consequences, "kind"),
    "CreateChain": _whole(lambda edition: edition.chains),
    "ChangeChain": _whole(lambda edition: edition.chains),
    "SetProjectLeader": _leader,
    "PromoteProject": _whole(lambda edition: edition.promotion),
    "OverrideRating": _whole(lambda edition: edition.override),
    "OpenCase": _word(lambda edition: edition.cases, "kind"),
    "PutInBatch": _word(lambda edition: edition.cases, "kind"),
    **dict.fromkeys(("FillInCase", "NameCaseFollower", "MoveCase", "SendBackCase"), _case),
    "OpenReview": _word(lambda edition: edition.reviews, "kind"),
    **dict.fromkeys(("GiveOpinion", "ResubmitReview", "DecideReview"), _review),
    "SetQuota": _word(lambda edition: edition.pools, "kind"),
    "Allot": _word(lambda edition: edition.pools, "kind"),
    **dict.fromkeys(("UseAllotment", "TakeBackAllotment"), _allotment),
    "RecordFigure": _word(lambda edition: edition.figures, "code"),
    "CorrectFigure": _figure,
    "SetTarget": _word(lambda edition: edition.targets, "code"),
    "ChangeTarget": _target,
    **dict.fromkeys(("WriteEntry", "ChangeEntry", "WithdrawEntry"), _word(lambda edition: edition.registers, "code")),
    "AddProjectItem": _new_item,
    **dict.fromkeys(("ChangeItem", "CompleteItem"), _item),
    "RequestReplan": _whole(lambda edition: edition.replanning),
    **dict.fromkeys(("ReportProgress", "PlanProjectYear"), _reporting),
}
"""By operation; its batch asks about the first entry. A test holds that what is not here has no clause to cite."""
