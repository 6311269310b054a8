"""What an approving unit looks at in a kind of item, published before anything is handed in."""

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.reviews.tables import review_points
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


async def publish_points(  # noqa: PLR0917
    scope: Scope, edition: Edition, item: str, key_figures: Sequence[str], points: Sequence[str], who: Identity
) -> None:
    """Publish the key figures and review points of one's own unit for a kind of item, in place of those before.

    Raises InvalidInputError (no such kind of item).
    """
    known = (*edition.items.guarantees, *edition.items.procedures)
    if item not in known:
        raise InvalidInputError(f"没有“{item[:50]}”这一类事项；可填：{'、'.join(known)}", "/item")
    row = {
        "key_figures": list(key_figures), "review_points": list(points), "published_by": scope.actor,
        "published_on": await today(scope.connection),
    }  # fmt: skip
    statement = insert(review_points).values(tenant_id=scope.tenant_id, unit_id=who.unit_id, item=item, **row)
    await scope.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "unit_id", "item"],
            set_={**row, "version": review_points.c.version + 1},
        )
    )
    await record(scope, "publish_review_points", f"unit:{who.unit_id}", {"item": item, **row})
