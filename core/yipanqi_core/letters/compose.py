"""From a ruling to the document that tells the unit: the letter kind's text, filled with names and figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yipanqi_core.calendar import Period
from yipanqi_core.documents.model import Block, Heading, OfficialDocument, Paragraph, Table, chinese_date
from yipanqi_core.mechanism.letters import FigureTable, LetterKind
from yipanqi_core.vocabulary import Colour


@dataclass(frozen=True, slots=True)
class Notice:
    """What a letter is composed from: names as they are on the day of issue, figures as the ruling stored them."""

    number: str
    issuer: str  # the issuing office's full name
    unit: str
    project: str | None
    copies: tuple[str, ...]
    period: str
    clause: str
    figures: Mapping[str, Any]
    issued_on: date
    reply_due_on: date | None
    matter: str = ""
    reply_within: str = ""
    deadline: date | None = None


def compose(kind: LetterKind, notice: Notice) -> OfficialDocument:
    """Fill the kind's title and body; the text of users enters as text, never as a template."""
    places = _places(kind, notice)
    blocks = [block for part in kind.body if (block := _block(part, places, notice.figures)) is not None]
    return OfficialDocument(
        issuer=notice.issuer,
        number=notice.number,
        title=_title(kind.title.format_map(places)),
        addressee=notice.unit,
        paragraphs=tuple(blocks),
        signature=notice.issuer,
        dated=notice.issued_on,
        copies=notice.copies,
    )


ONE_LINE = 20
"""Characters of a title that stand in one line; a longer one turns where its kind says, if its parts fit then."""


def _title(text: str) -> str:
    whole = text.replace("\n", "")
    turned = len(whole) > ONE_LINE and all(len(line) <= ONE_LINE for line in text.split("\n"))
    return text if turned else whole


def _places(kind: LetterKind, notice: Notice) -> Mapping[str, str]:
    colour = notice.figures.get("colour")
    due = notice.reply_due_on
    return {
        "project": notice.project or "",
        "unit": notice.unit,
        "period": Period.parse(notice.period).title,
        "value": "" if colour is None else Colour.of(str(colour)).label,
        "because": str(notice.figures.get("rating", "")),
        "clause": notice.clause,
        "reply_due": "" if due is None else chinese_date(due),
        "reply_parts": "、".join(part.title for part in kind.reply_parts),
        "matter": notice.matter,
        "reply_within": notice.reply_within,
        "of_project": "" if notice.project is None else f"“{notice.project}”项目",
        "deadline": "" if notice.deadline is None else chinese_date(notice.deadline),
    }


def _block(part: str | FigureTable, places: Mapping[str, str], figures: Mapping[str, Any]) -> Block | None:
    if isinstance(part, FigureTable):
        rows = part.rows(figures)
        return Table(part.headings, rows, caption=part.caption) if rows else None
    text = part.format_map(places)
    return Heading(1, text[1:]) if part.startswith("#") else Paragraph(text)
