"""The county's units and people; persons and companies are invented, telephones are internal extensions."""

from collections.abc import Iterator
from datetime import date

Row = dict[str, object]

GOVERNMENT = "县人民政府"
REFORM, PROMOTION, APPROVALS, LAND = "县发展和改革局", "县投资促进中心", "县行政审批服务管理局", "县自然资源局"
STATISTICS, FINANCE, INDUSTRY = "县统计局", "县财政局", "县工业和信息化局"
TOURISM, TRANSPORT, HOUSING = "县文化和旅游局", "县交通运输局", "县住房和城乡建设管理局"
WATER, EDUCATION, FARMING, ENERGY = "县水务局", "县教育局", "县农业农村局", "县能源局"
HEALTH, ENVIRONMENT, INSPECTORS = "县卫生健康和体育局", "市生态环境局阳城分局", "县政府办督查室"
ZONE = "阳城经济技术开发区管委会"

DEPARTMENTS = (
    REFORM, PROMOTION, APPROVALS, LAND, STATISTICS, FINANCE, INDUSTRY, TOURISM, TRANSPORT, HOUSING, WATER, EDUCATION,
    FARMING, ENERGY, HEALTH, ENVIRONMENT,
)  # fmt: skip
TOWNS = (
    "凤城镇", "东城街道", "北留镇", "润城镇", "町店镇", "芹池镇", "次营镇", "横河镇", "河北镇",
    "蟒河镇", "东冶镇", "白桑镇", "寺头乡", "西河乡", "演礼镇", "固隆乡", "董封乡", "驾岭乡",
)  # fmt: skip
COMPANIES = (
    "阳城县析城建设投资有限公司", "阳城县濩泽水务有限公司", "阳城县沁河文旅发展有限公司", "阳城县获泽陶瓷有限公司",
    "山西蟒源煤层气有限公司", "山西凤栖丝绸有限公司", "阳城县云蒙新材料有限公司", "阳城县太行装备制造有限公司",
    "阳城县绿野光伏有限公司", "阳城县丰谷农业有限公司", "阳城县安泰物流有限公司", "阳城县汇康医养有限公司",
)  # fmt: skip
EXECUTIVE, INDUSTRIAL, RESOURCES, RURAL, SOCIAL = (
    "常务副县长", "分管工业副县长", "分管自然资源副县长", "分管农业副县长", "分管社会事业副县长",
)  # fmt: skip
_LEADERS = (
    ("leader1", "郝建明", "县长", ()),
    ("leader2", "秦志远", EXECUTIVE, ("发展改革", "财政", "统计")),
    ("leader3", "卫晓东", INDUSTRIAL, ("工业", "招商引资", "能源", "投资促进")),
    ("leader4", "原文斌", RESOURCES, ("自然资源", "住房和城乡建设", "交通运输", "生态环境")),
    ("leader5", "茹玉兰", RURAL, ("农业农村", "水务")),
    ("leader6", "上官海", SOCIAL, ("教育", "卫生健康", "文化和旅游")),
)
_SURNAMES, _NAMES = "王李张刘陈杨赵吴田马常栗郭侯", ("国强", "丽霞", "志刚", "雪梅", "永胜", "红艳", "宏伟")


def person(unit: str) -> str:
    """The person of a unit who follows its projects and handles its items."""
    number = sum(map(ord, unit))
    return _SURNAMES[number % len(_SURNAMES)] + _NAMES[number % len(_NAMES)]


def town_unit(town: str) -> str:
    """The unit of a town."""
    return town if town == ZONE else f"{town}人民政府" if not town.endswith("街道") else f"{town}办事处"


def unit_rows() -> Iterator[Row]:
    """Every unit."""
    yield {"单位名称": GOVERNMENT, "类别": "其他"}
    for name in DEPARTMENTS:
        yield {"单位名称": name, "类别": "县直部门", "考核组": "部门"}
    yield {"单位名称": INSPECTORS, "类别": "办公室"}
    yield {"单位名称": ZONE, "类别": "开发区", "考核组": "乡镇"}
    for town in TOWNS:
        yield {"单位名称": town_unit(town), "类别": "乡镇", "考核组": "乡镇"}
    for name in COMPANIES:
        yield {"单位名称": name, "类别": "项目业主"}


def people_rows() -> Iterator[Row]:
    """Leaders, the heads of offices, a clerk, an inspector."""
    for login, name, title, fields in _LEADERS:
        yield _person(login, name, GOVERNMENT, title, "县领导", "；".join(fields) or None)
    for number, unit in enumerate(DEPARTMENTS, start=1):
        role = "发改部门" if unit == REFORM else "部门"
        title = "主任" if unit == PROMOTION else "局长"
        yield _person(f"office{number}", _SURNAMES[number % 14] + _NAMES[number % 7], unit, title, role, None)
    yield _person("clerk1", person(INDUSTRY), INDUSTRY, "项目股干部", "经办", None)
    yield _person("town1", person("北留镇"), town_unit("北留镇"), "镇长", "乡镇", None)
    yield _person("zone1", person(ZONE), ZONE, "主任", "乡镇", None)
    yield _person("inspector1", "成晋阳", INSPECTORS, "主任", "督查", None)


def _person(login: str, name: str, unit: str, title: str, role: str, portfolio: str | None) -> Row:  # noqa: PLR0917
    return {
        "姓名": name, "登录名": login, "单位": unit, "职务": title, "角色": role, "分管领域": portfolio,
        "到任日期": date(2023, 5, 8), "办公电话": f"内线{8000 + sum(map(ord, login)) % 900}",
    }  # fmt: skip
