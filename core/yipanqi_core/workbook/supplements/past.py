"""Further sheets of what was: stays on the lists, parts in projects, posts held, plans as they were approved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from yipanqi_core.database.bulk import insert_rows, update_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.people.tables import appointments
from yipanqi_core.projects.tables import item_plans, passages, responsibilities
from yipanqi_core.rules.changes import REGISTER
from yipanqi_core.vocabulary import ItemKind, ResponsibilityKind
from yipanqi_core.workbook.county_register import Kept
from yipanqi_core.workbook.layout import Kind, Sheet
from yipanqi_core.workbook.supplements import columns as of
from yipanqi_core.workbook.supplements.encoding import encoded
from yipanqi_core.workbook.supplements.flat import Flat
from yipanqi_core.workbook.supplements.line import Line, Naming
from yipanqi_core.workbook.supplements.supplement import Hand, Stored, Told, in_order, made, refuse_twice
from yipanqi_core.workbook.typed_rows import TypedRow

STAYS, REPLANS, PARTS, TENURES = "清单流转", "计划调整", "责任变更", "任职经历"
_ADDITION, _TRANSFER = "addition", "transfer"
_CAUSES = {"登记在册": REGISTER, "列入": _ADDITION, "转入": _TRANSFER}


def _stays(edition: Edition) -> Sheet:
    columns = (
        of.project(),
        of.choice("清单", "step", {step.title: step.code for step in edition.track.steps}),
        of.day("入单日期", "entered_on", required=True, past=True),
        of.day("离开日期", "left_on", past=True),
        of.choice("方式", "cause", _CAUSES, required=False),
        of.text("离开原因", "left_cause", longest=2000),
        of.text("依据", "evidence", required=True, longest=2000),
        of.text("决定人", "decided_by", required=True),
    )
    return Sheet(STAYS, columns)


def _untold(row: Row[Any], naming: Naming) -> bool:
    """Tell whether a stay is one that the sheet of projects does not tell whole."""
    if row.left_on is not None:
        return True
    since_january = row.cause == REGISTER and naming.year is not None and row.entered_on == date(naming.year, 1, 1)
    return not since_january and row.cause != _ADDITION


def _stay_amiss(row: TypedRow, told: Told) -> Iterable[tuple[str, str]]:
    yield from in_order(row, "entered_on", "left_on")
    project = told.projects.get(row.values.get("project", ""))
    if not row.complete or "left_on" in row.values or project is None:
        return
    stands = project.get("listing"), project.get("entered_on") or told.first_day
    if stands != (row.values["step"], row.values["entered_on"]):
        yield "left_on", "没有离开日期，却与“项目”表的“清单”“入单日期”不同；请填写离开日期，或改成一致"


class StaysPast(Flat):
    """Stays that ended, and how the present one began where the sheet of projects does not tell it."""

    __slots__ = ()

    async def write(self, hand: Hand) -> None:
        """Write the stays that ended; the present one is written with its project's listing."""
        change = hand.change(STAYS)
        ended = [line for line in change.created if "left_on" in line.fields]
        sheet = _stays(hand.edition)
        track = {"track": hand.edition.track.code}
        rows = [track | {"id": new_id()} | encoded(passages, sheet.columns, one.fields, hand.ids) for one in ended]
        await insert_rows(hand.scope.connection, passages, hand.scope.tenant_id, rows)


def _parts(_: Edition) -> Sheet:
    columns = (
        of.project(),
        of.choice("责任", "kind", {kind.label: kind.value for kind in ResponsibilityKind}),
        of.of(Kind.UNIT, "单位", "unit"),
        of.of(Kind.POST, "职务", "post"),
        of.of(Kind.CHAIN, "产业链", "chain"),
        of.day("起始日期", "from_on", past=True),
        of.day("截止日期", "to_on", past=True),
    )
    return Sheet(PARTS, columns)


_HELD_BY = {ResponsibilityKind.LEAD_UNIT.value: "unit", ResponsibilityKind.OWNER.value: "unit"}
_HELD_BY |= {ResponsibilityKind.CHAIN.value: "chain"}


