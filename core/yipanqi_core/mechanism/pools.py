"""Pools: what a county has to give out in a year, in what unit, who keeps it and who stands first for it."""

from dataclasses import dataclass
from enum import StrEnum


class CandidateOrder(StrEnum):
    """By what candidates are ordered, the first key first."""

    LEVEL = "level"  # 省重点, 市重点, 县重点, others
    TOTAL_INVESTMENT = "total_investment"  # the largest first


@dataclass(frozen=True, slots=True)
class PoolKind:
    """A yearly pool; candidates are the listed projects with an unfinished guarantee item of these names."""

    code: str
    title: str
    unit: str  # what amounts are counted in
    clause: str
    kept_by: str
    guarantees: tuple[str, ...]
    order: tuple[CandidateOrder, ...]
