"""Reminding those who still owe a duty while its period runs, and the lead units whose projects it concerns."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from yipanqi_core.audit.service import record
from yipanqi_core.calendar import Period
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.facts.gather import gather
from yipanqi_core.facts.names import Names
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.duties import DutyReminders
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.meetings.tables import reminders
from yipanqi_core.rules.duties import Fulfilment, fulfilments
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One duty still owed, as a reminder keeps it."""

    title: str
    clause: str
    period: str
    until: date
    holder: str | None
    project: str | None
    required: int
    done: int


async def remind_duties(scope: Scope, edition: Edition, period: Period, on: date) -> int:
    """Remind each holder of what is owed in the period as of the day, and each lead unit of what its projects lack.

    Gives how many reminders went out; who owes nothing gets none.
    """
    rule = edition.duty_reminders
    if rule is None:
        return 0
    parameters = await read_in_force(scope, edition, on)
    gathered = await gather(scope, edition, str(period), on)
    found = fulfilments(
        edition, parameters, gathered.county, gathered.projects, lambda kind: [Period.containing(on, kind)]
    )
    owed = [one for one in found if one.duty.code in rule.duties and not one.met]
    rows = _rows(rule, period, on, owed, gathered.names)
    await insert_rows(scope.connection, reminders, scope.tenant_id, rows)
    received = [
        {"id": new_id(), "unit_id": row["unit_id"], "post_id": row["post_id"], "subject": row["subject"]}
        | {"received_on": on}
        for row in rows
    ]
    await insert_rows(scope.connection, inbox, scope.tenant_id, received)
    await record(scope, "remind_duties", f"reminders:{period}", {"on": on, "sent": len(rows)})
    return len(rows)


def _rows(
    rule: DutyReminders, period: Period, on: date, owed: Iterable[Fulfilment], who: Names
) -> list[dict[str, Any]]:
    """One reminder to each post that owes anything, one to each unit: of its own and of what its projects lack."""
    by_post: dict[str, list[Fulfilment]] = defaultdict(list)
    by_unit: dict[str, list[Fulfilment]] = defaultdict(list)
    for one in owed:
        if one.holder is not None and one.holder in who.post_ids:
            by_post[one.holder].append(one)
        for unit in {one.lead_unit or "", one.holder or ""} & who.unit_ids.keys():
            by_unit[unit].append(one)
    found = [
        _row(rule, period, on, "尚未完成", lines) | {"post_id": who.post_ids[post], "unit_id": None}
        for post, lines in sorted(by_post.items())
    ]
    found += [
        _row(rule, period, on, "本单位及所负责项目尚未完成", lines) | {"post_id": None, "unit_id": who.unit_ids[unit]}
        for unit, lines in sorted(by_unit.items())
    ]
    return found


def _row(rule: DutyReminders, period: Period, on: date, lack: str, lines: list[Fulfilment]) -> dict[str, Any]:
    body = [
        OwedLine(
            one.duty.title, one.duty.clause, str(one.period), one.period.end, one.holder, one.project,
            one.required, one.done,
        )
        for one in lines
    ]  # fmt: skip
    return {
        "id": new_id(),
        "period": str(period),
        "clause": rule.clause,
        "subject": f"{rule.title}：{period.title}，截至 {on} {lack} {len(lines)} 项",
        "body": encode(body),
        "kind": "duties",
        "due_on": max(one.period.end for one in lines),
        "reminded_on": on,
    }
