"""Projects of the town and of roads."""

from datetime import date

from yipanqi_core.vocabulary import Level, Nature
from yipanqi_plugins.shimian.demonstration.sketch import Sketch
from yipanqi_plugins.shimian.demonstration.units import (
    ANSHUNCHANG,
    CITY_BUILDER,
    EXECUTIVE,
    HOUSING,
    LIZIPING,
    RESOURCES,
    ROADS,
    TRANSPORT,
    WATER_COMPANY,
    XINMIAN,
)
from yipanqi_plugins.shimian.tracks import PLANNED, STARTED, TO_START

_PUBLIC = Nature.GOVERNMENT_INVESTMENT
_GROUND, _PEOPLE = "基础设施", "民生保障"
_ON_LIST = {"on_annual_government_list": True}

PROJECTS = (
    Sketch(
        "石棉县城区老旧小区改造项目（三期）", _PUBLIC, _PEOPLE, "6800.00", HOUSING, CITY_BUILDER, STARTED,
        "新棉街道", "改造小区21个、楼栋64幢，更新水电气管线，加装电梯18部。",
        plan="4500.00", level=Level.COUNTY, leader=RESOURCES,
        nodes="开工 24-09-10/24-09-18, 主体完工 25-11-30/25-11-26, 竣工 26-03-31",
        guarantees="资金 25-05-31/25-09-22, 电 25-10-15/25-10-30, 水 25-09-30/25-10-11",
        pace="1:0.86 4:0.68 5:0.58 6:0.55 8:0.50 9:0.57 10:0.78 11:0.93 12:0.95", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县城市生活污水处理厂提标扩能工程", _PUBLIC, _GROUND, "8900.00", HOUSING, WATER_COMPANY, STARTED,
        "新棉街道", "日处理规模由1万吨扩至1.8万吨，出水执行一级A标准。",
        plan="4200.00", level=Level.CITY, leader=RESOURCES,
        nodes="开工 24-08-15/24-08-30, 主体完工 25-06-30/25-09-18, 竣工 26-01-31",
        guarantees="用地 24-06-30/24-07-19, 环评 24-07-31/24-08-14, 电 25-08-31/25-09-16, 资金 25-12-31",
        pace="1:0.86 3:0.88 5:0.84 7:0.66 9:0.75 10:0.93 11:1.12 12:1.02", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县新棉街道棚户区改造安置房项目", _PUBLIC, _PEOPLE, "24000.00", HOUSING, CITY_BUILDER, STARTED,
        "新棉街道", "建设安置房486套及配套用房、地下车库。",
        plan="8000.00", level=Level.CITY, leader=RESOURCES,
        nodes="开工 24-03-31/24-04-10, 主体完工 25-12-31, 竣工 26-09-30",
        guarantees="用地 24-01-31/24-02-20, 资金 25-04-30/25-10-09, 路 26-03-31",
        pace="1:0.82 2:0.86 3:0.88 4:0.88 5:0.88 6:0.88 7:0.85 9:0.81 10:0.99 11:1.12 12:1.04", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县城市燃气管道更新改造项目", _PUBLIC, _GROUND, "3980.00", HOUSING, CITY_BUILDER, STARTED,
        "新棉街道", "更新市政及庭院燃气管道37公里，加装安全监测终端。",
        plan="2400.00", level=Level.COUNTY, leader=RESOURCES, entered_on=date(2025, 4, 15), begins=4,
        nodes="开工 25-03-31/25-04-08, 主体完工 25-10-31/25-10-13, 竣工 25-12-31",
        guarantees="资金 25-04-30/25-05-22, 路 25-05-31/25-06-10",
        pace="4:1.00 7:0.94 9:0.86 10:1.05 11:1.13 12:1.11", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县滨河路排水防涝设施建设项目", _PUBLIC, _GROUND, "5200.00", HOUSING, CITY_BUILDER, TO_START,
        "新棉街道", "改造雨水管网8.4公里，新建排涝泵站两座。",
        plan="900.00", level=Level.COUNTY, leader=RESOURCES, begins=11,
        nodes="开工 25-07-25/25-10-22, 主体完工 26-07-31, 竣工 26-10-31",
        procedures="项目立项 25-04-10/25-04-18, 可研批复 25-05-15/25-05-20, 用地批复 25-06-30/25-09-11,"
        " 施工许可 25-08-10/25-10-17",
        guarantees="用地 25-06-30/25-09-11, 资金 25-07-31/25-09-30, 水 26-03-31",
        pace="11:0.84 12:0.82", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县生活垃圾中转站改造项目", _PUBLIC, _PEOPLE, "620.00", HOUSING, XINMIAN, STARTED,
        "新棉街道", "改造中转站三座，更新压缩和除臭设备。",
        plan="480.00", leader=RESOURCES,
        nodes="开工 25-02-28/25-03-06, 竣工 25-11-30/25-12-03", guarantees="资金 25-03-31/25-04-02",
        pace="1:0.90 6:0.82 12:0.95",
    ),
    Sketch(
        "石棉县城区公共停车场及智慧泊位项目", _PUBLIC, _PEOPLE, "2450.00", HOUSING, CITY_BUILDER, PLANNED,
        "新棉街道", "新建立体停车楼一座，改造路内泊位900个。",
        leader=RESOURCES, entered_on=date(2025, 9, 10),
        nodes="开工 26-03-31, 竣工 26-12-31",
        procedures="项目立项 25-11-15/25-12-04, 可研批复 26-01-15",
        guarantees="用地 26-02-28, 规划 25-12-10, 资金 26-03-31",
        fields={
            "decided_on": date(2025, 9, 4), "preliminary_plan_on": date(2025, 10, 15),
            "construction_plan_on": date(2025, 10, 22), "put_to_executive_meeting_on": date(2025, 10, 24),
            "executive_meeting_on": date(2025, 11, 7),
        },
    ),
    Sketch(
        "国道108线石棉县城过境段改建工程", _PUBLIC, _GROUND, "38600.00", TRANSPORT, ROADS, STARTED,
        "新棉街道、回隆镇", "改建二级公路13.4公里，含隧道一座、大桥三座。",
        plan="12000.00", level=Level.PROVINCE, leader=EXECUTIVE,
        nodes="开工 23-10-31/23-11-15, 主体完工 25-09-20, 竣工 26-06-30",
        guarantees="用地 23-09-30/23-10-27, 林地 23-09-30/23-10-11, 材料运输 25-10-31, 资金 25-11-30",
        pace="1:1.00 6:1.00 7:0.92 8:0.80 9:0.70 10:0.63 11:0.575 12:0.54",
    ),
    Sketch(
        "安顺场至新民旅游公路改建工程", _PUBLIC, _GROUND, "15800.00", TRANSPORT, ROADS, STARTED,
        "安顺场镇、新民乡", "改建三级公路18.7公里，增设观景停车港湾九处。",
        plan="6200.00", level=Level.CITY, leader=RESOURCES,
        nodes="开工 24-04-15/24-05-06, 主体完工 26-02-28, 竣工 26-08-31",
        guarantees="用地 24-03-15/24-04-19, 林地 25-09-30, 材料运输 25-12-31",
        pace="1:0.50 2:0.55 3:0.70 4:0.86 5:0.95 6:0.98 7:0.93 8:0.88 9:0.82 10:0.72 11:0.66 12:0.63",
        unreported=(10,),
    ),
    Sketch(
        "石棉县农村公路安全生命防护工程", _PUBLIC, _PEOPLE, "1860.00", TRANSPORT, ROADS, STARTED,
        "各乡镇", "新增波形护栏86公里、标志标牌410套。",
        plan="1500.00", leader=RESOURCES,
        nodes="开工 24-11-30/24-11-20, 主体完工 25-08-31/25-08-12, 竣工 26-01-20",
        guarantees="资金 25-04-30/25-04-16, 林地 25-09-20/25-09-12",
        pace="1:1.13 8:1.13 9:1.05 10:0.96 11:0.87 12:0.82", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县栗子坪客运站迁建项目", _PUBLIC, _PEOPLE, "2100.00", TRANSPORT, LIZIPING, TO_START,
        "栗子坪乡", "新建三级客运站及旅游集散中心3200平方米。",
        plan="150.00", leader=RESOURCES, begins=12,
        nodes="开工 25-11-10, 主体完工 26-07-31, 竣工 26-10-31",
        procedures="项目立项 25-06-30/25-07-08, 可研批复 25-08-15/25-08-20, 用地批复 25-09-30, 施工许可 25-10-31",
        guarantees="用地 25-09-30, 规划 25-08-31/25-09-03", pace="12:0.20", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县永和大桥危桥改造工程", _PUBLIC, _GROUND, "4600.00", TRANSPORT, ROADS, TO_START,
        "永和乡", "拆除重建跨河桥梁168米及两岸引道。",
        plan="500.00", level=Level.COUNTY, leader=RESOURCES, entered_on=date(2025, 6, 10), begins=11,
        nodes="开工 25-10-15, 主体完工 26-09-30, 竣工 26-12-31",
        procedures="项目立项 25-06-20/25-06-27, 可研批复 25-07-31/25-08-06, 环评批复@市级 25-09-15/25-10-09,"
        " 用地批复 25-09-30, 施工许可 25-10-10",
        guarantees="用地 25-09-30, 环评 25-09-15/25-10-09, 材料运输 26-01-31", pace="11:0.15 12:0.15",
        fields={
            "decided_on": date(2025, 5, 19), "preliminary_plan_on": date(2025, 5, 26),
            "construction_plan_on": date(2025, 6, 3), "put_to_executive_meeting_on": date(2025, 6, 5),
            "executive_meeting_on": date(2025, 6, 9),
        },
    ),
    Sketch(
        "石棉县安顺场镇集镇污水管网改造工程", _PUBLIC, _GROUND, "1780.00", HOUSING, ANSHUNCHANG, STARTED,
        "安顺场镇", "新建污水管网12公里，改造户内接入480户。",
        plan="1320.00", leader=EXECUTIVE, monthly=False,
        nodes="开工 24-12-20/24-12-18, 主体完工 25-07-31/25-08-15, 竣工 25-12-31",
        guarantees="资金 25-03-31/25-04-11, 用地 25-02-28/25-02-26",
        pace="1:0.52 2:0.57 3:0.68 4:0.82 5:0.92 7:0.95 10:0.97 12:0.94", unreported=(3,),
    ),
)  # fmt: skip
