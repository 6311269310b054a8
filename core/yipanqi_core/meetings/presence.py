"""Who was at a meeting of a body and who was not, told from the attendance as it was written down."""

import re
from collections.abc import Iterable, Mapping, Sequence

from yipanqi_core.mechanism.team_facts import MemberFacts


def absent(members: Iterable[MemberFacts], attendance: Sequence[str], called: Mapping[str, Sequence[str]]) -> list[str]:
    """Name the posts and units of a body for which nobody in the attendance stands.

    `called` are the other words for a member: who holds the post, the short names of the unit. A longer title that
    holds a shorter one (常务副县长, 县长) is looked for first, and is not taken for the shorter.
    """
    names = dict.fromkeys(one.post or one.unit for one in members if one.person is None)
    wanted = [name for name in names if name is not None]
    there, found = "、".join(attendance), set()
    for name in sorted(wanted, key=len, reverse=True):
        for word in filter(None, (name, *called.get(name, ()))):
            there, times = re.subn(rf"(?<!副){re.escape(word)}", "□", there)
            if times:
                found.add(name)
    return [name for name in wanted if name not in found]


def sentence(text: str) -> str:
    """End a line of minutes as a sentence."""
    bare = text.rstrip()
    return bare if bare.endswith(("。", "！", "？", "；")) else f"{bare}。"
