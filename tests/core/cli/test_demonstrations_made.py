"""Demonstration counties are made side by side, each in a process of its own, and what goes wrong is told."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from yipanqi_core.cli import demonstrations
from yipanqi_core.cli.output import CommandError


def wanted(*names: str) -> Any:
    return [(name, SimpleNamespace(name=name)) for name in names]


def test_each_county_is_made_by_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def made(url: str, code: str, shown: object) -> None:
        (tmp_path / code).write_text(str(os.getpid()))

    monkeypatch.setattr(demonstrations, "_make", made)
    demonstrations._make_all("url", wanted("甲县", "乙县"))
    assert len({os.getpid(), *(int(file.read_text()) for file in tmp_path.iterdir())}) == 3


def test_a_county_that_cannot_be_made_is_named_and_the_others_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def made(url: str, code: str, shown: object) -> None:
        if code == "甲县":
            raise ValueError("演示工作簿有错误")
        (tmp_path / code).touch()

    monkeypatch.setattr(demonstrations, "_make", made)
    with pytest.raises(CommandError, match=r"甲县 未能建成.*再次运行即从中断处继续"):
        demonstrations._make_all("url", wanted("甲县", "乙县"))
    assert (tmp_path / "乙县").exists()
