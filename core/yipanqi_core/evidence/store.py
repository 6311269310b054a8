"""Where the bytes of evidence are: beside their row, or in a folder under their SHA-256."""

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path
from uuid import UUID


class EvidenceLostError(OSError):
    """The bytes of a file are not what its row says they were; restore the folder from its backup."""


def digest_of(data: bytes) -> str:
    """Give the SHA-256 under which a file is known."""
    return hashlib.sha256(data).hexdigest()


class EvidenceFolder:
    """A folder of files by county and digest: written whole or not at all, and never twice."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, tenant_id: UUID, digest: str, data: bytes) -> None:
        """Keep the bytes; a file left over from a transaction that failed does no harm."""
        await asyncio.to_thread(self._put, self._path(tenant_id, digest), data)

    async def get(self, tenant_id: UUID, digest: str) -> bytes:
        """Give the bytes. Raises EvidenceLostError when they are gone."""
        try:
            return await asyncio.to_thread(self._path(tenant_id, digest).read_bytes)
        except OSError as error:
            raise EvidenceLostError(f"佐证文件 {digest[:12]} 不在存放处") from error

    def _path(self, tenant_id: UUID, digest: str) -> Path:
        return self._root / str(tenant_id) / digest[:2] / digest

    @staticmethod
    def _put(path: Path, data: bytes) -> None:
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
