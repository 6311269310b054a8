"""What has been judged and published of a run of months, read back as it was stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yipanqi_core.assessments import queries as assessment_queries
from yipanqi_core.assessments import reading_queries, standing_queries, storage
from yipanqi_core.bulletins import queries
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, RulingKind
from yipanqi_core.tenants.scope import Scope

_TOLD = {RulingKind.CHANGE, RulingKind.FINDING}


@dataclass(frozen=True, slots=True)
class JudgedMonths:
    """Stored months, oldest first: facts, colours as published, changes and findings, by month."""

    facts: Mapping[str, Sequence[ProjectFacts]]
    colours: Mapping[str, Mapping[str, str | None]]  # month → project → colour
    judgements: Mapping[str, Sequence[Judgement]]
    counties: Mapping[str, CountyFacts]


async def judged_months(scope: Scope, months: Sequence[str], *, facts_of: Sequence[str] | None = None) -> JudgedMonths:
    """Read these months, and the facts of all or of some of them; one that is not stored is absent."""
    connection, tenant = scope.connection, scope.tenant_id
    facts, counties = await _facts(scope, months if facts_of is None else facts_of)
    colours: dict[str, dict[str, str | None]] = {}
    judgements: dict[str, list[Judgement]] = {}
    for month in months:
        row = await assessment_queries.find(connection, tenant, month)
        if row is None:
            continue
        judged = await reading_queries.judged_rows(connection, tenant, row.id)
        set_by_people = await standing_queries.counting(connection, tenant, row.id)
        chosen = {one.project_id: one.value for one in set_by_people}
        judgements[month] = [storage.judgement(one) for one in judged if one.kind in _TOLD]
        colours[month] = {
            one.project: chosen.get(one.project_id, one.value) for one in judged if one.kind == RulingKind.RATING
        }
    return JudgedMonths(facts, colours, judgements, counties)


async def _facts(
    scope: Scope, months: Sequence[str]
) -> tuple[Mapping[str, Sequence[ProjectFacts]], Mapping[str, CountyFacts]]:
    facts: dict[str, list[ProjectFacts]] = defaultdict(list)
    counties: dict[str, CountyFacts] = {}
    for period, subject, body in await queries.facts_of_months(scope.connection, scope.tenant_id, months):
        if subject == storage.COUNTY:
            counties[period] = decode(body, CountyFacts)
        else:
            facts[period].append(decode(body, ProjectFacts))
    return facts, counties
