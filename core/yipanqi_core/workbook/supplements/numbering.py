"""Telling rows of one name apart by a number, only where there are several."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from yipanqi_core.workbook.supplements.columns import SAME


def numbered(rows: Sequence[dict[str, Any]], key: Sequence[str]) -> None:
    """Number the rows that share a key, in their order."""
    keys = [tuple(row.get(name) for name in key) for row in rows]
    shared, met = Counter(keys), Counter[tuple[Any, ...]]()
    for row, one in zip(rows, keys, strict=True):
        if shared[one] > 1:
            met[one] += 1
            row[SAME] = Decimal(met[one])
