"""Where the installation lets counties post to: named hosts only, so that no one reaches into its network."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from yipanqi_core.refusals import InvalidInputError


def require_allowed(url: str, hosts: Sequence[str]) -> None:
    """Let pass an http(s) address on a host of the installation's list. Raises InvalidInputError."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise InvalidInputError("不是完整的网址，如 https://hooks.example.gov.cn/yipanqi", "/url") from error
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password or parts.fragment:
        raise InvalidInputError(
            "应为 http 或 https 的完整网址，不带账号和 #，如 https://hooks.example.gov.cn/yipanqi", "/url"
        )
    if f"{host}:{port}" not in hosts and (port is not None or host not in hosts):
        named = host if port is None else f"{host}:{port}"
        raise InvalidInputError(
            f"“{named}”不在允许推送的主机之列（已允许：{'、'.join(hosts) or '无'}）；请运维人员把它加入 WEBHOOK_HOSTS",
            "/url",
        )
