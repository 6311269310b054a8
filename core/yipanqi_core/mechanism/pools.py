"""Pools: what a county has to give out in a year, in what unit, who keeps it and who stands first for it."""

from dataclasses import dataclass
from enum import StrEnum


class CandidateOrder(StrEnum):
    """By what candidates are ordered, the first key first."""

    LISTED = "listed"  # those on the main track first, others after them; without it only those on it are candidates
    LEVEL = "level"  # 省重点, 市重点, 县重点, others
    TOTAL_INVESTMENT = "total_investment"  # the largest first


@dataclass(frozen=True, slots=True)
class PoolKind:
    """A yearly pool; candidates are projects with an unfinished guarantee item of these names.

    They are the listed ones alone, unless `order` lets others stand after them.
    """

    code: str
    title: str
    unit: str  # what amounts are counted in
    clause: str
    kept_by: str
    guarantees: tuple[str, ...]
    order: tuple[CandidateOrder, ...]
