"""Finding the counties that are installed: each mechanism with the package that hands it over."""

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from yipanqi_core.mechanism.edition import Mechanism
from yipanqi_core.mechanism.registry import GROUP

CASES = "cases.yaml"
"""The file of cases beside a county's plugin."""


@dataclass(frozen=True, slots=True, eq=False)
class CountyPlugin:
    """A county's mechanism, the module that its entry point names, and the folder of its files; itself alone."""

    mechanism: Mechanism
    module: str
    folder: Path

    @property
    def code(self) -> str:
        """The mechanism's code."""
        return self.mechanism.code

    @property
    def cases(self) -> Path:
        """Where its cases lie."""
        return self.folder / CASES


def plugin_of(module: str) -> CountyPlugin:
    """Load the county that a module hands over by its hook. Raises LookupError when it hands over none."""
    loaded = import_module(module)
    hook = getattr(loaded, "mechanism", None)
    if not callable(hook) or loaded.__file__ is None:
        raise LookupError(f"模块 {module} 没有 mechanism() 钩子，不能交出机制")
    return CountyPlugin(hook(), module, Path(loaded.__file__).parent)


def discovered(code: str | None = None) -> tuple[CountyPlugin, ...]:
    """Find the installed counties by entry point, one of them by the mechanism's code. Raises LookupError."""
    found = sorted((plugin_of(one.value) for one in entry_points(group=GROUP)), key=lambda one: one.code)
    if code is None:
        return tuple(found)
    named = tuple(one for one in found if one.code == code)
    if not named:
        known = "、".join(one.code for one in found) or "无"
        raise LookupError(
            f"没有安装名为“{code}”的机制；已安装：{known}。新写的插件要在 pyproject.toml 登记入口点后重新安装"
        )
    return named
