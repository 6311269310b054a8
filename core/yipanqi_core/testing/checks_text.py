"""Checks of the text: editions in order, clauses known, cited and exercised, references that lead somewhere."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.schedules import Effect
from yipanqi_core.testing.declarations import cited, within
from yipanqi_core.testing.discovery import CountyPlugin
from yipanqi_core.testing.evidence import cases_of
from yipanqi_core.testing.faults import CaseFileError, Fault


def editions(county: CountyPlugin) -> Iterator[Fault]:
    """Editions stand oldest first, each from a later day, each with a name of its own."""
    some = county.mechanism.editions
    if not some:
        yield Fault("editions", county.code, "没有任何版本")
    for earlier, later in pairwise(some):
        if earlier.judges_from >= later.judges_from:
            days = f"自 {later.judges_from} 起施行，不晚于前一版本“{earlier.name}”的 {earlier.judges_from}"
            yield Fault("editions", later.name, f"{days}；版本须由旧到新")
    for (name, _), count in Counter((one.name, one.revision.number) for one in some).items():
        if count > 1:
            yield Fault("editions", name, f"有 {count} 个版本同名")


def clauses(county: CountyPlugin) -> Iterator[Fault]:
    """Every clause cited is known, no id is given twice, and each stands in a part of the document."""
    for edition in county.mechanism.editions:
        known = Counter(one.id for one in edition.clauses)
        yield from (Fault("clauses", one, "条款编号重复") for one, count in known.items() if count > 1)
        for clause, where in cited(edition):
            if clause not in known:
                yield Fault("clauses", where, f"所引条款 {clause} 不在本版本的条款之列")
        sections = {code for code, _ in edition.structure}
        for clause in known:
            section = clause.rpartition("-")[2].partition(".")[0]
            if section not in sections:
                yield Fault("clauses", clause, f"属于第 {section} 部分，但文件结构中没有这一部分")


def exercised(county: CountyPlugin) -> Iterator[Fault]:
    """Every clause is named by at least one case, and no case names a clause that is not there."""
    for edition in county.mechanism.editions:
        try:
            named = {clause for case in cases_of(county, edition) for clause in case.clauses}
        except CaseFileError as error:
            yield Fault("exercised", county.code, str(error))
            return
        known = {one.id for one in edition.clauses}
        for one in sorted(known - named):
            yield Fault("exercised", one, f"没有示例检验这一条；请在 {county.cases.name} 中补写")
        for one in sorted(named - known):
            yield Fault("exercised", one, "示例所写条款不在本版本的条款之列")


def references(county: CountyPlugin) -> Iterator[Fault]:
    """What one declaration names of another is there: rungs, records, bulletins, ledgers, figures, duties."""
    for edition in county.mechanism.editions:
        for subject, what, name, known in _named(edition):
            if name not in known:
                able = "、".join(sorted(known)) or "无"
                yield Fault("references", subject, f"所指{what}“{name}”不存在；已有：{able}")


def _named(edition: Edition) -> Iterator[tuple[str, str, str, set[str]]]:
    yield from _rungs(edition)
    yield from _records(edition)
    yield from _scheduled(edition)
    yield from _lookups(edition)
    for target in edition.targets:
        if target.figure is not None:
            yield target.code, "指标数列", target.figure, {one.code for one in edition.figures}
    for code in () if edition.duty_reminders is None else edition.duty_reminders.duties:
        yield "duty_reminders", "履职要求", code, {one.code for one in edition.duties}


def _rungs(edition: Edition) -> Iterator[tuple[str, str, str, set[str]]]:
    ladder = edition.ladder
    known = set() if ladder is None else {one.code for one in ladder.rungs}
    named = [] if ladder is None else [("ladder", one) for one in (ladder.raised, ladder.loaded, ladder.major)]
    named += [(series.code, series.rung) for series in edition.meetings]
    for subject, rung in named:
        if rung is not None:
            yield subject, "层级", rung, known


def _records(edition: Edition) -> Iterator[tuple[str, str, str, set[str]]]:
    known = {one.title for one in edition.records}
    for path, one in within(edition):
        closed_by = getattr(one, "closed_by", None)
        if isinstance(closed_by, str):
            yield path, "工作记录", closed_by, known
    for duty in edition.duties:
        for kind in duty.fulfilled_by:
            yield duty.code, "工作记录", kind, known
        for series in duty.meetings:
            yield duty.code, "会议系列", series, {one.code for one in edition.meetings}
        for code in duty.bulletins:
            yield duty.code, "通报", code, {one.code for one in edition.bulletins if one.issuer == duty.seat}


def _lookups(edition: Edition) -> Iterator[tuple[str, str, str, set[str]]]:
    registers = {one.code: one for one in edition.registers}
    for kind in edition.cases:
        for one in kind.lookups:
            yield kind.code, "台账", one.register, set(registers)
            rows = set(registers[one.register].row.model_fields) if one.register in registers else set()
            for name in (one.field, *one.agrees):
                yield kind.code, "字段", name, set(kind.fields.model_fields)
            for name in one.agrees:
                yield one.register, "台账字段", name, rows


def _scheduled(edition: Edition) -> Iterator[tuple[str, str, str, set[str]]]:
    for schedule in edition.schedules:
        if schedule.effect is Effect.ISSUE_BULLETIN:
            yield schedule.code, "通报", schedule.code, {one.code for one in edition.bulletins}
        if schedule.effect is Effect.COMPILE_LEDGER:
            yield schedule.code, "台账", schedule.code, {one.code for one in edition.ledgers}
