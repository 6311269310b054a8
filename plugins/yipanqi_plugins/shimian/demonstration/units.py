"""The county's units and people; every name of a person or company is invented, telephones are internal extensions."""

from dataclasses import dataclass
from datetime import date

from yipanqi_core.vocabulary import Role, UnitKind


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the workbook lists it."""

    name: str
    kind: UnitKind
    group: str | None = None
    short: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a post, from a day on; `extension` is the office's telephone."""

    login: str
    name: str
    unit: str
    role: Role
    title: str
    extension: str
    from_on: date = date(2023, 5, 8)
    portfolio: tuple[str, ...] = ()


GOVERNMENT = "县人民政府"
REFORM = "县发展和改革局"
COMMERCE = "县经济合作和商务局"
INDUSTRY = "县经济信息和科技局"
HOUSING = "县住房和城乡建设局"
TRANSPORT = "县交通运输局"
WATER = "县水利局"
FARMING = "县农业农村局"
TOURISM = "县文化和旅游局"
EDUCATION = "县教育体育局"

LAND = "县自然资源和规划局"
ENVIRONMENT = "县生态环境局"
APPROVALS = "县行政审批局"
FINANCE = "县财政局"
FORESTRY = "县林业局"
PERFORMANCE = "县委目标绩效办"
COMMITTEE_INSPECTORS = "县委督查室"
GOVERNMENT_INSPECTORS = "县政府督查室"
POWER = "县供电公司"

CITY_BUILDER = "石棉县棉城建设投资有限公司"
TOURISM_COMPANY = "石棉县大渡河文旅发展有限公司"
WATER_COMPANY = "石棉县清源水务有限公司"
FARM_COMPANY = "石棉县兴农产业发展有限公司"

XINMIAN = "新棉街道办事处"
ANSHUNCHANG = "安顺场镇人民政府"
LIZIPING = "栗子坪乡人民政府"

ROADS = "县公路建设服务中心"
CARBON = "四川川棉新材料有限公司"
TELLURIUM = "四川渡河碲业科技有限公司"
RECYCLING = "四川蜀棉资源循环有限公司"
FRUIT = "四川棉果食品有限公司"
TRADE = "四川棉城商贸投资有限公司"
RESORT = "四川栗子坪山地旅游有限公司"
STORAGE = "四川大渡河蓄能开发有限公司"

LEAD, GUARANTEE, ENTERPRISE = "县级牵头部门", "县级要素保障部门", "县属国企"

_DEPARTMENT, _OWNER = UnitKind.DEPARTMENT, UnitKind.OWNER

UNITS = (
    Unit(GOVERNMENT, UnitKind.OTHER),
    *(Unit(name, UnitKind.OTHER) for name in (PERFORMANCE, COMMITTEE_INSPECTORS, GOVERNMENT_INSPECTORS)),
    Unit(REFORM, _DEPARTMENT, LEAD, "县发改局"),
    Unit(COMMERCE, _DEPARTMENT, LEAD, "县经合商务局"),
    Unit(INDUSTRY, _DEPARTMENT, LEAD, "县经信科技局"),
    Unit(HOUSING, _DEPARTMENT, LEAD, "县住建局"),
    Unit(TRANSPORT, _DEPARTMENT, LEAD, "县交通局"),
    Unit(WATER, _DEPARTMENT, LEAD),
    Unit(FARMING, _DEPARTMENT, LEAD),
    Unit(TOURISM, _DEPARTMENT, LEAD, "县文旅局"),
    Unit(EDUCATION, _DEPARTMENT, LEAD, "县教体局"),
    Unit(LAND, _DEPARTMENT, GUARANTEE, "县自然资源局"),
    Unit(ENVIRONMENT, _DEPARTMENT, GUARANTEE),
    Unit(APPROVALS, _DEPARTMENT, GUARANTEE),
    Unit(FINANCE, _DEPARTMENT, GUARANTEE),
    Unit(FORESTRY, _DEPARTMENT, GUARANTEE),
    Unit(POWER, UnitKind.OTHER, GUARANTEE),
    Unit(CITY_BUILDER, UnitKind.STATE_ENTERPRISE, ENTERPRISE, "棉城建投"),
    Unit(TOURISM_COMPANY, UnitKind.STATE_ENTERPRISE, ENTERPRISE, "县文旅公司"),
    Unit(WATER_COMPANY, UnitKind.STATE_ENTERPRISE, ENTERPRISE, "县水务公司"),
    Unit(FARM_COMPANY, UnitKind.STATE_ENTERPRISE, ENTERPRISE, "兴农公司"),
    Unit(XINMIAN, UnitKind.TOWNSHIP),
    Unit(ANSHUNCHANG, UnitKind.TOWNSHIP),
    Unit(LIZIPING, UnitKind.TOWNSHIP),
    *(Unit(name, _OWNER) for name in (ROADS, CARBON, TELLURIUM, RECYCLING, FRUIT, TRADE, RESORT, STORAGE)),
)

