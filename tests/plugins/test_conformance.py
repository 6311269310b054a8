"""Every installed county keeps what every county must keep."""

from yipanqi_core.testing import conformance_tests

test_conformance = conformance_tests()
