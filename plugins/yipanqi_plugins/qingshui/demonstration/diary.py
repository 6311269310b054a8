"""What the county's people do in its last quarter: reserves, reviews, paths, land, funds, meetings, issues."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from yipanqi_core.mechanism.demonstration import DiaryPage
from yipanqi_plugins.qingshui.demonstration.county_work import county_work
from yipanqi_plugins.qingshui.demonstration.deed import deed
from yipanqi_plugins.qingshui.demonstration.projects import PROJECTS
from yipanqi_plugins.qingshui.demonstration.reserves import CARE, FOOD_LAB, HEATING, MUSEUM, SPARE_WATER, TRAINING

_ENTRIES = (
    ("城镇供水与应急备用水源", "中央预算内投资", "水安全保障"),
    ("职业教育产教融合实训基地", "中央预算内投资", "教育强国推进工程"),
    ("城镇供热老旧设施更新改造", "专项债券", "市政和产业园区基础设施"),
    ("农产品质量安全检验检测", "中央预算内投资", "农业高质量发展"),
    ("公共文化设施", "中央预算内投资", "文化保护传承利用"),
    ("普惠养老服务", "中央预算内投资", "积极应对人口老龄化"),
)
_CLERKS = {
    SPARE_WATER: "clerk8", TRAINING: "clerk10", HEATING: "clerk4", FOOD_LAB: "clerk6", MUSEUM: "clerk13",
    CARE: "clerk11",
}  # fmt: skip
"""Who plans each reserve in its lead unit."""

_OPINIONS = {
    "office1": "符合投资方向，建议优先储备",
    "office2": "可按上级补助和县级配套组合筹资",
    "office3": "选址在城镇开发边界内，不占永久基本农田",
    "office4": "规划建设条件具备",
    "office5": "不涉及环境敏感区，按登记表管理",
}


def diary() -> tuple[DiaryPage, ...]:
    """Give every page, in order of the days."""
    pages = [*_reserves(), *_reviews(), *_central_path(), *_bond_path(), *_funds(), *county_work()]
    return tuple(sorted(pages, key=lambda page: page.on))


def _reserves() -> Iterator[DiaryPage]:
    """Six reserves: four get into the county's library, one is being examined, one is not handed in."""
    for entry, programme, fields in _ENTRIES:
        yield deed("write_entry", "directory", "10-09", "office1", None, None,
                   entry=entry, programme=programme, field=fields).of_year(2025)  # fmt: skip
    for (project, clerk), (entry, programme, _) in zip(_CLERKS.items(), _ENTRIES, strict=True):
        yield deed("open_case", "reserve", "10-10", clerk, project, project, directory_entry=entry,
                   programme=programme, policy="纳入上级年度申报方向", siting="规划选址已初步比选")  # fmt: skip
        if project != CARE:
            yield deed("pass_case", "reserve", "10-13", clerk, project, "部门党组会议研究同意报送")
        if project not in (CARE, MUSEUM):
            yield deed("pass_case", "reserve", "10-16", "office1", project, "汇总审核，列入县级滚动储备库")


def _reviews() -> Iterator[DiaryPage]:
    """Four joint reviews: two approved, one given back and handed in again, one waiting for the decision."""
    for project, opened, answered, decided in (
        (SPARE_WATER, "10-17", "10-24", "11-03"),
        (TRAINING, "10-17", "10-27", "11-03"),
        (FOOD_LAB, "11-24", "12-12", None),
    ):
        yield deed("open_review", "joint_review", opened, "office1", project, "清发改报〔2025〕41号")
        for office, text in _OPINIONS.items():
            yield deed("give_opinion", "joint_review", answered, office, project, text, opinion="favour")
        if decided is not None:
            yield deed("decide_review", "joint_review", decided, "office15", project,
                       "县政府第16次常务会议审定，同意开展前期工作", decision="approve")  # fmt: skip
    yield deed("open_review", "joint_review", "11-10", "office1", HEATING, "清发改报〔2025〕46号")
    for office, text in _OPINIONS.items():
        against = office == "office4"
        said = "热源能力测算不足，补充水力平衡方案后再议" if against else text
        yield deed("give_opinion", "joint_review", "11-19", office, HEATING, said,
                   opinion="against" if against else "favour")  # fmt: skip
    yield deed("resubmit_review", "joint_review", "12-08", "office1", HEATING, "已补充水力平衡计算书")
    for office in ("office1", "office3"):
        yield deed("give_opinion", "joint_review", "12-16", office, HEATING, _OPINIONS[office], opinion="favour")


