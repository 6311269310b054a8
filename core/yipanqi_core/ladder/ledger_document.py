"""A stored ledger as an official document and as sheets: the same lines as it was compiled, in either file."""

from collections.abc import Sequence
from datetime import date

from yipanqi_core.documents.model import Block, Heading, OfficialDocument, Paragraph, Table, numbered
from yipanqi_core.ladder.ledger_body import Body
from yipanqi_core.ladder.standing import ladder_of
from yipanqi_core.letters.issue import full_name
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.ladders import Ladder
from yipanqi_core.vocabulary import Urgency
from yipanqi_core.workbook.writer import ColumnKind, OutColumn, OutSheet

_LINES = ("序号", "项目名称", "问题", "类别", "缓急", "应办单位", "办理层级", "提出日期", "要求解决", "天数")
_SHARES = (1.8, 4.6, 6.2, 2.4, 1.8, 3.4, 2.9, 6.3, 6.3, 2.0)  # a date stands on one line
_TEXT, _DATE, _NUMBER = ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.NUMBER
_ISSUES = (
    OutColumn("序号", _NUMBER, 8),
    OutColumn("项目名称", width=40),
    OutColumn("问题", width=50),
    OutColumn("类别", width=12),
    OutColumn("轻重缓急", width=10),
    OutColumn("应办单位", width=26),
    OutColumn("办理层级", width=20),
    OutColumn("提出日期", _DATE),
    OutColumn("要求解决日期", _DATE),
    OutColumn("已历天数", _NUMBER, 10),
)
_REPORTS = (
    OutColumn("报送单位", width=26),
    OutColumn("项目名称", width=40),
    OutColumn("进展和问题", width=60),
    OutColumn("填报人", width=12),
    OutColumn("填报日期", _DATE),
)
_OWED = (OutColumn("未报送单位", width=26), OutColumn("项目名称", width=40))


def ledger_document(body: Body, county: str, edition: Edition, dated: date) -> OfficialDocument:
    """Lay a ledger out: its issues as one table, then what units reported and who did not."""
    compilers = [full_name(county, one) for one in body.compilers or ("县人民政府",)]
    blocks: list[Block] = [
        Paragraph(
            f"按照{_source(edition, body.clause)}，"
            f"现将截至当日的未解决问题（{len(body.lines)}项）列入台账，请各单位办理。"
        ),
        Heading(1, "未解决问题"),
    ]
    rows = tuple(tuple(_said(one) for one in row) for row in _lines(body, ladder_of(edition)))
    blocks.append(Table(_LINES, rows, _SHARES) if rows else Paragraph("无。"))
    if body.reported:
        told = tuple((one.unit, one.project, one.state) for one in body.reported)
        blocks += [Heading(1, "各单位报送情况"), Table(("报送单位", "项目名称", "进展和问题"), told, (3, 4, 6))]
    if body.unreported:
        owed = tuple((one.unit, "、".join(one.projects)) for one in body.unreported)
        blocks += [Heading(1, "未报送的单位"), Table(("单位", "项目"), owed, (3, 8))]
    return OfficialDocument(
        issuer=compilers[0],
        number=body.number,
        title=body.title,
        addressee="各有关单位",
        paragraphs=numbered(blocks),
        signature="　".join(compilers),
        dated=dated,
    )


def _source(edition: Edition, clause: str) -> str:
    """Cite the document's own article, as an official letter does."""
    name, _, number = edition.document.partition("（")
    title = f"《{name}》（{number}" if "〔" in number else f"《{edition.document}》"
    article = edition.clause(clause).article
    return title + (f"第{article}条" if article[0].isdigit() else f"“{article}”的要求")


def ledger_sheets(body: Body, ladder: Ladder) -> list[OutSheet]:
    """Give a ledger as sheets: its issues, what units reported, who did not."""
    return [
        OutSheet("未解决问题", _ISSUES, _lines(body, ladder)),
        OutSheet(
            "报送情况", _REPORTS,
            [(one.unit, one.project, one.state, one.reported_by, one.reported_on) for one in body.reported],
        ),
        OutSheet("未报送", _OWED, [(one.unit, name) for one in body.unreported for name in one.projects]),
    ]  # fmt: skip


def _lines(body: Body, ladder: Ladder) -> Sequence[Sequence[object]]:
    return [
        (
            place,
            one.project,
            one.description,
            one.category,
            Urgency.of(one.urgency).label,
            one.unit,
            ladder.rung(one.rung).title,
            one.raised_on,
            one.required_on,
            one.days_open,
        )
        for place, one in enumerate(body.lines, start=1)
    ]


def _said(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%Y.%m.%d}"
    return "" if value is None else str(value)
