"""Classes that are kept through a year: what the year's first stored month told of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from yipanqi_core.assessments import queries
from yipanqi_core.assessments.year_so_far import months_of_year
from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import EarlierRuling
from yipanqi_core.tenants.scope import Scope


async def kept_classes(scope: Scope, edition: Edition, month: Period) -> Mapping[UUID, Sequence[EarlierRuling]]:
    """Read the year's first classes before a month, of the kinds that the mechanism keeps; no statement without any."""
    kept = [one.kind for one in edition.classifications if one.kept]
    months = [str(one) for one in months_of_year(month)[:-1]]
    if not kept or not months:
        return {}
    found: dict[UUID, list[EarlierRuling]] = defaultdict(list)
    for row in await queries.first_classes(scope.connection, scope.tenant_id, months, kept):
        figures = decode(row.facts, dict[str, object])
        found[row.project_id].append(EarlierRuling(row.period, row.kind, row.value, row.code, figures))
    return found
