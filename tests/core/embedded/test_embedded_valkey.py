import os
import signal
from pathlib import Path

import pytest
import redis.asyncio as redis
from arq.connections import RedisSettings, create_pool

from yipanqi_core.embedded.errors import EmbeddedServerError
from yipanqi_core.embedded.pids import read_pid
from yipanqi_core.embedded.server import wait_until
from yipanqi_core.embedded.valkey import EmbeddedValkey


def valkey(root: Path) -> EmbeddedValkey:
    return EmbeddedValkey(root, durable=False)


def pid_of(server: EmbeddedValkey) -> int:
    pid = read_pid(server.data / "valkey.pid")
    assert pid is not None
    return pid


@pytest.mark.parametrize("name", ["valkey", "县 一盘棋", "深" * 40, "a%20b?c#d"])
async def test_its_url_serves_redis_py_and_arq_wherever_it_lies(open_folder: Path, name: str) -> None:
    with valkey(open_folder / name) as server:
        async with redis.Redis.from_url(server.url()) as client:
            await client.set("bell", "rung")
        pool = await create_pool(RedisSettings.from_dsn(server.url()))
        assert await pool.get("bell") == b"rung"
        assert await pool.enqueue_job("ring", 1) is not None
        assert (await client.config_get("save"))["save"] == ""
        await client.aclose()
        await pool.aclose()
        assert server.sockets.stat().st_mode & 0o777 == 0o700
    assert not server.running()


async def test_a_durable_one_keeps_what_it_holds_over_a_stop(open_folder: Path) -> None:
    server = EmbeddedValkey(open_folder)
    with server:
        async with redis.Redis.from_url(server.url()) as client:
            await client.set("bell", "rung")
    with server:
        async with redis.Redis.from_url(server.url()) as client:
            assert await client.get("bell") == b"rung"


def test_the_last_user_out_stops_valkey(open_folder: Path) -> None:
    first, second = valkey(open_folder), valkey(open_folder)
    assert not second.attach()
    first.start()
    assert second.attach()
    first.stop()
    assert second.running()
    second.stop()
    assert not first.running()


def test_a_killed_valkey_starts_again(open_folder: Path) -> None:
    with valkey(open_folder) as server:
        for _ in range(3):
            os.kill(pid_of(server), signal.SIGKILL)
            wait_until(lambda: not server.running(), "still there")
            server.start()
            assert server.running()


def test_a_pid_file_with_the_number_of_another_process_is_not_believed(open_folder: Path) -> None:
    server = valkey(open_folder)
    server.data.mkdir()
    (server.data / "valkey.pid").write_text(f"{os.getpid()}\n")
    assert not server.running()
    with server:
        assert pid_of(server) != os.getpid()


def test_what_valkey_cannot_load_is_told_in_one_line(open_folder: Path) -> None:
    server = valkey(open_folder)
    server.data.mkdir()
    (server.data / "dump.rdb").write_bytes(b"not a snapshot")
    with pytest.raises(EmbeddedServerError, match=r"Valkey 没有启动：.*详见") as raised:
        server.start()
    assert "\n" not in str(raised.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers under another account")
def test_valkey_does_not_run_as_root(open_folder: Path) -> None:
    with valkey(open_folder) as server:
        assert Path(f"/proc/{pid_of(server)}").stat().st_uid != 0
