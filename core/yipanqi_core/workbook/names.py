"""Who and what a cell may name: the units, posts and projects of the workbook and of the county."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from yipanqi_core.workbook.cells import CellError
from yipanqi_core.workbook.layout import PROJECTS, UNITS
from yipanqi_core.workbook.register import Holder, Post

_HINTS = 60


@dataclass(slots=True)
class Names:
    """Finds the one unit, post or project that a text names.

    `doubtful` are titles of posts whose own row is in error, `unlisted` the sheets that fail to say their names at all:
    neither raises a second error wherever something is referred to. `nameless` projects have a name that is in error
    (repeated or none): as many names that no row bears are theirs, and not reported wherever they stand.
    """

    units: Mapping[str, Iterable[str]]  # name → 简称
    posts: set[Post] = field(default_factory=set)
    projects: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    unlisted: frozenset[str] = frozenset()
    chains: set[str] = field(default_factory=set)
    logins: set[str] = field(default_factory=set)
    nameless: int = 0
    _folded: set[str] = field(default_factory=set)
    _hints: dict[str, str] = field(default_factory=dict)
    _short: dict[str, set[str]] = field(init=False)
    _titles: dict[str, set[Post]] = field(init=False)

    def __post_init__(self) -> None:
        self._short = defaultdict(set)
        for name, short_names in self.units.items():
            for short in short_names:
                self._short[short].add(name)
        self._titles = defaultdict(set)
        for post in self.posts:
            self.add(post)

    def add(self, post: Post) -> None:
        """Let a post be named from now on: by its title, or by any name of its unit and its title."""
        self.posts.add(post)
        self._titles[post.title].add(post)
        for name in (post.unit, *self.units.get(post.unit, ())):
            self._titles[_plain(name + post.title)].add(post)

    def unit(self, text: str) -> str:
        """Give the name of the unit. Raises CellError."""
        if text in self.units:
            return text
        meant = self._short.get(text, set())
        if not meant and UNITS in self.unlisted:
            return text
        if len(meant) == 1:
            return next(iter(meant))
        if meant:
            raise CellError(f"“{text}”是几个单位的简称：{'、'.join(sorted(meant))}；请写单位全称")
        near = self._near(text, [*self.units, *self._short])
        raise CellError(f"没有名称或简称为“{text}”的单位{near}；请改正，或先在“单位”表中添加")

    def post(self, text: str) -> Post:
        """Give the post. Raises CellError."""
        meant = self._titles.get(text) or self._titles.get(_plain(text)) or set()
        if len(meant) == 1:
            return next(iter(meant))
        if meant:
            full = "、".join(sorted(str(post) for post in meant))
            raise CellError(f"“{text}”不止一个：{full}；请写“单位+职务”")
        if any(text.endswith(title) for title in self.doubtful):
            return Post("", text)
        near = self._near(text, [post.title for post in self.posts])
        raise CellError(f"没有“{text}”这个职务{near}；请填“人员”表中的职务，或写“单位+职务”")

    def holder(self, text: str) -> Holder:
        """Give the unit or post. Raises CellError."""
        if text in self.units or text in self._short:
            return self.unit(text)
        if text in self._titles or _plain(text) in self._titles or self.doubtful:
            return self.post(text)
        if UNITS in self.unlisted:
            return text
        near = self._near(text, [*self.units, *self._short, *(post.title for post in self.posts)])
        raise CellError(f"没有“{text}”这个职务或单位{near}；请填“人员”表中的职务或“单位”表中的单位")

    def project(self, text: str) -> str:
        """Give the name of the project. Raises CellError."""
        if text in self.projects or PROJECTS in self.unlisted:
            return text
        if text in self._folded or len(self._folded) < self.nameless:
            self._folded.add(text)
            return text
        near = self._near(text, self.projects)
        raise CellError(f"没有名为“{text}”的项目{near}；请与“项目”表的项目名称写得一致")

    def chain(self, text: str) -> str:
        """Give the name of the key chain. Raises CellError."""
        if text in self.chains:
            return text
        near = self._near(text, self.chains)
        raise CellError(f"没有名为“{text}”的产业链{near}；请改正，或先在“产业链”表中添加")

    def login(self, text: str) -> str:
        """Give the login. Raises CellError."""
        if text in self.logins:
            return text
        near = self._near(text, self.logins)
        raise CellError(f"没有登录名为“{text}”的人{near}；请填“人员”表中的登录名")

    def _near(self, text: str, known: Iterable[str]) -> str:
        """Hint at the name that may be meant; looking is dear, so that only the first few dozen are looked for."""
        if text not in self._hints:
            found = difflib.get_close_matches(text, list(known), n=1, cutoff=0.6) if len(self._hints) < _HINTS else []
            self._hints[text] = f"，是否为“{found[0]}”" if found else ""
        return self._hints[text]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
