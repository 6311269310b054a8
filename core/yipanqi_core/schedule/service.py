"""Doing what has fallen due: slot by slot, each effect in one transaction with its slot's completion."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import structlog
from sqlalchemy import bindparam, func, update

from yipanqi_core.acts.proposing import propose_due
from yipanqi_core.assessments.publication import publish
from yipanqi_core.assessments.service import assess
from yipanqi_core.bulletins.issue import issue_bulletin
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.database.connection import Database
from yipanqi_core.database.direct import Direct, Found
from yipanqi_core.duties.reminding import remind_duties
from yipanqi_core.inspections.proposing import propose_inspections
from yipanqi_core.inspections.reports import issue_report
from yipanqi_core.ladder.climbing import climb
from yipanqi_core.ladder.ledgers import compile_ledger
from yipanqi_core.letters.receipts import escalate_unanswered
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.mechanism.schedules import Effect, Schedule
from yipanqi_core.meetings.reminders import remind
from yipanqi_core.projects.natures import reclassify
from yipanqi_core.schedule import queries
from yipanqi_core.schedule.slots import Now, now, open_slots
from yipanqi_core.schedule.tables import slots
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope

ACTOR = "日程"
"""In whose name scheduled work is done, as the audit trail and histories show it."""

NOTHING = "无事项"
"""The result of a slot that found nothing to do."""

WITHDRAWN = "机制已无此日程，未办理"
"""The result of a slot whose schedule the mechanism has no more."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)

GRACE_MINUTES = 10
"""How long after its minute a slot may act without being called late."""

_COMPLETE = Direct(
    update(slots)
    .where(slots.c.tenant_id == bindparam("tenant"), slots.c.id == bindparam("slot"))
    .values(
        done_at=func.clock_timestamp(), done_on=bindparam("day"), late=bindparam("was_late"),
        result=bindparam("found"), attempts=slots.c.attempts + 1, last_error=None, not_before=None,
    )
)  # fmt: skip

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """A slot that has just taken effect."""

    schedule: str
    period: str
    result: str
    late: bool
    last: bool = False  # nothing open is left behind it

    @property
    def quiet(self) -> bool:
        """Whether there was nothing to do."""
        return self.result == NOTHING


async def run_due(database: Database, registry: Registry, tenant_id: UUID, *, wait: bool = False) -> list[Done]:
    """Open and work off all that is due in a county, in order; what fails is tried again later, and what follows waits.

    Safe to call from anywhere, at any time, by any number at once: a slot takes effect once. Where another is at work
    in the county this one leaves it to him, or with `wait` does what he left.
    """
    done: list[Done] = []
    while (one := await _next(database, registry, tenant_id, wait=wait, opening=not done)) is not None:
        done.append(one)
        if one.last:
            break
    return done


async def _next(database: Database, registry: Registry, tenant_id: UUID, *, wait: bool, opening: bool) -> Done | None:
    """Let the next open slot take effect, with its completion in the same transaction; None when none is open.

    `opening` first opens what has fallen due. An effect that fails leaves nothing but its slot, put off.
    """
    async with database.transaction(tenant_id) as connection:
        scope = Scope(connection, tenant_id, ACTOR)
        if not await queries.hold_schedule(connection, tenant_id, wait=wait):
            return None
        county = await read_county(connection, tenant_id)
        at = await now(scope, county)
        if opening:
            await open_slots(scope, registry, county, at)
        slot = await queries.next_due(connection, tenant_id)
        if slot is None or not slot.ready:
            return None
        try:
            async with connection.begin_nested():
                result = await _take_effect(scope, registry, county, slot)
        except Exception as error:
            await _put_off(scope, slot, error)
            return None
        late = _late(county, at, slot)
        await _COMPLETE.run(connection, tenant=tenant_id, slot=slot.id, day=at.on, was_late=late, found=result)
        return Done(slot.schedule, slot.period, result, late, last=slot.following == 0)


