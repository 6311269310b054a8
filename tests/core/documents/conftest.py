from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from yipanqi_core.documents.model import Heading, Listing, OfficialDocument, Paragraph, Table, number_text

LetterBuilder = Callable[..., OfficialDocument]

WARNING = OfficialDocument(
    issuer="石棉县发展和改革局",
    number=number_text("石发改函", 2024, 12),
    title="关于老城区雨污分流改造工程的\n预警通知书",
    addressee="县住房和城乡建设局",
    paragraphs=(
        Paragraph("该项目2024年6月评定为红色（SM-4.1），现予预警。"),
        Heading(1, "一、评定依据"),
        Heading(2, "（一）投资进度"),
        Heading(3, "1. 完成比例"),
        Table(
            ("节点", "计划", "实际", "偏差"),
            (("开工", "2024-05-20", "未完成", "逾期41天"), ("投资完成率", "1.0000", "0.5234", "-0.4766")),
            caption="表1　2024年6月评定情况",
        ),
        Listing(("请于2024年7月10日前书面回复；", "说明滞后原因和整改措施。")),
    ),
    signature="石棉县发展和改革局",
    dated=date(2024, 7, 3),
    copies=("县政府分管工业副县长", "县经济合作和商务局"),
    printed_by="石棉县发展和改革局办公室",
    urgency="特急",
    attachments=("评定明细表", "回复函样式"),
)


@pytest.fixture(scope="session")
def letter() -> LetterBuilder:
    from dataclasses import replace

    def build(**changes: Any) -> OfficialDocument:
        return replace(WARNING, **changes)

    return build
