"""What the county gives out of one hand each year: land, energy and funds (SM-2.11)."""

from yipanqi_core.mechanism.pools import CandidateOrder, PoolKind

_LARGEST_AND_BEST = (CandidateOrder.LEVEL, CandidateOrder.TOTAL_INVESTMENT)

POOLS = (
    PoolKind("land", "用地指标", "亩", "SM-2.11", "land_office", ("用地", "林地"), _LARGEST_AND_BEST),
    PoolKind("energy", "能耗指标", "吨标准煤", "SM-2.11", "reform_office", ("能评",), _LARGEST_AND_BEST),
    PoolKind("funds", "财政资金", "万元", "SM-2.11", "finance_office", ("资金",), _LARGEST_AND_BEST),
)
