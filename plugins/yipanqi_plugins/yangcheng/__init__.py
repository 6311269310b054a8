"""阳城县: the “1366” mechanism of project construction, as a plugin."""

from yipanqi_core.mechanism.edition import Mechanism
from yipanqi_core.mechanism.registry import hookimpl
from yipanqi_plugins.yangcheng.demonstration import DEMONSTRATION
from yipanqi_plugins.yangcheng.edition_2024 import EDITION

MECHANISM = Mechanism(
    code="yangcheng",
    title="阳城县项目建设“1366”推进机制",
    county="阳城县",
    editions=(EDITION,),
    demonstration=DEMONSTRATION,
)


@hookimpl
def mechanism() -> Mechanism:
    """Hand over the mechanism."""
    return MECHANISM