def _part_amiss(row: TypedRow, _: Told) -> Iterable[tuple[str, str]]:
    yield from in_order(row, "from_on", "to_on")
    values = row.values
    if not row.complete:
        return
    wanted = _HELD_BY.get(values["kind"], "post")
    heading = {"unit": "单位", "post": "职务", "chain": "产业链"}
    if wanted not in values:
        yield wanted, f"没有写明由谁承担；请填写“{heading[wanted]}”"
    for other in heading.keys() - {wanted}:
        if other in values:
            yield other, f"这一责任填“{heading[wanted]}”；请清空“{heading[other]}”"
    if "from_on" not in values and "to_on" not in values:
        yield "to_on", "没有起止日期；现在的责任请填在“项目”表，变更请填写起始或截止日期"


def first_days(lines: Iterable[Line]) -> dict[tuple[str, str], Any]:
    """Give the first days of the parts that run on: as told, else the day on which the last one ended."""
    found: dict[tuple[str, str], Any] = {}
    for line in sorted(lines, key=lambda one: "to_on" not in one.fields):
        part = str(line.project), str(line.fields["kind"])
        on: Any = line.fields.get("to_on") or line.fields["from_on"]
        found[part] = on if "to_on" not in line.fields else max(on, found.get(part, on))
    return found


class PartsPast(Flat):
    """Parts in projects that ended or began on a day."""

    __slots__ = ()

    async def write(self, hand: Hand) -> None:
        """Write the parts that ended, and the first days of those that the projects' own rows tell."""
        sheet, writing = _parts(hand.edition), hand.writing
        lines, known = hand.change(PARTS).created, writing.known.responsibilities
        ended = [
            {"id": new_id()} | encoded(responsibilities, sheet.columns, line.fields, hand.ids)
            for line in lines
            if "to_on" in line.fields
        ]
        since = {(project, _KINDS[kind]): day for (project, kind), day in first_days(lines).items()}
        begun = [{"id": known[part], "from_on": day} for part, day in since.items() if part in known]
        connection, tenant = hand.scope.connection, hand.scope.tenant_id
        await update_rows(connection, responsibilities, tenant, begun)
        await insert_rows(connection, responsibilities, tenant, ended)


_KINDS = {kind.value: kind for kind in ResponsibilityKind}


def _tenures(_: Edition) -> Sheet:
    columns = (
        of.of(Kind.LOGIN, "登录名", "user", required=True),
        of.of(Kind.UNIT, "单位", "unit", required=True),
        of.text("职务", "title", required=True),
        of.day("到任日期", "from_on", past=True),
        of.day("离任日期", "to_on", past=True),
        of.of(Kind.LIST, "分管领域", "portfolio"),
    )
    return Sheet(TENURES, columns)


def _tenure_amiss(row: TypedRow, _: Told) -> Iterable[tuple[str, str]]:
    yield from in_order(row, "from_on", "to_on")


class TenuresPast(Flat):
    """Posts held besides the one that a person's own row tells; writing them is the succession's work."""

    __slots__ = ()

    def lines(self, edition: Edition, stored: Stored, naming: Naming) -> dict[str, list[Kept[Line]]]:
        """Give all tenures but those that run on and are told on the sheet of people."""
        sheet, found = _tenures(edition), []
        for row in stored[self.table.name]:
            if row.id in naming.told_tenures:
                continue
            post = naming.posts[row.post_id]
            fields = {"user": naming.logins[row.user_id], "unit": post.unit, "title": post.title}
            days = {"from_on": row.from_on, "to_on": row.to_on, "portfolio": tuple(row.portfolio) or None}
            told = fields | {name: value for name, value in days.items() if value is not None}
            found.append(Kept(row.id, made(sheet, self.key, told)))
        return {TENURES: found}

    async def write(self, hand: Hand) -> None:
        """Leave it to the succession."""


def _replans(_: Edition) -> Sheet:
    columns = (
        of.project(),
        of.choice("类型", "kind", ItemKind.by_label()),
        of.text("节点名称", "title", required=True),
        of.number("次序", "round", required=True),
        of.day("原计划日期", "from_on"),
        of.day("调整后计划日期", "planned_on", required=True),
        of.day("批准日期", "approved_on", required=True, past=True),
        of.text("理由", "reason", required=True, longest=2000),
        of.text("批准人", "approved_by", required=True),
    )
    return Sheet(REPLANS, columns)


_ITEM = ("project", "kind", "title")


