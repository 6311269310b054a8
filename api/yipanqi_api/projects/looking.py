"""What callers may look for among projects, as query parameters."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from litestar.di import NamedDependency
from litestar.params import QueryParameter

from yipanqi_api.problems.general import INVALID_REQUEST
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.values import amount
from yipanqi_core.auth.identity import Identity
from yipanqi_core.projects.wanted import UNRATED, MyProjects, ProjectsWanted
from yipanqi_core.vocabulary import Level, Nature

ColourAsked = Literal["red", "yellow", "blue", "green", "none", "unrated"]
_AMOUNT = r"^[0-9]{1,16}(\.[0-9]{1,2})?$"
MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"

AmountAsked = Annotated[str | None, QueryParameter(pattern=_AMOUNT, description="万元")]
MonthAsked = Annotated[
    str | None, QueryParameter(pattern=MONTH, description="按哪个月的评级；缺省为最近一个已评估月份，如 2024-06")
]
SORT = "name、total_investment、colour（重者在前，未评级最后）、updated_at、open_issues；逗号分隔，前加 - 为降序"


def provide_projects_wanted(  # noqa: PLR0917
    identity: NamedDependency[Identity],
    colour: Annotated[
        list[ColourAsked] | None, QueryParameter(description="该月评级颜色；none 为未评级。参照管理项目不在其内")
    ] = None,
    step: Annotated[list[str] | None, QueryParameter(description="所在清单，见 /v1/tracks")] = None,
    classed: Annotated[
        list[str] | None,
        QueryParameter(
            name="class",
            description="该月的归类，写作 种类:类别，如 tier:市级重大；none 为不属任何类。同种为或，异种为且",
        ),
    ] = None,
    listed: Annotated[bool | None, QueryParameter(description="是否在清单内")] = None,
    nature: Annotated[list[Nature] | None, QueryParameter(description="项目性质")] = None,
    sector: Annotated[list[str] | None, QueryParameter(description="行业分类")] = None,
    level: Annotated[list[Level] | None, QueryParameter(description="项目层级")] = None,
    lead_unit: Annotated[UUID | None, QueryParameter(description="责任单位")] = None,
    owner: Annotated[UUID | None, QueryParameter(description="业主单位")] = None,
    leader: Annotated[UUID | None, QueryParameter(description="包抓领导（岗位）")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="任一身份的单位：责任、业主或要素事项")] = None,
    total_investment_gte: AmountAsked = None,
    total_investment_lte: AmountAsked = None,
    due_before: Annotated[date | None, QueryParameter(description="有计划早于该日而未完成的事项")] = None,
    late: Annotated[bool | None, QueryParameter(description="有逾期未完成的事项")] = None,
    open_issues_gte: Annotated[int | None, QueryParameter(ge=0, le=1000, description="未解决问题不少于")] = None,
    q: Annotated[str | None, QueryParameter(min_length=1, max_length=50, description="名称、代码、地点、单位")] = None,
    mine: Annotated[bool, QueryParameter(description="本单位有份的，或本人岗位包抓的")] = False,
    year: Annotated[int | None, QueryParameter(ge=2000, le=2100, description="该年有年度计划的")] = None,
) -> ProjectsWanted:
    """Give what the caller looks for."""
    return ProjectsWanted(
        colours=None if colour is None else [UNRATED if each == "unrated" else each for each in colour],
        steps=step,
        classes=None if classed is None else classes_asked(classed),
        listed=listed,
        natures=None if nature is None else [each.value for each in nature],
        sectors=sector,
        levels=None if level is None else [each.value for each in level],
        lead_unit=lead_unit,
        owner=owner,
        leader=leader,
        unit=unit,
        total_investment_gte=None if total_investment_gte is None else amount(total_investment_gte),
        total_investment_lte=None if total_investment_lte is None else amount(total_investment_lte),
        due_before=due_before,
        late=late,
        open_issues_gte=open_issues_gte,
        q=q,
        mine=MyProjects(identity.unit_id, identity.post_ids) if mine else None,
        year=year,
    )


def classes_asked(given: list[str]) -> dict[str, list[str | None]]:
    """Read `kind:value` texts: the values by kind. Raises ProblemError for one that is not written so."""
    asked: dict[str, list[str | None]] = {}
    for text in given:
        kind, colon, value = text.partition(":")
        if not (kind and colon and value):
            raise ProblemError(INVALID_REQUEST, f"class 须写作 种类:类别，如 tier:市级重大；现为“{text[:50]}”。")
        asked.setdefault(kind, []).append(None if value == UNRATED else value)
    return asked
