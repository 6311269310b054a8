import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from yipanqi_core.embedded.accounts import account_for
from yipanqi_core.embedded.errors import EmbeddedServerError
from yipanqi_core.embedded.pids import read_pid
from yipanqi_core.embedded.postgres import OLD_BACKENDS, EmbeddedPostgres
from yipanqi_core.embedded.server import wait_until

USER_OF_SERVER = """
import sys
from pathlib import Path
from yipanqi_core.embedded.postgres import EmbeddedPostgres
EmbeddedPostgres(Path(sys.argv[1]), durable=False).start()
print("ready", flush=True)
sys.stdin.read()
"""
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers under another account")


def postgres(root: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(root, durable=False)


def postmaster(root: Path) -> int:
    pid = read_pid(root / "data" / "postmaster.pid")
    assert pid is not None
    return pid


async def ask(server: EmbeddedPostgres, question: str) -> object:
    connection = await asyncpg.connect(server.dsn("postgres", "postgres"))
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def killed_user_of(root: Path) -> None:
    """Let another process start the server and die by SIGKILL."""
    user = subprocess.Popen(
        [sys.executable, "-c", USER_OF_SERVER, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with user:
        assert user.stdout is not None
        assert user.stdout.readline() == b"ready\n"
        user.kill()


async def test_first_start_makes_a_database_that_sorts_by_byte_and_knows_chinese(open_folder: Path) -> None:
    with postgres(open_folder / "pg") as server:
        assert str(await ask(server, "SHOW server_version")).startswith("18")
        assert await ask(server, "SHOW listen_addresses") == ""
        assert await ask(server, "SELECT '一盘棋' ~ '^\\w+$'") is True
        locale = "SELECT datlocprovider::text || ' ' || datlocale || ' ' || datcollate || ' ' || datctype"
        assert await ask(server, f"{locale} FROM pg_database LIMIT 1") == "b C.UTF-8 C C.UTF-8"
        assert server.sockets.stat().st_mode & 0o777 == 0o700
    assert not server.running()


async def test_its_url_serves_sqlalchemy_even_from_a_folder_with_spaces_and_chinese(
    open_folder: Path,
) -> None:
    with postgres(open_folder / "县 一盘棋") as server:
        engine = create_async_engine(server.url("postgres", "postgres"))
        try:
            async with engine.connect() as connection:
                assert await connection.scalar(text("SELECT current_user")) == "postgres"
        finally:
            await engine.dispose()


@pytest.mark.parametrize("name", ["深" * 40, "a:b,c"])
async def test_a_path_no_socket_can_have_gets_a_short_private_folder(open_folder: Path, name: str) -> None:
    with postgres(open_folder / name) as server:
        assert not server.sockets.is_relative_to(open_folder)
        assert server.sockets.stat().st_mode & 0o777 == 0o700
        assert await ask(server, "SELECT 1") == 1
        assert server.sockets == postgres(open_folder / name).sockets
    assert not server.sockets.exists()


def test_a_short_folder_that_a_stranger_made_first_is_refused(open_folder: Path) -> None:
    server = postgres(open_folder / ("深" * 40))
    server.sockets.symlink_to(open_folder)
    try:
        with pytest.raises(EmbeddedServerError, match="不属于本用户"):
            server.start()
    finally:
        server.sockets.unlink()


async def test_what_was_written_is_there_after_stop_and_start(open_folder: Path) -> None:
    server = postgres(open_folder)
    with server:
        await ask(server, "CREATE TABLE kept AS SELECT 7 AS seven")
    with server:
        assert await ask(server, "SELECT seven FROM kept") == 7


def test_the_last_user_out_stops_the_server(open_folder: Path) -> None:
    first, second = postgres(open_folder), postgres(open_folder)
    first.start()
    first.start()
    assert second.attach()
    pid = postmaster(open_folder)
    first.stop()
    first.stop()
    assert second.running()
    assert postmaster(open_folder) == pid
    second.stop()
    assert not first.running()


def test_attach_starts_nothing(open_folder: Path) -> None:
    assert not postgres(open_folder).attach()
    assert not postgres(open_folder / "absent").attach()
    assert not (open_folder / "absent").exists()


def test_stop_without_start_leaves_the_server_to_its_users(open_folder: Path) -> None:
    with postgres(open_folder) as server:
        postgres(open_folder).stop()
        assert server.running()


def test_of_two_that_start_together_one_launches_and_both_use_it(open_folder: Path) -> None:
    servers = [postgres(open_folder), postgres(open_folder)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(EmbeddedPostgres.start, servers))
    assert all(server.running() for server in servers)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(EmbeddedPostgres.stop, servers))
    assert not servers[0].running()


def test_a_killed_user_leaves_a_server_that_the_next_takes_over_and_stops(open_folder: Path) -> None:
    killed_user_of(open_folder)
    pid = postmaster(open_folder)
    with postgres(open_folder) as server:
        assert postmaster(open_folder) == pid
    assert not server.running()


def test_a_server_killed_with_its_pid_file_left_behind_starts_again(open_folder: Path) -> None:
    with postgres(open_folder) as server:
        for _ in range(3):
            os.kill(postmaster(open_folder), signal.SIGKILL)
            wait_until(lambda: not server.running(), "still there")
            assert (server.data / "postmaster.pid").exists()
            server.start()
            assert server.running()


def test_a_pid_file_whose_number_another_process_got_does_not_prevent_a_start(open_folder: Path) -> None:
    server = postgres(open_folder)
    with server:
        old = postmaster(open_folder)
        os.kill(old, signal.SIGKILL)
    account = account_for(server.data)
    with subprocess.Popen(["/bin/sleep", "10"], user=account.uid if account.switched else None) as stranger:
        for path in (server.data / "postmaster.pid", server.sockets / f"{server.socket_name}.lock"):
            path.write_text(path.read_text().replace(str(old), str(stranger.pid), 1))
        assert not server.running()
        with server:
            assert server.running()
        assert stranger.poll() is None
        stranger.kill()


async def test_it_never_starts_beside_a_backend_of_the_killed_server(open_folder: Path) -> None:
    with postgres(open_folder) as server:
        connection = await asyncpg.connect(server.dsn("postgres", "postgres"))
        backend = connection.get_server_pid()
        os.kill(backend, signal.SIGSTOP)
        os.kill(postmaster(open_folder), signal.SIGKILL)
        restart = threading.Thread(target=server.start)
        restart.start()
        try:
            wait_until(lambda: OLD_BACKENDS in server.log.read_text(), "nothing refused")
            assert not server.running()
        finally:
            os.kill(backend, signal.SIGCONT)
            restart.join()
            connection.terminate()
        assert server.running()


def test_a_killed_initdb_leaves_nothing_in_the_way(open_folder: Path) -> None:
    (open_folder / "data.unfinished" / "base").mkdir(parents=True)
    with postgres(open_folder) as server:
        assert server.running()
    assert not (open_folder / "data.unfinished").exists()


def test_a_durable_user_refuses_a_server_that_does_not_write_to_disk(open_folder: Path) -> None:
    with postgres(open_folder) as server:
        with pytest.raises(EmbeddedServerError, match="不落盘"):
            EmbeddedPostgres(open_folder).start()
        assert server.running()


async def test_a_durable_server_syncs(open_folder: Path) -> None:
    with EmbeddedPostgres(open_folder) as server:
        assert await ask(server, "SHOW fsync") == "on"
        assert await ask(server, "SHOW synchronous_commit") == "on"


def test_a_data_folder_it_cannot_serve_is_told_in_one_line(open_folder: Path) -> None:
    server = postgres(open_folder)
    with server:
        pass
    (server.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedServerError, match=r"PostgreSQL 没有启动：.*详见") as raised:
        server.start()
    assert "\n" not in str(raised.value)


@only_root
def test_a_closed_folder_above_the_data_is_named_with_the_remedy(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(EmbeddedServerError) as raised:
        postgres(closed / "deeper" / "pg").start()
    assert str(raised.value) == f"系统用户 nobody 进不了目录 {closed}：请执行 chmod o+x {closed}"
    closed.chmod(0o711)
    with postgres(closed / "deeper" / "pg") as server:
        assert server.running()


@only_root
def test_the_server_runs_under_the_account_that_owns_its_data(open_folder: Path) -> None:
    with postgres(open_folder) as server:
        assert Path(f"/proc/{postmaster(open_folder)}").stat().st_uid == server.data.stat().st_uid != 0
