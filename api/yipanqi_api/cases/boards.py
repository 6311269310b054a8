"""Where the cases of a kind stand, and cases put in together under one number."""

from typing import Annotated

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from yipanqi_api.cases.board_views import BoardView
from yipanqi_api.cases.views import BatchView, NewBatch
from yipanqi_api.editions import county_and_edition
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.references import Word
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.cases import moving, queries, service
from yipanqi_core.tenants.scope import Scope

_SHOWN = 500
"""How many cases a board shows at most; its counts are of all."""


@get("/board", operation_id="ReadCaseBoard", summary="各阶段在办情况", guards=[requires(Permission.READ)])
async def read_board(
    transaction: NamedDependency[Scope],
    kind: Annotated[str, QueryParameter(description="种类，见 /v1/cases/kinds")],
    year: Annotated[int | None, QueryParameter(description="所属年度")] = None,
) -> BoardView:
    """Where each case of a kind stands, how many stand on each step, and how long."""
    county, edition = await county_and_edition(transaction)
    asked = service.kind_of(edition, kind)
    connection, tenant = transaction.connection, transaction.tenant_id
    counts = await queries.board_rows(connection, tenant, county.today, asked.code, year)
    cases = await queries.board_cases(connection, tenant, asked.code, year, _SHOWN)
    return BoardView.of(asked, year, counts, cases, county.today)


@post(
    "/batches",
    operation_id="PutInBatch",
    summary="编入批次办理",
    guards=[requires(Permission.PASS_STEPS)],
    responses=refuses(RULE_REFUSES, WRONG_ACTOR),
)
async def put_in_batch(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewBatch]
) -> BatchView:
    """Pass a batched step of several cases together, under the year's next number; all of them or none."""
    _, edition = await county_and_edition(transaction)
    kind = service.kind_of(edition, data.kind)
    passing = moving.Passing(data.note, data.evidence, data.on)
    year, number = await moving.put_in(transaction, edition, kind, data.case_ids, passing, identity)
    title = f"{'' if year is None else f'{year}年'}第{number}批"
    return BatchView(Word(kind.code, kind.title), year, number, title, sorted(set(data.case_ids)))
