"""The edition in force from 2021-01-01.

Source: 清水县贯彻落实《关于建立健全重大建设项目协同推进机制的意见》加快重点项目建设实施方案. The paper bears no date;
2021-01-01 is taken as the day it took effect. Doubts: what the document leaves open is a parameter
(see `parameters.py`) or said in the rule that fills the gap.
"""

from datetime import date

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.keeping import Keeping
from yipanqi_plugins.qingshui.acts import ACTS
from yipanqi_plugins.qingshui.admission import admit
from yipanqi_plugins.qingshui.annual_list import ANNUAL_LIST
from yipanqi_plugins.qingshui.aspects import SCORING, TARGETS
from yipanqi_plugins.qingshui.bulletins import BULLETIN, WORK_INFORMATION
from yipanqi_plugins.qingshui.clauses import CLAUSES, FRAMEWORKS, STRUCTURE
from yipanqi_plugins.qingshui.consequences import CONSEQUENCES
from yipanqi_plugins.qingshui.departments import APPROVAL, GREEN_LANE, default_unit
from yipanqi_plugins.qingshui.documents import LETTERS
from yipanqi_plugins.qingshui.duties import DUTY_REMINDERS, LEADER_DUTIES, WORK_RECORDS
from yipanqi_plugins.qingshui.energy import ENERGY, ENERGY_CHECKS
from yipanqi_plugins.qingshui.funds import BOND_LIST, FUND_CHECKS
from yipanqi_plugins.qingshui.guarantees import GUARANTEE_CHECKS
from yipanqi_plugins.qingshui.inspections import INSPECTIONS
from yipanqi_plugins.qingshui.items import ITEMS
from yipanqi_plugins.qingshui.ladder import DISPATCH_CHECKS, DISPATCH_LIST, LADDER
from yipanqi_plugins.qingshui.land import LAND_CASES, LAND_CHECKS, QUOTA
from yipanqi_plugins.qingshui.letters import letters_due
from yipanqi_plugins.qingshui.meetings import CARRIED_OUT, MEETINGS
from yipanqi_plugins.qingshui.orders import ORDERS
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.paths import PATHS
from yipanqi_plugins.qingshui.project_fields import ProjectFields
from yipanqi_plugins.qingshui.rates import PUSH_LIST, RATES
from yipanqi_plugins.qingshui.registers import REGISTERS
from yipanqi_plugins.qingshui.reviews import REVIEWS, no_preliminaries_yet
from yipanqi_plugins.qingshui.schedules import SCHEDULES
from yipanqi_plugins.qingshui.seats import REFORM, SEATS
from yipanqi_plugins.qingshui.services import DRIVERS, DUTIES, RECORDS
from yipanqi_plugins.qingshui.stages import CLASSES, STAGE_CHECKS
from yipanqi_plugins.qingshui.teams import ASSIGNMENT, PROJECT_TEAM, TEAM_CHECKS
from yipanqi_plugins.qingshui.territory import CATEGORIES, PROJECT_SEATS, TERRITORY_CHECKS
from yipanqi_plugins.qingshui.tiers import TIER, TIER_CHECKS
from yipanqi_plugins.qingshui.tracks import KEY_LIST
from yipanqi_plugins.qingshui.yearly import YEARLY_CHECKS

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
    deputy_title="项目包抓领导",
    keeping=Keeping(REFORM, registering_clause="QS-1.1", reporting_clause="QS-5.1"),
    track=KEY_LIST,
    items=ITEMS,
    admission=admit,
    project_seats=PROJECT_SEATS,
    acts=ACTS,
    cases=(*PATHS, ANNUAL_LIST, *LAND_CASES),
    reviews=(*REVIEWS, APPROVAL),
    finish_refused=no_preliminaries_yet,
    classifications=(TIER, *CLASSES, BOND_LIST, ENERGY),
    orders=ORDERS,
    registers=REGISTERS,
    pools=(QUOTA,),
    rates=RATES,
    push_list=PUSH_LIST,
    records=(*RECORDS, *WORK_RECORDS, CARRIED_OUT),
    duties=(*DUTIES, *LEADER_DUTIES),
    drivers=DRIVERS,
    duty_reminders=DUTY_REMINDERS,
    targets=TARGETS,
    scoring=SCORING,
    letters=LETTERS,
    letter_due=letters_due,
    memory_months=2,
    marks=(ASSIGNMENT,),
    teams=(PROJECT_TEAM,),
    fast_lane=GREEN_LANE,
    default_unit=default_unit,
    ladder=LADDER,
    ledgers=(DISPATCH_LIST,),
    meetings=MEETINGS,
    inspections=INSPECTIONS,
    bulletins=(BULLETIN,),
    inspection_bulletins=(WORK_INFORMATION,),
    consequences=CONSEQUENCES,
    checks=(
        *STAGE_CHECKS,
        *TIER_CHECKS,
        *ENERGY_CHECKS,
        *FUND_CHECKS,
        *GUARANTEE_CHECKS,
        *LAND_CHECKS,
        *TERRITORY_CHECKS,
        *TEAM_CHECKS,
        *DISPATCH_CHECKS,
    ),
    county_checks=YEARLY_CHECKS,
    issue_categories=CATEGORIES,
    schedules=SCHEDULES,
)
