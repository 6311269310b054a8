"""Assessments as they are listed, and the stored document of one."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action, action
from yipanqi_api.assessments.periods import DESCRIPTION, FORM
from yipanqi_api.clauses_of_routes import assessing_clause
from yipanqi_api.colours import colour_word
from yipanqi_api.paging import Page
from yipanqi_api.references import Reference, Word
from yipanqi_api.rulings import RulingView
from yipanqi_api.scores.views import BasisView, Points, board_word, maybe_points
from yipanqi_api.values import Instant, local
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, require
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.fingerprints.editions import Fingerprint
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.vocabulary import Colour


class FingerprintView(msgspec.Struct):
    """What judges: the county's text, which is its data and the source of its rules, and the engine."""

    text: Annotated[str, Meta(description="县机制文本（数据和规则源码）的 SHA-256")]
    engine: Annotated[str, Meta(description="评判引擎源码的 SHA-256")]

    @classmethod
    def of(cls, one: Fingerprint) -> Self:
        """Show a fingerprint."""
        return cls(one.text, one.engine)

    @classmethod
    def maybe(cls, one: Fingerprint | None) -> Self | None:
        """Show a fingerprint, if there is one."""
        return None if one is None else cls.of(one)

    @classmethod
    def noted(cls, row: Any) -> Self | None:
        """Show the one noted with an assessment, if one was."""
        return None if row.text_fingerprint is None else cls(row.text_fingerprint, row.engine_fingerprint)


class NewAssessment(msgspec.Struct, forbid_unknown_fields=True):
    """The period to assess."""

    period: Annotated[str, Meta(min_length=4, max_length=10, description=DESCRIPTION, examples=["2024-06"])]


class ColourCount(msgspec.Struct):
    """How many projects have a colour."""

    colour: Word
    projects: int


class AssessmentView(msgspec.Struct):
    """A stored assessment as it stands in lists."""

    id: UUID
    period: str
    title: str
    kind: Word
    starts_on: date
    ends_on: date
    edition: str
    made_at: Instant
    made_by: str
    published_on: Annotated[date | None, Meta(description="公布日；未公布为 null")]
    digest: Annotated[str, Meta(description="事实与裁定的 SHA-256")]
    subject_count: Annotated[int, Meta(description="所评项目数")]
    colours: Annotated[list[ColourCount], Meta(description="各色项目数；季度、年度由各月汇总，没有自己的颜色")]
    href: str
    revision: Annotated[int, Meta(description="版本的第几次修订，1 为初版")]
    fingerprint: Annotated[FingerprintView | None, Meta(description="评判时登记的指纹；早于登记的为 null")]

    @classmethod
    def of(cls, row: Any, counts: Iterable[Any]) -> Self:
        """Show a row with the counts of its colours."""
        by_colour = {one.value: one.projects for one in counts if one.assessment_id == row.id}
        order = [*(value for value in Colour if value in by_colour), *(v for v in by_colour if v not in set(Colour))]
        return cls(
            id=row.id,
            period=row.period,
            title=Period.parse(row.period).title,
            kind=kind_word(row.period_kind),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            edition=row.edition,
            made_at=local(row.made_at),
            made_by=row.made_by,
            published_on=row.published_on,
            digest=row.digest,
            subject_count=row.subject_count,
            colours=[ColourCount(colour_word(value), by_colour[value]) for value in order],
            href=f"/v1/assessments/{row.period}",
            revision=row.revision,
            fingerprint=FingerprintView.noted(row),
        )


def kind_word(kind: str) -> Word:
    """Name a kind of period."""
    return Word(kind, PeriodKind(kind).label)


class AssessmentList(msgspec.Struct):
    """One page of stored assessments, and whether the caller may assess."""

    data: list[AssessmentView]
    next_cursor: str | None
    has_more: bool
    actions: list[Action] = msgspec.field(name="_actions")
    total: int | msgspec.UnsetType = msgspec.UNSET

    @classmethod
    def of(cls, page: Page[AssessmentView], identity: Identity, edition: Edition | None) -> Self:
        """Add to a page what may be done; whom it is refused, it is in the words of the `edition`."""
        told = () if edition is None else (assessing_clause(edition), edition.role_title)
        guard = partial(require, identity.role, Permission.ASSESS, *told)
        shape = {
            "type": "object",
            "required": ["period"],
            "additionalProperties": False,
            "properties": {"period": {"type": "string", "pattern": FORM, "description": DESCRIPTION}},
        }
        assess = action("assess", "评估一期", "POST", "/v1/assessments", guard, shape)
        return cls(page.data, page.next_cursor, page.has_more, [assess], page.total)


