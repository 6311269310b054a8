"""Checks of revisions: a mended rule stands beside the one it mends, and nothing that was sealed has been changed."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from yipanqi_core.fingerprints.editions import fingerprint
from yipanqi_core.fingerprints.sealed import SealError, broken, read_seals
from yipanqi_core.fingerprints.sources import SourceMissingError
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.revisions import FIRST
from yipanqi_core.testing.discovery import CountyPlugin
from yipanqi_core.testing.faults import Fault

CODE = "revisions"


def revisions(county: CountyPlugin) -> Iterator[Fault]:
    """Revisions count up from one, each from a later month with a reason and a change; sealed ones are as sealed."""
    some = county.mechanism.editions
    for name in dict.fromkeys(one.name for one in some):
        yield from _of_one([one for one in some if one.name == name])
    try:
        yield from (Fault(CODE, name, because) for name, because in broken(county.mechanism, read_seals(county.folder)))
    except (SealError, SourceMissingError) as error:
        yield Fault(CODE, county.code, str(error))


def _of_one(some: list[Edition]) -> Iterator[Fault]:
    name = some[0].name
    numbers = [one.revision.number for one in some]
    if numbers != list(range(1, len(some) + 1)):
        told = "、".join(map(str, numbers))
        yield Fault(CODE, name, f"修订的次序为 {told}；须从 1 起连续，初版不写 revision，旧的修订一直留着")
    if some[0].revision.judges_from is not None:
        yield Fault(CODE, name, "初版自施行日起评判，不写 judges_from")
    for earlier, later in pairwise(some):
        yield from (Fault(CODE, name, f"第 {later.revision.number} 次修订{one}") for one in _amiss(earlier, later))


def _amiss(earlier: Edition, later: Edition) -> Iterator[str]:
    since = later.revision.judges_from
    if since is None or since.day != 1:
        yield f"的 judges_from 是 {since}；须写自哪个月的 1 日起评判"
    if (later.document, later.in_force_from) != (earlier.document, earlier.in_force_from):
        yield "的文件或施行日与前一修订不同；文件改了是新的版本（另起名称），不是修订"
    if not later.revision.because.strip():
        yield "没有 because；请用一句话写明改了什么、为什么"
    if fingerprint(replace(earlier, revision=FIRST)) == fingerprint(replace(later, revision=FIRST)):
        yield "与前一修订没有任何不同；改正的规则要写成新的函数或数据，旧的留给前一修订"
