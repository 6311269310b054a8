"""What work may be begun on a project now: items, reports and plans, issues, reviews, cases."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any

import msgspec
from msgspec.structs import replace

from yipanqi_api.actions import Action, Schema, action, permitted, written
from yipanqi_api.cases.views import NewCase
from yipanqi_api.issues.bodies import NewIssue
from yipanqi_api.items.schemas import schema_of
from yipanqi_api.items.views import NewItemBody
from yipanqi_api.ledgers.views import NewUnitReport
from yipanqi_api.reports.routes import NewPlan, NewReport
from yipanqi_api.reviews.views import NewReview
from yipanqi_core.acts.standing import Standing as Stood
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.cases.guards import require_may_open as require_may_open_case
from yipanqi_core.ladder.guards import require_may_raise
from yipanqi_core.ladder.reports import require_may_report as require_may_tell
from yipanqi_core.ladder.standing import Seen, ladder_of
from yipanqi_core.projects.items import require_may_plan
from yipanqi_core.projects.reports import reporting_clause, require_may_plan_year, require_may_report
from yipanqi_core.projects.standing import Standing
from yipanqi_core.projects.writing_queries import year_is_planned
from yipanqi_core.reviews.guards import require_may_open as require_may_open_review
from yipanqi_core.tenants.scope import Scope

_ITEM, _REPORT, _PLAN, _ISSUE, _STATE = (
    written(schema_of(one)) for one in (NewItemBody, NewReport, NewPlan, NewIssue, NewUnitReport)
)
_KEPT = 256  # schemas of what editions declare


async def work_actions(scope: Scope, at: Stood) -> list[Action]:
    """List what this user may begin on the project, asked of the very guards that the routes call."""
    stands = Standing(at.project_id, at.facts, at.names, at.seats, at.on, at.edition)
    planned = await year_is_planned(scope.connection, scope.tenant_id, at.project_id, at.on.year)
    return [*_progress(at, stands, planned), *_issues(at), *_reviews(at, stands), *_cases(at, stands)]


def _progress(at: Stood, stands: Standing, planned: bool) -> Iterator[Action]:
    href = f"/v1/projects/{at.project_id}"
    may_plan = _permitted(at, partial(require_may_plan, stands), at.edition.items.clause)
    yield action("add_item", "新增节点、要素或手续", "POST", f"{href}/items", may_plan, _ITEM)
    may_report = _permitted(at, partial(require_may_report, stands), reporting_clause(at.edition))
    month = f"{href}/reports/{at.on:%Y-%m}"
    yield action("report_progress", "填报当月完成投资", "PUT", month, may_report, _REPORT)
    may_plan_year = _permitted(
        at, partial(require_may_plan_year, stands, at.who, first=not planned), reporting_clause(at.edition)
    )
    yield action("plan_year", "排定年度、月度投资计划", "PUT", f"{href}/plan", may_plan_year, _PLAN)


def _issues(at: Stood) -> Iterator[Action]:
    if at.edition.ladder is not None:
        yield _raise(at, Seen(ladder_of(at.edition), at.facts, at.names, {}, at.on, at.edition))
    if any(one.reports for one in at.edition.ledgers):
        guard = partial(require_may_tell, at.who, at.names, at.facts, at.edition)
        yield action("report_state", "按期报送项目情况", "POST", "/v1/ten-day-reports", guard, _STATE)


def _raise(at: Stood, seen: Seen) -> Action:
    own: tuple[str, ...] = ()

    def guard() -> None:
        nonlocal own
        own = require_may_raise(at.who, seen)

    offered = action("raise_issue", "提出问题", "POST", "/v1/issues", guard, _ISSUE)
    return offered if not own else replace(offered, input=_of_categories(own))


def _reviews(at: Stood, stands: Standing) -> Iterator[Action]:
    for kind in at.edition.reviews:
        guard = _permitted(at, partial(require_may_open_review, stands, kind, at.parameters), kind.clause)
        yield action(
            f"open_{kind.code}",
            f"报送{kind.title}",
            "POST",
            "/v1/reviews",
            guard,
            _of_kind(NewReview, kind.code) if kind.joint else _of_item(kind.code),
        )


def _cases(at: Stood, stands: Standing) -> Iterator[Action]:
    for kind in at.edition.cases:
        guard = _permitted(at, partial(require_may_open_case, stands, kind, at.parameters), kind.clause)
        yield action(
            f"open_{kind.code}",
            f"办理{kind.title}",
            "POST",
            "/v1/cases",
            guard,
            _of_kind(NewCase, kind.code),
        )


@lru_cache(_KEPT)
def _of_categories(own: tuple[str, ...]) -> Schema:
    return _narrowed(NewIssue, "category", {"enum": list(own)})


@lru_cache(_KEPT)
def _of_kind(body: type[msgspec.Struct], kind: str) -> Schema:
    return _narrowed(body, "kind", {"const": kind})


@lru_cache(_KEPT)
def _of_item(kind: str) -> Schema:
    """Describe a review of one item: which one must be said."""
    schema = schema_of(NewReview)
    item = {"type": "string", "format": "uuid", "title": "报批的要素或手续"}
    properties = {**schema["properties"], "kind": {"const": kind}, "item_id": item}
    return written({**schema, "properties": properties, "required": [*schema["required"], "item_id"]})


def _narrowed(body: type[msgspec.Struct], field: str, to: dict[str, Any]) -> Schema:
    """Narrow a field of a body's schema."""
    schema = schema_of(body)
    return written({**schema, "properties": {**schema["properties"], field: to}})


def _permitted(at: Stood, guard: Callable[[], None], clause: str | None) -> Callable[[], None]:
    return permitted(at.who.role, Permission.REPORT_PROGRESS, at.edition, clause, guard)
