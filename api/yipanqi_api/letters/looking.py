"""What a list of letters can be asked for: its declared filters."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar.di import NamedDependency
from litestar.params import QueryParameter

from yipanqi_core.auth.identity import Identity
from yipanqi_core.letters.reading_queries import LetterFilter, Mine
from yipanqi_core.vocabulary import Colour


def provide_filter(  # noqa: PLR0917
    identity: NamedDependency[Identity],
    kind: Annotated[list[str] | None, QueryParameter(description="文种")] = None,
    period: Annotated[list[str] | None, QueryParameter(description="期间，如 2024-06")] = None,
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="收文单位")] = None,
    colour: Annotated[list[Colour] | None, QueryParameter(description="项目当期颜色")] = None,
    answered: Annotated[bool | None, QueryParameter(description="已回复")] = None,
    overdue: Annotated[bool | None, QueryParameter(description="逾期未回复，按本县当日")] = None,
    issued_on_gte: Annotated[date | None, QueryParameter(description="发文不早于")] = None,
    issued_on_lte: Annotated[date | None, QueryParameter(description="发文不晚于")] = None,
    mine: Annotated[bool, QueryParameter(description="只看发给本单位或抄送本人岗位的")] = False,
    q: Annotated[str | None, QueryParameter(max_length=50, description="文号或项目名称")] = None,
) -> LetterFilter:
    """Read the filters of the list."""
    return LetterFilter(
        kinds=kind,
        periods=period,
        project_id=project,
        unit_id=unit,
        colours=None if colour is None else [each.value for each in colour],
        answered=answered,
        overdue=overdue,
        issued_on_gte=issued_on_gte,
        issued_on_lte=issued_on_lte,
        mine=Mine(identity.unit_id, identity.post_ids) if mine else None,
        q=q or None,
    )
