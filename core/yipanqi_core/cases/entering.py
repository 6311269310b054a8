"""What a case brings about once it is closed: its project comes on the main track."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql as on_conflict

from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.projects.standing import Standing
from yipanqi_core.projects.tables import annual_plans, passages
from yipanqi_core.tenants.scope import Scope


async def enter_track(scope: Scope, kind: CaseKind, case: Any, stands: Standing, on: date) -> None:
    """Put the project on the step that the kind names, unless it stands on the track already, with the year's plan."""
    await _plan(scope, kind, case)
    track = stands.edition.track
    if kind.enters is None or stands.facts.step is not None:
        return
    last = max((stay.left_on for stay in stands.facts.passages if stay.left_on is not None), default=on)
    row = {
        "project_id": case.project_id, "track": track.code, "step": kind.enters, "entered_on": max(on, last),
        "evidence": f"{kind.title} {case.id}", "decided_by": scope.actor, "cause": "addition",
    }  # fmt: skip
    await scope.connection.execute(insert(passages).values(tenant_id=scope.tenant_id, id=new_id(), **row))
    line = f"列入“{track.step(kind.enters).title}”清单"
    await add_event(scope, case.project_id, stands.today, "act", line, kind.clause)
    await record(scope, "move_project", f"project:{case.project_id}", {"case": case.id, "to": kind.enters, "on": on})


async def _plan(scope: Scope, kind: CaseKind, case: Any) -> None:
    """Make what the list was decided with the plan of the case's year; a plan kept before gives way to it."""
    decided = case.fields.get(kind.annual_plan) if kind.annual_plan is not None else None
    if decided is None or case.year is None:
        return
    row = {"project_id": case.project_id, "year": case.year, "amount": Decimal(str(decided))}
    plan = on_conflict.insert(annual_plans).values(tenant_id=scope.tenant_id, **row)
    key = [annual_plans.c.tenant_id, annual_plans.c.project_id, annual_plans.c.year]
    await scope.connection.execute(
        plan.on_conflict_do_update(index_elements=key, set_={"amount": plan.excluded.amount})
    )
    told = {"case": case.id, "year": case.year, "amount": row["amount"]}
    await record(scope, "set_annual_plan", f"project:{case.project_id}", told)
