"""石棉县: the mechanism of the three lists (要素保障“三张清单”), as a plugin."""

from yipanqi_core.mechanism.edition import Mechanism
from yipanqi_core.mechanism.registry import hookimpl
from yipanqi_plugins.shimian.demonstration import DEMONSTRATION
from yipanqi_plugins.shimian.edition_2024 import EDITION

MECHANISM = Mechanism(
    code="shimian",
    title="石棉县要素保障“三张清单”机制",
    county="石棉县",
    editions=(EDITION,),
    demonstration=DEMONSTRATION,
)


@hookimpl
def mechanism() -> Mechanism:
    """Hand over the mechanism."""
    return MECHANISM
