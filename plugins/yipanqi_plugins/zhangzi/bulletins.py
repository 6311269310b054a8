"""ZZ-4.3: the month's bulletin: who lags in which of the four ways, by how many days; supervision and scores."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit, PeriodKind
from yipanqi_core.documents.model import Block, Heading, Paragraph, Table, chinese_date, numbered
from yipanqi_core.mechanism.bulletins import Bulletin, BulletinFacts, Problem, UnitResult
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_plugins.zhangzi.brief import NO_PANEL, PANELS, panel
from yipanqi_plugins.zhangzi.lags import CLAUSE, DISPATCHED, TITLES
from yipanqi_plugins.zhangzi.landing import TITLES as STAGE_TITLES
from yipanqi_plugins.zhangzi.landing import promoted, stages
from yipanqi_plugins.zhangzi.parameters import Parameters
from yipanqi_plugins.zhangzi.seats import CHIEF, EXECUTIVE, INSPECTORS, OFFICE
from yipanqi_plugins.zhangzi.tracks import LIBRARY


def rectify_within(parameters: BaseModel) -> Duration:
    """The time to put right what the bulletin names, from the day of issue."""
    assert isinstance(parameters, Parameters)
    return Duration(parameters.rectify_working_days, DurationUnit.WORKING_DAYS)


def blocks(facts: BulletinFacts, parameters: BaseModel) -> tuple[Block, ...]:
    """Write the bulletin; every figure is of the month's end as judged and published."""
    return numbered(
        (
            Paragraph(_opening(facts)),
            Heading(1, "谋划储备情况"),
            *_library(facts),
            Heading(1, "招商引资项目落地情况"),
            *_landing(facts, parameters),
            Heading(1, "未按时完成情况"),
            *_lags(facts),
            Heading(1, "挂牌督办情况"),
            *_supervision(facts),
            Heading(1, "量化考核情况"),
            *_scores(facts),
            Heading(1, "整改要求"),
            Paragraph(
                f"请各责任单位对照通报所列问题逐项整改，于{chinese_date(facts.due_on)}前（含当日）报县重点项目办公室销号。"
            ),
        )
    )


def _opening(facts: BulletinFacts) -> str:
    """What the bulletin is about, by which rule, and how many lags of each kind it names."""
    kinds = Counter(one.code for one in facts.findings if one.code in TITLES)
    found = "，".join(f"{title}{kinds[code]}项" for code, title in TITLES.items() if kinds[code])
    told = f"发现滞后问题{kinds.total()}项，其中{found}" if found else "未发现滞后问题"
    return (
        "根据《长子县重点项目谋划储备等五项制度》（长政办发〔2020〕66号）按月督导通报的规定，县重点项目办公室会同县政府督查室"
        f"对{facts.title}全县重点项目推进情况进行了督查，{told}。现将有关情况通报如下："
    )


def _total(projects: list[ProjectFacts]) -> str:
    return str(sum((one.total_investment for one in projects), Decimal("0.00")))


def _library(facts: BulletinFacts) -> Iterator[Block]:
    yield Paragraph(
        f"至{facts.title}末，入库项目 {len(facts.projects)} 个，总投资 {_total(list(facts.projects))} 万元。"
    )
    steps = [step.code for step in LIBRARY.steps]
    titles = [*PANELS, *({panel(one) for one in facts.projects} & {NO_PANEL})]
    rows = []
    for title in titles:
        own = [one for one in facts.projects if panel(one) == title]
        at = Counter(one.step for one in own)
        rows.append((title, *(str(at[step]) for step in steps), str(len(own)), _total(own)))
    at = Counter(one.step for one in facts.projects)
    whole = list(facts.projects)
    rows.append(("合计", *(str(at[step]) for step in steps), str(len(whole)), _total(whole)))
    headings = ("板块", *(step.title for step in LIBRARY.steps), "合计", "总投资（万元）")
    yield Table(headings, tuple(rows), (3, 2, 2, 2, 2, 2, 4), caption=f"{facts.title}末四大板块项目情况")


