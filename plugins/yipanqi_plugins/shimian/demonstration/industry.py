"""Projects of industry, energy and commerce."""

from datetime import date

from yipanqi_core.vocabulary import Level, Nature
from yipanqi_plugins.shimian.demonstration.sketch import Sketch
from yipanqi_plugins.shimian.demonstration.units import (
    APPROVALS,
    CARBON,
    CITY_BUILDER,
    COMMERCE,
    EXECUTIVE,
    FRUIT,
    INDUSTRY,
    POWER,
    PROMOTION,
    RECYCLING,
    REFORM,
    STORAGE,
    TELLURIUM,
    TRADE,
    XINMIAN,
)
from yipanqi_plugins.shimian.tracks import PLANNED, STARTED, TO_START

_INVITED, _PUBLIC, _PRIVATE = (
    Nature.INVESTMENT_PROMOTION,
    Nature.GOVERNMENT_INVESTMENT,
    Nature.ENTERPRISE_INVESTMENT,
)
_GROWTH, _GROUND, _PEOPLE, _OTHER = "产业发展", "基础设施", "民生保障", "其他"

PROJECTS = (
    Sketch(
        "石棉县年产2万吨锂电池负极材料一体化项目", _INVITED, _GROWTH, "68000.00", INDUSTRY, CARBON, STARTED,
        "回隆镇竹马工业片区", "建设石墨化车间、成品车间及配套仓储，形成年产2万吨负极材料能力。",
        plan="15000.00", level=Level.PROVINCE, leader=EXECUTIVE,
        nodes="洽谈签约 23-11-20/23-11-16, 开工 24-06-30/24-06-18, 主体完工 25-09-30/25-09-05,"
        " 竣工 26-04-30, 投产 26-07-31",
        guarantees="用地 24-04-30/24-04-22, 能评 24-05-31/24-05-28, 林地 26-02-28, 水 25-12-31, 电 26-01-31",
        pace="1:1.12 9:1.16 10:1.14 11:1.12 12:1.03",
    ),
    Sketch(
        "石棉县碲基半导体材料生产线项目", _INVITED, _GROWTH, "32000.00", INDUSTRY, TELLURIUM, STARTED,
        "回隆镇竹马工业片区", "新建高纯碲提纯与晶体材料生产线两条，配套检测中心。",
        plan="9000.00", level=Level.CITY, leader=PROMOTION,
        nodes="洽谈签约 24-02-28/24-03-06, 开工 24-09-20/24-10-08, 主体完工 25-07-31/25-07-24,"
        " 竣工 26-03-31, 投产 26-06-30",
        guarantees="用地 24-07-31/24-08-12, 环评 24-08-31/24-09-10, 电 26-02-28, 融资 25-06-30/25-07-18",
        pace="1:0.87 3:0.85 6:0.82 7:0.87 8:1.12 10:1.13 11:1.12 12:1.02",
    ),
    Sketch(
        "石棉县工业园区标准化厂房二期工程", _PUBLIC, _GROWTH, "12500.00", INDUSTRY, CITY_BUILDER, STARTED,
        "回隆镇竹马工业片区", "建设标准化厂房4栋4.2万平方米，配套道路、管网和消防设施。",
        plan="4800.00", level=Level.COUNTY, leader=PROMOTION,
        nodes="开工 24-08-31/24-09-12, 主体完工 25-10-31/25-10-10, 竣工 26-03-31",
        guarantees="用地 24-06-30/24-07-05, 资金 25-03-31/25-06-20, 路 25-11-30/25-11-12, 电 26-01-15",
        pace="1:0.48 2:0.54 3:0.56 4:0.57 5:0.72 6:0.84 7:0.93 9:1.00 10:1.12 11:1.13 12:1.02",
        fields={"on_annual_government_list": True},
    ),
    Sketch(
        "石棉县尾矿综合利用及绿色建材生产线项目", _INVITED, _GROWTH, "21000.00", INDUSTRY, RECYCLING, STARTED,
        "安顺场镇小水工业点", "利用存量尾矿年产机制砂石60万吨、装配式构件8万立方米。",
        plan="6000.00", level=Level.CITY, leader=PROMOTION,
        nodes="洽谈签约 23-09-15/23-09-20, 开工 24-05-20/24-06-25, 主体完工 25-05-31/25-08-20,"
        " 竣工 25-12-31, 投产 26-05-31",
        guarantees="用地 24-03-31/24-05-08, 环评 24-12-31/25-07-16, 林地 25-02-28/25-07-03, 材料运输 25-10-31/25-10-20",
        pace="1:0.50 4:0.42 6:0.52 7:0.62 8:0.75 9:0.86 10:0.95 11:0.95 12:0.87", unreported=(2,),
    ),
    Sketch(
        "石棉县钙基材料精深加工技术改造项目", _PRIVATE, _GROWTH, "8600.00", INDUSTRY, RECYCLING, STARTED,
        "安顺场镇小水工业点", "改造窑炉两座，新增纳米碳酸钙生产线及余热利用装置。",
        plan="3200.00", leader=PROMOTION,
        nodes="开工 24-10-31/24-10-25, 主体完工 25-06-30/25-06-26, 竣工 25-11-30/25-11-08, 投产 26-01-31",
        guarantees="能评 24-09-30/24-09-24, 环评 24-10-15/24-10-11, 电 25-10-31/25-10-16",
        pace="1:1.00 6:1.02 9:0.98 10:1.01 11:1.04 12:0.95",
    ),
    Sketch(
        "石棉县电子级硅微粉生产项目", _INVITED, _GROWTH, "15600.00", INDUSTRY, TELLURIUM, TO_START,
        "回隆镇竹马工业片区", "建设球形硅微粉生产线三条及研发检测楼。",
        plan="1800.00", level=Level.CITY, leader=PROMOTION, begins=11,
        nodes="洽谈签约 24-11-30/24-11-22, 开工 25-10-10, 主体完工 26-08-31, 竣工 26-12-31",
        procedures="项目立项 25-02-28/25-02-21, 用地批复 25-07-31, 环评批复@市级 25-08-31/25-10-27, 施工许可 25-09-30",
        guarantees="用地 25-07-31, 环评 25-08-31/25-10-27, 能评 25-06-30/25-07-09, 电 26-03-31",
        pace="11:0.10 12:0.12",
    ),
    Sketch(
        "石棉县竹马110千伏输变电工程", _PRIVATE, _GROUND, "9800.00", INDUSTRY, POWER, TO_START,
        "回隆镇竹马工业片区", "新建110千伏变电站一座、线路11.6公里，保障园区负荷增长。",
        plan="1200.00", level=Level.CITY, leader=PROMOTION, begins=11,
        nodes="开工 25-07-31/25-11-18, 主体完工 26-06-30, 竣工 26-09-30",
        procedures="项目立项 25-03-31/25-03-26, 用地批复@省级 25-06-30/25-09-29, 施工许可 25-07-31/25-11-10",
        guarantees="用地 25-06-30/25-09-29, 林地 25-07-15/25-10-30, 规划 25-05-31/25-06-12",
        pace="11:0.70 12:0.74",
    ),
    Sketch(
        "石棉县绿色算力中心项目", _INVITED, _GROWTH, "46000.00", INDUSTRY, STORAGE, PLANNED,
        "新棉街道", "依托水电消纳建设2000架标准机柜算力中心。",
        leader=PROMOTION, entered_on=date(2025, 8, 5),
        nodes="洽谈签约 25-12-31, 开工 26-06-30, 竣工 27-06-30",
        procedures="项目立项 26-02-28", guarantees="用地 26-03-31, 能评 26-04-30, 电 26-06-30, 网 26-06-30",
    ),
    Sketch(
        "石棉县特色农产品冷链物流中心项目", _INVITED, _GROWTH, "13500.00", COMMERCE, TRADE, STARTED,
        "迎政乡", "建设冷库2.6万立方米、分拣加工车间及电商配送区。",
        plan="5200.00", level=Level.COUNTY, leader=PROMOTION,
        nodes="洽谈签约 24-01-31/24-01-25, 开工 24-07-31/24-08-09, 主体完工 25-08-31/25-08-28, 竣工 26-02-28",
        guarantees="用地 24-06-15/24-06-20, 电 25-07-31/25-07-22, 融资 25-03-31/25-04-28",
        pace="1:0.80 2:0.57 4:0.55 5:0.66 6:0.80 7:0.87 8:0.95 9:1.00 10:0.95 11:0.87 12:0.85",
    ),
    Sketch(
        "石棉县川西南商贸综合体项目", _INVITED, _OTHER, "28000.00", COMMERCE, TRADE, TO_START,
        "新棉街道", "建设商业综合体5.8万平方米、地下停车位620个。",
        plan="1600.00", level=Level.COUNTY, leader=PROMOTION, begins=10,
        nodes="洽谈签约 24-12-20/25-01-15, 开工 25-07-31, 主体完工 26-10-31, 竣工 27-03-31",
        procedures="项目立项 25-03-15/25-03-28, 用地批复 25-06-30, 施工许可 25-08-15",
        guarantees="用地 25-06-30, 规划 25-05-31/25-07-02, 融资 25-07-31",
        pace="10:0.20 11:0.22 12:0.22",
    ),
    Sketch(
        "石棉县黄果柑精深加工产业园项目", _INVITED, _GROWTH, "18000.00", COMMERCE, FRUIT, PLANNED,
        "永和乡", "建设果汁、果酒、陈皮生产线及科普体验馆。",
        leader=PROMOTION,
        nodes="洽谈签约 25-10-20/25-12-05, 开工 26-04-30, 竣工 27-04-30",
        procedures="项目立项 26-01-31", guarantees="用地 26-03-31, 环评 26-03-31, 水 26-05-31",
    ),
    Sketch(
        "石棉县电商直播及快递分拨中心项目", _PRIVATE, _OTHER, "1000.00", COMMERCE, TRADE, STARTED,
        "新棉街道", "改造闲置厂房6200平方米，建设快递自动分拣线和直播间。",
        plan="700.00", leader=PROMOTION,
        nodes="开工 24-11-15/24-11-12, 主体完工 25-05-31/25-05-20, 竣工 25-12-31",
        guarantees="网 25-06-30/25-06-16, 电 25-12-31, 林地 26-01-31",
        pace="1:1.02 2:1.12 9:1.14 10:1.04 12:0.98",
    ),
    Sketch(
        "石棉县大渡河冷水鱼养殖加工项目", _INVITED, _GROWTH, "5600.00", COMMERCE, FRUIT, PLANNED,
        "草科乡", "建设流水养殖池1.2万平方米、加工车间一座。",
        nodes="洽谈签约 25-02-28/25-08-26, 开工 26-03-31, 竣工 26-12-31",
        procedures="项目立项 25-11-30", guarantees="用地 26-01-31, 环评 26-02-28, 水 25-10-31",
    ),
    Sketch(
        "石棉县新棉街道以工代赈示范工程", _PUBLIC, _GROUND, "2300.00", REFORM, XINMIAN, STARTED,
        "新棉街道", "硬化产业道路9.3公里，整治渠系4.1公里，带动群众务工。",
        plan="1800.00", level=Level.COUNTY, leader=EXECUTIVE,
        nodes="开工 24-12-10/24-12-06, 主体完工 25-07-31/25-07-25, 竣工 25-10-31/25-10-12",
        guarantees="用地 24-11-15/24-11-08, 林地 25-12-31, 资金 25-02-28/25-03-05",
        pace="1:1.00 4:1.13 7:1.14 8:1.05 9:1.00 10:1.03 12:0.96",
        fields={"on_annual_government_list": True},
    ),
    Sketch(
        "石棉县应急物资储备库建设项目", _PUBLIC, _PEOPLE, "4200.00", REFORM, CITY_BUILDER, STARTED,
        "新棉街道", "建设储备库房5600平方米、直升机起降坪一处。",
        plan="2600.00", level=Level.COUNTY, leader=EXECUTIVE,
        nodes="开工 24-10-20/24-11-05, 主体完工 25-09-30/25-10-28, 竣工 26-01-31",
        guarantees="用地 24-09-30/24-10-15, 资金 25-08-31, 水 25-11-30/25-11-25",
        pace="1:0.52 2:0.56 3:0.78 5:0.87 6:0.87 8:0.85 10:0.82 11:0.86 12:0.84", unreported=(9,),
        fields={"on_annual_government_list": True},
    ),
    Sketch(
        "石棉县粮食仓储设施提升工程", _PUBLIC, _PEOPLE, "2650.00", REFORM, CITY_BUILDER, STARTED,
        "迎政乡", "新建平房仓1.5万吨，配套绿色储粮与信息化系统。",
        plan="900.00", leader=EXECUTIVE, entered_on=date(2025, 6, 25), begins=6,
        nodes="开工 25-05-15/25-06-20, 主体完工 25-12-28, 竣工 26-04-30",
        procedures="项目立项 25-01-20/25-01-24, 可研批复 25-03-10/25-03-28, 施工许可 25-05-08/25-06-16",
        guarantees="用地 25-04-30/25-05-12, 资金 25-06-30/25-07-10",
        pace="6:0.80 8:0.94 10:1.00 12:0.95", fields={"on_annual_government_list": True},
    ),
    Sketch(
        "石棉县大渡河抽水蓄能电站项目", _INVITED, _GROUND, "680000.00", REFORM, STORAGE, PLANNED,
        "草科乡", "装机120万千瓦抽水蓄能电站，现开展可行性研究与移民安置规划。",
        level=Level.PROVINCE, leader=EXECUTIVE,
        nodes="洽谈签约 25-12-31, 开工 26-12-31",
        procedures="项目立项 26-06-30, 用地批复@国家级 26-09-30, 环评批复@国家级 26-08-31",
        guarantees="林地 26-09-30, 环评 26-08-31, 用地 26-09-30",
    ),
    Sketch(
        "石棉县政务服务中心迁建项目", _PUBLIC, _OTHER, "2980.00", APPROVALS, CITY_BUILDER, PLANNED,
        "新棉街道", "改建政务大厅4800平方米，整合26个部门窗口。",
        entered_on=date(2025, 9, 26),
        nodes="开工 26-04-30, 竣工 26-12-31",
        procedures="项目立项 25-12-15, 可研批复 26-01-31",
        fields={
            "decided_on": date(2025, 9, 24), "preliminary_plan_on": date(2025, 9, 29),
            "construction_plan_on": date(2025, 10, 14), "put_to_executive_meeting_on": date(2025, 10, 20),
        },
    ),
)  # fmt: skip
