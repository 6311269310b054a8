import socket

import pytest

from yipanqi_core.embedded.errors import PortInUseError
from yipanqi_core.embedded.ports import require_free_port


@pytest.mark.parametrize("listening_on", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port_is_named_with_the_remedy(listening_on: str) -> None:
    with socket.create_server((listening_on, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError) as raised:
            require_free_port("127.0.0.1", port)
    remedy = f"PORT={port + 1 if port < 65535 else 8001} make run"
    assert str(raised.value) == f"端口 {port} 已被其他程序占用：请换一个端口，例如 {remedy}"


def test_a_port_given_up_a_moment_ago_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            accepted, _ = server.accept()
            accepted.close()
    require_free_port("127.0.0.1", port)


def test_a_port_that_cannot_exist_is_told() -> None:
    with pytest.raises(PortInUseError, match="端口 70000 不存在"):
        require_free_port("127.0.0.1", 70000)


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(PortInUseError, match=r"不能在 192\.0\.2\.1 的端口 8000 上监听"):
        require_free_port("192.0.2.1", 8000)
