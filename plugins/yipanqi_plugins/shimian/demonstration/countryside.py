"""Projects of water, farming, tourism and schools."""

from datetime import date

from yipanqi_core.vocabulary import Level, Nature
from yipanqi_plugins.shimian.demonstration.sketch import Sketch
from yipanqi_plugins.shimian.demonstration.units import (
    CITY_BUILDER,
    EDUCATION,
    FARM_COMPANY,
    FARMING,
    FRUIT,
    RESORT,
    RURAL,
    SOCIAL,
    TOURISM,
    TOURISM_COMPANY,
    WATER,
    WATER_COMPANY,
)
from yipanqi_plugins.shimian.tracks import PLANNED, STARTED, TO_START

_INVITED, _PUBLIC, _PRIVATE = (
    Nature.INVESTMENT_PROMOTION,
    Nature.GOVERNMENT_INVESTMENT,
    Nature.ENTERPRISE_INVESTMENT,
)
_GROWTH, _GROUND, _PEOPLE = "产业发展", "基础设施", "民生保障"
_ON_LIST = {"on_annual_government_list": True}

PROJECTS = (
    Sketch(
        "大渡河石棉县城段堤防提升工程", _PUBLIC, _GROUND, "9200.00", WATER, WATER_COMPANY, STARTED,
        "新棉街道", "加固堤防6.8公里，新建排涝闸五座。",
        plan="4800.00", level=Level.CITY, leader=RURAL,
        nodes="开工 24-10-31/24-11-08, 主体完工 25-06-20/25-10-25, 竣工 26-03-31",
        guarantees="用地 24-09-30/24-10-22, 材料运输 25-05-31/25-09-28, 资金 25-06-30/25-09-10",
        pace="1:0.84 2:0.87 3:0.94 4:0.92 5:0.70 6:0.575 7:0.55 9:0.50 10:0.75 11:1.00 12:1.04", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县城乡供水一体化工程（一期）", _PUBLIC, _PEOPLE, "16800.00", WATER, WATER_COMPANY, STARTED,
        "新棉街道、迎政乡、永和乡", "新建水厂一座，铺设输配水管网92公里，受益3.1万人。",
        plan="6800.00", level=Level.PROVINCE, leader=RURAL,
        nodes="开工 24-05-31/24-06-14, 主体完工 25-12-31, 竣工 26-08-31",
        guarantees="用地 24-04-30/24-05-24, 水 25-03-31/25-04-29, 融资 25-06-30/25-10-21",
        pace="1:0.50 3:0.56 7:0.58 8:0.68 9:0.78 10:0.93 11:1.00 12:0.88", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县小型水库除险加固工程", _PUBLIC, _GROUND, "1350.00", WATER, WATER_COMPANY, STARTED,
        "美罗镇", "加固大坝两座，更换放水设施和安全监测设备。",
        plan="1100.00", leader=RURAL,
        nodes="开工 24-11-20/24-11-26, 主体完工 25-05-15/25-05-12, 竣工 25-11-30/25-11-05",
        guarantees="资金 25-01-31/25-02-14, 林地 25-12-15/25-12-08",
        pace="1:1.00 5:1.05 6:0.98 8:0.93 9:0.95 10:1.12 11:1.14 12:1.11", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县松林河山洪沟治理工程", _PUBLIC, _GROUND, "2780.00", WATER, WATER_COMPANY, TO_START,
        "安顺场镇", "治理沟道7.5公里，新建护岸、拦沙设施和预警点。",
        plan="120.00", level=Level.COUNTY, leader=RURAL, begins=12,
        nodes="开工 25-03-20/25-12-12, 主体完工 26-05-31, 竣工 26-08-31",
        procedures="项目立项 24-11-15/24-11-29, 可研批复 24-12-10/24-12-16, 用地批复 25-02-15/25-11-14,"
        " 施工许可 25-03-10/25-12-05",
        guarantees="用地 25-02-15/25-11-14, 林地 25-02-28/25-08-27, 资金 25-05-31/25-10-15", pace="12:0.95",
    ),
    Sketch(
        "石棉县黄果柑现代农业园区提升项目", _PUBLIC, _GROWTH, "5400.00", FARMING, FARM_COMPANY, STARTED,
        "永和乡、迎政乡", "改造柑园1.2万亩，建设水肥一体化和智能选果线。",
        plan="3600.00", level=Level.CITY, leader=RURAL,
        nodes="开工 24-09-30/24-09-21, 主体完工 25-08-31/25-08-06, 竣工 25-12-25",
        guarantees="水 25-09-30/25-09-18, 电 25-07-31/25-07-14, 林地 25-10-31/25-10-30",
        pace="1:1.12 7:1.13 8:1.12 9:1.04 10:0.95 11:0.87 12:0.82", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县2025年高标准农田建设项目", _PUBLIC, _GROUND, "3150.00", FARMING, FARM_COMPANY, STARTED,
        "美罗镇、迎政乡", "建设高标准农田8600亩，配套机耕道和灌排渠系。",
        plan="2600.00", level=Level.COUNTY, leader=RURAL,
        nodes="开工 24-12-01/24-11-25, 主体完工 25-08-15/25-08-10, 竣工 25-10-20",
        guarantees="资金 25-02-28/25-02-20, 水 25-09-15, 路 25-08-31/25-08-20",
        pace="1:0.94 2:1.00 4:1.08 5:1.13 8:1.12 9:1.01 10:0.91 11:0.83 12:0.78", fields=_ON_LIST,
    ),
    Sketch(
        "石棉县草科鸡标准化养殖基地项目", _PRIVATE, _GROWTH, "1680.00", FARMING, FRUIT, TO_START,
        "草科乡", "建设标准化鸡舍24栋及孵化中心，年出栏60万羽。",
        plan="240.00", begins=10,
        nodes="开工 25-08-25, 主体完工 26-04-30, 投产 26-07-31",
        procedures="项目立项 25-04-30/25-05-09, 用地批复 25-07-31, 环评批复 25-08-15",
        guarantees="用地 25-07-31, 环评 25-08-15, 路 25-12-31", pace="10:0.30 12:0.30", unreported=(11,),
    ),
    Sketch(
        "石棉县农产品产地冷藏保鲜设施项目", _PRIVATE, _GROWTH, "999.99", FARMING, FRUIT, STARTED,
        "迎政乡", "建设通风库、气调库共3200立方米。",
        plan="600.00", leader=RURAL,
        nodes="开工 25-01-20/25-01-22, 竣工 25-09-30/25-09-27", guarantees="电 25-05-31/25-06-04",
        pace="1:0.95 6:1.02 12:1.00",
    ),
    Sketch(
        "安顺场红色旅游景区提升工程", _PUBLIC, _GROWTH, "11200.00", TOURISM, TOURISM_COMPANY, STARTED,
        "安顺场镇", "改造游客中心和沉浸式展陈，建设滨河步道4.2公里。",
        plan="4600.00", level=Level.PROVINCE, leader=SOCIAL,
        nodes="开工 24-06-20/24-07-16, 主体完工 25-10-31/25-10-09, 竣工 26-03-31",
        guarantees="用地 24-05-15/24-06-28, 资金 25-03-31/25-06-06, 林地 26-01-31",
        pace="1:0.45 4:0.50 5:0.56 6:0.58 7:0.74 8:0.86 9:0.95 10:1.12 12:1.11", fields=_ON_LIST,
    ),
    Sketch(
        "王岗坪景区二期综合开发项目", _INVITED, _GROWTH, "26000.00", TOURISM, TOURISM_COMPANY, STARTED,
        "王岗坪乡", "建设云海观景平台、山地营地和景区道路，扩建停车场。",
        plan="8000.00", level=Level.CITY, leader=SOCIAL,
        nodes="洽谈签约 23-12-15/23-12-08, 开工 24-06-30/24-07-02, 主体完工 25-09-30/25-09-08, 竣工 26-04-30",
        guarantees="林地 25-08-31/25-09-02, 路 26-03-31, 电 25-11-30/25-11-20",
        pace="1:0.84 3:0.88 4:0.88 5:0.88 7:0.87 8:0.96 9:1.03 10:1.05 12:0.96",
    ),
    Sketch(
        "栗子坪森林康养度假营地项目", _INVITED, _GROWTH, "19500.00", TOURISM, RESORT, TO_START,
        "栗子坪乡", "建设康养木屋120栋、理疗中心和自然教育基地。",
        plan="400.00", level=Level.COUNTY, leader=SOCIAL, begins=12,
        nodes="洽谈签约 24-12-31/25-02-18, 开工 25-11-20, 主体完工 26-10-31, 竣工 27-05-31",
        procedures="项目立项 25-05-31/25-06-05, 用地批复@省级 25-09-30, 环评批复@市级 25-10-15/25-11-03",
        guarantees="用地 25-09-30, 林地 25-08-31, 环评 25-10-15/25-11-03, 水 26-06-30", pace="12:0.10",
    ),
    Sketch(
        "孟获城自驾游露营地项目", _INVITED, _GROWTH, "8200.00", TOURISM, RESORT, PLANNED,
        "栗子坪乡", "拟建房车营位80个、星空营地和服务驿站，方案比选中。",
        leader=SOCIAL, guarantees="用地 26-06-30, 林地 26-06-30",
    ),
    Sketch(
        "石棉县新棉二小教学综合楼扩建工程", _PUBLIC, _PEOPLE, "3680.00", EDUCATION, CITY_BUILDER, STARTED,
        "新棉街道", "新建教学综合楼6800平方米，增加学位720个。",
        plan="2400.00", level=Level.COUNTY, leader=SOCIAL,
        nodes="开工 24-07-20/24-07-31, 主体完工 25-04-30/25-04-28, 竣工 25-08-25/25-08-05",
        guarantees="资金 25-03-31/25-03-27, 电 25-08-10/25-08-01, 网 25-08-31/25-08-22",
        pace="1:0.82 2:0.86 3:0.94 5:1.00 7:1.04 8:1.13 9:1.12 10:1.03 12:0.96", fields=_ON_LIST,
    ),
    Sketch(
        "石棉中学学生公寓及运动场建设项目", _PUBLIC, _PEOPLE, "4950.00", EDUCATION, CITY_BUILDER, STARTED,
        "新棉街道", "新建学生公寓9200平方米、400米标准运动场。",
        plan="2000.00", leader=SOCIAL, entered_on=date(2025, 5, 20), begins=5,
        nodes="开工 25-04-30/25-05-16, 主体完工 25-12-20, 竣工 26-05-31",
        procedures="项目立项 24-12-20/24-12-26, 可研批复 25-02-28/25-03-07, 施工许可 25-04-20/25-05-12",
        guarantees="资金 25-09-30, 用地 25-03-31/25-04-15",
        pace="5:0.96 6:0.94 7:0.86 8:0.77 9:0.66 10:0.58 11:0.53 12:0.50",
        fields={
            "decided_on": date(2024, 11, 25), "preliminary_plan_on": date(2024, 12, 2),
            "construction_plan_on": date(2024, 12, 6), "put_to_executive_meeting_on": date(2024, 12, 9),
            "executive_meeting_on": date(2024, 12, 18),
        },
    ),
    Sketch(
        "石棉县全民健身中心建设项目", _PUBLIC, _PEOPLE, "7600.00", EDUCATION, CITY_BUILDER, TO_START,
        "新棉街道", "建设综合馆、游泳馆各一座及室外场地。",
        plan="600.00", level=Level.COUNTY, begins=11,
        nodes="开工 25-09-25, 主体完工 26-09-30, 竣工 27-01-31",
        procedures="项目立项 25-06-10/25-06-18, 可研批复 25-07-05/25-07-10, 用地批复 25-09-10, 施工许可 25-09-30",
        guarantees="用地 25-09-10, 资金 25-09-30, 水 26-05-31", pace="11:0.10 12:0.12", fields=_ON_LIST,
    ),
)  # fmt: skip
