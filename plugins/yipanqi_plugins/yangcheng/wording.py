"""How figures and days are written in this county's documents: 亿元 with two decimals, days in Chinese, no spaces."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from yipanqi_core.documents.model import chinese_date
from yipanqi_core.rules.progress import shown

_HUNDRED_MILLION = 10000


def hundred_million(value: Fraction | Decimal) -> str:
    """Write an amount of 万元 in 亿元, rounded half up."""
    return shown(Fraction(value) / _HUNDRED_MILLION, 2)


def percent(share: Fraction) -> str:
    """Write a share as a percentage, rounded half up."""
    return f"{shown(share * 100, 2)}%"


def day_told(day: object) -> str:
    """Write a day as documents do, whether it is one or its ISO text; 未定 for none."""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return chinese_date(day) if isinstance(day, date) else "未定"


def months_told(month: int) -> str:
    """Write the months of a year up to this one: 1月, 1至9月."""
    return "1月" if month == 1 else f"1至{month}月"