def _landing(facts: BulletinFacts, parameters: BaseModel) -> Iterator[Block]:
    """By lead unit and stage: the projects that stand there, their amount, and mean days of all that came to it."""
    found: dict[tuple[str, str], list[tuple[ProjectFacts, int, bool]]] = {}
    for one in facts.projects:
        if promoted(one):
            *passed, now = stages(one, parameters)
            for stay in (*passed, now):
                found.setdefault((one.lead_unit, stay.stage), []).append((one, stay.days, stay is now))
    if not found:
        yield Paragraph("目前没有招商引资项目。")
        return
    order = list(STAGE_TITLES)
    rows = tuple(
        (
            unit,
            STAGE_TITLES[stage],
            str(sum(stands for _, _, stands in own)),
            _total([one for one, _, stands in own if stands]),
            str(len(own)),
            str(_mean([days for _, days, _ in own])),
        )
        for (unit, stage), own in sorted(found.items(), key=lambda one: (one[0][0], order.index(one[0][1])))
    )
    headings = ("责任单位", "阶段", "现有", "总投资（万元）", "经过", "平均天数")
    yield Table(headings, rows, (6, 2, 2, 5, 2, 3), caption="招商引资项目各阶段情况（现有、经过均为项目数）")


def _mean(days: list[int]) -> int:
    return (2 * sum(days) + len(days)) // (2 * len(days))


def _lags(facts: BulletinFacts) -> Iterator[Block]:
    for code, title in TITLES.items():
        rows = tuple(
            (one.subject.project or "", one.subject.unit or "", str(one.ruling.facts["days"]))
            for one in facts.findings
            if one.code == code
        )
        yield Heading(2, title)
        if not rows:
            yield Paragraph("本月没有。")
            continue
        owner = "任务承担单位" if code == DISPATCHED else "责任单位"
        by_days = tuple(sorted(rows, key=lambda row: (-int(row[2]), row[0], row[1])))
        yield Table(("项目", owner, "逾期天数"), by_days, (6, 4, 2))


def _supervision(facts: BulletinFacts) -> Iterator[Block]:
    if not facts.unanswered:
        yield Paragraph("没有逾期未复函的挂牌督办事项。")
        return
    rows = tuple((one.unit, one.number, one.matter, chinese_date(one.reply_due_on)) for one in facts.unanswered)
    yield Paragraph(f"以下 {len(rows)} 件挂牌督办通知书逾期未复函，已报请联席会议总召集人处理。")
    yield Table(("单位", "文号", "事项", "应复函日期"), rows, (4, 4, 5, 4))


def _scores(facts: BulletinFacts) -> Iterator[Block]:
    rows = tuple(
        (one.group, one.unit, f"{one.points:f}", str(one.rank)) for one in facts.scores if one.points is not None
    )
    if rows:
        yield Table(("考核组", "单位", "得分", "名次"), rows, (3, 5, 2, 2), caption=f"{facts.title}量化考核得分")
    else:
        yield Paragraph("本月没有需要考核的单位。")


def problems(facts: BulletinFacts, _: BaseModel) -> tuple[Problem, ...]:
    """Each lag goes to the unit that answers for it."""
    return tuple(
        Problem(one.subject.unit, one.subject.project, one.ruling.because, one.ruling.clause)
        for one in facts.findings
        if one.code in TITLES and one.subject.unit is not None
    )


def results(facts: BulletinFacts, _: BaseModel) -> tuple[UnitResult, ...]:
    """Each scored unit is told its own result."""
    return tuple(
        UnitResult(one.unit, f"{facts.title}得 {one.points:f} 分，{one.group}中列第 {one.rank} 名：{one.because}")
        for one in facts.scores
        if one.points is not None
    )


MONTHLY = Bulletin(
    code="monthly_bulletin",
    kind="重点项目督查通报",
    clause=CLAUSE,
    cadence=PeriodKind.MONTH,
    issuer=OFFICE,
    letterhead="长重项通",
    title="关于{period}全县重点项目\n推进情况的督查通报",
    addressee="各乡镇人民政府，县直各有关单位",
    recipients=(CHIEF, EXECUTIVE, INSPECTORS),
    blocks=blocks,
    problems=problems,
    rectify_within=rectify_within,
    results=results,
    shows_unanswered=True,
)
