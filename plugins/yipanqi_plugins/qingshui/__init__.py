"""清水县: the “1466” way of working, as a plugin."""

from yipanqi_core.mechanism.edition import Mechanism
from yipanqi_core.mechanism.registry import hookimpl
from yipanqi_plugins.qingshui.demonstration import DEMONSTRATION
from yipanqi_plugins.qingshui.edition_2021 import EDITION

MECHANISM = Mechanism(
    code="qingshui",
    title="清水县“1466”工作法",
    county="清水县",
    editions=(EDITION,),
    demonstration=DEMONSTRATION,
)


@hookimpl
def mechanism() -> Mechanism:
    """Hand over the mechanism."""
    return MECHANISM
