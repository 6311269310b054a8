"""A ledger's table as it is printed."""

from datetime import date

import pytest

from yipanqi_core.documents import layout
from yipanqi_core.documents.model import Table
from yipanqi_core.documents.text import width_of
from yipanqi_core.ladder.ledger_document import _LINES, _SHARES, _source
from yipanqi_core.mechanism.registry import installed


def test_a_date_stands_on_one_line_of_its_column() -> None:
    row = ("1", "河堤", "征地", "用地", "急", "县水利局", "业主", "2025.10.09", "2025.11.30", "12")
    shares = layout.column_shares(Table(_LINES, (row,), _SHARES))
    room = layout.mm_to_pt(layout.TEXT_MM[0]) / layout.TABLE_PT
    for place, text in ((7, row[7]), (8, row[8])):
        assert shares[place] * room >= width_of(text) + 1, "the text, and the air beside it"


@pytest.mark.parametrize("mechanism", ["shimian", "yangcheng", "zhangzi"])
def test_a_ledger_cites_the_document_and_not_our_clause(mechanism: str) -> None:
    edition = installed().in_force(mechanism, date(2025, 1, 1))
    (ledger, *_) = edition.ledgers
    cited = _source(edition, ledger.clause)
    assert cited.startswith("《")
    assert edition.clause(ledger.clause).article in cited
    assert ledger.clause not in cited
    assert cited.count("（") == cited.count("）")
