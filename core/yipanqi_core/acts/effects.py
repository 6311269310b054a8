"""What a proposal brings about once its last stage has decided: a stay on the track begins, goes on or ends."""

from typing import Any

from sqlalchemy import Row, insert, update

from yipanqi_core.acts import queries
from yipanqi_core.acts.standing import Standing
from yipanqi_core.acts.writing import tell
from yipanqi_core.audit.service import record
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.acts import Act, ActKind, Motion
from yipanqi_core.projects.tables import passages
from yipanqi_core.tenants.scope import Scope

_CAUSES = {ActKind.ENTER: "addition", ActKind.MOVE: "transfer"}


async def carry_out(scope: Scope, at: Standing, act: Act, motion: Motion, row: Row[Any]) -> None:
    """End the stay that is left and begin the one that is entered, on the county's own day."""
    if motion.source is not None:
        await _leave(scope, at, act, row)
    if motion.target is not None:
        values = {
            "project_id": at.project_id,
            "track": at.edition.track.code,
            "step": motion.target,
            "entered_on": at.on,
            "evidence": f"{act.title} {row.id}",
            "decided_by": scope.actor,
            "cause": _CAUSES[act.kind],
        }
        await scope.connection.execute(insert(passages).values(tenant_id=scope.tenant_id, id=new_id(), **values))
    body = {"act": act.code, "from": motion.source, "to": motion.target, "on": at.on, "proposal": row.id}
    await record(scope, "move_project", f"project:{at.project_id}", body)
    await tell(scope, at, _line(at, act, motion, row), act.clause)


async def _leave(scope: Scope, at: Standing, act: Act, row: Row[Any]) -> None:
    track = at.edition.track.code
    passage_id = await queries.standing_passage(scope.connection, scope.tenant_id, at.project_id, track)
    cause = None
    if act.kind is ActKind.LEAVE:
        said = "：".join(text for text in (row.ground, row.cause) if text)
        cause = act.title if act.due is not None else said
    await scope.connection.execute(
        update(passages)
        .where(passages.c.tenant_id == scope.tenant_id, passages.c.id == passage_id)
        .values(left_on=at.on, left_cause=cause)
    )


def _line(at: Standing, act: Act, motion: Motion, row: Row[Any]) -> str:
    title = at.edition.track.step
    if motion.source is None and motion.target is not None:
        return f"列入“{title(motion.target).title}”清单"
    if motion.target is not None and motion.source is not None:
        return f"由“{title(motion.source).title}”转入“{title(motion.target).title}”清单"
    why = f"：{row.cause}" if row.cause else ""
    return f"{act.title}，退出“{title(motion.source or '').title}”清单{why}"
