"""Making a county's plugin from the template, in a folder of its own or in this repository."""

import re
from dataclasses import dataclass
from pathlib import Path

import copier

from yipanqi_core.refusals import InvalidInputError, RefusedError

CODE = re.compile(r"[a-z][a-z0-9-]{1,30}")
PREFIX = re.compile(r"[A-Z]{2,4}")
PACKAGE = "yipanqi_plugins"
_TEMPLATES = Path(__file__).parent
_ENTRY_POINTS = "[project.entry-points.yipanqi]\n"


@dataclass(frozen=True, slots=True)
class NewCounty:
    """What a new plugin is asked for: the mechanism's code, the county, the mechanism's title, the clauses' prefix."""

    code: str
    county: str
    title: str
    prefix: str
    year: int

    @property
    def package(self) -> str:
        """The Python package's name."""
        return self.code.replace("-", "_")


def make(new: NewCounty, into: Path) -> Path:
    """Make a plugin with a distribution of its own in the folder `into`; gives its folder.

    Raises InvalidInputError (a code or prefix that cannot be), RefusedError (there is something already).
    """
    _checked(new)
    project = into / new.code
    _require_free(project)
    _copy("project", project, new, new.package)
    _copy("plugin", project / new.package, new, new.package)
    return project


def make_within(new: NewCounty, repository: Path) -> Path:
    """Make a plugin among those of a repository, with its tests and its line in the metadata; gives its folder.

    Raises InvalidInputError, RefusedError.
    """
    _checked(new)
    folder, tests = repository / "plugins" / PACKAGE / new.package, repository / "tests" / "plugins" / new.package
    metadata = repository / "pyproject.toml"
    if not metadata.is_file() or _ENTRY_POINTS not in metadata.read_text(encoding="utf-8"):
        raise RefusedError(f"{repository} 不是一盘棋的源码目录（pyproject.toml 中没有入口点一节）")
    _require_free(folder)
    _require_free(tests)
    module = f"{PACKAGE}.{new.package}"
    _copy("plugin", folder, new, module)
    _copy("tests", tests, new, module)
    line = f'{new.package} = "{module}"\n'
    text = metadata.read_text(encoding="utf-8")
    metadata.write_text(text.replace(_ENTRY_POINTS, _ENTRY_POINTS + line, 1), encoding="utf-8")
    return folder


def _checked(new: NewCounty) -> None:
    if CODE.fullmatch(new.code) is None:
        raise InvalidInputError(
            f"代码“{new.code}”须以小写字母开头，由小写字母、数字、连字符组成，2 至 31 个字符", "/code"
        )
    if PREFIX.fullmatch(new.prefix) is None:
        raise InvalidInputError(f"条款前缀“{new.prefix}”须为 2 至 4 个大写字母，如县名的拼音首字母", "/prefix")
    for what, text in (("县名", new.county), ("机制名称", new.title)):
        if not text.strip() or any(sign in text for sign in '"\\\n{}'):
            raise InvalidInputError(f"{what}“{text}”不能为空，不能有引号、反斜杠、花括号或换行")


def _require_free(folder: Path) -> None:
    if folder.exists():
        raise RefusedError(f"{folder} 已经存在；换一个代码，或先移走它")


def _copy(template: str, target: Path, new: NewCounty, module: str) -> None:
    answers = {
        "code": new.code,
        "package": new.package,
        "module": module,
        "county": new.county,
        "title": new.title,
        "prefix": new.prefix,
        "year": new.year,
    }
    copier.run_copy(str(_TEMPLATES / template), target, data=answers, defaults=True, quiet=True, unsafe=False)