EXECUTIVE = "常务副县长"
PROMOTION = "分管招商引资副县长"
RESOURCES = "分管自然资源副县长"
RURAL = "分管农业农村副县长"
SOCIAL = "分管社会事业副县长"

_LEADER, _OFFICE, _DEPARTMENT_ROLE, _CLERK = Role.LEADER, Role.OFFICE, Role.DEPARTMENT, Role.CLERK
_SOCIETY = ("教育体育", "文化和旅游", "卫生健康", "民政")

PEOPLE = (
    Person(
        "leader1", "罗明远", GOVERNMENT, _LEADER, EXECUTIVE, "6002",
        date(2022, 11, 3), ("发展和改革", "财政", "统计", "应急管理"),
    ),
    Person(
        "leader2", "黎晓岚", GOVERNMENT, _LEADER, PROMOTION, "6003",
        date(2023, 2, 14), ("招商引资", "经济合作和商务", "经济信息和科技"),
    ),
    Person(
        "leader3", "蒋学东", GOVERNMENT, _LEADER, RESOURCES, "6004",
        date(2022, 11, 3), ("自然资源", "住房和城乡建设", "交通运输", "生态环境"),
    ),
    Person(
        "leader4", "沙马日者", GOVERNMENT, _LEADER, RURAL, "6005",
        date(2021, 12, 20), ("农业农村", "水利", "林业", "乡村振兴"),
    ),
    Person("leader5", "田维芳", GOVERNMENT, _LEADER, SOCIAL, "6006", date(2022, 3, 1), _SOCIETY),
    Person("leader6", "马晓川", GOVERNMENT, _LEADER, SOCIAL, "6006", date(2025, 7, 7), _SOCIETY),
    Person("leader7", "高克非", GOVERNMENT, _LEADER, "县长", "6001", date(2022, 1, 18)),
    Person("office1", "苟世杰", REFORM, _OFFICE, "局长", "6101"),
    Person("office2", "程小雨", REFORM, _OFFICE, "重点项目股股长", "6105"),
    Person("office3", "卫东升", COMMERCE, _DEPARTMENT_ROLE, "局长", "6201"),
    Person("clerk1", "阿呷伍牛", FARMING, _CLERK, "计划财务股经办", "6705"),
    Person("clerk2", "龚自强", HOUSING, _CLERK, "城市建设股经办", "6406"),
    Person("clerk3", "彭梓涵", WATER, _CLERK, "规划建设股经办", "6604"),
    Person("clerk4", "杨若溪", TRANSPORT, _CLERK, "建设管理股经办", "6503"),
    Person("clerk5", "邱雨桐", TOURISM, _CLERK, "产业发展股经办", "6803"),
    Person("clerk6", "付长河", INDUSTRY, _CLERK, "工业发展股经办", "6304"),
    Person("clerk7", "万静宜", EDUCATION, _CLERK, "项目办经办", "6903"),
    Person("clerk8", "廖文韬", COMMERCE, _CLERK, "投资促进股经办", "6207"),
    Person("clerk9", "唐可心", REFORM, _CLERK, "投资股经办", "6108"),
    Person("land1", "任向前", LAND, _DEPARTMENT_ROLE, "用地保障股股长", "7102"),
    Person("approvals1", "郑书瑶", APPROVALS, _DEPARTMENT_ROLE, "项目审批股股长", "7203"),
    Person("environment1", "单文博", ENVIRONMENT, _DEPARTMENT_ROLE, "环评股股长", "7301"),
    Person("finance1", "岳子衡", FINANCE, _DEPARTMENT_ROLE, "经济建设股股长", "7401"),
    Person("township1", "雷大山", ANSHUNCHANG, Role.TOWNSHIP, "项目办主任", "7501"),
    Person("owner1", "石兴邦", CITY_BUILDER, Role.OWNER, "工程部经理", "8102"),
    Person("inspector1", "白洁如", GOVERNMENT, Role.INSPECTOR, "督查室副主任", "6012"),
)  # fmt: skip

CONTACTS = {
    LAND: "任向前", ENVIRONMENT: "单文博", APPROVALS: "郑书瑶", FINANCE: "岳子衡", FORESTRY: "木果阿支",
    POWER: "樊立群",
    WATER: "彭梓涵", TRANSPORT: "杨若溪", INDUSTRY: "付长河", REFORM: "唐可心", HOUSING: "龚自强",
    CITY_BUILDER: "石兴邦", TOURISM_COMPANY: "袁牧之", WATER_COMPANY: "游泽明", FARM_COMPANY: "古秋生",
    XINMIAN: "欧阳静", ANSHUNCHANG: "雷大山", LIZIPING: "吉克阿依", ROADS: "洪志坚", CARBON: "施伯钧",
    TELLURIUM: "宁远航", RECYCLING: "匡世安", FRUIT: "甘露", TRADE: "詹少卿", RESORT: "虞青禾", STORAGE: "凌云峰",
}  # fmt: skip
"""Who answers for a unit's items."""
