"""From the words of a case to the frozen facts that rules are told."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.seats import SeatKind
from yipanqi_core.rules.changes import REGISTER
from yipanqi_core.testing.faults import CaseFileError
from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Labelled, Level, Nature, UnitKind, Urgency

T = TypeVar("T")

OFF_THE_LISTS = "无"
_ITEMS = {"节点": ItemKind.NODE, "要素": ItemKind.GUARANTEE, "手续": ItemKind.PROCEDURE}
_PROJECT = {
    "项目名称": "project", "行业分类": "sector", "责任单位": "lead_unit", "业主单位": "owner", "建设地点": "site",
    "登记日期": "registered_on", "总投资": "total_investment", "年度计划投资": "annual_plan",
}  # fmt: skip
_WORDS: dict[str, tuple[str, type[Labelled]]] = {
    "项目性质": ("nature", Nature), "层级": ("level", Level), "申报性质": ("declared_nature", Nature),
    "业主类别": ("owner_kind", UnitKind),
}  # fmt: skip
_OTHERS = {"清单", "入单日期", "入单方式", "包抓领导", "字段", "月度投资", "问题", "此前", "事实", *_ITEMS}


def project_facts(given: Mapping[str, Any], on: date, edition: Edition) -> ProjectFacts:
    """Build a project's facts; what is not said is as usual: a government project of 5000 万元 on its list.

    Raises CaseFileError.
    """
    unknown = given.keys() - _PROJECT.keys() - _WORDS.keys() - _OTHERS
    if unknown:
        able = "、".join(sorted({*_PROJECT, *_WORDS, *_OTHERS}))
        raise CaseFileError(f"项目有不认识的项“{sorted(unknown)[0]}”；可写：{able}")
    leader = given.get("包抓领导")
    facts: dict[str, Any] = {
        "period": str(Period.containing(on, PeriodKind.MONTH)), "on": on, "project": "示例项目",
        "nature": Nature.GOVERNMENT_INVESTMENT, "sector": "基础设施", "level": None, "total_investment": 5000,
        "annual_plan": None, "lead_unit": "示例局", "owner": "示例公司", "owner_kind": UnitKind.OWNER,
        "leader": leader, "deputies": () if leader is None else (leader,),
        "offices": {seat.code: seat.title for seat in edition.seats if seat.kind is SeatKind.UNIT},
    }  # fmt: skip
    facts |= {name: given[key] for key, name in _PROJECT.items() if key in given}
    facts |= {name: _word(key, kind, given[key]) for key, (name, kind) in _WORDS.items() if key in given}
    facts["fields"] = _fields(edition, given.get("字段") or {})
    facts["items"] = [_item(key, one) for key in _ITEMS for one in given.get(key) or ()]
    facts["figures"] = [_month(month, one) for month, one in (given.get("月度投资") or {}).items()]
    facts["issues"] = [_issue(one) for one in given.get("问题") or ()]
    facts["earlier"] = [_earlier(one) for one in given.get("此前") or ()]
    facts |= given.get("事实") or {}
    made = _made(facts, ProjectFacts, "项目")
    if "passages" in facts or given.get("清单") == OFF_THE_LISTS:
        return made
    since = given.get("入单日期", date(on.year, 1, 1))
    step = _step(edition, given.get("清单"), made)
    return _made(
        {**facts, "passages": [_passage(step, since, given.get("入单方式", REGISTER))] if step else []},
        ProjectFacts,
        "项目",
    )


def county_facts(
    given: Mapping[str, Any], units: Sequence[Mapping[str, Any]], on: date, edition: Edition, period: str
) -> CountyFacts:
    """Build the county's facts: its units, and every seat bound to a unit or post of its own name."""
    by_seat = [
        {"seat": seat.code, "holder": seat.title} for seat in edition.seats if seat.kind is not SeatKind.PORTFOLIO
    ]
    facts: dict[str, Any] = {
        "period": period, "on": on, "seats": by_seat,
        "units": [
            {
                "name": one.get("名称"),
                "kind": _word("类别", UnitKind, one.get("类别", "县直部门")),
                "assessment_group": one.get("考核组"),
            }
            for one in units
        ],
    }  # fmt: skip
    return _made(facts | dict(given), CountyFacts, "县情")


def _made(facts: Mapping[str, Any], shape: type[T], what: str) -> T:
    try:
        return msgspec.convert(_exact(facts), shape, strict=False)
    except msgspec.ValidationError as error:
        raise CaseFileError(f"{what}的事实不合格：{error}") from error


def _exact(value: Any) -> Any:
    """Numbers with a fraction go as their decimal text, so that 199.99 is exactly that."""
    if isinstance(value, float):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _exact(one) for key, one in value.items()}
    return [_exact(one) for one in value] if isinstance(value, list | tuple) else value


def _word(key: str, kind: type[Labelled], text: Any) -> Labelled | None:
    if text is None:
        return None
    known = kind.by_label()
    if text not in known:
        raise CaseFileError(f"{key}“{text}”不在可选之列：{'、'.join(known)}")
    return known[text]


def _fields(edition: Edition, given: Mapping[str, Any]) -> dict[str, Any]:
    titles = {info.title or name: name for name, info in edition.project_fields.model_fields.items()}
    named = {titles.get(str(key), str(key)): value for key, value in given.items()}
    unknown = named.keys() - edition.project_fields.model_fields.keys()
    if unknown:
        raise CaseFileError(f"本县机制没有项目字段“{sorted(unknown)[0]}”；可写：{'、'.join(titles)}")
    try:
        return edition.project_fields.model_validate(named).model_dump(mode="json", exclude_unset=True)
    except ValueError as error:
        raise CaseFileError(f"字段不合格：{error}") from error


def _item(key: str, one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": _ITEMS[key],
        "title": one.get("名称"),
        "unit": one.get("单位"),
        "planned_on": one.get("计划"),
        "finished_on": one.get("完成"),
        "decided_at": _word("办理层级", DecidingLevel, one.get("办理层级")),
        "person": one.get("责任人"),
    }


def _month(month: Any, one: Any) -> dict[str, Any]:
    planned, completed = one if isinstance(one, list) else (one.get("计划"), one.get("完成"))
    return {"month": str(month), "planned": planned, "completed": completed}


def _issue(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "category": one.get("类别", "其他"),
        "urgency": _word("轻重缓急", Urgency, one.get("轻重缓急", "重")),
        "raised_on": one.get("提出"),
        "required_on": one.get("要求解决"),
        "resolved_on": one.get("解决"),
    }


def _earlier(one: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {"评级": "rating", "文书": "letter"}
    kind = next((key for key in kinds if key in one), None)
    if kind is None or "期" not in one:
        raise CaseFileError("“此前”每项须写“期”和“评级”或“文书”")
    return {"period": str(one["期"]), "kind": kinds[kind], "value": one[kind]}


def _passage(step: str, since: date, cause: str) -> dict[str, Any]:
    return {"step": step, "entered_on": since, "left_on": None, "cause": cause}


def _step(edition: Edition, title: str | None, facts: ProjectFacts) -> str | None:
    if title is None:
        return edition.track.place(facts)
    step = edition.track.by_title(title)
    if step is None:
        known = "、".join(one.title for one in edition.track.steps)
        raise CaseFileError(f"没有清单“{title}”；可写：{known}、{OFF_THE_LISTS}")
    return step.code
