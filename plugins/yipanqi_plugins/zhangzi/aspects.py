"""ZZ-2.2: the eight aspects of the appraisal, and who speaks for each: by default one unit each, as the county says."""

from functools import cache

from yipanqi_core.mechanism.seats import SeatKind
from yipanqi_plugins.zhangzi.seats import OFFICE, SEATS, WATER

ASPECTS = {
    "区域规划": OFFICE,
    "产业前景": "industry",
    "生态环境": "environment",
    "水土保持": WATER,
    "国土空间": "land",
    "安全生产": "emergency",
    "投资强度": "promotion",
    "产出效益": "finance",
}
"""Each aspect with the seat that is asked about it; the document names the aspects alone."""
_TITLES = {seat.code: seat.title for seat in SEATS if seat.kind is SeatKind.UNIT}
_SEATS = {name: seat.code for seat in SEATS if seat.kind is SeatKind.UNIT for name in (seat.title, *seat.aliases)}
DEFAULT_UNITS = "；".join(f"{about}={_TITLES[seat]}" for about, seat in ASPECTS.items())


@cache
def speakers(text: str) -> dict[str, str]:
    """Read 方面=单位 pairs parted by semicolons; an aspect that is not named keeps its own. Raises ValueError."""
    found: dict[str, str] = {}
    for pair in filter(None, (one.strip() for one in text.replace(";", "；").split("；"))):
        about, _, unit = (one.strip() for one in pair.partition("="))
        if about not in ASPECTS:
            raise ValueError(f"“{about}”不是会商评估的方面；可写：{'、'.join(ASPECTS)}")
        if unit not in _SEATS:
            raise ValueError(f"“{about}”后应写“=单位”，单位须是：{'、'.join(_TITLES.values())}")
        if about in found:
            raise ValueError(f"“{about}”写了不止一次，每个方面由一个单位提出意见")
        found[about] = _SEATS[unit]
    return found
