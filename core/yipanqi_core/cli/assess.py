"""`yipanqi assess` and `yipanqi verify`: judge a period, and prove a stored result by judging it again."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from yipanqi_core.assessments.cuts import cuts
from yipanqi_core.assessments.differences import NOTHING, Difference
from yipanqi_core.assessments.reading_queries import all_periods
from yipanqi_core.assessments.replay import Replay, replay
from yipanqi_core.assessments.results import Assessment, as_json
from yipanqi_core.assessments.service import assess as assess_period
from yipanqi_core.audit import checkpoints
from yipanqi_core.audit.checkpoints import Examined
from yipanqi_core.calendar import Period
from yipanqi_core.cli.actor import ACTOR
from yipanqi_core.cli.audit import read, tell
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


def verify(
    code: Code,
    period: Annotated[str | None, typer.Argument(help="2024-06、2024-Q2 或 2024；不写则所有存档的期")] = None,
    *,
    checkpoint: Annotated[list[Path] | None, typer.Option(help="外存凭据文件；可写多次")] = None,
    json: AsJson = False,
) -> None:
    """Judge stored periods again from their stored facts, prove the audit chain, and say plainly what was changed."""
    asked = None if period is None else Period.parse(period)
    given = [read(path) for path in checkpoint or ()]

    async def work(url: str) -> tuple[list[Replay], Examined]:
        database = await open_database(url)
        try:
            async with county_scope(database, code, ACTOR) as scope:
                stored = await all_periods(scope.connection, scope.tenant_id)
                periods = [Period.parse(one) for one in stored] if asked is None else [asked]
                found = [await replay(scope, installed(), one) for one in periods]
            (chain,) = await checkpoints.verify(database, given, code)
            return found, chain
        finally:
            await database.close()

    with database_address() as url:
        results, chain = asyncio.run(work(url))
    if json:
        told = [_as_json(one) for one in results]
        audit = {"audit": asdict(chain)}
        print_json({"periods": told} | audit if asked is None else told[0] | audit)
    else:
        for one in results:
            _tell_replay(one)
        tell(chain)
    if chain.chain.breaks or any(one.differences for one in results):
        raise typer.Exit(1)


def _tell_replay(result: Replay) -> None:
    same = f"{result.rulings} 条裁定、{result.scores} 项得分全部一致"
    found = _counted(result.differences) if result.differences else same
    edition = f"{result.edition}" if result.revision == 1 else f"{result.edition} 第 {result.revision} 次修订"
    say(f"{result.period} 依据版本 {edition} 重算：{found}；摘要 {result.digest}")
    say(f"结论：{result.because}")
    for one in result.differences:
        say(f"  {one.subject}\n    所存 {one.stored}\n    {'现为' if one.tampered else '重算'} {one.repeated}")


def _as_json(result: Replay) -> dict[str, object]:
    return asdict(result) | {"rules": result.by.rules, "intact": result.intact, "because": result.because}


def _counted(found: tuple[Difference, ...]) -> str:
    tampered = sum(one.tampered for one in found)
    more = sum(one.stored == NOTHING and not one.tampered for one in found)
    less = sum(one.repeated == NOTHING and not one.tampered for one in found)
    other = len(found) - tampered - more - less
    changed = f"存档被改 {tampered}、" if tampered else ""
    return f"{len(found)} 处不一致（{changed}重算多出 {more}、缺少 {less}、不同 {other}）"