def _late(county: County, at: Now, slot: Found) -> bool:
    """Whether it comes too late: on a later day, or by the real clock more than some minutes after its own."""
    minutes = 0 if county.clock_date is not None else at.minute - slot.due_minute
    return bool(at.on > slot.due_on or minutes > GRACE_MINUTES)


async def _take_effect(scope: Scope, registry: Registry, county: County, slot: Found) -> str:
    period = Period.parse(slot.period)
    edition = registry.in_force(county.mechanism, period.end)
    schedule = next((one for one in edition.schedules if one.code == slot.schedule), None)
    if schedule is None:  # an upgrade took it out after the slot was opened: what follows must not wait for it
        return WITHDRAWN
    return await _act(scope, registry, edition, schedule, period, slot.dated)


async def _act(  # noqa: PLR0917
    scope: Scope, registry: Registry, edition: Edition, schedule: Schedule, period: Period, dated: date
) -> str:
    match schedule.effect:
        case Effect.COMPILE_LEDGER:
            return f"编制{await compile_ledger(scope, edition, schedule.code, period)}"
        case Effect.CLIMB:
            climbed, proposed = await climb(scope, edition, dated)
            return f"提级 {climbed} 项，建议上报 {proposed} 项" if climbed or proposed else NOTHING
        case Effect.PROPOSE:
            return await _propose(scope, edition, period, dated)
        case Effect.ASSESS:
            result = await assess(scope, registry, period)
            return f"评估 {len(result.judgements)} 条裁定"
        case Effect.PUBLISH:
            numbers = await publish(scope, registry, period, dated)
            return f"公布，发文 {len(numbers)} 份"
        case Effect.ISSUE_BULLETIN:
            bulletin = next(one for one in edition.bulletins if one.code == schedule.code)
            number = await issue_bulletin(scope, edition, bulletin, period, dated)
            return "通报此前已印发" if number is None else f"印发{number}"
        case Effect.REMIND_DUTIES:
            sent = await remind_duties(scope, edition, period, dated)
            return f"提醒履职 {sent} 份" if sent else NOTHING
        case Effect.PROPOSE_INSPECTIONS:
            asked = await propose_inspections(scope, edition, period, dated)
            return f"建议督查 {asked} 个" if asked else NOTHING
        case Effect.ISSUE_REPORT:
            kind = next(one for one in edition.inspections if one.code == schedule.code)
            report = await issue_report(scope, edition, kind, period, dated)
            return NOTHING if report is None else f"印发{report}"
        case Effect.ESCALATE_LETTERS:
            escalated = await escalate_unanswered(scope, edition, dated)
            return f"提请 {escalated} 件" if escalated else NOTHING
        case Effect.REMIND:
            return f"提醒 {await remind(scope, registry, period, dated)} 份"


async def _propose(scope: Scope, edition: Edition, period: Period, dated: date) -> str:
    """Put what the facts ask for before those who decide: what is due at once every few days, else by its period.

    Acts that record a fact propose at once; this finds what came in another way.
    """
    if period.kind is PeriodKind.TEN_DAYS:  # the parameters may have changed
        await reclassify(scope, edition)
    each = None if period.kind is PeriodKind.TEN_DAYS else period.kind
    proposed = await propose_due(scope, edition, dated, each=each)
    return f"提请 {proposed} 件" if proposed else NOTHING


async def _put_off(scope: Scope, slot: Found, error: Exception) -> None:
    """Note why a slot failed and when it is tried again: after 5 s, then twice as long each time, at most an hour."""
    log.error("slot_failed", tenant_id=str(scope.tenant_id), slot_id=str(slot.id), error=type(error).__name__)
    cause = getattr(error, "orig", None) or error  # the database's own words, without the statement and its values
    pause = min(FIRST_PAUSE * 2 ** min(slot.attempts, 16), LONGEST_PAUSE)
    await scope.connection.execute(
        update(slots)
        .where(slots.c.tenant_id == scope.tenant_id, slots.c.id == slot.id)
        .values(
            attempts=slot.attempts + 1,
            not_before=func.clock_timestamp() + pause,
            last_error=f"{type(error).__name__}: {cause}"[:500],
        )
    )
