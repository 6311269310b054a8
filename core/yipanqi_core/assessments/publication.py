"""Publishing an assessment: from that day its letters and tasks go out, and it can no longer be prevented."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import insert

from yipanqi_core.assessments import queries
from yipanqi_core.assessments.errors import NotAssessedError
from yipanqi_core.assessments.published import publish_outcome
from yipanqi_core.assessments.service import assess
from yipanqi_core.assessments.storage import standing_digest
from yipanqi_core.assessments.tables import publications
from yipanqi_core.audit.service import record
from yipanqi_core.bulletins.consequences import propose
from yipanqi_core.calendar import Period
from yipanqi_core.facts.names import names
from yipanqi_core.facts.queries import post_rows, unit_rows
from yipanqi_core.fingerprints.editions import fingerprint
from yipanqi_core.letters.issue import Issue, issue_letters, open_tasks
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope


async def publish(scope: Scope, registry: Registry, period: Period, on: date) -> Sequence[str]:
    """Publish a period's assessment as of `on`, once: letters are numbered and sent, tasks opened.

    What goes out late bears the county's own day, not the one it was due: deadlines run from when it can be read.
    What is not assessed yet is assessed first. Gives the numbers of the letters; none when it was published already.
    """
    await assess(scope, registry, period)
    connection, tenant = scope.connection, scope.tenant_id
    found = await queries.find(connection, tenant, str(period))
    if found is None:
        raise NotAssessedError(f"{period.title}尚未结束，不能公布")
    if found.published_on is not None:
        return []
    county = await read_county(connection, tenant)
    sent_on = max(on, county.today)
    edition = registry.edition(county.mechanism, found.edition, found.revision)
    row = {"assessment_id": found.id, "published_on": on, "published_by": scope.actor}
    await connection.execute(insert(publications).values(tenant_id=tenant, **row))
    await publish_outcome(scope, edition, found, period)
    issue = Issue(
        county=county,
        edition=edition,
        parameters=await read_in_force(scope, edition, period.end),
        assessment_id=found.id,
        period=str(period),
        on=sent_on,
        names=names(await unit_rows(connection, tenant), await post_rows(connection, tenant, sent_on)),
    )
    numbers = await issue_letters(scope, issue)
    opened = await open_tasks(scope, issue)
    await propose(scope, edition, issue.parameters, period, sent_on)
    standing = await standing_digest(scope, found.id)
    by = {} if standing is None else asdict(fingerprint(edition))
    done = {"on": on, "sent_on": sent_on, "letters": numbers, "tasks": opened, "standing": standing, "by": by}
    await record(scope, "publish", f"assessment:{period}", done)
    return numbers
