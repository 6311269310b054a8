"""Evidence over the API: handed in with what it is for, listed, taken out unchanged, seen by its own county alone."""

import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from tests.api.conftest import ISSUER, running
from tests.api.reading_lists import all_of

from yipanqi_api.app import create_app
from yipanqi_core.database.connection import Database
from yipanqi_core.settings import Settings
from yipanqi_core.vocabulary import Role

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


async def project_of(caller: Any) -> str:
    return str((await caller.get("/v1/projects?limit=1")).json()["data"][0]["id"])


async def add(caller: Any, subject: str, data: bytes = PDF, name: str = "批复.pdf", **more: Any) -> httpx.Response:
    answer: httpx.Response = await caller.post(
        "/v1/evidence", data={"subject": subject}, files={"file": (name, data, "text/html")}, **more
    )
    return answer


async def audited(database: Database, tenant_id: Any) -> int:
    async with database.transaction(tenant_id) as connection:
        return int(
            (await connection.execute(text("SELECT count(*) FROM audit WHERE action = 'add_evidence'"))).scalar_one()
        )


@pytest.mark.clause("SM-5.2")
async def test_a_file_comes_back_as_it_was_with_who_attests_it(fresh_year: Any, database: Database) -> None:
    subject = f"project:{await project_of(fresh_year.clerk)}"
    answer = await add(fresh_year.clerk, subject)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["filename"], made["media_type"], made["size"]) == ("批复.pdf", "application/pdf", len(PDF))
    assert (made["digest"], made["added_by"]) == (hashlib.sha256(PDF).hexdigest(), "clerk")
    assert made["subject"] == subject
    assert [one["id"] for one in await all_of(fresh_year.leader, f"/v1/evidence?subject={subject}")] == [made["id"]]
    assert (await fresh_year.leader.get(f"/v1/evidence/{made['id']}")).json() == made
    file = await fresh_year.leader.get(made["_actions"][0]["href"])
    assert file.content == PDF
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["x-content-type-options"] == "nosniff"
    assert file.headers["content-disposition"].startswith('attachment; filename="evidence.pdf"')
    assert await audited(database, fresh_year.county.id) == 1


async def test_what_is_sent_as_its_type_is_not_believed(fresh_year: Any) -> None:
    subject = f"project:{await project_of(fresh_year.clerk)}"
    for data, name in (
        (b"<script>alert(1)</script>", "批复.pdf"),
        (PDF, "批复.html"),
        (PDF, "图.png"),
        (b"", "空.pdf"),
    ):
        answer = await add(fresh_year.clerk, subject, data, name)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/file")
    assert await all_of(fresh_year.clerk, f"/v1/evidence?subject={subject}") == []


async def test_too_large_a_file_is_refused_before_it_is_kept(fresh_year: Any) -> None:
    subject = f"project:{await project_of(fresh_year.clerk)}"
    assert (await add(fresh_year.clerk, subject, b"%PDF-1.7" + b"\0" * 8 * 1024 * 1024 + b"%%EOF")).status_code == 400
    assert (await add(fresh_year.clerk, subject, b"%PDF-1.7" + b"\0" * 9 * 1024 * 1024 + b"%%EOF")).status_code == 413


async def test_a_subject_is_a_known_kind_with_an_id(fresh_year: Any) -> None:
    key = await project_of(fresh_year.clerk)
    for subject in ("project", f"user:{key}", "project:1", f"project:{key.replace('-', '')}", f"projects:{key}"):
        answer = await add(fresh_year.clerk, subject)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/subject"), subject
        assert (await fresh_year.clerk.get(f"/v1/evidence?subject={subject}")).status_code == 400


async def test_every_role_that_acts_may_add_and_the_auditor_may_not(fresh_year: Any, sign_in: Any) -> None:
    subject = f"project:{await project_of(fresh_year.clerk)}"
    for role in Role:
        caller = await sign_in(fresh_year.county, role, f"adds-{role.value}")
        answer = await add(caller, subject)
        assert answer.status_code == (403 if role is Role.AUDIT else 201), role
    assert answer.json()["code"] == "permission_refused"
    assert (await caller.get(f"/v1/evidence?subject={subject}")).status_code == 200


