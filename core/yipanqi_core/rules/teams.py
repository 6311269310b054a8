"""What teams and bodies lack: parts without anyone, holders who do not fit their part, plans and dates not set."""

from collections.abc import Iterable, Mapping, Sequence

from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT
from yipanqi_core.mechanism.team_facts import MemberFacts, WorkPlanFacts
from yipanqi_core.mechanism.teams import Body, Team, TeamPart

LACKING, NO_PLAN, UNDATED = "team_incomplete", "work_plan_missing", "work_plan_undated"
BODY_LACKING = "body_incomplete"
TITLES = {
    LACKING: "专班未配齐",
    NO_PLAN: "未制定工作方案",
    UNDATED: "进度安排未明确",
    BODY_LACKING: "成员未配齐",
}
"""What the findings are called, whatever a county calls its teams and bodies."""


def unnamed(part: str) -> str:
    """Give the code of the finding that a unit named nobody for a part."""
    return f"{part}_unnamed"


Seated = Mapping[str, tuple[str, ...]]
"""The units that sit in each seat, by name."""


def findings(teams: tuple[Team, ...], facts: ProjectFacts) -> list[Judgement]:
    """Find what a listed project's teams lack, against its lead unit."""
    found: list[Judgement] = []
    for team in teams:
        if team.applies(facts):
            found += _team(team, facts)
    return found


def _team(team: Team, facts: ProjectFacts) -> list[Judgement]:
    own = [one for one in facts.team if one.team == team.code]
    seated = units_of(facts)
    missing = [text for part in team.parts for text in (*_missing(part, own), *_misfits(part, own, seated))]
    found = []
    if missing:
        because = f"{team.title}未配齐：{'、'.join(missing)}；明确后消除"
        figures: dict[str, object] = {"team": team.code, "missing": missing}
        found.append(_finding(LACKING, team.clause, facts, facts.lead_unit, because, figures))
    return found + _plan(team, facts)


def units_of(facts: ProjectFacts) -> Seated:
    """Give the units that sit in the seats of a project: those that every mechanism has, and its own."""
    return {LEAD_UNIT: (facts.lead_unit,), OWNER_UNIT: (facts.owner,), **facts.own_seats}


def _plan(team: Team, facts: ProjectFacts) -> list[Judgement]:
    if team.plan is None:
        return []
    clause = team.plan_clause or team.clause
    plan = next((one for one in facts.plans if one.team == team.code), None)
    if plan is None:
        because = f"{team.title}没有{team.plan}和进度安排；制定并录入后消除"
        return [_finding(NO_PLAN, clause, facts, facts.lead_unit, because, {"team": team.code})]
    undated = undated_topics(team, plan)
    if not undated:
        return []
    because = f"{team.plan}的进度安排未明确{'、'.join(undated)}；逐项填写日期或标明不适用后消除"
    return [_finding(UNDATED, clause, facts, facts.lead_unit, because, {"team": team.code, "topics": undated})]


def undated_topics(team: Team, plan: WorkPlanFacts) -> list[str]:
    """Name the topics that a plan neither dates nor marks as not applicable."""
    return [topic.title for topic in team.topics if topic.code not in plan.topics]


def body_findings(bodies: tuple[Body, ...], county: CountyFacts) -> list[Judgement]:
    """Find what the county's bodies lack: parts held by too few, units that named nobody, holders without the rank."""
    return [one for body in bodies for one in _body(body, county)]


def _body(body: Body, county: CountyFacts) -> Iterable[Judgement]:
    own = [one for one in county.bodies if one.team == body.code]
    seated = {one.seat: (one.holder,) for one in county.seats}
    for part in body.parts:
        if part.each_of is not None:
            yield from _officers(body, part, own)
        elif missing := [*_missing(part, own), *_misfits(part, own, seated)]:
            because = f"{body.title}未配齐：{'、'.join(missing)}；明确后消除"
            figures = {"body": body.code, "missing": missing}
            yield Judgement(
                RulingKind.FINDING, BODY_LACKING, Subject(), Ruling("missing", body.clause, because, figures)
            )


def _officers(body: Body, part: TeamPart, own: Sequence[MemberFacts]) -> Iterable[Judgement]:
    """Each unit that has the other part must have named someone of a fitting rank."""
    for unit in [one.unit for one in own if one.part == part.each_of and one.unit is not None]:
        named = [one for one in own if one.part == part.code and one.unit == unit]
        problem = [*_missing(part, named, "未指定"), *_misfits(part, named, {})]
        if problem:
            because = f"{unit}作为{body.title}成员单位，{'、'.join(problem)}；指定后消除"
            figures = {"body": body.code, "part": part.code, "persons": [one.person for one in named]}
            yield Judgement(
                RulingKind.FINDING,
                unnamed(part.code),
                Subject(unit=unit),
                Ruling("missing", part.clause or body.clause, because, figures),
            )


def _missing(part: TeamPart, members: Iterable[MemberFacts], called: str = "") -> list[str]:
    holders = sum(one.part == part.code for one in members)
    if holders >= part.least:
        return []
    short = f"（应有 {part.least}，现有 {holders}）" if part.least > 1 else ""
    return [f"{called}{part.title}{short}"]


def _misfits(part: TeamPart, members: Iterable[MemberFacts], seated: Seated) -> Iterable[str]:
    for one in members:
        if one.part == part.code and not (part.asks_unit and one.belongs_to is None):
            yield from misfits(part, one, seated)


def misfits(part: TeamPart, one: MemberFacts, seated: Seated) -> Iterable[str]:
    """Say in what a holder does not fit the part: the rank, the unit, the unit's kind.

    A seat in which no unit sits asks for none.
    """
    who = f"{part.title}{one.person or one.post or one.unit}"
    if part.ranks and one.rank not in part.ranks:
        yield f"{who}的职级为“{one.rank or '未填'}”，应为{'、'.join(part.ranks)}"
    if not part.asks_unit:
        return
    own, wanted = one.belongs_to or "", seated.get(part.of or "", ())
    if not own:
        yield f"{who}没有写明所在单位"
    elif wanted and own not in wanted:
        yield f"{who}属{own}，应属{'、'.join(wanted)}"
    elif part.kinds and one.unit_kind not in part.kinds:
        kinds = "、".join(kind.label for kind in part.kinds)
        yield f"{who}所在的{own}类别为“{'未知' if one.unit_kind is None else one.unit_kind.label}”，应为{kinds}"


def _finding(  # noqa: PLR0917
    code: str, clause: str, facts: ProjectFacts, unit: str, because: str, figures: dict[str, object]
) -> Judgement:
    return Judgement(
        RulingKind.FINDING, code, Subject(facts.project, unit), Ruling("missing", clause, because, figures)
    )
