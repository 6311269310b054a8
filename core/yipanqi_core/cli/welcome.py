"""What `yipanqi run` says once the service answers: the address, the accounts, and a line to try."""

import json
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from yipanqi_core.cli.output import say
from yipanqi_core.cli.servers import state_folder

WAIT_S = 60.0
DOORS = {"leader": "县领导", "office": "发改部门", "clerk": "经办"}


def accounts_file() -> Path:
    """Tell where the demonstrations' accounts are kept, readable by this user alone."""
    return state_folder() / "demonstrations.json"


def welcome(host: str, port: int) -> None:
    """Wait until the API is ready, then print where to go."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        if _ready(host, port):
            _print(host, port)
            return
        time.sleep(0.1)


def _ready(host: str, port: int) -> bool:
    connection = HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _print(host: str, port: int) -> None:
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
    say(f"\n一盘棋已就绪：{address}    接口文档：{address}/schema    Ctrl-C 停止")
    if not accounts_file().is_file():
        return
    for shown in json.loads(accounts_file().read_text()):
        say(f"\n演示县 {shown['name']}（county = {shown['county']}），本县日期 {shown['today']}")
        for account in shown["accounts"]:
            say(f"  {DOORS[account['door']]:　<4}  {account['login']:<10} 密码 {account['password']}")
        first = shown["accounts"][0]
        body = json.dumps({"county": shown["county"], "login": first["login"], "password": first["password"]})
        say("  试一试：")
        say(
            f"  TOKEN=$(curl -s {address}/v1/auth/token -H 'Content-Type: application/json' -d '{body}' "
            '| sed \'s/.*"access_token":"\\([^"]*\\)".*/\\1/\'); '
            f'curl -s "{address}/v1/projects?colour=red&limit=3" -H "Authorization: Bearer $TOKEN"'
        )