def _central_path() -> Iterator[DiaryPage]:
    """One goes the whole way into the national library, one is at its feasibility study."""
    for project, clerk in ((SPARE_WATER, "clerk8"), (TRAINING, "clerk10")):
        yield deed("open_case", "central_budget", "11-05", clerk, project, f"{project}申报", programme="县域补短板")
        yield deed("pass_case", "central_budget", "11-06", clerk, project, evidence="谋划储备审核表")
        yield deed("pass_case", "central_budget", "11-12", "office3", project, evidence="规划选址意见")
    for act, on, who, said in (
        ("pass_case", "11-20", "clerk8", {"evidence": "可行性研究报告"}),
        ("fill_case", "11-21", "clerk8", {"national_code": "演示-2025-0086"}),
        ("pass_case", "11-24", "clerk8", {"evidence": "赋码回执"}),
        ("pass_case", "12-02", "clerk8", {"evidence": "稳评报告和节能承诺"}),
    ):
        yield deed(act, "central_budget", on, who, SPARE_WATER, **said)
    yield deed("finish_item", "可研批复", "12-08", "office18", SPARE_WATER)
    yield deed("pass_case", "central_budget", "12-09", "office1", SPARE_WATER, evidence="可研批复文件")
    yield deed("pass_case", "central_budget", "12-11", "office1", SPARE_WATER, evidence="录入确认截图")


def _bond_path() -> Iterator[DiaryPage]:
    """The bond follows the central path, and stands before the higher level."""
    yield deed("open_case", "bond", "11-06", "clerk8", SPARE_WATER, "应急备用水源专项债券",
               applied="6000.00", field="农林水利")  # fmt: skip
    yield deed("pass_case", "bond", "11-10", "office2", SPARE_WATER, evidence="备选库清单")
    yield deed("pass_case", "bond", "12-12", "clerk8", SPARE_WATER)
    yield deed("pass_case", "bond", "12-15", "office2", SPARE_WATER, evidence="债券系统录入单")


def _funds() -> Iterator[DiaryPage]:
    """Where the money of projects comes from; two have less than the year's plan."""
    listed = [one for one in PROJECTS if one.plan is not None and Decimal(one.plan) >= 2000]
    sources = ("中央预算内投资", "地方政府债券", "省级补助", "行业专项")
    for number, one in enumerate(listed):
        plan = Decimal(str(one.plan))
        share = Decimal("0.30") if number % 7 == 3 else Decimal("0.65")
        approved = (plan * share).quantize(Decimal("0.01"))
        day = date(2025, 3 + number % 6, 6 + number)
        yield DiaryPage("funds", day, {
            "source": sources[number % 4], "applied": str(plan), "approved": str(approved),
                "approved_on": str(day),
            "arrived": str((approved * Decimal("0.8")).quantize(Decimal("0.01"))),
            "spent": str((approved * Decimal("0.55")).quantize(Decimal("0.01"))),
            "document": f"演示投资〔2025〕{number + 11}号",
        }, project=one.name)  # fmt: skip
        own = str((plan * Decimal("0.45")).quantize(Decimal("0.01")))
        yield DiaryPage("funds", day, {"source": "县级配套", "applied": own, "approved": own,
                "approved_on": str(day), "arrived": own,
                                       "spent": "0.00"}, project=one.name)  # fmt: skip
