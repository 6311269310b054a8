"""Ringing for the worker after an act: what it made due is done at once instead of at the next sweep.

Nothing waits for it and nothing depends on it: where Valkey does not answer, the sweep finds the work.
"""

import asyncio
import json
from functools import partial
from uuid import UUID

import structlog
from arq.connections import ArqRedis
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from yipanqi_core.schedule.bell import HEARD_WITHIN_S, JOB, QUEUE

GATHERED_S = 0.2
"""Seconds that acts in one county share a ring: at most five a second, however much is done there."""
_SILENT = (RedisError, OSError, TimeoutError)

log = structlog.get_logger("yipanqi.bell")


class Bell:
    """One of a process; it connects at its first ring."""

    def __init__(self, url: str) -> None:
        self._pool = ConnectionPool.from_url(url, socket_connect_timeout=2.0, socket_timeout=2.0)
        to_json = partial(json.dumps, ensure_ascii=False, default=str)
        self._queue = ArqRedis(self._pool, job_serializer=lambda job: to_json(job).encode(), default_queue_name=QUEUE)
        self._rings: dict[UUID, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._silent = False

    def ring_soon(self, tenant_id: UUID) -> None:
        """Ring for a county in a moment, once for all who ask until then; never waits and never fails."""
        if tenant_id in self._rings:
            return
        ring = asyncio.create_task(self._ring(tenant_id))
        self._rings[tenant_id] = ring
        self._running.add(ring)
        ring.add_done_callback(self._running.discard)

    async def aclose(self) -> None:
        """Let what is about to ring go."""
        for ring in self._running:
            ring.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._pool.disconnect()

    async def ring(self, tenant_id: UUID) -> bool:
        """Ask for a county's due work to be done now; False when no one can be asked, and the sweep will find it."""
        try:
            # Without an id of our own: arq ignores a job whose id is in use, and would lose this ring.
            job = await self._queue.enqueue_job(JOB, str(tenant_id), _expires=HEARD_WITHIN_S)
        except _SILENT as error:
            if not self._silent:  # once for each silence
                log.warning("bell_not_rung", tenant_id=str(tenant_id), error=type(error).__name__)
            self._silent = True
            return False
        self._silent = False
        return job is not None

    async def _ring(self, tenant_id: UUID) -> None:
        await asyncio.sleep(GATHERED_S)
        del self._rings[tenant_id]  # whoever acts from now on needs a ring of his own
        await self.ring(tenant_id)
