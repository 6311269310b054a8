"""How projects look in a list and one by one."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.classes.views import ClassView
from yipanqi_api.colours import colour_word
from yipanqi_api.projects.clocks import ClockView
from yipanqi_api.references import PostReference, Reference, Word
from yipanqi_api.rulings import RulingView
from yipanqi_api.values import Instant, Money, local
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.projects.frame_queries import RatedMonth
from yipanqi_core.vocabulary import Level, Nature


class RatingView(msgspec.Struct, gc=False):
    """A project's colour of a stored month, with why; not published yet without `published_on`."""

    period: Annotated[str, Meta(examples=["2024-06"])]
    value: Annotated[Word, Meta(description="现行颜色")]
    computed: Annotated[Word, Meta(description="计算所得颜色；与现行颜色不同的由人改定")]
    clause: str
    because: Annotated[str, Meta(description="计算所得颜色的依据")]
    published_on: Annotated[date | None, Meta(description="公布日期；未公布为 null")]

    @classmethod
    def of(cls, row: Any, month: RatedMonth | None, kind: RulingKind) -> Self | None:
        """Show the row's rating, if it is of this kind."""
        if month is None or row.rating_kind != kind:
            return None
        colours = colour_word(row.colour), colour_word(row.computed)
        return cls(month.period, *colours, row.clause, row.because, month.published_on)


class IssueCount(msgspec.Struct, gc=False):
    """Open issues of a project."""

    count: int
    urgent: Annotated[int, Meta(description="其中“急”")]


class ProjectRow(msgspec.Struct, kw_only=True, gc=False):
    """A project as lists show it, as it stands on the county's own day."""

    id: UUID
    name: str
    code: str | None
    nature: Word
    sector: str
    level: Word | None
    total_investment: Money
    annual_plan: Annotated[Money | None, Meta(description="当年（或所问年度）计划投资")]
    site: str | None
    lead_unit: Annotated[Reference | None, Meta(description="责任单位")]
    owner: Annotated[Reference | None, Meta(description="业主单位")]
    leader: Annotated[PostReference | None, Meta(description="包抓领导及当日任职者")]
    step: Annotated[Word | None, Meta(description="所在清单；不在清单为 null")]
    listed_on: Annotated[date | None, Meta(description="进入现清单的日期")]
    rating: Annotated[RatingView | None, Meta(description="该月评级；该月不在清单内为 null")]
    reference_rating: Annotated[RatingView | None, Meta(description="参照管理项目的参考评级，不计入清单、榜单、计分")]
    classes: Annotated[list[ClassView], Meta(description="本县机制的归类：列表按该月评估，单个项目按今天的事实")]
    open_issues: IssueCount
    late_items: Annotated[int, Meta(description="逾期未完成的节点、要素、手续数")]
    updated_at: Instant

    @classmethod
    def of(cls, row: Any, month: RatedMonth | None, edition: Edition, classes: list[ClassView]) -> Self:
        """Show a row of the projects' page."""
        return cls(**shown(row, month, edition), classes=classes)


class FieldView(msgspec.Struct):
    """A field of the mechanism's own."""

    name: str
    title: str
    description: str | None
    value: Annotated[Any, Meta(description="未填为 null")]


class Why(msgspec.Struct):
    """The rating ruling whole, with the figures it was given on."""

    period: str
    reference: Annotated[bool, Meta(description="是否为参照管理项目的参考评级")]
    ruling: RulingView
    published_on: date | None


class ProjectFinding(msgspec.Struct):
    """What the month's assessment found amiss."""

    id: UUID
    code: str
    title: str
    unit: Reference | None
    ruling: RulingView


class ProjectView(ProjectRow, kw_only=True):
    """A project with all that concerns it now."""

    declared_nature: Annotated[Word | None, Meta(description="申报时的性质，与认定性质不同时")]
    registered_on: Annotated[date, Meta(description="登记日期")]
    content: str | None
    fields: Annotated[list[FieldView], Meta(description="本县机制自有的字段")]
    clocks: Annotated[list[ClockView], Meta(description="已起算的时限，按今天计")]
    findings: Annotated[list[ProjectFinding], Meta(description="该月评估发现的问题")]
    why: Why | None
    version: int
    created_at: Instant
    actions: list[Action] = msgspec.field(name="_actions")


def shown(row: Any, month: RatedMonth | None, edition: Edition) -> dict[str, Any]:
    """Give what a list and one project show alike."""
    holder = Reference.maybe(row.holder_id, row.holder)
    return {
        "id": row.id,
        "name": row.name,
        "code": row.code,
        "nature": _NATURES[row.nature],
        "sector": row.sector,
        "level": None if row.level is None else _LEVELS[row.level],
        "total_investment": row.total_investment,
        "annual_plan": row.annual_plan,
        "site": row.site,
        "lead_unit": Reference.maybe(row.lead_unit_id, row.lead_unit),
        "owner": Reference.maybe(row.owner_id, row.owner),
        "leader": None if row.leader_id is None else PostReference(row.leader_id, row.leader, holder),
        "step": step_word(edition, row.step),
        "listed_on": row.listed_on,
        "rating": RatingView.of(row, month, RulingKind.RATING),
        "reference_rating": RatingView.of(row, month, RulingKind.REFERENCE),
        "open_issues": IssueCount(row.open_issues, row.urgent_issues),
        "late_items": row.late_items,
        "updated_at": local(row.updated_at),
    }


_NATURES = {nature.value: Word.of(nature) for nature in Nature}
_LEVELS = {level.value: Word.of(level) for level in Level}


def step_word(edition: Edition, code: str | None) -> Word | None:
    """Name a step as the edition in force does; one of an earlier edition goes by its code."""
    if code is None:
        return None
    return Word(code, next((step.title for step in edition.track.steps if step.code == code), code))


def nature_word(code: str) -> Word:
    """Name a nature."""
    return _NATURES[code]


def why_of(row: Any, month: RatedMonth | None) -> Why | None:
    """Give the rating ruling whole."""
    if month is None or row.rating_kind is None:
        return None
    ruling = RulingView(row.computed, row.clause, row.because, msgspec.Raw(row.facts))
    return Why(month.period, row.rating_kind == RulingKind.REFERENCE, ruling, month.published_on)


def fields_of(row: Any, edition: Edition) -> list[FieldView]:
    """List the mechanism's own fields, filled or not."""
    return [
        FieldView(name, field.title or name, field.description, row.fields.get(name))
        for name, field in edition.project_fields.model_fields.items()
    ]


def finding_view(row: Any, edition: Edition) -> ProjectFinding:
    """Show a finding under the title that its check or clock has."""
    titles = {one.code: one.title for one in edition.clocks} | {
        one.code: one.title for one in (*edition.checks, *edition.register_checks)
    }
    title = titles.get(row.code, row.code)
    ruling = RulingView(row.value, row.clause, row.because, msgspec.Raw(row.facts))
    return ProjectFinding(row.id, row.code, title, Reference.maybe(row.unit_id, row.unit), ruling)
