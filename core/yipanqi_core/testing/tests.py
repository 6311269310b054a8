"""The suite as pytest functions, for a county in this repository or in one of its own.

from yipanqi_core.testing import conformance_tests
test_conformance = conformance_tests("our-county")
"""

from collections.abc import Callable

import pytest

from yipanqi_core.testing.discovery import CountyPlugin, discovered
from yipanqi_core.testing.suite import CHECKS, ConformanceCheck


def conformance_tests(code: str | None = None) -> Callable[[CountyPlugin, ConformanceCheck], None]:
    """Make a test function of every check and every installed county, or of the one with this code.

    Raises LookupError for a code that is not installed.
    """
    found = [(county, check) for county in discovered(code) for check in CHECKS]

    @pytest.mark.parametrize(("county", "check"), found, ids=[f"{county.code}-{check.code}" for county, check in found])
    def test_conformance(county: CountyPlugin, check: ConformanceCheck) -> None:
        faults = list(check.find(county))
        assert not faults, f"{county.mechanism.title}：{check.title}\n" + "\n".join(f"  {one}" for one in faults)

    return test_conformance
