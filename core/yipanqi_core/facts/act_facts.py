"""Rows of proposals, marks and corrections as facts."""

from typing import Any

from sqlalchemy import Row

from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.facts import CorrectionFacts, MarkFacts, ProposalFacts


def proposal(row: Row[Any]) -> ProposalFacts:
    """Give a proposal."""
    return ProposalFacts(row.act, row.from_step, row.to_step, row.opened_on, row.closed_on, row.outcome)


def mark(row: Row[Any]) -> MarkFacts:
    """Give a mark with what is recorded of it."""
    data = {} if row.data is None else decode(row.data.encode(), dict[str, str])
    return MarkFacts(row.mark, row.year, data)


def correction(row: Row[Any]) -> CorrectionFacts:
    """Give a correction."""
    return CorrectionFacts(row.title, row.old, row.new, row.reason, row.corrected_on)