async def test_a_foreign_subject_or_file_is_as_unknown_as_no_such(fresh_year: Any, neighbour_year: Any) -> None:
    own = f"project:{await project_of(fresh_year.clerk)}"
    made = (await add(fresh_year.clerk, own)).json()
    bodies = []
    for subject in (own, f"project:{uuid4()}"):
        answer = await add(neighbour_year.clerk, subject)
        assert answer.status_code == 404
        bodies.append({**answer.json(), "trace_id": ""})
        assert (await neighbour_year.clerk.get(f"/v1/evidence?subject={subject}")).status_code == 404
    for key in (made["id"], uuid4()):
        for path in (f"/v1/evidence/{key}", f"/v1/evidence/{key}/file"):
            answer = await neighbour_year.clerk.get(path)
            assert answer.status_code == 404
    assert bodies[0] == bodies[1]


async def test_the_same_key_adds_once(fresh_year: Any) -> None:
    subject = f"project:{await project_of(fresh_year.clerk)}"
    form = (
        (
            f'--x\r\nContent-Disposition: form-data; name="subject"\r\n\r\n{subject}\r\n--x\r\n'
            'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        ).encode()
        + PDF
        + b"\r\n--x--\r\n"
    )
    headers = {"Idempotency-Key": "evidence-1", "Content-Type": "multipart/form-data; boundary=x"}
    made = [await fresh_year.clerk.post("/v1/evidence", content=form, headers=headers) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert made[0].json() == made[1].json()
    assert len(await all_of(fresh_year.clerk, f"/v1/evidence?subject={subject}")) == 1


async def test_pages_hold_each_file_once(fresh_year: Any) -> None:
    subject = f"project:{await project_of(fresh_year.clerk)}"
    made = [(await add(fresh_year.clerk, subject, name=f"{n}.pdf")).json()["id"] for n in range(5)]
    assert [one["id"] for one in await all_of(fresh_year.clerk, f"/v1/evidence?subject={subject}&limit=2")] == made
    assert (await fresh_year.clerk.get(f"/v1/evidence?subject={subject}&count=true")).json()["total"] == 5


@pytest.fixture
async def folder_app(api_settings: Settings, tmp_path: Path, app: Litestar) -> Any:
    del app  # the signing key is made by the first application
    other = create_app(api_settings.model_copy(update={"evidence_folder": tmp_path}))
    async with running(other):
        transport = httpx.ASGITransport(other, raise_app_exceptions=False)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url=ISSUER) as client:
            yield client


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_with_a_folder_the_bytes_lie_there_under_their_hash(
    folder_app: httpx.AsyncClient, fresh_year: Any, tmp_path: Path, database: Database
) -> None:
    headers = {"Authorization": f"Bearer {fresh_year.clerk.access_token}"}
    subject = f"project:{await project_of(fresh_year.clerk)}"
    form: dict[str, Any] = {"data": {"subject": subject}, "files": {"file": ("a.pdf", PDF)}, "headers": headers}
    made = [(await folder_app.post("/v1/evidence", **form)).json() for _ in range(2)]
    digest = hashlib.sha256(PDF).hexdigest()
    kept = files_in(tmp_path)
    assert [path.name for path in kept] == [digest]
    assert str(fresh_year.county.id) in kept[0].parts
    async with database.transaction(fresh_year.county.id) as connection:
        assert (await connection.execute(text("SELECT count(data) FROM evidence_files"))).scalar_one() == 0
    assert (await folder_app.get(made[0]["href"], headers=headers)).content == PDF
    kept[0].write_bytes(b"%PDF-1.7 something else %%EOF")
    assert (await folder_app.get(made[1]["href"], headers=headers)).status_code == 503
    kept[0].unlink()
    assert (await folder_app.get(made[1]["href"], headers=headers)).status_code == 503
    assert (await fresh_year.clerk.get(made[0]["href"])).status_code == 503  # an installation that lost its setting
