"""What is found of each project beyond its approval items, land and statistics (YC-4.1, YC-4.3, YC-5.2, YC-3.6)."""

from datetime import date

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.edition import Check, CountyCheck
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.kept_facts import EntryFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.rules.starts import undated_start
from yipanqi_core.rules.vacancies import TITLE as VACANT
from yipanqi_core.rules.vacancies import vacant_leader
from yipanqi_plugins.yangcheng import approvals, land, statistics
from yipanqi_plugins.yangcheng.registers import POLICIES, entries
from yipanqi_plugins.yangcheng.seats import FINANCE
from yipanqi_plugins.yangcheng.stages import CONSTRUCTION
from yipanqi_plugins.yangcheng.works import is_promoted


def no_agent(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A promotion project without its agent for all procedures (YC-4.3)."""
    if not is_promoted(facts) or facts.fields.get("agent"):
        return ()
    return (_finding("no_agent", facts, "YC-4.3", "招商引资项目未明确全代办代办员；填写代办员后消除"),)


def no_follower(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A project that nobody is named to follow (YC-5.2)."""
    if facts.fields.get("follower"):
        return ()
    because = f"{facts.lead_unit}未安排专人跟踪{facts.project}；填写跟踪专人后消除"
    return (_finding("no_follower", facts, "YC-5.2", because),)


start_not_dated = undated_start("start_not_dated", "YC-4.1", CONSTRUCTION)


def policy_not_passed_on(facts: CountyFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A policy that had not been passed on to the departments by the day (YC-3.6)."""
    finance = next((seat.holder for seat in facts.seats if seat.seat == FINANCE), None)
    return tuple(
        Judgement(
            RulingKind.FINDING,
            "policy_not_passed_on",
            Subject(unit=finance),
            Ruling(
                "lacking",
                "YC-3.6",
                f"“{entry.fields['title']}”尚未传达到相关部门；填写传达日期后消除",
                {"policy": entry.fields["title"], "source": entry.fields["source"]},
            ),
        )
        for entry in entries(facts, POLICIES)
        if not passed_on(entry, facts.on)
    )


def passed_on(entry: EntryFacts, by: date) -> bool:
    """Whether a policy had been passed on to the departments by the day."""
    told = entry.fields.get("passed_on")
    return isinstance(told, str) and date.fromisoformat(told) <= by


def _finding(code: str, facts: ProjectFacts, clause: str, because: str) -> Judgement:
    return Judgement(
        RulingKind.FINDING, code, Subject(facts.project, facts.lead_unit), Ruling("lacking", clause, because)
    )


CHECKS = (
    *approvals.CHECKS,
    land.CHECK,
    statistics.CHECK,
    Check("start_not_dated", "未填开工实际日期", "YC-4.1", start_not_dated),
    Check("no_agent", "招商项目无代办员", "YC-4.3", no_agent),
    Check("deputy_vacant", f"分管副县长{VACANT}", "YC-4.2", vacant_leader("deputy_vacant", "YC-4.2", "分管副县长")),
    Check("no_follower", "项目无跟踪专人", "YC-5.2", no_follower),
)
COUNTY_CHECKS = (CountyCheck("policy_not_passed_on", "政策未传达", "YC-3.6", PeriodKind.MONTH, policy_not_passed_on),)
