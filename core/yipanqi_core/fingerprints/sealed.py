"""Sealed editions: fingerprints noted in a file beside the county's plugin, so that no rule is changed unnoticed."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from yipanqi_core.fingerprints.editions import SHOWN, fingerprint
from yipanqi_core.mechanism.edition import Edition, Mechanism

FILE = "sealed.json"
"""Beside the county's plugin: edition → revision → fingerprint of its text."""

Seals = Mapping[str, Mapping[str, str]]


class SealError(ValueError):
    """An edition was sealed otherwise, or the file cannot be read; the message says what to do."""


def read_seals(folder: Path) -> Seals:
    """Read what was sealed; nothing without a file. Raises SealError."""
    path = folder / FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return {str(name): {str(key): str(value) for key, value in of.items()} for name, of in found.items()}
    except (ValueError, AttributeError) as error:
        raise SealError(f"{path} 读不懂；请从版本库恢复，或用 yipanqi county seal 代码 --again 重新登记") from error


def seal(mechanism: Mechanism, folder: Path, *, again: bool = False) -> list[Edition]:
    """Note the fingerprints of all editions; gives those that are new. Raises SealError.

    One that was sealed otherwise is refused: a mended rule is a revision. With `again` its rules are said to be the
    same, and only words or the form of the text changed.
    """
    seals = {} if again else read_seals(folder)
    faults = [] if again else list(broken(mechanism, seals))
    if faults:
        raise SealError("；".join(because for _, because in faults))
    new = [one for one in mechanism.editions if _sealed(seals, one) is None]
    kept: dict[str, dict[str, str]] = {}
    for one in mechanism.editions:
        kept.setdefault(one.name, {})[str(one.revision.number)] = fingerprint(one).text
    (folder / FILE).write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return new


def broken(mechanism: Mechanism, seals: Seals) -> Iterator[tuple[str, str]]:
    """Tell of what was sealed and is otherwise now: whose, and what to do."""
    here = {(one.name, str(one.revision.number)): one for one in mechanism.editions}
    for name, of in seals.items():
        for number, then in of.items():
            edition = here.get((name, number))
            if edition is None:
                yield name, f"版本“{name}”第 {number} 次修订登记过，现在没有了：已评的各期要靠它核验，请恢复"
            elif (now := fingerprint(edition).text) != then:
                yield (
                    name,
                    f"版本“{name}”第 {number} 次修订登记过，文本此后被改（登记 {then[:SHOWN]}，现为 {now[:SHOWN]}）："
                    "改规则请恢复原文、另立修订；只改了说明或排版，用 yipanqi county seal 代码 --again 重新登记",
                )


def _sealed(seals: Seals, edition: Edition) -> str | None:
    return seals.get(edition.name, {}).get(str(edition.revision.number))
