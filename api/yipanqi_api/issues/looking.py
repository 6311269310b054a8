"""What callers may look for among issues, as query parameters."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar.di import NamedDependency
from litestar.params import QueryParameter

from yipanqi_core.auth.identity import Identity
from yipanqi_core.projects.wanted import MyProjects
from yipanqi_core.vocabulary import Level, Urgency
from yipanqi_core.work.issue_queries import IssuesWanted


def provide_issues_wanted(  # noqa: PLR0917
    identity: NamedDependency[Identity],
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    level: Annotated[list[Level] | None, QueryParameter(description="项目层级（现在的）")] = None,
    category: Annotated[list[str] | None, QueryParameter(description="类别")] = None,
    urgency: Annotated[list[Urgency] | None, QueryParameter(description="轻重缓急")] = None,
    open: Annotated[bool | None, QueryParameter(description="是否未解决")] = None,  # noqa: A002
    overdue: Annotated[bool | None, QueryParameter(description="过了要求解决日期而未解决")] = None,
    raised_on_gte: Annotated[date | None, QueryParameter(description="提出不早于")] = None,
    raised_on_lte: Annotated[date | None, QueryParameter(description="提出不晚于")] = None,
    required_on_gte: Annotated[date | None, QueryParameter(description="要求解决不早于")] = None,
    required_on_lte: Annotated[date | None, QueryParameter(description="要求解决不晚于")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="责任单位，或该类要素事项的单位")] = None,
    mine: Annotated[bool, QueryParameter(description="本单位应办的，或本人岗位包抓项目的")] = False,
    q: Annotated[str | None, QueryParameter(min_length=1, max_length=50, description="问题或项目")] = None,
) -> IssuesWanted:
    """Give what the caller looks for."""
    return IssuesWanted(
        project=project,
        levels=level,
        categories=category,
        urgencies=None if urgency is None else [each.value for each in urgency],
        open=open,
        overdue=overdue,
        raised_on_gte=raised_on_gte,
        raised_on_lte=raised_on_lte,
        required_on_gte=required_on_gte,
        required_on_lte=required_on_lte,
        unit=unit,
        mine=MyProjects(identity.unit_id, identity.post_ids) if mine else None,
        q=q,
    )
