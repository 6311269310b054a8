"""The kit that judges every county: cases that a clerk can read, and one conformance suite for all.

A county in a repository of its own has one test file:

    from yipanqi_core.testing import conformance_tests
    test_conformance = conformance_tests("our-county")

`yipanqi county check CODE` does the same on the command line.
"""

from typing import TYPE_CHECKING, Any

from yipanqi_core.testing.discovery import CountyPlugin, discovered, plugin_of
from yipanqi_core.testing.faults import CaseFileError, Fault
from yipanqi_core.testing.suite import CHECKS, ConformanceCheck, judge

if TYPE_CHECKING:
    from yipanqi_core.testing.tests import conformance_tests

__all__ = [
    "CHECKS",
    "CaseFileError",
    "ConformanceCheck",
    "CountyPlugin",
    "Fault",
    "conformance_tests",
    "discovered",
    "judge",
    "plugin_of",
]


def __getattr__(name: str) -> Any:
    """Load the pytest part only for who asks for it: the command line does without pytest."""
    if name == "conformance_tests":
        from yipanqi_core.testing.tests import conformance_tests

        return conformance_tests
    raise AttributeError(name)