class JudgementView(msgspec.Struct):
    """One ruling of an assessment with whom it concerns; a project goes by its name when it was judged."""

    id: UUID
    code: str
    title: str | None
    project: Reference | None
    unit: Reference | None
    ruling: RulingView

    @classmethod
    def of(cls, row: Any, title: str | None) -> Self:
        """Show a ruling's row."""
        return cls(
            id=row.id,
            code=row.code,
            title=title,
            project=Reference.maybe(row.project_id, row.project),
            unit=Reference.maybe(row.unit_id, row.unit),
            ruling=RulingView(row.value, row.clause, row.because, msgspec.Raw(row.facts)),
        )


class StoredScore(msgspec.Struct):
    """A unit's score as it was ranked."""

    group: str
    unit: Reference
    points: Points | None
    rank: int | None
    board: Word | None
    clause: str
    because: str
    basis: list[BasisView]


class AssessmentDocument(msgspec.Struct):
    """A stored assessment whole. It never changes: what comes later (publication) is told in the list."""

    id: UUID
    period: str
    title: str
    kind: Word
    starts_on: date
    ends_on: date
    mechanism: str
    edition: str
    parameters: Annotated[
        msgspec.Raw, Meta(description="当期施行的参数，按存档原样", extra_json_schema={"type": "object"})
    ]
    made_at: Instant
    made_by: str
    digest: str
    subject_count: int
    ratings: list[JudgementView]
    references: Annotated[list[JudgementView], Meta(description="参照管理项目的评级，不计分")]
    changes: Annotated[list[JudgementView], Meta(description="转库、新增、退出")]
    findings: list[JudgementView]
    letters: Annotated[list[JudgementView], Meta(description="公布时应发的文书")]
    tasks: Annotated[list[JudgementView], Meta(description="公布时应开的任务")]
    others: Annotated[list[JudgementView], Meta(description="归类、履职等其他裁定")]
    scores: list[StoredScore]
    revision: Annotated[int, Meta(description="版本的第几次修订，1 为初版")]
    fingerprint: Annotated[FingerprintView | None, Meta(description="评判时登记的指纹；早于登记的为 null")]


def stored_score(row: Any, basis: list[BasisView]) -> StoredScore:
    """Show a score's row."""
    return StoredScore(
        group=row.assessment_group,
        unit=Reference(row.unit_id, row.unit),
        points=maybe_points(row.points),
        rank=row.rank,
        board=board_word(row.board),
        clause=row.clause,
        because=row.because,
        basis=basis,
    )


class DifferenceView(msgspec.Struct):
    """Where a stored outcome and its repetition part."""

    subject: str
    stored: str
    repeated: str
    tampered: Annotated[bool, Meta(description="所存与摘要、审计记录或审计链不符：存档被改；false 为重算不同")]


class VerificationView(msgspec.Struct):
    """The result of judging a stored assessment again from its own facts."""

    period: str
    edition: str
    digest: str
    identical: bool
    rulings: Annotated[int, Meta(description="比对的裁定数")]
    scores: Annotated[int, Meta(description="比对的得分数")]
    differences: list[DifferenceView]
    revision: Annotated[int, Meta(description="版本的第几次修订，1 为初版")]
    intact: Annotated[bool, Meta(description="存档与摘要、审计记录、审计链相符")]
    rules: Annotated[Word, Meta(description="评判规则此后是否改过")]
    because: Annotated[str, Meta(description="一句话的结论")]
    fingerprint_then: Annotated[FingerprintView | None, Meta(description="评判时登记的指纹；早于登记的为 null")]
    fingerprint_now: Annotated[FingerprintView | None, Meta(description="现在的指纹；当时的版本没有安装的为 null")]
