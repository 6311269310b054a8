"""The calendar of duties."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.duties.views import DutyView
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.assessing import NOT_IN_FORCE
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.calendar import Period, PeriodError
from yipanqi_core.duties.calendar import DutyLine, read_calendar
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.tenants.scope import Scope

KEY: Any = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Wanted:
    holder: UUID | None
    mine: Identity | None
    kinds: list[str] | None
    met: bool | None
    due_before: date | None

    def of(self, lines: Iterable[DutyLine]) -> Iterator[DutyLine]:
        for one in lines:
            if self.holder is not None and self.holder not in {one.post_id, one.unit_id}:
                continue
            if self.mine is not None and one.unit_id != self.mine.unit_id and one.post_id not in self.mine.post_ids:
                continue
            if self.kinds is not None and one.code not in self.kinds:
                continue
            if self.met is not None and one.met is not self.met:
                continue
            if self.due_before is None or one.period.end <= self.due_before:
                yield one


@get(
    "",
    operation_id="ListDuties",
    summary="列出履职要求及完成情况",
    guards=[requires(Permission.READ)],
    responses=refuses(NOT_IN_FORCE),
)
async def list_duties(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    period: Annotated[
        str | None, QueryParameter(max_length=10, description="期，如 2024-06、2024-Q2；缺省为本月")
    ] = None,
    holder: Annotated[UUID | None, QueryParameter(description="应履职的岗位或单位")] = None,
    mine: Annotated[bool, QueryParameter(description="只看本单位或本人岗位的")] = False,
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    kind: Annotated[list[str] | None, QueryParameter(description="履职要求的代码，见 GET /v1/mechanism")] = None,
    met: Annotated[bool | None, QueryParameter(description="true 已完成，false 未完成")] = None,
    due_before: Annotated[date | None, QueryParameter(description="不晚于此日到期")] = None,
) -> Answer[Page[DutyView]]:
    """What is owed by whom until when, in the order in which it falls due.

    A month that was assessed is shown as stored; another as it stands today, with the longer periods that still run.
    """
    calendar = await read_calendar(transaction, installed(), _period(period), project)
    wanted = _Wanted(holder, identity if mine else None, kind, met, due_before)
    lines = list(wanted.of(calendar.lines))
    after = paging.after(KEY)
    rows = lines if after is None else [one for one in lines if one.key > after]
    return paging.answer(
        rows[: paging.limit + 1],
        key=lambda line: line.key,
        view=lambda line: DutyView.of(line, calendar, identity),
        total=len(lines) if paging.count else None,
    )


def _period(text: str | None) -> Period | None:
    try:
        return None if text is None else Period.parse(text)
    except PeriodError as error:
        raise InvalidInputError(str(error), "/period") from error


duties_router = Router("/v1/duties", route_handlers=[list_duties], tags=["duties"])
