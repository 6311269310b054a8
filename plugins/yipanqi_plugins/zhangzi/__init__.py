"""长子县: the five systems of key projects (重点项目五项制度), as a plugin."""

from yipanqi_core.mechanism.edition import Mechanism
from yipanqi_core.mechanism.registry import hookimpl
from yipanqi_plugins.zhangzi.demonstration import DEMONSTRATION
from yipanqi_plugins.zhangzi.edition_2021 import EDITION

MECHANISM = Mechanism(
    code="zhangzi",
    title="长子县重点项目五项制度",
    county="长子县",
    editions=(EDITION,),
    demonstration=DEMONSTRATION,
)


@hookimpl
def mechanism() -> Mechanism:
    """Hand over the mechanism."""
    return MECHANISM
