"""The invented projects of the demonstration, each in the few words from which its rows are worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yipanqi_core.vocabulary import Level, Nature
from yipanqi_plugins.zhangzi.demonstration.units import (
    BAODIAN,
    DANZHU,
    EDUCATION,
    EXECUTIVE,
    FARMING,
    FARMING_DEPUTY,
    HOUSING,
    INDUSTRY,
    INDUSTRY_DEPUTY,
    LAND_DEPUTY,
    PROMOTION,
    SHIZHE,
    WATER,
    ZONE,
)
from yipanqi_plugins.zhangzi.tracks import IDEA, PACKAGED, RESERVE, WORKS

GOVERNMENT, PROMOTED, OWN = Nature.GOVERNMENT_INVESTMENT, Nature.INVESTMENT_PROMOTION, Nature.ENTERPRISE_INVESTMENT
CITY_BUILDER, MATERIALS, PEPPER = "长子县城建投资有限公司", "丹岭新材料有限公司", "上党青椒食品有限公司"
MACHINES, DATA, FARM_MACHINES = "漳源煤机装备有限公司", "云谷数据有限公司", "慈林农业机械有限公司"
READY = {"达到可研深度日期": "2025-04-10", "专家评审通过日期": "2025-05-08"}


@dataclass(frozen=True, slots=True)
class Sketch:
    """A project; items are written `开工 25-03-10/25-03-28, 竣工 26-06-30`: planned, and actual once it happened.

    `key` marks it as a key project, `silent` are the months in which the unit's head did not visit it, `coded` gives
    it a project code.
    """

    name: str
    nature: Nature
    panel: str
    total: str
    lead: str
    owner: str
    leader: str
    step: str
    site: str
    content: str
    plan: str | None = None
    level: Level | None = None
    nodes: str = ""
    procedures: str = ""
    key: bool = False
    coded: bool = True
    silent: tuple[int, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)


PROJECTS = (
    Sketch(
        "浊漳河城区段综合治理", GOVERNMENT, "基础设施", "18600.00", WATER, CITY_BUILDER, FARMING_DEPUTY, WORKS,
        "丹朱镇", "治理河道 6.2 公里，新建堤防和滨河步道", "6000.00", Level.CITY,
        "开工 25-03-15/25-03-28, 主体完工 25-11-30, 竣工 26-05-31",
        "项目立项 24-11-20/24-11-18, 用地批复 25-01-20/25-01-24, 施工许可 25-03-05/25-03-10", key=True, silent=(10,),
    ),
    Sketch(
        "丹朱第三小学迁建", GOVERNMENT, "社会民生", "7800.00", EDUCATION, CITY_BUILDER, FARMING_DEPUTY, WORKS,
        "丹朱镇", "新建教学楼、综合楼和运动场，规模 36 班", "3500.00", Level.COUNTY,
        "开工 25-04-20/25-04-18, 竣工 25-11-20", "项目立项 25-01-10/25-01-08, 施工许可 25-04-10/25-04-12", key=True,
    ),
    Sketch(
        "县城老旧小区改造三期", GOVERNMENT, "社会民生", "4200.00", HOUSING, CITY_BUILDER, LAND_DEPUTY, WORKS,
        "丹朱镇", "改造 11 个小区的管网、外墙和道路", "4200.00", Level.COUNTY,
        "开工 25-04-01/25-04-06, 竣工 25-10-31/25-10-27", "项目立项 25-02-10/25-02-12", key=True,
    ),
    Sketch(
        "城东污水处理厂扩建", GOVERNMENT, "基础设施", "9600.00", HOUSING, CITY_BUILDER, LAND_DEPUTY, RESERVE,
        "丹朱镇", "新增日处理能力 1 万吨", None, Level.COUNTY,
        "开工 25-10-15", "项目立项 25-06-10/25-06-12, 用地批复 25-09-10, 环评批复 25-09-20/25-09-19",
        key=True, silent=(9, 11), fields={**READY, "资金已落实": "否"},
    ),
    Sketch(
        "石哲镇供水管网延伸", GOVERNMENT, "基础设施", "2300.00", WATER, CITY_BUILDER, FARMING_DEPUTY, RESERVE,
        "石哲镇", "铺设主管 18 公里，覆盖 9 个村", None, Level.COUNTY,
        "开工 26-03-20", "项目立项 25-07-10/25-07-08, 施工许可 25-12-01/25-11-28", fields={**READY, "资金已落实": "否"},
    ),
    Sketch(
        "智慧农业示范园", GOVERNMENT, "科技创新", "5200.00", FARMING, CITY_BUILDER, FARMING_DEPUTY, PACKAGED,
        "鲍店镇", "建设智能温室 120 亩和数据平台", None, None, "开工 26-04-30", "项目立项 25-12-10",
        fields={"达到可研深度日期": "2025-09-10"},
    ),
    Sketch(
        "长子博物馆", GOVERNMENT, "社会民生", "8800.00", HOUSING, CITY_BUILDER, LAND_DEPUTY, IDEA,
        "丹朱镇", "展陈、库房和公共服务用房", coded=False,
    ),
    Sketch(
        "高性能膜材料生产线", PROMOTED, "产业转型", "26000.00", ZONE, MATERIALS, INDUSTRY_DEPUTY, WORKS,
        "开发区", "年产膜材料 8000 万平方米", "9000.00", Level.PROVINCE,
        "洽谈签约 24-10-20/24-10-18, 开工 25-05-10/25-05-26, 投产 26-06-30",
        "核准备案 24-11-15/24-11-12, 用地批复 25-02-20/25-03-02, 施工许可 25-05-01/25-05-12",
        key=True, fields={
            "移交日期": "2024-10-25", "承接单位": ZONE, "时间表提交日期": "2024-11-06", "任务书提交日期": "2024-11-06",
        },
    ),
    Sketch(
        "煤机再制造基地", PROMOTED, "产业转型", "12000.00", INDUSTRY, MACHINES, INDUSTRY_DEPUTY, WORKS,
        "鲍店镇", "年再制造液压支架 1200 架", "5000.00", Level.CITY,
        "洽谈签约 25-02-20/25-02-20, 开工 25-08-10/25-08-28, 竣工 25-12-10",
        "核准备案 25-03-20/25-03-14, 用地批复 25-06-20/25-06-30, 施工许可 25-08-01/25-08-20", key=True, silent=(11,),
        fields={
            "移交日期": "2025-02-26", "承接单位": INDUSTRY,
            "时间表提交日期": "2025-03-10", "任务书提交日期": "2025-03-12",
        },
    ),
    Sketch(
        "青椒精深加工", PROMOTED, "产业转型", "6800.00", FARMING, PEPPER, FARMING_DEPUTY, RESERVE,
        "石哲镇", "年加工青椒 3 万吨，建冷链仓储", None, Level.COUNTY,
        "洽谈签约 25-08-20/25-08-15, 开工 25-11-10",
        "核准备案 25-09-30/25-09-22, 用地批复 25-10-31/25-11-06, 环评批复 25-11-20, 施工许可 25-12-05", key=True,
        fields={**READY, "移交日期": "2025-08-21", "承接单位": SHIZHE, "时间表提交日期": "2025-09-08"},
    ),
    Sketch(
        "算力中心一期", PROMOTED, "科技创新", "32000.00", INDUSTRY, DATA, EXECUTIVE, PACKAGED,
        "开发区", "部署机柜 1500 架", None, Level.PROVINCE,
        "洽谈签约 25-10-20/25-10-16, 开工 26-04-10", "核准备案 25-11-20/25-11-18, 用地批复 25-12-15", key=True,
        fields={"移交日期": "2025-10-29"},
    ),
    Sketch(
        "丘陵农机装配", PROMOTED, "产业转型", "4500.00", PROMOTION, FARM_MACHINES, INDUSTRY_DEPUTY, PACKAGED,
        "丹朱镇", "年装配小型农机 6000 台", None, None, "洽谈签约 26-01-20, 开工 26-05-10", coded=False,
    ),
    Sketch(
        "中药材标准化仓储", OWN, "产业转型", "1900.00", SHIZHE, PEPPER, FARMING_DEPUTY, WORKS,
        "石哲镇", "仓储 1.2 万平方米", "900.00", None,
        "开工 25-06-01/25-06-05, 竣工 25-11-30/25-11-25", "核准备案 25-04-20/25-04-18",
    ),
    Sketch(
        "鲍店电商物流园", OWN, "基础设施", "3600.00", BAODIAN, FARM_MACHINES, INDUSTRY_DEPUTY, WORKS,
        "鲍店镇", "分拣中心和冷库", "1500.00", None,
        "开工 25-05-15/25-06-20, 竣工 25-12-20", "核准备案 25-03-20/25-03-25, 施工许可 25-05-10/25-06-12",
    ),
    Sketch(
        "城郊分布式光伏", OWN, "科技创新", "2600.00", DANZHU, MATERIALS, INDUSTRY_DEPUTY, RESERVE,
        "丹朱镇", "屋顶光伏 6 兆瓦", None, None,
        "开工 26-03-15", "核准备案 25-09-20/25-09-16, 施工许可 25-12-31", fields=READY,
    ),
)  # fmt: skip
