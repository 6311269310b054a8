"""The national project code (项目代码): its shape, and the check digit that codes have borne since 2020."""

import re
from typing import Final

from stdnum.iso7064 import mod_11_10

SHAPE: Final = re.compile(r"([0-9]{4})-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}")
"""Year, region, sector, kind and serial number: 24 characters with the four hyphens."""

CHECKED_SINCE: Final = 2020


def well_formed(code: str | None) -> bool:
    """Tell whether a code has the national shape."""
    return code is not None and SHAPE.fullmatch(code) is not None


def digit_wrong(code: str) -> bool:
    """Tell whether a well-formed code of 2020 or later ends in another digit than ISO 7064 MOD 11,10 gives.

    Older codes bear none. Raises ValueError for a code without the national shape.
    """
    found = SHAPE.fullmatch(code)
    if found is None:
        raise ValueError(f"no project code: {code!r}")
    return int(found[1]) >= CHECKED_SINCE and not mod_11_10.is_valid(code.replace("-", ""))
