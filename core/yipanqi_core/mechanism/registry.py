"""The mechanisms installed here: found once by entry point, asked by code and date."""

from collections.abc import Iterable
from datetime import date
from functools import cache

import pluggy

from yipanqi_core.mechanism.edition import Edition, Mechanism

GROUP = "yipanqi"
hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


class UnknownMechanismError(LookupError):
    """No installed plugin brings a mechanism of that code."""


class NotInForceError(LookupError):
    """On that day no edition of the mechanism was in force."""


class Hooks:
    """What a county's plugin may implement."""

    @hookspec
    def mechanism(self) -> Mechanism:  # type: ignore[empty-body]
        """Hand over the county's mechanism with all its editions; called once, at start-up."""


class Registry:
    """The mechanisms by code, taken from their plugins once."""

    def __init__(self, mechanisms: Iterable[Mechanism]) -> None:
        self._by_code = {mechanism.code: mechanism for mechanism in mechanisms}

    def codes(self) -> tuple[str, ...]:
        """Give the codes of all mechanisms, sorted."""
        return tuple(sorted(self._by_code))

    def mechanism(self, code: str | None) -> Mechanism:
        """Give the mechanism of this code; a city has none. Raises UnknownMechanismError."""
        if code is None:
            raise UnknownMechanismError("市级没有自己的机制，此功能只供县使用")
        try:
            return self._by_code[code]
        except KeyError:
            known = "、".join(self.codes()) or "无"
            raise UnknownMechanismError(f"没有名为“{code}”的机制；已安装的机制：{known}") from None

    def in_force(self, code: str | None, on: date) -> Edition:
        """Give the edition in force on a day. Raises UnknownMechanismError, NotInForceError."""
        mechanism = self.mechanism(code)
        reached = [edition for edition in mechanism.editions if edition.judges_from <= on]
        if not reached:
            first = mechanism.editions[0].in_force_from
            raise NotInForceError(f"{mechanism.title}自 {first} 起施行，{on} 尚无可依据的版本")
        return reached[-1]

    def edition(self, code: str, name: str, revision: int | None = None) -> Edition:
        """Give an edition by its name and revision, to judge stored facts again; without one, its newest revision.

        Raises UnknownMechanismError, NotInForceError.
        """
        named = [one for one in self.mechanism(code).editions if one.name == name]
        if not named:
            raise NotInForceError(f"机制“{code}”没有名为“{name}”的版本；请安装当时的插件版本")
        for edition in named:
            if edition.revision.number == revision:
                return edition
        if revision is not None:
            raise NotInForceError(f"机制“{code}”的版本“{name}”没有第 {revision} 次修订；请安装当时的插件版本")
        return named[-1]


@cache
def installed() -> Registry:
    """Load every plugin of the entry-point group `yipanqi`, once per process."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(Hooks)
    manager.load_setuptools_entrypoints(GROUP)
    manager.check_pending()
    return Registry(manager.hook.mechanism())
