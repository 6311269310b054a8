"""Checks that look at several rows or cells of a sheet together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import normalize

from stdnum.cn import uscc

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.vocabulary import Role
from yipanqi_core.workbook import layout
from yipanqi_core.workbook.layout import Sheet
from yipanqi_core.workbook.register import Post
from yipanqi_core.workbook.remarks import Remarks
from yipanqi_core.workbook.typed_rows import TypedRow

_UNIQUE: dict[str, tuple[tuple[str, ...], str]] = {
    layout.UNITS: (("name",), "单位名称"),
    layout.PROJECTS: (("name",), "项目名称"),
    layout.PEOPLE: (("login",), "登录名"),
    layout.ITEMS: (("project", "kind", "title"), "节点名称"),
    layout.FIGURES: (("project", "month"), "月份"),
    layout.CHAINS: (("name",), "产业链名称"),
}


def refuse_repeated(sheet: Sheet, rows: Sequence[TypedRow], remarks: Remarks) -> None:
    """Refuse a second row of the same key; each place names the first."""
    if sheet.title not in _UNIQUE:
        return
    attributes, heading = _UNIQUE[sheet.title]
    first: dict[tuple[object, ...], int] = {}
    for row in rows:
        if any(attribute not in row.values for attribute in attributes):
            continue
        key = tuple(row.values[attribute] for attribute in attributes)
        before = first.setdefault(key, row.raw.number)
        if before != row.raw.number:
            what = "、".join(sheet.column(attribute).heading for attribute in attributes)
            message = f"与第 {before} 行重复（{what}相同）；请合并成一行，或改成不同的内容"
            remarks.cell(sheet.title, row.raw, heading, message)


def refuse_alike(sheet: Sheet, rows: Iterable[TypedRow], known: Iterable[str], remarks: Remarks) -> None:
    """Refuse a new name that differs from another by the width of its signs or by spaces alone."""
    had = set(known)
    names = {_folded(name): (name, "县里已有") for name in had}
    for row in rows:
        name = row.values.get("name")
        if name is None or name in had:
            continue
        other, where = names.setdefault(_folded(name), (name, f"第 {row.raw.number} 行是"))
        if other != name:
            message = f"{where}“{other}”，与此只差括号等符号的全角半角或空格；同一个请写得一致，不同的请改名区别"
            remarks.cell(sheet.title, row.raw, sheet.column("name").heading, message)


def _folded(name: str) -> str:
    return "".join(normalize("NFKC", name).split()).casefold()


def units(rows: Iterable[TypedRow], edition: Edition, remarks: Remarks) -> None:
    """Warn of groups that the mechanism does not score and of credit codes whose check digit does not fit."""
    known = () if edition.scoring is None else edition.scoring.groups
    scored = {group.title for group in known}
    named = edition.scoring is None or any(group.member is None for group in known)
    groups = [row.values["assessment_group"] for row in rows if "assessment_group" in row.values]
    for group, count in Counter(groups).items():
        if named and group not in scored:
            remarks.warn(f"“单位”表的考核组“{group}”（{count} 个单位）不是机制中的考核组，照录，不参加计分")
    for row in rows:
        code = row.values.get("credit_code")
        if code is not None and not uscc.is_valid(code):
            remarks.warn(f"“单位”表第 {row.raw.number} 行的统一社会信用代码“{code}”校验不符，照录，请核对")


def successions(rows: Iterable[TypedRow], remarks: Remarks) -> None:
    """Refuse two people on one post whose order their first days do not tell."""
    holders: dict[Post, list[TypedRow]] = defaultdict(list)
    for row in rows:
        if "unit" in row.values and "title" in row.values:
            holders[Post(row.values["unit"], row.values["title"])].append(row)
    for post, several in holders.items():
        days = Counter(row.values.get("from_on") for row in several)
        for row in several if len(several) > 1 else ():
            day = row.values.get("from_on")
            numbers = "、".join(str(other.raw.number) for other in several if other is not row)
            if day is None and days[None] > 1:  # one alone was there from the beginning
                message = f"第 {numbers} 行也任“{post}”；同一职务先后任职，请填写到任日期以定先后"
                remarks.cell(layout.PEOPLE, row.raw, "到任日期", message)
            elif day is not None and days[day] > 1:
                message = f"与第 {numbers} 行同任“{post}”且到任日期相同；请改正其中的职务或到任日期"
                remarks.cell(layout.PEOPLE, row.raw, "到任日期", message)


_WATCHING = (Role.ADMIN, Role.AUDIT)


def roles(rows: Iterable[TypedRow], known: Mapping[str, Role], remarks: Remarks) -> None:
    """Refuse every role that only who manages people may give: a watching one, or another than a login has."""
    for row in rows:
        role, before = row.values.get("role"), known.get(row.values.get("login", ""))
        if role is None or role is before or (before is None and role not in _WATCHING):
            continue
        has = "尚无此登录名" if before is None else f"县里现为“{before.label}”"
        message = f"改变角色须由管理员装入（{has}）；请改填原有或一般角色，或请管理员装入"
        remarks.cell(layout.PEOPLE, row.raw, "角色", message)


def issues(rows: Iterable[TypedRow], remarks: Remarks) -> None:
    """Refuse an issue that was resolved before it was raised."""
    for row in rows:
        raised, resolved = row.values.get("raised_on"), row.values.get("resolved_on")
        if raised is not None and resolved is not None and resolved < raised:
            message = f"解决日期早于提出日期 {raised}；请核对两个日期"
            remarks.cell(layout.ISSUES, row.raw, "解决日期", message)


def records(rows: Sequence[TypedRow], edition: Edition, remarks: Remarks) -> None:
    """Warn of kinds of work that the mechanism does not know, and of rows alike in every column."""
    known = {kind.title for kind in edition.records}
    kinds = Counter(row.values["kind"] for row in rows if "kind" in row.values)
    for kind, count in kinds.items():
        if kind not in known:
            remarks.warn(f"“履职”表的类型“{kind}”（{count} 行）不是机制中的工作记录，照录，不计入履职")
    alike: dict[tuple[tuple[str, object], ...], list[int]] = defaultdict(list)
    for row in rows:
        if row.complete:
            alike[tuple(sorted(row.values.items(), key=lambda pair: pair[0]))].append(row.raw.number)
    for numbers in alike.values():
        if len(numbers) > 1:
            remarks.warn(f"“履职”表第 {'、'.join(map(str, numbers))} 行各列完全相同，按一条计")
