"""Adding evidence files, listing those of a subject, and taking one out again."""

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, QueryParameter

from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import county_and_edition
from yipanqi_api.evidence.views import EvidenceForm, EvidenceView
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import NOT_FOUND, PERMISSION_REFUSED
from yipanqi_api.services import services_of
from yipanqi_api.workbooks.uploads import read_upload
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.evidence import queries, service
from yipanqi_core.evidence.guards import require_adder
from yipanqi_core.evidence.sniffing import DOCX, JPEG, MAX_BYTES, PDF, PNG, XLSX
from yipanqi_core.evidence.store import EvidenceFolder
from yipanqi_core.evidence.subjects import Subject
from yipanqi_core.people.seats import seats_of
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

MAX_BODY = MAX_BYTES + 64 * 1024
"""A file of the largest size with the form around it."""

_MEDIA_TYPES = tuple(kind.media_type for kind in (PDF, DOCX, XLSX, PNG, JPEG))


@post(
    "",
    operation_id="AddEvidence",
    summary="上传佐证材料",
    guards=[requires(Permission.READ)],  # whoever acts on anything may; the guard of evidence says so
    responses=refuses(PERMISSION_REFUSED, NOT_FOUND),
    request_max_body_size=MAX_BODY,
)
async def add_evidence(
    request: Request[Any, Any, Any],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: Annotated[EvidenceForm, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Answer[EvidenceView]:
    """Add a file for a subject; PDF, Word, Excel, PNG or JPEG by its bytes, 8 MiB at most."""
    require_adder(identity.role)
    subject = Subject.parse(data.subject)
    await _require_visible(transaction, identity, subject)
    filename, content = await read_upload(data.file)
    file_id = await service.add_file(transaction, _folder(request), subject, filename, content)
    row = await queries.file_row(transaction.connection, transaction.tenant_id, file_id)
    view = EvidenceView.of(row)
    return created(view, view.href)


@get("", operation_id="ListEvidence", summary="列出佐证材料", guards=[requires(Permission.READ)])
async def list_evidence(
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    subject: Annotated[str, QueryParameter(max_length=80, description="所佐证的事项，“类别:编号”，如 project:…")],
) -> Answer[Page[EvidenceView]]:
    """The files of one subject in the order in which they were added."""
    of = Subject.parse(subject)
    await _require_visible(transaction, identity, of)
    after = paging.after(tuple[UUID])
    connection, tenant = transaction.connection, transaction.tenant_id
    rows = await queries.file_rows(connection, tenant, of, None if after is None else after[0], paging.limit + 1)
    total = await queries.count_files(connection, tenant, of) if paging.count else None
    return paging.answer(rows, key=lambda row: (row.id,), view=EvidenceView.of, total=total)


@get("/{file_id:uuid}", operation_id="ReadEvidence", summary="查看佐证材料", guards=[requires(Permission.READ)])
async def read_evidence(
    file_id: FromPath[UUID], transaction: NamedDependency[Scope], identity: NamedDependency[Identity]
) -> Answer[EvidenceView]:
    """One file without its bytes."""
    row = await _found(transaction, identity, file_id)
    return Answer(EvidenceView.of(row))


@get(
    "/{file_id:uuid}/file",
    operation_id="DownloadEvidence",
    summary="下载佐证材料",
    guards=[requires(Permission.READ)],
    media_type=PDF.media_type,
    opt={"files": _MEDIA_TYPES},
)
async def download_evidence(
    request: Request[Any, Any, Any],
    file_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
) -> Answer[bytes]:
    """The bytes as they were added, to be saved and never shown in the page."""
    await _found(transaction, identity, file_id)
    row, content = await service.read_file(transaction, _folder(request), file_id)
    ending = row.filename.rpartition(".")[2].lower()  # one of the kind's own: the name was checked
    name = quote(row.filename, safe="")
    disposition = f"attachment; filename=\"evidence.{ending}\"; filename*=UTF-8''{name}"
    return Answer(content, media_type=row.media_type, headers={"Content-Disposition": disposition})


async def _require_visible(scope: Scope, identity: Identity, subject: Subject) -> None:
    """Let pass who may know of the subject: of what is secret there is no evidence for others. Raises NotFoundError."""
    _, edition = await county_and_edition(scope)
    seats = await seats_of(scope, edition, identity)
    await service.require_visible(scope, edition, seats, identity.unit_id, subject)


async def _found(scope: Scope, identity: Identity, file_id: UUID) -> Any:
    row = await queries.file_row(scope.connection, scope.tenant_id, file_id)
    if row is None:
        raise NotFoundError("没有这份佐证材料")
    await _require_visible(scope, identity, Subject.parse(row.subject))
    return row


def _folder(request: Request[Any, Any, Any]) -> EvidenceFolder | None:
    root = services_of(request).settings.evidence_folder
    return None if root is None else EvidenceFolder(root)


evidence_router = Router(
    "/v1/evidence", route_handlers=[add_evidence, list_evidence, read_evidence, download_evidence], tags=["evidence"]
)
