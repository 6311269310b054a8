import os
from pathlib import Path

import pytest

from yipanqi_core.embedded.accounts import Account, require_executable, require_reachable
from yipanqi_core.embedded.errors import EmbeddedServerError

STRANGER = Account("stranger", 54321, 54321, switched=True)


def test_the_outermost_closed_folder_is_the_one_named(open_folder: Path) -> None:
    inner = open_folder / "outer" / "inner"
    inner.mkdir(parents=True)
    inner.chmod(0o700)
    inner.parent.chmod(0o750)
    with pytest.raises(EmbeddedServerError, match=r"chmod o\+x .*/outer$"):
        require_reachable(inner / "data", STRANGER)
    inner.parent.chmod(0o711)
    with pytest.raises(EmbeddedServerError, match=r"chmod o\+x .*/outer/inner$"):
        require_reachable(inner / "data", STRANGER)


def test_the_permissions_of_owner_and_group_count_for_owner_and_group(open_folder: Path) -> None:
    folder = open_folder / "mine"
    folder.mkdir()
    owner = Account("owner", os.geteuid(), 54321, switched=True)
    member = Account("member", 54321, folder.stat().st_gid, switched=True)
    folder.chmod(0o710)
    require_reachable(folder / "data", owner)
    require_reachable(folder / "data", member)
    folder.chmod(0o601)
    for account in (owner, member):
        with pytest.raises(EmbeddedServerError):
            require_reachable(folder / "data", account)


def test_a_program_closed_to_the_account_is_named_with_the_remedy(open_folder: Path) -> None:
    program = open_folder / "bin" / "server"
    with pytest.raises(EmbeddedServerError, match="make setup"):
        require_executable(program, STRANGER)
    program.parent.mkdir()
    program.touch(0o700)
    with pytest.raises(EmbeddedServerError, match=r"chmod -R o\+rX"):
        require_executable(program, STRANGER)
    program.chmod(0o755)
    require_executable(program, STRANGER)


def test_our_own_account_is_not_examined(open_folder: Path) -> None:
    open_folder.chmod(0o700)
    require_reachable(open_folder / "data", Account("me", os.geteuid(), os.getegid(), switched=False))
