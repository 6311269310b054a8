"""One decision on a proposal: whether it may be taken by whom, and what follows from it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from yipanqi_core.acts import queries
from yipanqi_core.acts.effects import carry_out
from yipanqi_core.acts.standing import Standing
from yipanqi_core.acts.writing import change, decided, tell
from yipanqi_core.mechanism.acts import Act, Motion
from yipanqi_core.refusals import RefusedError
from yipanqi_core.rules.acts import forbids
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Deciding:
    """One decision about to be taken on a proposal."""

    scope: Scope
    at: Standing
    act: Act
    row: Row[Any]
    motion: Motion
    reason: str | None

    def require(self, decision: str) -> tuple[str, ...]:
        """Give the seats in which the person decides. Raises WrongActorError, RefusedError."""
        row, act, at = self.row, self.act, self.at
        reopening = decision in ("submit", "withdraw")
        asked = act.opens(at.facts, self.motion) if reopening else tuple(row.waits_for)
        state = "returned" if decision == "submit" else None if decision == "withdraw" else "open"
        if row.state not in queries.PENDING or state not in (None, row.state):
            now = {"open": "在办", "returned": "已退回待补正", "done": "已办结", "refused": "已否决"}
            raise RefusedError(f"这件{act.title}{now.get(row.state, '已撤回')}，不能再作此决定", act.clause)
        held = at.require_one_of(
            asked, f"{act.title}{act.stage(row.stage).title if not reopening else '提请'}", act.clause
        )
        if decision in ("refuse", "withdraw") and act.due is not None:
            raise RefusedError(
                f"{act.title}由事实引起，不能否决或撤回；事实有误请退回，更正后自动撤销（{act.clause}）", act.clause
            )
        if decision != "withdraw" and at.facts.step != self.motion.source:
            raise RefusedError("项目所在清单已变动，这件提请不再适用，请撤回", act.clause)
        if decision in ("approve", "submit"):
            self._require_allowed()
        return held

    def _require_allowed(self) -> None:
        if self.act.due is not None:
            self.at.due(self.act, self.motion.target)
        ruling = forbids(self.at.edition, self.act, self.motion, self.at.facts, self.at.parameters)
        if ruling is not None:
            raise RefusedError(ruling.because, ruling.clause)

    async def take(self, decision: str, held: tuple[str, ...]) -> None:
        """Write the decision and what follows from it."""
        words = {"approve": "approved", "return": "returned", "refuse": "refused", "submit": "submitted"}
        word = words.get(decision, "withdrawn")
        row, at = self.row, self.at
        await decided(self.scope, at, row.id, row.round, row.stage, held, word, self.reason)
        stage = self.act.stage(row.stage)
        match decision:
            case "approve":
                await self._approved(held)
            case "return":
                await change(self.scope, row.id, state="returned", waits_for=[], round=row.round + 1)
                await tell(self.scope, at, f"{self.act.title}在“{stage.title}”退回：{self.reason}", self.act.clause)
            case "submit":
                first = self.act.stages[0]
                seats = list(first.seats(at.facts, self.motion))
                await change(self.scope, row.id, state="open", stage=first.code, waits_for=seats)
                await tell(self.scope, at, f"补正后再次提请{self.act.title}", self.act.clause)
            case _:
                await change(self.scope, row.id, state=word, waits_for=[], closed_on=at.on)
                how = f"未通过：{self.reason}" if decision == "refuse" else "撤回"
                await tell(self.scope, at, f"{self.act.title}{how}", self.act.clause)

    async def _approved(self, held: tuple[str, ...]) -> None:
        row, at, act = self.row, self.at, self.act
        stage = act.stage(row.stage)
        waiting = [seat for seat in row.waits_for if seat not in held]
        await tell(self.scope, at, f"{act.title}：{at.named(held)}办理“{stage.title}”", act.clause)
        following = act.after(stage.code)
        if waiting:
            await change(self.scope, row.id, waits_for=waiting)
        elif following is not None:
            seats = list(following.seats(at.facts, self.motion))
            await change(self.scope, row.id, stage=following.code, waits_for=seats)
        else:
            await change(self.scope, row.id, state="done", waits_for=[], closed_on=at.on)
            await carry_out(self.scope, at, act, self.motion, row)
