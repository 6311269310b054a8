"""Asks whether a TCP port can be listened on, before anything is started."""

import errno
import socket

from yipanqi_core.embedded.errors import PortInUseError

LAST_PORT = 65535


def require_free_port(host: str, port: int) -> None:
    """Raise PortInUseError unless a server could listen on this address now."""
    if not 0 < port <= LAST_PORT:
        raise PortInUseError(f"端口 {port} 不存在（1 至 {LAST_PORT}）：请换一个端口，例如 PORT=8001 make run")
    remedy = f"请换一个端口，例如 PORT={port + 1 if port < LAST_PORT else 8001} make run"
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, address in addresses:
            with socket.socket(family, kind, protocol) as probe:
                # Connections of a run just ended must not count: servers set this too.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind(address)
    except socket.gaierror as error:
        raise PortInUseError(f"监听地址 {host} 无法解析：请检查 HOST 的写法，例如 127.0.0.1") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUseError(f"端口 {port} 已被其他程序占用：{remedy}") from error
        raise PortInUseError(f"不能在 {host} 的端口 {port} 上监听（{error.strerror}）：{remedy}") from error
