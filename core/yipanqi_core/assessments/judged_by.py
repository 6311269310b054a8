"""By what stored periods were judged, and whether it has been changed since: told plainly, with the remedy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from yipanqi_core.fingerprints.editions import SHOWN, Fingerprint, fingerprint
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.vocabulary import Labelled


class Rules(Labelled):
    """What became of the rules since a period was judged."""

    UNCHANGED = "unchanged", "规则未改"
    TEXT = "text_changed", "县机制文本已改"
    ENGINE = "engine_changed", "评判引擎已改"
    BOTH = "both_changed", "县机制文本和评判引擎都已改"
    UNKNOWN = "unknown", "存档时没有登记指纹"


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """The fingerprint noted when a period was judged, None before there were any, and that of today.

    Without today's the edition is not installed here.
    """

    period: str
    then: Fingerprint | None
    now: Fingerprint | None

    @property
    def rules(self) -> Rules:
        """What became of the rules since."""
        if self.then is None or self.now is None:
            return Rules.UNKNOWN
        changed = self.then.text != self.now.text, self.then.engine != self.now.engine
        return {(False, False): Rules.UNCHANGED, (True, False): Rules.TEXT, (False, True): Rules.ENGINE}.get(
            changed, Rules.BOTH
        )

    def told(self) -> str:
        """Say in a sentence what became of the rules, with the fingerprints then and now."""
        if self.then is None or self.now is None:
            return f"{self.rules.label}（早于本功能），不能断定规则此后是否改过"
        parts = [("文本", self.then.text, self.now.text), ("引擎", self.then.engine, self.now.engine)]
        pairs = "；".join(
            f"{name}指纹存档时 {then[:SHOWN]}，现为 {now[:SHOWN]}" for name, then, now in parts if then != now
        )
        return f"{self.period} {self.rules.label}（{pairs}）" if pairs else self.rules.label


def judged_by(registry: Registry, row: Row[Any]) -> JudgedBy:
    """Tell by what a stored period was judged, beside what its edition and revision are now. Raises NotInForceError."""
    return JudgedBy(row.period, noted(row), fingerprint(registry.edition(row.mechanism, row.edition, row.revision)))


def noted(row: Row[Any]) -> Fingerprint | None:
    """Give the fingerprint noted with a stored period, if one was."""
    return None if row.text_fingerprint is None else Fingerprint(row.text_fingerprint, row.engine_fingerprint)


def most_changed(found: Sequence[JudgedBy]) -> JudgedBy:
    """Give, of a period and of those that it rests on, the first whose rules are not known to be unchanged."""
    return next((one for one in found if one.rules is not Rules.UNCHANGED), found[0])


def explained(by: JudgedBy, *, tampered: int, differing: int) -> str:
    """Say what a repetition means: whether the stored was changed, the rules were, or neither."""
    if tampered:
        rest = "" if by.rules is Rules.UNCHANGED else f"；另外，{by.told()}"
        return f"存档被改：与摘要、审计记录或审计链有 {tampered} 处不符{rest}"
    if not differing:
        return f"{by.told()}，重算{'' if by.rules is Rules.UNCHANGED else '仍'}全部一致"
    if by.rules is Rules.UNCHANGED:
        return f"存档未动，规则未改，重算却有 {differing} 处不同：放假安排或运行环境（Python、依赖库）与存档时不同"
    return f"存档未动；{by.told()}，重算有 {differing} 处不同；已存的以存档为准，要改规则请另立修订"
