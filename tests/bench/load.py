"""A few clients that ask as fast as they are answered, over connections that they keep."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Ask = Callable[[int], Sequence[bytes]]
"""Gives, for the n-th turn, the raw requests that make up one turn."""


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    token: str

    def get(self, path: str) -> bytes:
        return f"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {self.token}\r\n\r\n".encode()

    def post(self, path: str, body: bytes, key: str) -> bytes:
        return self._send("POST", path, body, f"Idempotency-Key: {key}\r\n")

    def put(self, path: str, body: bytes) -> bytes:
        return self._send("PUT", path, body, "")

    def _send(self, method: str, path: str, body: bytes, more: str) -> bytes:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {self.token}\r\n{more}"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


async def warm(server: Server, ask: Ask, clients: int = 8, turns: int = 20) -> None:
    """Let each client have its turns, however long a server takes that has just started."""

    async def client(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for turn in range(number * turns, (number + 1) * turns):
            await _turn(ask(turn), reader, writer)
        writer.close()

    await asyncio.gather(*(client(number) for number in range(clients)))


async def rate(server: Server, ask: Ask, clients: int = 8, seconds: float = 2.0) -> float:
    """Give turns per second, after a second of warming up; any answer but a 2xx is an error."""
    started, turn, done = time.perf_counter(), 0, 0

    async def client() -> None:
        nonlocal turn, done
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        while (now := time.perf_counter() - started) < seconds + 1:
            turn += 1
            await _turn(ask(turn), reader, writer)
            done += now >= 1
        writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return done / (time.perf_counter() - started - 1)


async def _turn(requests: Sequence[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for request in requests:
        writer.write(request)
        await _answer(reader)


async def _answer(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
    )
    body = await reader.readexactly(length)
    if not head.startswith(b"HTTP/1.1 2"):
        raise RuntimeError(f"{head[:40]!r} {body[:300]!r}")
