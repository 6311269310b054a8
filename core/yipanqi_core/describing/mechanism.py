"""A mechanism's description in Markdown, worked out from what its plugin declares."""

from collections.abc import Iterator

from yipanqi_core.describing.calendar import calendar_of
from yipanqi_core.describing.clauses import clause_map
from yipanqi_core.describing.tables import table
from yipanqi_core.describing.ways import ways_of
from yipanqi_core.fingerprints.editions import fingerprint
from yipanqi_core.mechanism.edition import Edition, Mechanism
from yipanqi_core.mechanism.seats import Seat, SeatKind
from yipanqi_core.vocabulary import Colour

_SEATS = {SeatKind.UNIT: "单位", SeatKind.POST: "职务", SeatKind.PORTFOLIO: "按分管领域定的职务"}


def describe(mechanism: Mechanism, edition: Edition) -> str:
    """Write a mechanism's description as one of its editions has it."""
    return "\n".join(_lines(mechanism, edition)) + "\n"


def titled(edition: Edition) -> str:
    """Name an edition with its revision, where it has been mended."""
    number = edition.revision.number
    return edition.name if number == 1 else f"{edition.name} 第 {number} 次修订"


def _lines(mechanism: Mechanism, edition: Edition) -> Iterator[str]:
    yield f"# {mechanism.title}"
    yield ""
    written = titled(edition)
    yield f"{mechanism.county}。依据《{edition.document}》，版本 {written}，自 {edition.in_force_from} 起施行。"
    if edition.revision.because:
        yield f"自 {edition.judges_from} 起的各期按本次修订评判：{edition.revision.because}。"
    if len(mechanism.editions) > 1:
        others = "、".join(f"{titled(one)}（自 {one.judges_from}）" for one in mechanism.editions)
        yield f"全部版本：{others}。"
    yield ""
    yield f"文本指纹 `{fingerprint(edition).text}`。评估存档记下当时的指纹，`yipanqi verify` 据此说明规则是否改过。"
    yield ""
    yield from ways_of(edition)
    yield from calendar_of(edition)
    yield from _scoring(edition)
    yield from _classes(edition)
    yield from _seats(edition)
    yield from _parameters(edition)
    yield from clause_map(edition)


def _scoring(edition: Edition) -> Iterator[str]:
    rule = edition.scoring
    if rule is None:
        return
    parameters = edition.parameters()
    yield "## 计分"
    yield ""
    periods = "、".join(kind.label for kind in rule.cadences)
    yield f"依据 {rule.clause}。按{periods}计分，分组排名：{'、'.join(group.title for group in rule.groups)}。"
    yield ""
    points = {} if rule.points is None else rule.points(parameters)
    parts = () if rule.parts is None else rule.parts(parameters)
    rows = [(_rating(value), str(worth), rule.clause) for value, worth in points.items()]
    rows += [(part.title, str(part.points), part.clause) for part in parts]
    yield from table(("得分项", "分", "条款"), rows)


def _classes(edition: Edition) -> Iterator[str]:
    rows = [(one.title, "、".join(value.title for value in one.values), one.clause) for one in edition.classifications]
    rows += [(f"{one.title}（分组统计）", "、".join(one.keys), one.clause) for one in edition.breakdowns]
    rows += [(f"{one.title}（排序）", "", one.clause) for one in edition.orders]
    if rows:
        yield "## 归类、分组与排序"
        yield ""
        yield from table(("名称", "取值", "条款"), rows)


def _seats(edition: Edition) -> Iterator[str]:
    yield "## 席位"
    yield ""
    yield "文件提到的单位和职务，由县里绑定到自己的单位和人。"
    yield ""
    rows = [(one.title, _SEATS[one.kind], "、".join(_also(one))) for one in edition.seats]
    yield from table(("席位", "绑定到", "又称"), rows)


def _also(seat: Seat) -> tuple[str, ...]:
    return seat.aliases if seat.field is None else (*seat.aliases, f"分管{seat.field}")


def _rating(value: str | None) -> str:
    if value is None:
        return "未评级"
    return f"{Colour.of(value).label}色" if value in set(Colour) else value


def _parameters(edition: Edition) -> Iterator[str]:
    yield "## 参数"
    yield ""
    yield "文件没有说清的，取下列缺省值；县里可自某月 1 日起另设。"
    yield ""
    values = edition.parameters()
    rows = [
        (info.title or name, str(getattr(values, name)), info.description or "", f"`{name}`")
        for name, info in edition.parameters.model_fields.items()
    ]
    yield from table(("参数", "缺省值", "单位与条款", "名称"), rows)
