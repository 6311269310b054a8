"""What the month's bulletin says of the six task forces (YC-3.1 to YC-3.6)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from yipanqi_core.documents.model import Block, Heading, Paragraph, Table
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.rules.progress import late
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.yangcheng.approvals import concerned, open_items
from yipanqi_plugins.yangcheng.checks import passed_on
from yipanqi_plugins.yangcheng.coverage import covered
from yipanqi_plugins.yangcheng.land import dossiers, returns_in_month
from yipanqi_plugins.yangcheng.library import NEW_STARTS, PRELIMINARY, is_key, year_plan
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.registers import FUNDS, POLICIES, entries
from yipanqi_plugins.yangcheng.stages import SIGNED, landed_on, started_on
from yipanqi_plugins.yangcheng.statistics import ELIGIBLE, classify
from yipanqi_plugins.yangcheng.task_forces import BODIES
from yipanqi_plugins.yangcheng.wording import day_told, hundred_million, percent
from yipanqi_plugins.yangcheng.works import is_promoted


def forces(facts: BulletinFacts, county: CountyFacts, parameters: Parameters) -> Iterator[Block]:
    """Each task force under a heading of its own."""
    told = (
        [Paragraph(promotion(facts.projects, parameters))],
        [Paragraph(approvals(facts.projects, parameters))],
        coverage(facts),
        [Paragraph(land(facts))],
        statistics(facts, parameters),
        [Paragraph(funds(facts, county))],
    )
    for body, blocks in zip(BODIES, told, strict=True):
        yield Heading(2, body.title)
        yield from blocks


def promotion(projects: Sequence[ProjectFacts], parameters: Parameters) -> str:
    """How far the promotion projects are, and how many have no agent."""
    own = [one for one in projects if is_promoted(one)]
    begun = [one for one in own if started_on(one)]
    left = [one for one in own if not started_on(one)]
    landed = [one for one in left if landed_on(one, parameters)]
    signed = [one for one in left if SIGNED.read(one) and not landed_on(one, parameters)]
    agentless = [one for one in own if not one.fields.get("agent")]
    return (
        f"招商引资项目{len(own)}项，其中未签约{len(left) - len(landed) - len(signed)}项、已签约未落地{len(signed)}项、"
        f"已落地未开工{len(landed)}项、已开工{len(begun)}项；未明确全代办代办员{len(agentless)}项。"
    )


def approvals(projects: Sequence[ProjectFacts], parameters: Parameters) -> str:
    """The planned starts and preliminary projects with their open and overdue approval items."""
    plans = [year_plan(one, parameters) for one in projects]
    own = [one for one in projects if concerned(one)]
    waiting = sum(len(open_items(one)) for one in own)
    overdue = sum(len(late(one, ItemKind.PROCEDURE)) for one in own)
    return (
        f"年度计划开工项目{plans.count(NEW_STARTS)}个、前期项目{plans.count(PRELIMINARY)}个，"
        f"其中未开工项目{len(own)}个，尚有审批事项{waiting}项未办结，已逾期{overdue}项。"
    )


def coverage(facts: BulletinFacts) -> Iterator[Block]:
    """How many key projects were supervised in the month, and which were not."""
    key = [one for one in facts.projects if is_key(one)]
    missed = [one for one in key if not covered(one)]
    share = f"，覆盖率{percent(Fraction(len(key) - len(missed), len(key)))}" if key else ""
    yield Paragraph(
        f"本月应督导重点工程{len(key)}项，按“十大督导”内容全覆盖督导{len(key) - len(missed)}项{share}，"
        f"未覆盖{len(missed)}项。"
    )
    rows = [(one.project, one.level.label if one.level else "", one.lead_unit) for one in missed]
    yield from _listed(f"{facts.title}推进督导未覆盖项目", ("项目", "层级", "责任单位"), rows, (1.6, 9, 3, 5))


def land(facts: BulletinFacts) -> str:
    """The open land dossiers, and what was sent back in the month: the goal is none."""
    waiting = sum(len(dossiers(one)) for one in facts.projects)
    returned = sum(len(days) for one in facts.projects for _, days in returns_in_month(one))
    goal = "，实现不退件目标" if not returned else "，未实现不退件目标"
    return f"在办用地组件{waiting}宗，本月退件{returned}次{goal}。"


def statistics(facts: BulletinFacts, parameters: Parameters) -> Iterator[Block]:
    """Who ought to be entered into the statistics."""
    judged = [(one, classify(one, parameters)) for one in facts.projects]
    eligible = [(one, ruling.facts) for one, ruling in judged if ruling.value == ELIGIBLE]
    yield Paragraph(f"至月末，具备入库条件而未入库的项目{len(eligible)}项。")
    waiting = [
        (one.project, one.lead_unit, day_told(when["met_since"]), day_told(when["due_on"])) for one, when in eligible
    ]
    headings = ("项目", "责任单位", "具备条件日期", "应入库期限")
    yield from _listed(f"{facts.title}具备条件未入库项目", headings, waiting, (1.6, 5.2, 4.2, 4.2, 4.2))


def funds(facts: BulletinFacts, county: CountyFacts) -> str:
    """What was applied for, approved and has arrived in the year, and the policies not passed on."""
    year = county.on.year
    rows = [row.fields for one in facts.projects for row in entries(one, FUNDS) if row.year == year]

    def total(name: str) -> str:
        amounts = (row.get(name) for row in rows)
        return hundred_million(sum((Decimal(str(one)) for one in amounts if one is not None), Decimal(0)))

    applied = sum(1 for row in rows if row.get("applied_on"))
    late_policies = sum(1 for one in entries(county, POLICIES) if not passed_on(one, county.on))
    passing = f"，有{late_policies}项资金政策尚未传达到相关部门" if late_policies else "，资金政策均已传达到相关部门"
    return (
        f"本年包装争取上级资金事项{len(rows)}项，已申报{applied}项、{total('applied')}亿元，"
        f"批复{total('approved')}亿元，到位{total('arrived')}亿元{passing}。"
    )


def _listed(
    caption: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[float, ...]
) -> Iterator[Block]:
    if rows:
        numbered_rows = tuple((str(number), *row) for number, row in enumerate(rows, start=1))
        yield Table(("序号", *headings), numbered_rows, widths, caption=caption)
