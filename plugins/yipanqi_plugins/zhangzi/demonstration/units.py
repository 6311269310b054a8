"""The county's units and people; every name of a person or company is invented, telephones are internal extensions."""

from dataclasses import dataclass
from datetime import date

from yipanqi_core.vocabulary import Role, UnitKind

GOVERNMENT, REFORM, INDUSTRY, WATER = "县人民政府", "县发改局", "县工信局", "县水利局"
HOUSING, LAND, FARMING, PROMOTION = "县住建局", "县自然资源局", "县农业农村局", "县招商中心"
EDUCATION, ZONE = "县教育局", "长子经济技术开发区"
DANZHU, BAODIAN, SHIZHE = "丹朱镇人民政府", "鲍店镇人民政府", "石哲镇人民政府"
INDUSTRY_DEPUTY, LAND_DEPUTY, FARMING_DEPUTY = "分管工业副县长", "分管自然资源副县长", "分管农业副县长"
EXECUTIVE = "常务副县长"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the workbook lists it."""

    name: str
    kind: UnitKind
    group: str | None = None
    short: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a post; `extension` is the office's telephone."""

    login: str
    name: str
    unit: str
    role: Role
    title: str
    extension: str
    portfolio: tuple[str, ...] = ()
    from_on: date = date(2023, 6, 5)


def _department(name: str, short: str | None = None) -> Unit:
    return Unit(name, UnitKind.DEPARTMENT, "部门", short)


UNITS = (
    Unit(GOVERNMENT, UnitKind.OTHER),
    Unit("县政府办公室", UnitKind.OFFICE, None, "县人民政府办公室"),
    Unit("县政府督查室", UnitKind.OFFICE),
    _department(REFORM, "县重点项目办公室"),
    *map(_department, (INDUSTRY, "县统计局", PROMOTION, "县行政审批局", HOUSING, LAND)),
    *map(_department, ("生态环境长子分局", "县财政局", "县应急局", WATER, FARMING, EDUCATION)),
    Unit(ZONE, UnitKind.ZONE, "部门", "开发区"),
    *(Unit(name, UnitKind.TOWNSHIP, "乡镇") for name in (DANZHU, BAODIAN, SHIZHE)),
    Unit("长子县城建投资有限公司", UnitKind.STATE_ENTERPRISE),
    Unit("丹岭新材料有限公司", UnitKind.OWNER),
    Unit("上党青椒食品有限公司", UnitKind.OWNER),
    Unit("漳源煤机装备有限公司", UnitKind.OWNER),
    Unit("云谷数据有限公司", UnitKind.OWNER),
    Unit("慈林农业机械有限公司", UnitKind.OWNER),
)

PEOPLE = (
    Person("chief", "韩志远", GOVERNMENT, Role.LEADER, "县长", "1001"),
    Person("leader1", "卢建平", GOVERNMENT, Role.LEADER, EXECUTIVE, "1002", ("发展改革", "财政", "统计")),
    Person("leader2", "申丽娟", GOVERNMENT, Role.LEADER, INDUSTRY_DEPUTY, "1003", ("工信", "招商")),
    Person("leader3", "路国强", GOVERNMENT, Role.LEADER, LAND_DEPUTY, "1004", ("自然资源", "住建", "生态环境")),
    Person("leader4", "牛春燕", GOVERNMENT, Role.LEADER, FARMING_DEPUTY, "1005", ("农业农村", "水利", "教育")),
    Person("office1", "程晓东", REFORM, Role.OFFICE, "局长", "2001"),
    Person("inspector1", "郜文斌", "县政府督查室", Role.INSPECTOR, "主任", "2002"),
    Person("industry1", "鲍学军", INDUSTRY, Role.DEPARTMENT, "局长", "2003"),
    Person("promotion1", "常海燕", PROMOTION, Role.DEPARTMENT, "主任", "2004"),
    Person("land1", "王立群", LAND, Role.DEPARTMENT, "局长", "2005"),
    Person("housing1", "李守成", HOUSING, Role.DEPARTMENT, "局长", "2006"),
    Person("water1", "张水根", WATER, Role.DEPARTMENT, "局长", "2007"),
    Person("farming1", "赵秋生", FARMING, Role.DEPARTMENT, "局长", "2008"),
    Person("education1", "崔明慧", EDUCATION, Role.DEPARTMENT, "局长", "2009"),
    Person("approvals1", "冯建军", "县行政审批局", Role.DEPARTMENT, "局长", "2010"),
    Person("environment1", "原海峰", "生态环境长子分局", Role.DEPARTMENT, "局长", "2011"),
    Person("finance1", "侯爱民", "县财政局", Role.DEPARTMENT, "局长", "2012"),
    Person("emergency1", "秦永红", "县应急局", Role.DEPARTMENT, "局长", "2013"),
    Person("zone1", "宋振华", ZONE, Role.DEPARTMENT, "主任", "2014"),
    Person("danzhu1", "田慧敏", DANZHU, Role.TOWNSHIP, "镇长", "3001"),
    Person("baodian1", "连志刚", BAODIAN, Role.TOWNSHIP, "镇长", "3002"),
    Person("shizhe1", "暴雪梅", SHIZHE, Role.TOWNSHIP, "镇长", "3003"),
    Person("clerk1", "陈晓宇", WATER, Role.CLERK, "项目股股长", "2107"),
    Person("water2", "史建新", WATER, Role.DEPARTMENT, "副局长", "2108"),
    Person("education2", "范文娟", EDUCATION, Role.DEPARTMENT, "副局长", "2109"),
    Person("education3", "牛志军", EDUCATION, Role.CLERK, "计财股股长", "2110"),
    Person("housing2", "杜建国", HOUSING, Role.DEPARTMENT, "副局长", "2111"),
    Person("housing3", "苗丽芳", HOUSING, Role.CLERK, "建管股股长", "2112"),
    Person("industry2", "申向东", INDUSTRY, Role.DEPARTMENT, "副局长", "2113"),
    Person("industry3", "段晓梅", INDUSTRY, Role.CLERK, "运行股股长", "2114"),
    Person("farming2", "路爱红", FARMING, Role.DEPARTMENT, "副局长", "2115"),
    Person("farming3", "刘根生", FARMING, Role.CLERK, "产业股股长", "2116"),
    Person("zone2", "贾文涛", ZONE, Role.DEPARTMENT, "副主任", "2117"),
    Person("zone3", "王雪琴", ZONE, Role.CLERK, "项目科科长", "2118"),
)
