"""The monthly bulletin of the race, 赛马: target, levels, reserve, task forces, batches, ranking (YC-4.5, YC-4.6)."""

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit, PeriodKind
from yipanqi_core.mechanism.bulletins import Bulletin, BulletinFacts, Problem, UnitResult
from yipanqi_plugins.yangcheng.bulletin_text import blocks
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.seats import CHIEF, EXECUTIVE, INSPECTORS, REFORM

FED_BACK = ("approval_overdue", "not_entered", "dossier_returned")
"""The findings that are fed back to their units with a date."""


def problems(facts: BulletinFacts, _: BaseModel) -> tuple[Problem, ...]:
    """What each unit has to put right."""
    return tuple(
        Problem(one.subject.unit, one.subject.project, one.ruling.because, one.ruling.clause)
        for one in facts.findings
        if one.code in FED_BACK and one.subject.unit is not None
    )


def results(facts: BulletinFacts, _: BaseModel) -> tuple[UnitResult, ...]:
    """What each unit is told of its own place."""
    return tuple(
        UnitResult(one.unit, f"{facts.title}{one.group}排名第 {one.rank}，得 {one.points} 分：{one.because}")
        for one in facts.scores
        if one.rank is not None
    )


def _rectify_within(parameters: BaseModel) -> Duration:
    assert isinstance(parameters, Parameters)
    return Duration(parameters.rectify_working_days, DurationUnit.WORKING_DAYS)


BULLETIN = Bulletin(
    code="monthly_bulletin",
    kind="项目建设“赛马”通报",
    clause="YC-4.5",
    cadence=PeriodKind.MONTH,
    issuer=REFORM,
    letterhead="阳项指通",
    title="关于{period}项目建设“1366”机制\n运行和“赛马”排名情况的通报",
    addressee="各乡（镇）人民政府，开发区管委会，县直及驻阳有关单位",
    recipients=(CHIEF, EXECUTIVE, INSPECTORS),
    blocks=blocks,
    problems=problems,
    rectify_within=_rectify_within,
    results=results,
)
