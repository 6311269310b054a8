"""Checks of the letters: each has a template that renders, and what rules call for can be issued."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from yipanqi_core.calendar import due_after
from yipanqi_core.documents.docx import render_docx
from yipanqi_core.letters.compose import Notice, compose
from yipanqi_core.mechanism.canonical import decode, encode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.letters import LetterKind
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.testing.discovery import CountyPlugin
from yipanqi_core.testing.evidence import judgements
from yipanqi_core.testing.faults import Fault


def letters(county: CountyPlugin) -> Iterator[Fault]:
    """Every letter that a case brings about can be issued and renders with its figures; so does one by hand."""
    for edition in county.mechanism.editions:
        for kind in edition.letters:
            if kind.by_hand is not None:
                yield from _rendered(edition, kind, {}, kind.kind)
            if not kind.letterheads:
                yield Fault("letters", kind.kind, "没有发文机关，发不出去")
        known = {kind.kind: kind for kind in edition.letters}
        came = set()
        for _, due in judgements(county, edition, RulingKind.LETTER):
            figures = decode(encode(due.ruling.facts), dict[str, Any])
            came.add(due.code)
            if figures.get("issuer") not in known[due.code].letterheads:
                yield Fault("letters", due.code, f"裁定所写发文席位“{figures.get('issuer')}”没有发文字号")
            else:
                yield from _rendered(edition, known[due.code], figures, f"{due.code}（示例）")
        for kind in edition.letters:
            if kind.by_hand is None and kind.kind not in came:
                yield Fault("letters", kind.kind, "没有示例使这种文书应发，看不出它何时发出")


def _rendered(edition: Edition, kind: LetterKind, figures: Mapping[str, Any], subject: str) -> Iterator[Fault]:
    parameters = edition.parameters()
    on = edition.in_force_from + timedelta(days=40)
    try:
        due = due_after(on, kind.reply_within(parameters)).on
        notice = Notice(
            number="示例〔2024〕1号",
            issuer="示例机关",
            unit="示例局",
            project="示例项目",
            copies=("示例领导",),
            period=f"{edition.in_force_from:%Y-%m}",
            clause=kind.clause,
            figures=figures,
            issued_on=on,
            reply_due_on=due,
            matter="示例事项",
            deadline=due,
        )
        render_docx(compose(kind, notice))
    except Exception as error:
        yield Fault("letters", subject, f"文书模板排不出来（{type(error).__name__}：{error}）")
