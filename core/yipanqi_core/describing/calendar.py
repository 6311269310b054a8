"""The calendar of a mechanism: what falls due by itself, who owes what how often, who meets when, which seasons."""

from collections.abc import Iterator

from yipanqi_core.calendar import Period
from yipanqi_core.describing.tables import table
from yipanqi_core.mechanism.duties import Duty
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.schedules import Effect, Schedule
from yipanqi_core.mechanism.seasons import Season

EFFECTS = {
    Effect.COMPILE_LEDGER: "编制台账",
    Effect.CLIMB: "逾时提级",
    Effect.PROPOSE: "提请确认",
    Effect.ASSESS: "评估存档",
    Effect.PUBLISH: "公布、发文",
    Effect.REMIND: "提醒",
    Effect.ISSUE_BULLETIN: "印发通报",
    Effect.REMIND_DUTIES: "提醒履职",
    Effect.PROPOSE_INSPECTIONS: "提出督查",
    Effect.ISSUE_REPORT: "印发专报",
    Effect.ESCALATE_LETTERS: "逾期未复提级",
}


def calendar_of(edition: Edition) -> Iterator[str]:
    """Write the calendar; the day of each thing is that of the period in which the edition begins."""
    parameters = edition.parameters()
    yield "## 日历"
    yield ""
    yield from table(
        ("自动办理", "周期", "何时", "办什么", "条款"), [_schedule(edition, one) for one in edition.schedules]
    )
    yield from table(
        ("履职要求", "谁", "多久", "至少几次", "凭什么记录或会议", "条款"),
        [_duty(edition, one, one.required(parameters)) for one in edition.duties],
    )
    yield from table(
        ("会议", "召集人", "多久一次", "条款"),
        [(one.title, one.convener_title, f"每{one.cadence.label}", one.clause) for one in edition.meetings],
    )
    yield from table(
        ("时限", "自", "至", "多久", "条款"),
        [
            (one.title, one.starts.title, one.ends.title, str(one.duration(parameters)), one.clause)
            for one in edition.clocks
        ],
    )
    yield from table(
        ("年度窗口", "起", "止", "条款"),
        [(one.title, one.first(parameters), one.last(parameters), one.clause) for one in _seasons(edition)],
    )


def _schedule(edition: Edition, one: Schedule) -> tuple[str, ...]:
    period = Period.containing(edition.in_force_from, one.cadence)
    moment = one.timing(period, edition.parameters())
    hour, minute = divmod(moment.minute, 60)
    when = f"{period.title}的在 {moment.due_on} {hour:02d}:{minute:02d}"
    return one.title, f"每{one.cadence.label}", when, EFFECTS[one.effect], one.clause


def _duty(edition: Edition, duty: Duty, required: int) -> tuple[str, ...]:
    series = {one.code: f"{one.title}的纪要" for one in edition.meetings}
    bulletins = {one.code: f"印发的{one.kind}" for one in edition.bulletins}
    met = (series[code] for code in duty.meetings)
    by = "、".join([*duty.fulfilled_by, *met, *(bulletins[code] for code in duty.bulletins)])
    return duty.title, duty.holders, f"每{duty.cadence.label}", str(required), by, duty.clause


def _seasons(edition: Edition) -> Iterator[Season]:
    for mark in edition.marks:
        yield from (season for season in (mark.set_in, mark.ended_in) if season is not None)
