"""The edition in force from 2021-01-01.

Source: 清水县贯彻落实《关于建立健全重大建设项目协同推进机制的意见》加快重点项目建设实施方案. The paper bears no date;
2021-01-01 is taken as the day it took effect. Doubts: what the document leaves open is a parameter
(see `parameters.py`) or said in the rule that fills the gap.
"""

from datetime import date

from yipanqi_core.mechanism.edition import Edition
from yipanqi_plugins.qingshui.admission import admit
from yipanqi_plugins.qingshui.clauses import CLAUSES, FRAMEWORKS, STRUCTURE
from yipanqi_plugins.qingshui.items import ITEMS
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.project_fields import ProjectFields
from yipanqi_plugins.qingshui.seats import SEATS
from yipanqi_plugins.qingshui.tracks import KEY_LIST

EDITION = Edition(
    name="2021",
    in_force_from=date(2021, 1, 1),
    document="清水县加快重点项目建设实施方案（“1466”工作法）",
    structure=STRUCTURE,
    frameworks=FRAMEWORKS,
    clauses=CLAUSES,
    parameters=Parameters,
    project_fields=ProjectFields,
    seats=SEATS,
    track=KEY_LIST,
    items=ITEMS,
    admission=admit,
)
