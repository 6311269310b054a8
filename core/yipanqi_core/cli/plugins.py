"""`yipanqi county new|check|seal|doc`: make a county's plugin, judge it, and write down what it says."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from yipanqi_core.cli.output import CommandError, print_json, say
from yipanqi_core.mechanism.registry import UnknownMechanismError, installed

Mechanism = Annotated[str, typer.Argument(help="机制代码")]


def new(
    code: Annotated[str, typer.Argument(help="机制代码，如 our-county")],
    *,
    title: Annotated[str, typer.Option(help="县名，如 某县")],
    mechanism_title: Annotated[str, typer.Option(help="机制名称，即文件的名称")],
    prefix: Annotated[str, typer.Option(help="条款前缀，2 至 4 个大写字母")],
    year: Annotated[int, typer.Option(help="第一个版本自哪年 1 月 1 日起施行", min=2000, max=2100)],
    into: Annotated[Path, typer.Option(help="生成在哪个目录下")] = Path(),
    within: Annotated[bool, typer.Option("--within", help="写进一盘棋的源码目录，与其他县并列")] = False,
) -> None:
    """Make a county's plugin from the template: it installs, and conforms from the first minute."""
    from yipanqi_core.scaffold.making import NewCounty, make, make_within

    asked = NewCounty(code, title, mechanism_title, prefix, year)
    if within:
        folder = make_within(asked, into)
        say(f"已写入 {folder}，入口点已登记；下一步：make setup，然后 yipanqi county check {code}")
    else:
        folder = make(asked, into)
        say(f"已生成 {folder}；下一步：pip install -e {folder}，然后 yipanqi county check {code}")


def check(
    code: Annotated[str | None, typer.Argument(help="机制代码；不写则检验全部")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="标准输出只有 JSON")] = False,
) -> None:
    """Judge a county's plugin by the conformance suite and its cases; status 1 when something is wrong."""
    from yipanqi_core.describing.mechanism import titled
    from yipanqi_core.fingerprints.editions import engine, fingerprint
    from yipanqi_core.testing import discovered, judge

    try:
        counties = discovered(code)
    except LookupError as error:
        raise CommandError(str(error)) from error
    found = {county.code: judge(county) for county in counties}
    if as_json:
        print_json({one: [asdict(fault) for fault in faults] for one, faults in found.items()})
    else:
        for one, faults in found.items():
            for fault in faults:
                say(f"  {fault}")
            say(f"{one}：{f'有 {len(faults)} 处不合格' if faults else '全部合格'}")
        for county in counties:
            for edition in county.mechanism.editions:
                say(f"{county.code} 版本 {titled(edition)}  文本指纹 {fingerprint(edition).text}")
        say(f"评判引擎指纹 {engine()}")
    if any(found.values()):
        raise typer.Exit(1)


def seal(
    code: Mechanism,
    *,
    again: Annotated[bool, typer.Option("--again", help="只改了说明或排版，规则未变：重新登记")] = False,
) -> None:
    """Note the fingerprints of a county's editions beside its plugin: `check` then tells when one is changed."""
    from yipanqi_core.describing.mechanism import titled
    from yipanqi_core.fingerprints.sealed import FILE, SealError
    from yipanqi_core.fingerprints.sealed import seal as seal_editions
    from yipanqi_core.testing import discovered

    try:
        (county,) = discovered(code)
        new = seal_editions(county.mechanism, county.folder, again=again)
    except (LookupError, SealError) as error:
        raise CommandError(str(error)) from error
    told = "、".join(titled(one) for one in new) or "没有新的版本"
    say(f"{told}，登记于 {county.folder / FILE}；请一并提交到版本库")


def doc(
    code: Mechanism,
    edition: Annotated[str | None, typer.Option(help="哪个版本；不写则为最新")] = None,
) -> None:
    """Write a mechanism's description in Markdown: ways as diagrams, calendar, parameters, clauses."""
    from yipanqi_core.describing.mechanism import describe, titled

    mechanism = installed().mechanism(code)
    named = [one for one in mechanism.editions if edition in (None, one.name, titled(one))]
    if not named:
        known = "、".join(titled(one) for one in mechanism.editions)
        raise UnknownMechanismError(f"机制“{code}”没有版本“{edition}”；已有：{known}")
    say(describe(mechanism, named[-1]).rstrip())
