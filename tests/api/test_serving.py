"""What is loaded before the processes that serve are forked."""

import contextlib
import socket
from typing import Any

import pytest

from yipanqi_api.query import declared_parameters
from yipanqi_api.serve import jobs


def _address(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    given = {"DATABASE_URL": "postgresql://nobody/nothing", "VALKEY_URL": "redis://127.0.0.1:1", "PORT": str(port)}
    for name, value in {**given, "API_PROCESSES": "2", "POOL_SIZE": "10", "LOG_LEVEL": "WARNING"}.items():
        monkeypatch.setenv(name, value)


def test_every_process_has_a_job_and_the_document_can_be_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    _address(monkeypatch, port)
    made: Any = jobs()
    config, listening = made[0].run.args
    app = config.app
    with contextlib.closing(listening):
        assert [(one.name, one.vital) for one in made] == [("api 1", True), ("api 2", True)]
        assert {id(argument) for one in made for argument in one.run.args} == {id(config), id(listening)}
        assert "limit" in declared_parameters(app)["ListProjects"]
        assert "/v1/projects" in app.openapi_schema.to_schema()["paths"]


def test_a_taken_port_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        _address(monkeypatch, taken.getsockname()[1])
        with pytest.raises(SystemExit, match="请改 HOST 或 PORT"):
            jobs()
