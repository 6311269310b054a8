"""The six task forces with the units that lead them; members are added by the headquarters office (YC-3)."""

from yipanqi_core.mechanism.teams import Body, TeamPart
from yipanqi_plugins.yangcheng.seats import APPROVALS, FINANCE, LAND, PROMOTION, REFORM, STATISTICS

_LED = (
    ("promotion_force", "招商引资专班", "YC-3.1", PROMOTION),
    ("approvals_force", "前期手续专班", "YC-3.2", APPROVALS),
    ("supervision_force", "推进督导专班", "YC-3.3", REFORM),
    ("land_force", "用地保障专班", "YC-3.4", LAND),
    ("statistics_force", "入库纳统专班", "YC-3.5", STATISTICS),
    ("funds_force", "争取资金专班", "YC-3.6", FINANCE),
)

BODIES = tuple(
    Body(
        code,
        title,
        clause,
        kept_by=REFORM,
        parts=(TeamPart("lead", "牵头单位", most=1), TeamPart("member", "成员单位", least=0)),
        founding={"lead": (seat,)},
    )
    for code, title, clause, seat in _LED
)
