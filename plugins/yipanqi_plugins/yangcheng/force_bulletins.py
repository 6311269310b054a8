"""The monthly bulletins of two task forces: preliminary procedures (YC-3.2) and investment promotion (YC-4.3)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit, PeriodKind
from yipanqi_core.documents.model import Block, Heading, Paragraph, Table, numbered
from yipanqi_core.mechanism.bulletins import Bulletin, BulletinFacts, Problem
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.rules.progress import late
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.yangcheng.approvals import concerned, open_items
from yipanqi_plugins.yangcheng.bulletin_forces import approvals, promotion
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.seats import APPROVALS, EXECUTIVE, PROMOTION, REFORM
from yipanqi_plugins.yangcheng.stages import SIGNED, landed_on, started_on
from yipanqi_plugins.yangcheng.wording import day_told, hundred_million
from yipanqi_plugins.yangcheng.works import APPROVALS_TOLD, PROMOTION_TOLD, is_promoted

ADDRESSEE = "各乡（镇）人民政府，开发区管委会，县直有关单位"


def approval_blocks(facts: BulletinFacts, parameters: BaseModel) -> tuple[Block, ...]:
    """How the approval items stand: in all, by the unit that handles them, and each that is overdue."""
    assert isinstance(parameters, Parameters)
    own = [one for one in facts.projects if concerned(one)]
    return numbered(
        (
            Paragraph(f"现将{facts.title}项目前期手续办理情况通报如下。"),
            Heading(1, "总体情况"),
            Paragraph(approvals(facts.projects, parameters)),
            *_by_unit(facts.title, own),
            Heading(1, "逾期事项"),
            *_overdue(facts.title, own),
        )
    )


def _by_unit(period: str, own: Sequence[ProjectFacts]) -> Iterator[Block]:
    waiting = Counter(item.unit or one.lead_unit for one in own for item in open_items(one))
    overdue = Counter(item.item.unit or one.lead_unit for one in own for item in late(one, ItemKind.PROCEDURE))
    rows = tuple(
        (unit, str(count), str(overdue[unit]))
        for unit, count in sorted(waiting.items(), key=lambda row: (-overdue[row[0]], -row[1], row[0]))
    )
    if rows:
        caption = f"{period}审批事项在办情况（单位：项）"
        yield Table(("办理单位", "未办结事项", "其中逾期"), rows, (6, 3, 3), caption=caption)


def _overdue(period: str, own: Sequence[ProjectFacts]) -> Iterator[Block]:
    found = [(one, item) for one in own for item in late(one, ItemKind.PROCEDURE)]
    found.sort(key=lambda pair: (-pair[1].days, pair[0].project, pair[1].item.title))
    if not found:
        yield Paragraph("至月末没有逾期的审批事项。")
        return
    rows = tuple(
        (one.project, told.item.title, told.item.unit or one.lead_unit, day_told(told.item.planned_on), str(told.days))
        for one, told in found
    )
    headings = ("项目", "审批事项", "办理单位", "时限", "逾期天数")
    yield Table(headings, rows, (6, 3, 4, 4, 2.4), caption=f"{period}末逾期审批事项")


def promotion_blocks(facts: BulletinFacts, parameters: BaseModel) -> tuple[Block, ...]:
    """How the promotion projects stand: in all, by lead unit, and what was signed, landed or started in the month."""
    assert isinstance(parameters, Parameters)
    own = [one for one in facts.projects if is_promoted(one)]
    return numbered(
        (
            Paragraph(f"现将{facts.title}招商引资工作情况通报如下。"),
            Heading(1, "总体情况"),
            Paragraph(promotion(facts.projects, parameters)),
            *_by_lead(facts.title, own, parameters),
            Heading(1, "本月进展"),
            *_moved(facts.title, own, parameters),
        )
    )


def _by_lead(period: str, own: Sequence[ProjectFacts], parameters: Parameters) -> Iterator[Block]:
    rows = []
    for unit in sorted({one.lead_unit for one in own}):
        mine = [one for one in own if one.lead_unit == unit]
        days = [(SIGNED.read(one), landed_on(one, parameters), started_on(one)) for one in mine]
        total = hundred_million(sum((one.total_investment for one in mine), Decimal(0)))
        reached = (str(sum(1 for each in days if each[place])) for place in range(3))
        rows.append((unit, str(len(mine)), total, *reached))
    if rows:
        headings = ("责任单位", "项目数", "总投资（亿元）", "已签约", "已落地", "已开工")
        yield Table(headings, tuple(rows), (5, 2, 4, 2, 2, 2), caption=f"{period}招商引资项目情况")


def _moved(period: str, own: Sequence[ProjectFacts], parameters: Parameters) -> Iterator[Block]:
    rows = []
    for one in own:
        steps = (("签约", SIGNED.read(one)), ("落地", landed_on(one, parameters)), ("开工", started_on(one)))
        start = one.on.replace(day=1)
        month = [f"{day_told(day)}{title}" for title, day in steps if day is not None and start <= day <= one.on]
        if month:
            rows.append((one.project, one.lead_unit, "，".join(month)))
    if not rows:
        yield Paragraph("本月没有新签约、落地、开工的招商引资项目。")
        return
    yield Paragraph(f"本月有进展的招商引资项目{len(rows)}个。")
    yield Table(("项目", "责任单位", "进展"), tuple(rows), (6, 4, 6), caption=f"{period}招商引资项目进展")


def _nothing_to_mend(_: BulletinFacts, __: BaseModel) -> tuple[Problem, ...]:
    """What is overdue is fed back by the bulletin of the race, once."""
    return ()


def _rectify_within(parameters: BaseModel) -> Duration:
    assert isinstance(parameters, Parameters)
    return Duration(parameters.rectify_working_days, DurationUnit.WORKING_DAYS)


APPROVALS_BULLETIN = Bulletin(
    code=APPROVALS_TOLD,
    kind="项目前期手续办理情况通报",
    clause="YC-3.2",
    cadence=PeriodKind.MONTH,
    issuer=APPROVALS,
    letterhead="阳审管通",
    title="关于{period}项目前期手续\n办理情况的通报",
    addressee=ADDRESSEE,
    recipients=(EXECUTIVE, REFORM),
    blocks=approval_blocks,
    problems=_nothing_to_mend,
    rectify_within=_rectify_within,
)
PROMOTION_BULLETIN = Bulletin(
    code=PROMOTION_TOLD,
    kind="招商引资工作情况通报",
    clause="YC-4.3",
    cadence=PeriodKind.MONTH,
    issuer=PROMOTION,
    letterhead="阳招通",
    title="关于{period}招商引资\n工作情况的通报",
    addressee=ADDRESSEE,
    recipients=(EXECUTIVE, REFORM),
    blocks=promotion_blocks,
    problems=_nothing_to_mend,
    rectify_within=_rectify_within,
)
BULLETINS = (APPROVALS_BULLETIN, PROMOTION_BULLETIN)
