"""What teams and bodies lack: parts without anyone, holders without the rank, plans and dates not set."""

from collections.abc import Iterable, Sequence

from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.team_facts import MemberFacts, WorkPlanFacts
from yipanqi_core.mechanism.teams import Body, Team, TeamPart

LACKING, NO_PLAN, UNDATED = "team_incomplete", "work_plan_missing", "work_plan_undated"
BODY_LACKING = "body_incomplete"


def findings(teams: tuple[Team, ...], facts: ProjectFacts) -> list[Judgement]:
    """Find what a listed project's teams lack, against its lead unit."""
    found: list[Judgement] = []
    for team in teams:
        if team.applies(facts):
            found += _team(team, facts)
    return found


def _team(team: Team, facts: ProjectFacts) -> list[Judgement]:
    own = [one for one in facts.team if one.team == team.code]
    missing = [text for part in team.parts for text in _missing(part, own, ())]
    found = []
    if missing:
        because = f"{team.title}未配齐：{'、'.join(missing)}；明确后消除"
        figures: dict[str, object] = {"team": team.code, "missing": missing}
        found.append(_finding(LACKING, team.clause, facts, facts.lead_unit, because, figures))
    return found + _plan(team, facts)


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
    for part in body.parts:
        if part.each_of is not None:
            yield from _officers(body, part, own)
        elif missing := _missing(part, own, ()):
            because = f"{body.title}未配齐：{'、'.join(missing)}；明确后消除"
            figures = {"body": body.code, "missing": missing}
            yield Judgement(
                RulingKind.FINDING, BODY_LACKING, Subject(), Ruling("missing", body.clause, because, figures)
            )


def _officers(body: Body, part: TeamPart, own: Sequence[MemberFacts]) -> Iterable[Judgement]:
    """Each unit that has the other part must have named someone of a fitting rank."""
    for unit in [one.unit for one in own if one.part == part.each_of and one.unit is not None]:
        named = [one for one in own if one.part == part.code and one.unit == unit]
        problem = _missing(part, named, (unit,))
        if problem:
            because = f"{unit}作为{body.title}成员单位，{'、'.join(problem)}；指定后消除"
            figures = {"body": body.code, "part": part.code, "persons": [one.person for one in named]}
            yield Judgement(
                RulingKind.FINDING,
                f"{part.code}_unnamed",
                Subject(unit=unit),
                Ruling("missing", part.clause or body.clause, because, figures),
            )


def _missing(part: TeamPart, members: Iterable[MemberFacts], of: tuple[str, ...]) -> list[str]:
    holders = [one for one in members if one.part == part.code]
    found = []
    if len(holders) < part.least:
        short = f"（应有 {part.least}，现有 {len(holders)}）" if part.least > 1 else ""
        found.append(f"{'未指定' if of else ''}{part.title}{short}")
    if part.ranks:
        wanted = "、".join(part.ranks)
        found += [
            f"{part.title}{one.person or one.post or one.unit}的职级为“{one.rank or '未填'}”，应为{wanted}"
            for one in holders
            if one.rank not in part.ranks
        ]
    return found


def _finding(  # noqa: PLR0917
    code: str, clause: str, facts: ProjectFacts, unit: str, because: str, figures: dict[str, object]
) -> Judgement:
    return Judgement(
        RulingKind.FINDING, code, Subject(facts.project, unit), Ruling("missing", clause, because, figures)
    )
