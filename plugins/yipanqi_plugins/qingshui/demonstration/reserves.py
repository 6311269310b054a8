"""Projects that are still reserves: planned by their units, on no list, without a year's plan."""

from yipanqi_core.vocabulary import Nature
from yipanqi_plugins.qingshui.demonstration.sketch import Sketch
from yipanqi_plugins.qingshui.demonstration.units import (
    CITY_BUILDER,
    EDUCATION,
    FARMING,
    HEALTH,
    HOUSING,
    RESOURCES,
    RURAL,
    SOCIAL,
    TOURISM,
    WATER,
    WATER_COMPANY,
)

_PUBLIC = Nature.GOVERNMENT_INVESTMENT
SPARE_WATER, TRAINING, HEATING = (
    "清水县城应急备用水源工程", "清水县职业中专产教融合实训基地", "清水县城区智慧供热提升工程",
)  # fmt: skip
FOOD_LAB, MUSEUM, CARE = (
    "清水县农产品质量检测中心", "清水县红色文化陈列馆", "清水县失能老人照护中心",
)  # fmt: skip

RESERVES = (
    Sketch(SPARE_WATER, _PUBLIC, "基础设施", "14200.00", None, WATER, WATER_COMPANY, RURAL, "白沙镇",
           "新建取水枢纽、调蓄池和输水管线17公里。", procedures="可研批复 25-12-10, 用地批复 26-03-31"),
    Sketch(TRAINING, _PUBLIC, "社会事业", "9600.00", None, EDUCATION, CITY_BUILDER, SOCIAL, "永清镇",
           "建设实训楼1.9万平方米和共享实训设备。", procedures="可研批复 26-02-28"),
    Sketch(HEATING, _PUBLIC, "基础设施", "6800.00", None, HOUSING, CITY_BUILDER, RESOURCES, "永清镇",
           "换热站自控改造和全网平衡调节平台。", procedures="可研批复 26-03-31"),
    Sketch(FOOD_LAB, _PUBLIC, "产业发展", "4300.00", None, FARMING, CITY_BUILDER, RURAL, "红堡镇",
           "建设检测实验室和追溯平台。", procedures="可研批复 26-04-30"),
    Sketch(MUSEUM, _PUBLIC, "社会事业", "3900.00", None, TOURISM, CITY_BUILDER, SOCIAL, "永清镇",
           "建设展陈、库房和研学用房。"),
    Sketch(CARE, _PUBLIC, "社会事业", "5700.00", None, HEALTH, CITY_BUILDER, SOCIAL, "永清镇",
           "建设照护床位260张。"),
)  # fmt: skip
