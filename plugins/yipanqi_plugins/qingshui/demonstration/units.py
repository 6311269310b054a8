"""The county's units and people; every name of a person or company is invented, telephones are internal extensions."""

from dataclasses import dataclass
from datetime import date

from yipanqi_core.vocabulary import Role, UnitKind


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a post, from a day on."""

    login: str
    name: str
    unit: str
    role: Role
    title: str
    portfolio: tuple[str, ...] = ()
    from_on: date = date(2023, 3, 20)


GOVERNMENT, COMMITTEE_OFFICE, GOVERNMENT_OFFICE = "县人民政府", "县委办", "县政府办"
REFORM, FINANCE, LAND, HOUSING = "县发改局", "县财政局", "县自然资源局", "县住建局"
ENVIRONMENT, FARMING, PROMOTION, WATER = "市生态环境局清水分局", "县农业农村局", "县招商中心", "县水务局"
TRANSPORT, EDUCATION, HEALTH, INDUSTRY = "县交通运输局", "县教育局", "县卫健局", "县工信局"
TOURISM, STATISTICS, LABOUR, APPROVALS = "县文旅局", "县统计局", "县人社局", "县行政审批服务中心"
DEPARTMENTS = (
    REFORM, FINANCE, LAND, HOUSING, ENVIRONMENT, FARMING, PROMOTION, WATER, TRANSPORT, EDUCATION, HEALTH, INDUSTRY,
    TOURISM,
)  # fmt: skip
OFFICES = (
    COMMITTEE_OFFICE, GOVERNMENT_OFFICE, STATISTICS, LABOUR, APPROVALS, "县乡村振兴局", "县委农村工作领导小组办公室",
    "县委组织部", "县纪委监委",
)  # fmt: skip
YONGQING, HONGBU, BAITUO, JINJI, QINTING = "永清镇", "红堡镇", "白驼镇", "金集镇", "秦亭镇"
SHANMEN, BAISHA, WANGHE = "山门镇", "白沙镇", "王河镇"
TOWNSHIPS = tuple(f"{name}人民政府" for name in (YONGQING, HONGBU, BAITUO, JINJI, QINTING, SHANMEN, BAISHA, WANGHE))

CITY_BUILDER, WATER_COMPANY = "清水县轩城建设投资有限公司", "清水县牛头河水务有限公司"
ORCHARD, SPRING, LIGHT = "甘肃轩辕果业有限公司", "甘肃清泉康养有限公司", "天水清能光伏有限公司"
MILL, WALNUT, STONE = "甘肃陇清面业有限公司", "甘肃清核食品有限公司", "甘肃清石新材料有限公司"
OWNERS = (ORCHARD, SPRING, LIGHT, MILL, WALNUT, STONE)

HEAD, EXECUTIVE = "县长", "常务副县长"
BUSINESS, RESOURCES, RURAL, SOCIAL = "分管工业副县长", "分管自然资源副县长", "分管农业副县长", "分管社会事业副县长"

_LEADERS = (
    ("leader0", "马明远", "县委书记", ()),
    ("leader1", "高建平", HEAD, ()),
    ("leader2", "汪文成", EXECUTIVE, ("发展改革", "财政", "统计")),
    ("leader3", "雷晓梅", BUSINESS, ("工业", "招商", "能源")),
    ("leader4", "温志强", RESOURCES, ("自然资源", "住建", "交通", "生态环境")),
    ("leader5", "安丽娟", RURAL, ("农业农村", "水务")),
    ("leader6", "周海峰", SOCIAL, ("教育", "卫健", "文旅")),
    ("leader7", "石永丰", "县委副书记", ()),
)
_NAMES = (
    "赵立群", "王国栋", "李永红", "张东林", "刘玉成", "杨春生", "何秀兰", "马继业", "郭振华", "罗文斌", "梁小燕",
    "宋长河", "田淑芬", "许卫国", "韩雪", "董志刚", "苏红霞", "薛建军",
    "景海燕", "闫志强", "秦素琴", "白建国",
)  # fmt: skip
_CLERKS = (
    "魏婷",
    "蒋一帆",
    "贾宏伟",
    "阎丽",
    "余静",
    "潘晓东",
    "杜鹃",
    "戴维民",
    "夏雨",
    "钟良",
    "方圆",
    "石磊",
    "姚远",
)

PEOPLE = (
    *(Person(login, name, GOVERNMENT, Role.LEADER, title, fields) for login, name, title, fields in _LEADERS),
    *(
        Person(f"office{number}", name, unit, Role.OFFICE if unit == REFORM else Role.DEPARTMENT, "局长")
        for number, (name, unit) in enumerate(zip(_NAMES, (*DEPARTMENTS, *OFFICES), strict=True), start=1)
    ),
    *(
        Person(f"clerk{number}", name, unit, Role.CLERK, "项目专干")
        for number, (name, unit) in enumerate(zip(_CLERKS, DEPARTMENTS, strict=True), start=1)
    ),
)

UNITS = (
    (GOVERNMENT, UnitKind.OTHER, None),
    *((name, UnitKind.OFFICE, None) for name in OFFICES),
    *((name, UnitKind.DEPARTMENT, "部门") for name in DEPARTMENTS),
    *((name, UnitKind.TOWNSHIP, "乡镇") for name in TOWNSHIPS),
    *((name, UnitKind.STATE_ENTERPRISE, None) for name in (CITY_BUILDER, WATER_COMPANY)),
    *((name, UnitKind.OWNER, None) for name in OWNERS),
)
"""Name, kind and assessment group."""
