"""`yipanqi assess` and `yipanqi verify`: judge a period, and prove a stored result by judging it again."""

import asyncio
from typing import Annotated

import typer

from yipanqi_core.assessments.cuts import cuts
from yipanqi_core.assessments.replay import NOTHING, Difference, Replay, replay
from yipanqi_core.assessments.results import Assessment, as_json
from yipanqi_core.assessments.service import assess as assess_period
from yipanqi_core.calendar import Period
from yipanqi_core.cli.actor import ACTOR
from yipanqi_core.cli.county import AsJson, Code
from yipanqi_core.cli.output import print_json, say
from yipanqi_core.cli.servers import database_address, open_database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.rules.breakdowns import Part
from yipanqi_core.tenants.scope import county_scope
from yipanqi_core.vocabulary import Colour

PeriodText = Annotated[str, typer.Argument(metavar="PERIOD", help="2024-06、2024-Q2 或 2024")]


def assess(code: Code, period: PeriodText, json: AsJson = False) -> None:
    """Assess a month, quarter or year of a county; what is stored already is shown as stored."""
    asked = Period.parse(period)

    async def work(url: str) -> tuple[Assessment, tuple[Part, ...]]:
        database = await open_database(url)
        try:
            async with county_scope(database, code, ACTOR) as scope:
                return await assess_period(scope, installed(), asked), await cuts(scope, installed(), asked)
        finally:
            await database.close()

    with database_address() as url:
        result, parts = asyncio.run(work(url))
    if json:
        print_json(as_json(result, parts))
    else:
        _tell(result, parts)


def _tell(result: Assessment, parts: tuple[Part, ...]) -> None:
    state = "" if result.stored else "（期未结束，按现有事实预览，未存储）"
    say(f"{result.county} {Period.parse(result.period).title}{state}，依据版本 {result.edition}")
    for one in result.standing(RulingKind.RATING):
        colour = "未评级" if one.ruling.value is None else Colour.of(one.ruling.value).label
        say(f"  {colour}  {one.subject.project}：{one.ruling.because}（{one.ruling.clause}）")
    for score in result.standing_scores():
        rank = "" if score.rank is None else f"第 {score.rank} 名"
        board = {"red": "  红榜", "black": "  黑榜", None: ""}[score.board]
        say(f"  {score.group}  {rank:<6} {score.unit}  {'无考核事项' if score.points is None else score.points}{board}")
    for part in parts:
        say(
            f"  {part.by}  {part.key}：{part.count} 个，总投资 {part.total_investment} 万元，"
            f"年度计划 {part.annual_plan} 万元"
        )
    classes = result.of(RulingKind.CLASS)
    if classes:
        say(f"  归类 {len(classes)} 项；--json 查看全部")
    findings = result.of(RulingKind.FINDING)
    if findings:
        say(f"  问题提示 {len(findings)} 条，应发文书 {len(result.standing(RulingKind.LETTER))} 份；--json 查看全部")


def verify(code: Code, period: PeriodText, json: AsJson = False) -> None:
    """Judge a stored period again from its stored facts, and tell whether every ruling and score comes out the same."""
    asked = Period.parse(period)

    async def work(url: str) -> Replay:
        database = await open_database(url)
        try:
            async with county_scope(database, code, ACTOR) as scope:
                return await replay(scope, installed(), asked)
        finally:
            await database.close()

    with database_address() as url:
        result = asyncio.run(work(url))
    if json:
        print_json(result)
    else:
        same = f"{result.rulings} 条裁定、{result.scores} 项得分全部一致"
        found = _counted(result.differences) if result.differences else same
        say(f"{period} 依据版本 {result.edition} 重算：{found}；摘要 {result.digest}")
        for one in result.differences:
            say(f"  {one.subject}\n    所存 {one.stored}\n    重算 {one.repeated}")
    if result.differences:
        raise typer.Exit(1)


def _counted(found: tuple[Difference, ...]) -> str:
    more = sum(one.stored == NOTHING for one in found)
    less = sum(one.repeated == NOTHING for one in found)
    return f"{len(found)} 处不一致（重算多出 {more}、缺少 {less}、不同 {len(found) - more - less}）"