class Replans:
    """Re-plans of items as they were approved, the first with the plan that it departed from."""

    kinds = ("replans",)
    tables = ("item_plans",)
    fixed = True

    def counted(self, title: str) -> str:
        """Count them under their one word."""
        return self.kinds[0]

    def sheets(self, edition: Edition) -> tuple[Sheet, ...]:
        """Give the sheet."""
        return (_replans(edition),)

    def lines(self, edition: Edition, stored: Stored, naming: Naming) -> dict[str, list[Kept[Line]]]:
        """Give the re-plans of the county's items in their order."""
        sheet, found, plans = _replans(edition), [], dict(naming.baselines)
        for row in stored["item_plans"]:
            item = naming.items[row.item_id]
            fields = {"project": item.project, "kind": item.kind, "title": item.title, "round": Decimal(row.round)}
            fields |= {"from_on": plans.get(row.item_id), "planned_on": row.planned_on, "approved_on": row.approved_on}
            fields |= {"reason": row.reason, "approved_by": row.approved_by}
            plans[row.item_id] = row.planned_on
            told = {name: value for name, value in fields.items() if value is not None}
            found.append(Kept(row.item_id, made(sheet, (*_ITEM, "round"), told)))
        return {REPLANS: found}

    def check(self, told: Told) -> dict[str, list[Line]]:
        """Refuse re-plans of no item, and those that do not follow upon each other."""
        sheet = _replans(told.edition)
        refuse_twice(told, sheet, (*_ITEM, "round"))
        known = {kept.row.key: kept.row.fields for kept in told.known.get(REPLANS, ())}
        rows: dict[tuple[object, ...], list[TypedRow]] = defaultdict(list)
        for row in told.rows[REPLANS]:
            if row.complete:
                rows[tuple(row.values[name] for name in _ITEM)].append(row)
        for item, several in rows.items():
            if item not in told.items:
                message = "没有这个项目的这一节点；请与“节点”表的类型和节点名称写得一致"
                told.remarks.cell(REPLANS, several[0].raw, "节点名称", message)
                continue
            _check_order(told, known, item, sorted(several, key=lambda row: row.values["round"]))
        return {REPLANS: [made(sheet, (*_ITEM, "round"), row.values) for row in told.rows[REPLANS] if row.complete]}

    async def write(self, hand: Hand) -> None:
        """Write the re-plans that the county lacks."""
        rows = [
            {
                "item_id": hand.ids.items[tuple(line.fields[name] for name in _ITEM)],
                "round": int(str(line.fields["round"])),
                **{name: line.fields[name] for name in ("planned_on", "approved_on", "reason", "approved_by")},
            }
            for line in hand.change(REPLANS).created
        ]
        await insert_rows(hand.scope.connection, item_plans, hand.scope.tenant_id, rows)


def _check_order(
    told: Told, known: Mapping[tuple[object, ...], Mapping[str, Any]], item: tuple[object, ...], rows: list[TypedRow]
) -> None:
    """Refuse a gap in the order, and a plan that is not the one before it."""
    plans = {key[-1]: fields["planned_on"] for key, fields in known.items() if key[:-1] == item}
    for row in rows:
        number, before = row.values["round"], plans.get(row.values["round"] - 1)
        if number != int(number) or (number > 1 and before is None):
            told.remarks.cell(REPLANS, row.raw, "次序", f"次序应自 1 起逐次加 1；没有第 {number - 1} 次调整")
        elif before is not None and row.values.get("from_on") not in (None, before):
            told.remarks.cell(REPLANS, row.raw, "原计划日期", f"应为上一次调整后的 {before}；请改成一致")
        plans[number] = row.values["planned_on"]


STAYS_PAST = StaysPast(
    "stays", passages, _stays, ("project", "step", "entered_on"), amiss=_stay_amiss, shown=_untold, fixed=True
)
PARTS_PAST = PartsPast(
    "parts",
    responsibilities,
    _parts,
    ("project", "kind", "from_on", "to_on"),
    amiss=_part_amiss,
    shown=lambda row, naming: (
        (row.to_on is not None or row.from_on is not None) and (row.chain_id is None or row.chain_id in naming.chains)
    ),
    fixed=True,
)
TENURES_PAST = TenuresPast("tenures", appointments, _tenures, ("user", "unit", "title", "from_on"), amiss=_tenure_amiss)
