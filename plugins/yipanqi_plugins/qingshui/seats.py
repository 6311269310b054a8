"""The offices and posts that the document names."""

from yipanqi_core.mechanism.seats import Seat, SeatKind

REFORM = "reform_office"
FINANCE = "finance_office"
LAND = "land_office"
HOUSING = "housing_office"
ENVIRONMENT = "environment_office"
RURAL = "rural_office"
PROMOTION = "promotion_office"
LABOUR = "labour_office"
GOVERNMENT = "county_government"
GOVERNMENT_OFFICE = "government_office"
DECIDES = (GOVERNMENT, GOVERNMENT_OFFICE)
"""Who records what the county government decided: its members, or its office for it."""

STATISTICS, APPROVALS = "statistics_office", "approvals_office"
COMMITTEE_OFFICE, COUNTY_HEAD, EXECUTIVE = "committee_office", "county_head", "executive_deputy"
ORGANISATION, DISCIPLINE = "organisation_office", "discipline_office"
PARTY_SECRETARY, COMMITTEE_DEPUTY = "party_secretary", "committee_deputy"

SEATS = (
    Seat(REFORM, "县发改局", SeatKind.UNIT, ("县发展和改革局", "县发展改革局")),
    Seat(FINANCE, "县财政局", SeatKind.UNIT),
    Seat(LAND, "县自然资源局", SeatKind.UNIT),
    Seat(HOUSING, "县住建局", SeatKind.UNIT, ("县住房和城乡建设局",)),
    Seat(ENVIRONMENT, "市生态环境局清水分局", SeatKind.UNIT),
    Seat("agriculture_office", "县农业农村局", SeatKind.UNIT),
    Seat("revitalisation_office", "县乡村振兴局", SeatKind.UNIT),
    Seat(RURAL, "县委农村工作领导小组办公室", SeatKind.UNIT, ("县委农办", "县实施乡村振兴战略领导小组办公室")),
    Seat(PROMOTION, "县招商中心", SeatKind.UNIT),
    Seat(LABOUR, "县人社局", SeatKind.UNIT, ("县人力资源和社会保障局",)),
    Seat("statistics_office", "县统计局", SeatKind.UNIT),
    Seat("approvals_office", "县行政审批服务中心", SeatKind.UNIT),
    Seat("organisation_office", "县委组织部", SeatKind.UNIT),
    Seat("discipline_office", "县纪委监委", SeatKind.UNIT),
    Seat("committee_office", "县委办", SeatKind.UNIT, ("县委办公室",)),
    Seat(GOVERNMENT_OFFICE, "县政府办", SeatKind.UNIT, ("县政府办公室", "县人民政府办公室")),
    Seat(GOVERNMENT, "县人民政府", SeatKind.UNIT, ("县政府",)),
    Seat("party_secretary", "县委书记", SeatKind.POST),
    Seat("county_head", "县长", SeatKind.POST, ("县委副书记、县长",)),
    Seat(COMMITTEE_DEPUTY, "县委分管领导", SeatKind.POST, ("县委副书记",)),
    Seat("executive_deputy", "常务副县长", SeatKind.POST, ("县委常委、常务副县长",)),
)

DEFAULT_UNITS = (
    f"资金={FINANCE}；配套资金={FINANCE}；融资={FINANCE}；土地={LAND}；用地={LAND}；林地={LAND}；规划选址={LAND}；"
    f"用地批复={LAND}；施工许可={HOUSING}；环评={ENVIRONMENT}；环评批复={ENVIRONMENT}；"
    f"污染物排放总量替代指标={ENVIRONMENT}；入库入统={STATISTICS}；项目立项={APPROVALS}；可研批复={APPROVALS}；"
    f"节能审查={APPROVALS}"
)
"""Which department answers for an item that names no unit (QS-4.4), as a county reads and changes it."""


def default_units_of(text: str) -> dict[str, str]:
    """Read the table: item → seat. Raises ValueError for a line that is none, or a seat that is not known."""
    known = {seat.code for seat in SEATS}
    found = {}
    for part in filter(None, (one.strip() for one in text.replace(";", "；").split("；"))):
        item, equals, seat = (one.strip() for one in part.partition("="))
        if not equals or not item or seat not in known:
            raise ValueError(f"“{part[:50]}”应为“事项=席位代码”，席位代码见 GET /v1/mechanism/seats")
        found[item] = seat
    return found
