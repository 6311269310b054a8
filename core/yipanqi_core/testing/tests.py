"""The suite as pytest functions, for a county in this repository or in one of its own.

from yipanqi_core.testing import conformance_tests
test_conformance = conformance_tests("our-county")
"""

from collections.abc import Callable

import pytest

from yipanqi_core.testing.discovery import CountyPlugin, discovered
from yipanqi_core.testing.suite import CHECKS, ConformanceCheck


def conformance_tests(which: CountyPlugin | str | None = None) -> Callable[[CountyPlugin, ConformanceCheck], None]:
    """Make a test function of every check and every installed county, or of one: by its code, or as it is given.

    Raises LookupError for a code that is not installed.
    """
    counties = (which,) if isinstance(which, CountyPlugin) else discovered(which)
    found = [(county, check) for county in counties for check in CHECKS]

    @pytest.mark.parametrize(("county", "check"), found, ids=[f"{county.code}-{check.code}" for county, check in found])
    def test_conformance(county: CountyPlugin, check: ConformanceCheck) -> None:
        faults = list(check.find(county))
        assert not faults, f"{county.mechanism.title}：{check.title}\n" + "\n".join(f"  {one}" for one in faults)

    return test_conformance
