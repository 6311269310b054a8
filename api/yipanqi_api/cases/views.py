"""How cases are opened, filled in, followed and shown, with the days on each step."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta
from pydantic import BaseModel

from yipanqi_api.actions import Action
from yipanqi_api.declared_schemas import declared_schema
from yipanqi_api.references import Reference, Word
from yipanqi_core.mechanism.cases import CaseKind, CaseStep, Collection
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.lookups import Lookup
from yipanqi_core.vocabulary import UnitKind

Fields = Annotated[
    dict[str, str | int | bool | None], Meta(description="见 GET /v1/cases/kinds 中该种类的 fields；小数写成字符串")
]

Year = Annotated[int, Meta(ge=1900, le=2999)]
Note = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]


class NewCase(msgspec.Struct, forbid_unknown_fields=True):
    """A case to be opened."""

    kind: Annotated[str, Meta(min_length=1, max_length=50, description="见 GET /v1/cases/kinds")]
    project_id: UUID
    title: Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
    fields: Fields = {}
    year: Annotated[Year | None, Meta(description="按年度报送的事项所属年度；不填即当前应报的年度")] = None


class ChangedCase(msgspec.Struct, forbid_unknown_fields=True):
    """Fields to be filled in, one at least; those left out stay."""

    fields: Annotated[Fields, Meta(min_length=1)]


class NewFollower(msgspec.Struct, forbid_unknown_fields=True):
    """Who follows a case from now on."""

    user_id: UUID


class NewStep(msgspec.Struct, forbid_unknown_fields=True):
    """That the present step is passed."""

    note: Annotated[Note | None, Meta(description="文号、退件情况等")] = None
    evidence: Annotated[Note | None, Meta(description="依据的文件、文号或附件；该阶段要求时必填")] = None
    on: Annotated[date | None, Meta(description="办理日期，不填即今天；不早于进入本阶段之日")] = None


class SentBack(msgspec.Struct, forbid_unknown_fields=True):
    """That a case is sent back."""

    reason: Annotated[Note, Meta(description="退回理由")]
    step: Annotated[
        Annotated[str, Meta(min_length=1, max_length=50)] | None, Meta(description="退回到哪个阶段；不填即上一阶段")
    ] = None


class NewBatch(msgspec.Struct, forbid_unknown_fields=True):
    """Cases that are put in together."""

    kind: Annotated[str, Meta(min_length=1, max_length=50, description="见 GET /v1/cases/kinds")]
    case_ids: Annotated[list[UUID], Meta(min_length=1, max_length=200)]
    note: Annotated[Note | None, Meta(description="批次说明")] = None
    evidence: Annotated[Note | None, Meta(description="依据的文件、文号或附件")] = None
    on: Annotated[date | None, Meta(description="办理日期，不填即今天")] = None


class BatchView(msgspec.Struct):
    """A batch as numbered."""

    kind: Word
    year: int | None
    number: int
    title: Annotated[str, Meta(description="如“2025年第1批”")]
    cases: list[UUID]


class CaseStepView(msgspec.Struct):
    """A step of a path as the mechanism declares it."""

    code: str
    label: str
    decided_by: Annotated[list[Word], Meta(description="由谁办理（任一即可）")]
    body: Annotated[str | None, Meta(description="非席位的办理主体，由前项代为登记")]
    required: Annotated[list[Word], Meta(description="办理前须填写的字段")]
    evidence: Annotated[bool, Meta(description="须写明依据的文件")]
    batched: Annotated[bool, Meta(description="分批次办理")]


class CollectionView(msgspec.Struct):
    """What units hand in each year."""

    title: str
    clause: str
    until: Annotated[str, Meta(description="每年的截止日，月-日")]
    year: Annotated[int, Meta(description="现在报送的年度")]
    units: Annotated[list[Word], Meta(description="由哪些类别的单位报送")]


class LookupView(msgspec.Struct):
    """A field that names a row of a register."""

    field: str
    register: Word
    agrees: Annotated[list[str], Meta(description="须与台账该行一致的字段")]
    clause: str


class CaseKindView(msgspec.Struct):
    """A kind of case as the mechanism declares it."""

    code: str
    title: str
    clause: str
    steps: list[CaseStepView]
    kept_by: Word
    led_by: Annotated[Word | None, Meta(description="专班由谁牵头")]
    followed_from: Annotated[str | None, Meta(description="自该阶段起须有跟踪人")]
    opened_by: Annotated[list[Word], Meta(description="由谁立卷")]
    collection: Annotated[CollectionView | None, Meta(description="按年度由单位报送的")]
    fields: Annotated[dict[str, Any], Meta(description="字段的 JSON Schema")]
    lookups: Annotated[list[LookupView], Meta(description="须从台账中选填的字段")]

    @classmethod
    def of(cls, kind: CaseKind, edition: Edition, parameters: BaseModel, today: date) -> Self:
        """Show a declaration."""
        return cls(
            code=kind.code,
            title=kind.title,
            clause=kind.clause,
            steps=[_declared(kind, step, edition) for step in kind.steps],
            kept_by=_seat(edition, kind.kept_by),
            led_by=None if kind.led_by is None else _seat(edition, kind.led_by),
            followed_from=kind.followed_from,
            opened_by=[_seat(edition, seat) for seat in kind.openers],
            collection=None if kind.collection is None else _collection(kind.collection, parameters, today),
            fields=declared_schema(kind.fields),
            lookups=[_lookup(one, edition) for one in kind.lookups],
        )


def _lookup(one: Lookup, edition: Edition) -> LookupView:
    title = next(register.title for register in edition.registers if register.code == one.register)
    return LookupView(one.field, Word(one.register, title), list(one.agrees), one.clause)


def _seat(edition: Edition, seat: str) -> Word:
    return Word(seat, edition.seat_title(seat))


def _declared(kind: CaseKind, step: CaseStep, edition: Edition) -> CaseStepView:
    return CaseStepView(
        code=step.code,
        label=step.title,
        decided_by=[_seat(edition, seat) for seat in kind.deciders(step.code)],
        body=step.body,
        required=[Word(name, str(kind.fields.model_fields[name].title)) for name in step.required],
        evidence=step.evidence,
        batched=step.batched,
    )


def _collection(one: Collection, parameters: BaseModel, today: date) -> CollectionView:
    units = [Word.of(kind) for kind in UnitKind if kind in one.kinds]
    return CollectionView(one.title, one.clause, one.until(parameters), one.year(today.year), units)


class StepView(msgspec.Struct):
    """A stay on a step."""

    step: Word
    entered_on: date
    left_on: date | None
    days: Annotated[int, Meta(description="在该阶段的天数；未离开的算到本县当日")]
    decided_by: Annotated[str, Meta(description="由谁转入")]
    note: str | None
    outcome: Annotated[str | None, Meta(description="passed 通过、returned 退回；在办为 null")]
    passed_by: Annotated[str | None, Meta(description="由谁办理")]
    passed_as: Annotated[Word | None, Meta(description="以什么席位办理")]
    evidence: str | None
    reason: Annotated[str | None, Meta(description="退回理由")]


class CaseView(msgspec.Struct):
    """A case with its steps, its follower and the days in hand."""

    id: UUID
    kind: Word
    clause: str | None
    title: str
    project: Reference
    unit: Annotated[Reference | None, Meta(description="立卷单位")]
    year: Annotated[int | None, Meta(description="所属年度")]
    batch: Annotated[int | None, Meta(description="该年度第几批")]
    step: Word
    follower: Annotated[Reference | None, Meta(description="驻点跟踪人")]
    followed_on: date | None
    submitted_on: Annotated[date | None, Meta(description="进入须有跟踪人的阶段（报件）之日")]
    opened_on: date
    closed_on: date | None
    days: Annotated[int, Meta(description="自立卷起的在办天数")]
    days_to_submission: Annotated[int | None, Meta(description="自需求提出（缺省为立卷）到报件的天数；未报件为空")]
    returned: Annotated[int, Meta(description="退回次数")]
    fields: dict[str, Any]
    steps: list[StepView]
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, edition: Edition, today: date, actions: list[Action]) -> Self:
        """Show a row; a kind that the edition no longer knows goes by its code."""
        kind = next((one for one in edition.cases if one.code == row.kind), None)
        steps = list(_steps(row, kind, edition, today))
        submitted = None if kind is None else kind.followed_from
        handed_in = next((one.entered_on for one in steps if one.step.code == submitted), None)
        return cls(
            id=row.id,
            kind=Word(row.kind, row.kind if kind is None else kind.title),
            clause=None if kind is None else kind.clause,
            title=row.title,
            project=Reference(row.project_id, row.project),
            unit=Reference.maybe(row.unit_id, row.unit),
            year=row.year,
            batch=row.batch,
            step=steps[-1].step,
            follower=Reference.maybe(row.follower_id, row.follower),
            followed_on=row.followed_on,
            submitted_on=handed_in,
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            days=((row.closed_on or today) - row.opened_on).days,
            days_to_submission=None if handed_in is None else (handed_in - _demanded(row, kind)).days,
            returned=sum(1 for one in row.steps if one["outcome"] == "returned"),
            fields=row.fields,
            steps=steps,
            version=row.version,
            actions=actions,
        )


def _demanded(row: Any, kind: CaseKind | None) -> date:
    """Give the day of the demand: as its field says, else that of the opening."""
    told = None if kind is None or kind.demanded is None else row.fields.get(kind.demanded)
    opened: date = row.opened_on
    return opened if told is None else date.fromisoformat(told)


def _steps(row: Any, kind: CaseKind | None, edition: Edition, today: date) -> Iterator[StepView]:
    titles = {} if kind is None else {step.code: step.title for step in kind.steps}
    for one in row.steps:
        entered = date.fromisoformat(one["entered_on"])
        left = None if one["left_on"] is None else date.fromisoformat(one["left_on"])
        seat = one["passed_seat"]
        yield StepView(
            step=Word(one["step"], titles.get(one["step"], one["step"])),
            entered_on=entered,
            left_on=left,
            days=((left or row.closed_on or today) - entered).days,
            decided_by=one["decided_by"],
            note=one["note"],
            outcome=one["outcome"],
            passed_by=one["passed_by"],
            passed_as=None if seat is None else _seat(edition, seat),
            evidence=one["evidence"],
            reason=one["reason"],
        )
