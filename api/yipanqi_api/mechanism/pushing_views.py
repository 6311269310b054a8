"""How issues are pushed on, what is given out and told, and what results are used for, as it is shown."""

from typing import Annotated

import msgspec
from msgspec import Meta

from yipanqi_api.mechanism.duration_view import DurationView
from yipanqi_api.references import Word


class RungView(msgspec.Struct):
    """A rung of the ladder."""

    code: str
    title: str
    holder: Word
    seat: Word | None
    beside_seats: Annotated[list[Word], Meta(description="与该席位同为这一层级办理者的席位")]
    days: Annotated[int | None, Meta(description="可停留的自然日数；null 为不限")]
    run_out: Annotated[Word, Meta(description="逾时如何")]
    owner_categories: Annotated[list[str], Meta(description="由业主办理的类别")]


class LadderView(msgspec.Struct):
    """Who holds an issue, from the lowest rung to the highest."""

    title: str
    clause: str
    closing_clause: Annotated[str, Meta(description="销号所依据的条款")]
    rungs: list[RungView]
    raised: Annotated[str, Meta(description="新问题从哪一层级开始")]
    loaded: Annotated[str, Meta(description="随工作簿而来的问题在哪一层级")]
    major: Annotated[str | None, Meta(description="重大问题直报的层级；null 为没有直报")]
    closing_seats: Annotated[list[Word], Meta(description="除办理各方外，也可凭佐证销号的席位")]


class LedgerKindView(msgspec.Struct):
    """A numbered extract of the open issues; compiled by the schedule of the same code."""

    code: str
    title: str
    clause: str
    compilers: list[Word]
    urgencies: list[Word]
    categories: Annotated[list[str], Meta(description="类别的排列顺序，其余按名称随后")]
    reports: Annotated[bool, Meta(description="责任单位须按期报送项目情况")]
    deputies: Annotated[bool, Meta(description="编成后提交项目分管（包抓）县领导")]


class PoolKindView(msgspec.Struct):
    """A yearly pool and who stands first for it."""

    code: str
    title: str
    clause: str
    unit: Annotated[str, Meta(description="计量单位")]
    kept_by: Word
    guarantees: Annotated[list[str], Meta(description="候选项目是这些要素尚未落实的项目")]
    order: list[Word]


class MeetingSeriesView(msgspec.Struct):
    """A series of meetings."""

    code: str
    title: str
    clause: str
    cadence: Word
    convener: Annotated[Word | None, Meta(description="召集席位；null 为每位有分管领域的县领导")]
    convener_title: str
    convening_parts: Annotated[list[str], Meta(description="还可由该机构（body）中承担这些职责的岗位召集")]
    sources: Annotated[list[Word], Meta(description="议程自动列入的内容")]
    topics: list[Word]
    letterhead: str
    task: str
    closed_by: Annotated[str, Meta(description="由哪种工作记录办结")]
    answers: Annotated[bool, Meta(description="每项须有有关单位答复")]
    decides: Annotated[bool, Meta(description="每项须有议定")]
    rung: str | None
    body: str | None
    issuer: Annotated[Word | None, Meta(description="纪要的署名席位；null 为县人民政府")]


class BulletinKindView(msgspec.Struct):
    """A bulletin issued once per period."""

    code: str
    kind: str
    clause: str
    cadence: Word
    issuer: Word
    letterhead: str
    addressee: str
    recipients: list[Word]
    rectify_within: DurationView


class WrittenBulletinView(msgspec.Struct):
    """A bulletin that a seat writes itself."""

    kind: str
    clause: str
    issuer: Word
    letterhead: str
    addressee: str
    about: Annotated[str | None, Meta(description="针对哪种通报；null 为随时")]


class ConsequenceKindView(msgspec.Struct):
    """One use of results: proposed by figures or a report, decided by a person."""

    code: str
    title: str
    clause: str
    decided_by: Word
    proposed_upon: Annotated[list[Word], Meta(description="由什么提出")]
    months: Annotated[int | None, Meta(description="按连续几个月")]
